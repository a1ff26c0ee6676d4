"""The texts of an open report: what is found in each, shown and marked, and words of it replaced."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from cchc_desktop.domain.fields import FIELDS, Form
from cchc_desktop.domain.search import section_name
from cchc_desktop.ui import theme
from cchc_desktop.ui.appendix_model import LABEL
from cchc_desktop.ui.appendix_page import AppendixPage
from cchc_desktop.ui.entry_format import OBJECT, blocks, units
from cchc_desktop.ui.section_editor import SectionEditor

if TYPE_CHECKING:
    from cchc_desktop.ui.report_view import ReportView

_KEPT = QTextCursor.MoveMode.KeepAnchor


@dataclass(frozen=True, slots=True)
class Spot:
    """Something found in a paragraph `text`, from `start` to `end`; `line` tells the paragraphs of a text apart."""

    line: int
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


Change = tuple[Spot, str]
"""A spot, and what is to stand there instead."""


class Findable(ABC):
    """A text of a report; `name` says where it is."""

    def __init__(self, widget: QWidget, place: str, name: str) -> None:
        self.widget = widget
        self.name = name
        self._place = place

    def place(self, spot: Spot) -> str:
        """The place of the report (ReportView.go_to) that has the spot."""
        return self._place

    @abstractmethod
    def lines(self, *, typed: bool) -> list[tuple[int, str]]:
        """The paragraphs as they read now, each with the number that its spots have.

        Only what was `typed` may be replaced: no values in slots, nothing in a text that cannot be edited.
        """

    @abstractmethod
    def cursor(self) -> tuple[int, int]:
        """Where the person's cursor is: the line, and the place in it."""

    @abstractmethod
    def show(self, spot: Spot) -> None:
        """Puts the cursor to a spot, of which the place was revealed. Nothing is selected that a key could replace."""

    @abstractmethod
    def mark(self, spots: Sequence[Spot], present: Spot | None) -> None:
        """Marks what was found, as far as the widget can show marks."""

    @abstractmethod
    def replace(self, changes: Sequence[Change]) -> None:
        """Makes the changes in one step of undo."""

    @abstractmethod
    def undo(self) -> None:
        """Takes back the last step."""


def findables(view: "ReportView") -> Iterator[Findable]:
    """Every text of an open report, in the order of its tabs."""
    for field in FIELDS:
        widget = view.header.inputs[field.name].widget
        if isinstance(widget, QLineEdit):
            yield _Line(widget, field.place, field.label, of_words=field.form is Form.TEXT)
        else:
            yield _Paragraphs(widget, field.place, field.label)
    for key, page in view.sections.items():
        yield _Paragraphs(page.editor, f"sections.{key}", section_name(view.session.report, page.section))
        for figure_key, figure in page.figures.items():
            label = figure.figure.label
            yield _Line(figure.input, f"figures.{figure_key}", f"Số liệu “{label}”", of_words=False)
            yield _Line(figure.note, f"figures.{figure_key}.note", f"Ghi chú của số liệu “{label}”", of_words=True)
    for appendix_page in view.appendices.values():
        yield _Table(appendix_page)


class _Paragraphs(Findable):
    """A field of several paragraphs. A spot's `line` is where its block begins."""

    def __init__(self, widget: QTextEdit | QPlainTextEdit, place: str, name: str) -> None:
        super().__init__(widget, place, name)
        self._edit = widget

    def place(self, spot: Spot) -> str:
        if not self._place.startswith("sections.") or not isinstance(self._edit, SectionEditor):
            return self._place
        index = self._edit.entry_index(self._edit.document().findBlock(spot.line))
        return f"{self._place}[{index}]" if index >= 0 else self._place

    def lines(self, *, typed: bool) -> list[tuple[int, str]]:
        if typed and self._edit.isReadOnly():
            return []
        return [
            (block.position(), block.text() if typed else self._shown(block)[0])
            for block in blocks(self._edit.document())
        ]

    def cursor(self) -> tuple[int, int]:
        cursor = self._edit.textCursor()
        return cursor.block().position(), cursor.positionInBlock()

    def show(self, spot: Spot) -> None:
        start, _ = self._places(spot)
        if isinstance(self._edit, SectionEditor):
            self._edit.show_place(start)
        else:
            cursor = self._edit.textCursor()
            cursor.setPosition(start)
            self._edit.setTextCursor(cursor)

    def mark(self, spots: Sequence[Spot], present: Spot | None) -> None:
        colours = theme.colours_of(self._edit)
        marks = []
        for spot in spots:
            look = QTextCharFormat()
            look.setBackground(QColor(colours.present_ground if spot == present else colours.found_ground))
            look.setForeground(QColor(colours.text))
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(spot)  # type: ignore[attr-defined]
            mark.format = look  # type: ignore[attr-defined]
            marks.append(mark)
        self._edit.setExtraSelections(marks)

    def replace(self, changes: Sequence[Change]) -> None:
        words = [(*self._places(spot), new) for spot, new in changes]
        if isinstance(self._edit, SectionEditor):
            self._edit.replace_words(words)
            return
        cursor = QTextCursor(self._edit.document())
        cursor.beginEditBlock()
        for start, end, new in sorted(words, reverse=True):
            cursor.setPosition(start)
            cursor.setPosition(end, _KEPT)
            cursor.insertText(new)
        cursor.endEditBlock()

    def undo(self) -> None:
        self._edit.undo()

    def _shown(self, block: QTextBlock) -> tuple[str, list[int]]:
        """A paragraph as it reads; the place of each letter where it is not the one that the text tells."""
        text = block.text()
        return self._edit.shown(block) if OBJECT in text and isinstance(self._edit, SectionEditor) else (text, [])

    def _places(self, spot: Spot) -> tuple[int, int]:
        """Where a spot begins and ends in the document."""
        block = self._edit.document().findBlock(spot.line)
        places = [] if spot.text == block.text() else self._shown(block)[1]
        if places:
            return places[spot.start], places[spot.end - 1] + units(spot.text[spot.end - 1])
        return spot.line + units(spot.text[: spot.start]), spot.line + units(spot.text[: spot.end])

    def _cursor(self, spot: Spot) -> QTextCursor:
        start, end = self._places(spot)
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, _KEPT)
        return cursor


class _Line(Findable):
    """A field of one line; one that is not `of_words`, a number or a date, is never replaced in."""

    def __init__(self, widget: QLineEdit, place: str, name: str, *, of_words: bool) -> None:
        super().__init__(widget, place, name)
        self._edit = widget
        self._of_words = of_words

    def lines(self, *, typed: bool) -> list[tuple[int, str]]:
        return [] if typed and (self._edit.isReadOnly() or not self._of_words) else [(0, self._edit.text())]

    def cursor(self) -> tuple[int, int]:
        return 0, self._edit.cursorPosition()

    def show(self, spot: Spot) -> None:
        self._edit.setCursorPosition(units(spot.text[: spot.start]))

    def mark(self, spots: Sequence[Spot], present: Spot | None) -> None:
        theme.set_property(self._edit, "found", "present" if present else "found" if spots else "")

    def replace(self, changes: Sequence[Change]) -> None:
        text = _changed(changes)
        self._edit.selectAll()
        self._edit.insert(text)

    def undo(self) -> None:
        self._edit.undo()


class _Table(Findable):
    """An appendix. A spot's `line` is twice the number of the cell, for its note one more."""

    def __init__(self, page: AppendixPage) -> None:
        super().__init__(page.view, f"appendices.{page.appendix.key}", f"Phụ lục “{page.appendix.short}”")
        self._view = page.view
        self._model = page.model
        self._columns = page.model.columnCount()

    def place(self, spot: Spot) -> str:
        row, column = divmod(spot.line // 2, self._columns)
        if column == LABEL:
            return f"{self._place}.rows[{row}].label"
        return f"{self._place}.rows[{row}].cells.{self._model.appendix.columns[column - 1].key}"

    def lines(self, *, typed: bool) -> list[tuple[int, str]]:
        found = []
        for row in range(self._model.rowCount()):
            for column in range(self._columns):
                index = self._model.index(row, column)
                line = 2 * (row * self._columns + column)
                note = self._model.note(row, column)
                if not typed or (column == LABEL and index.flags() & Qt.ItemFlag.ItemIsEditable):
                    found.append((line, str(index.data())))
                if note and (self._model.editable or not typed):
                    found.append((line + 1, note))
        return found

    def cursor(self) -> tuple[int, int]:
        index = self._view.currentIndex()
        return 2 * (max(index.row(), 0) * self._columns + max(index.column(), 0)), 0

    def show(self, spot: Spot) -> None:
        """The place of a spot is its cell's: revealed, it has the cursor."""

    def mark(self, spots: Sequence[Spot], present: Spot | None) -> None:
        """A table shows which cell has the cursor, and no more."""

    def replace(self, changes: Sequence[Change]) -> None:
        lines: dict[int, list[Change]] = {}
        for spot, new in changes:
            lines.setdefault(spot.line, []).append((spot, new))
        self._model.undo_stack.beginMacro("Thay thế")
        for line, own in lines.items():
            row, column = divmod(line // 2, self._columns)
            if line % 2:
                self._model.set_note(row, column, _changed(own))
            else:
                self._model.setData(self._model.index(row, column), _changed(own))
        self._model.undo_stack.endMacro()

    def undo(self) -> None:
        self._model.undo_stack.undo()


def _changed(changes: Sequence[Change]) -> str:
    """The one paragraph that all the changes are of, after them."""
    text = changes[0][0].text
    for spot, new in sorted(changes, key=lambda change: change[0].start, reverse=True):
        text = text[: spot.start] + new + text[spot.end :]
    return text
