"""The table of an appendix as Qt sees it. Every edit is one step of undo and is told by a signal."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.template import Appendix, Column, FixedRow
from cchc_desktop.domain.values import cell, totals
from cchc_desktop.text.folding import fold
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.text.numbers import format_count, parse_count

LABEL = 0
"""The column of row labels; the appendix's columns follow."""

MOST_ROWS = 1000
"""More rows than a table of open rows takes from the clipboard."""

KIND_ROLE = int(Qt.ItemDataRole.UserRole)
"""A cell's `CellKind`."""
HEADING_ROLE = KIND_ROLE + 1
"""The line printed above the row, or "", for every cell of the row."""
INDENT_ROLE = KIND_ROLE + 2
"""How far a label is indented: 0 or 1."""
NOTE_ROLE = KIND_ROLE + 3
"""A cell's note, or ""."""

_OWN_KEY = re.compile(r"r(\d{1,9})")
_ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class CellKind(Enum):
    """What stands in a cell."""

    LABEL = auto()
    TYPED = auto()
    UNREADABLE = auto()
    COMPUTED = auto()
    TOTAL = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    """A row and, by column, what was typed into it and is no count."""

    row: Row
    unreadable: Mapping[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """What an editor shows: the count in plain digits, or the text as typed."""
        value = self.row.cells.get(column)
        return self.unreadable.get(column, "" if value is None else str(value))

    def with_text(self, column: str, text: str) -> "_Line":
        count = parse_count(text)
        unreadable = {key: typed for key, typed in self.unreadable.items() if key != column}
        if count is None and not is_blank(text):
            unreadable[column] = text
        return _Line(replace(self.row, cells={**self.row.cells, column: count}), unreadable)


class AppendixModel(QAbstractTableModel):
    """The rows of an appendix, each with its label and its cells, and the computed total row where there is one.

    A model row is the row of the same number in `data_now().rows`. Blank is None, never 0; text that is no
    count is kept as typed, marked, and counts as not known. The signals come with every edit, its undo and its
    redo: one cell's text, one row's label, one cell's note, or `rows_edited` where rows came, went or moved
    (those that came may have cells, notes and unreadable texts). One that is not `editable` shows, and takes
    nothing.
    """

    cell_edited = Signal(str, str, str)
    label_edited = Signal(str, str)
    note_edited = Signal(str, str, str)
    rows_edited = Signal()

    def __init__(
        self,
        appendix: Appendix,
        data: AppendixData,
        unreadable: Mapping[tuple[str, str], str],
        parent: QObject | None = None,
        *,
        editable: bool = True,
    ) -> None:
        super().__init__(parent)
        self.appendix = appendix
        self.editable = editable
        self.undo_stack = QUndoStack(self)
        self._stated_total = data.total
        self._fixed = {row.key: row for row in appendix.rows}
        self._lines = [
            _Line(
                replace(row, cells={**self._blank_cells(), **row.cells}),
                {column: text for (key, column), text in unreadable.items() if key == row.key},
            )
            for row in data.rows
        ]
        self._totals: dict[str, int | None] = {}
        numbers = (_OWN_KEY.fullmatch(row.key) for row in data.rows)
        self._last_number = max((int(match[1]) for match in numbers if match), default=0)

    # What the table says now

    def data_now(self) -> AppendixData:
        """The rows as they are; every typed column has its cell, a total row that a file stated stays."""
        return AppendixData(self.rows(), self._stated_total)

    def rows(self) -> tuple[Row, ...]:
        return tuple(line.row for line in self._lines)

    def unreadable_now(self) -> dict[tuple[str, str], str]:
        """By row and column, what was typed and is no count."""
        return {(line.row.key, column): text for line in self._lines for column, text in line.unreadable.items()}

    def column_of(self, key: str) -> int:
        """The model column of an appendix's column; its rows are numbered as in `data_now().rows`."""
        return 1 + self.appendix.columns.index(self.appendix.column_by_key[key])

    def note(self, row: int, column: int) -> str:
        if column == LABEL or self.is_total(row):
            return ""
        return self._lines[row].row.notes.get(self._column(column).key, "")

    def is_total(self, row: int) -> bool:
        """True for the computed row below the others."""
        return row == len(self._lines)

    # Edits

    def type_text(self, index: Index, text: str, typing: object) -> None:
        """Like `setData`, key by key: all that one `typing` does to a cell is one step of undo.

        A typing that ends where it began leaves no step.
        """
        step = self._text_step(index.row(), index.column(), text, typing)
        if step is not None:
            self.undo_stack.push(step)

    def set_note(self, row: int, column: int, text: str, typing: object = None) -> None:
        """Explains a cell of a data row; "" takes the explanation away. All of one `typing` is one step."""
        self._require(self.editable)
        key, text = self._column(column).key, normal(text).strip()
        before = self.note(row, column)
        if text != before:
            put = partial(self._put_note, self._lines[row].row.key, key)
            self.undo_stack.push(_Step("Sửa ghi chú", put, before, text, typing))

    def clear(self, indexes: Iterable[Index]) -> None:
        """Makes the cells blank, those that cannot be typed into excepted: one step."""
        editable = (index for index in indexes if self._editable(index))
        self._push_as_one("Xóa ô", (self._text_step(index.row(), index.column(), "") for index in editable))

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Puts a block of texts with its upper left corner at `row`, `column`: one step.

        Texts that would land on a read-only cell are left out, so is a total row at the block's end. Open rows
        grow as needed. Refused, with nothing changed, where the block does not fit.
        """
        if not self.editable:
            raise Refusal(f"Phụ lục “{self.appendix.short}” chỉ xem được; chưa dán gì vào bảng.")
        lines = list(block)
        if column == LABEL and self._ends_with_total(lines):
            lines.pop()
        lines = self._fitting(row, column, lines)
        first_new = len(self._lines) if self.appendix.open else self.rowCount()
        steps = [
            self._text_step(at, column + offset, text)
            for at, line in enumerate(lines[: first_new - row], row)
            for offset, text in enumerate(line)
            if self._editable(self.index(at, column + offset))
        ]
        for at, line in enumerate(lines[first_new - row :], first_new):
            added = self._new_line()
            for offset, text in enumerate(line):
                added = self._with_pasted(added, column + offset, normal(text))
            steps.append(_Step("Thêm dòng", partial(self._put_line, added), None, at))
        self._push_as_one("Dán", steps)

    def put_texts(self, name: str, texts: Iterable[tuple[str, str, str]]) -> None:
        """Gives cells, each by the keys of its row and column, other texts: one step."""
        self._require(self.editable)
        steps = (self._text_step(self._row_of(row), self.column_of(column), text) for row, column, text in texts)
        self._push_as_one(name, steps)

    def put_stated(self, data: AppendixData) -> None:
        """Takes over from `data` what is stated of computed cells and of the total row: one step."""
        self._require(self.editable)
        self.undo_stack.push(_Step("Dùng số cộng lại", self._put_stated, self.data_now(), data))

    def add_row(self, label: str = "", at: int | None = None) -> str:
        """Adds an open row before row `at`, else at the end. Its key was never used in this model."""
        self._require(self.editable and self.appendix.open)
        line = self._new_line(normal(label))
        place = len(self._lines) if at is None else at
        self.undo_stack.push(_Step("Thêm dòng", partial(self._put_line, line), None, place))
        return line.row.key

    def remove_row(self, row: int) -> None:
        """Takes an open row out; undo brings it back whole."""
        self.remove_rows([row])

    def remove_rows(self, rows: Iterable[int]) -> None:
        """Takes open rows out: one step."""
        self._require(self.editable and self.appendix.open)
        steps = [
            _Step("Bỏ dòng", partial(self._put_line, self._lines[row]), row, None)
            for row in sorted(set(rows), reverse=True)
        ]
        self._push_as_one("Bỏ dòng", steps)

    def move_row(self, row: int, by: int) -> bool:
        """Moves an open row down by `by` rows, up where it is negative; False where it would leave the table."""
        self._require(self.editable and self.appendix.open)
        target = row + by
        if by == 0 or not 0 <= target < len(self._lines):
            return False
        put = partial(self._put_place, self._lines[row].row.key)
        self.undo_stack.push(_Step("Chuyển dòng xuống" if by > 0 else "Chuyển dòng lên", put, row, target))
        return True

    # Qt's questions

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines) + bool(self.appendix.total)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1 + len(self.appendix.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self._editable(index) else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self._editable(index):
            return False
        step = self._text_step(index.row(), index.column(), "" if value is None else str(value))
        if step is not None:
            self.undo_stack.push(step)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, column)
            case Qt.ItemDataRole.EditRole:
                return self._text(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if column == LABEL else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return self._tool_tip(row, column) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
            case _ if role == KIND_ROLE:
                return self._kind(row, column)
            case _ if role == HEADING_ROLE:
                fixed = self._fixed_row(row)
                return fixed.heading if fixed else ""
            case _ if role == INDENT_ROLE:
                fixed = self._fixed_row(row)
                return fixed.indent if fixed and column == LABEL else 0
            case _ if role == NOTE_ROLE:
                return self.note(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._shown(section, LABEL) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.appendix.row_header if section == LABEL else self._column(section).label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) and section != LABEL:
            column = self._column(section)
            return ", ".join((*column.groups, column.label))
        return None

    # What a cell says

    def _shown(self, row: int, column: int) -> str:
        text = self._text(row, column)
        count = None if column == LABEL else parse_count(text)
        return text if count is None else format_count(count)

    def _text(self, row: int, column: int) -> str:
        if column == LABEL:
            return self.appendix.total if self.is_total(row) else self._lines[row].row.label
        of = self._column(column)
        if self.is_total(row):
            value = self._total_of(of)
        elif of.formula:
            value = cell(of, self._lines[row].row.cells)
        else:
            return self._lines[row].text(of.key)
        return "" if value is None else str(value)

    def _total_of(self, column: Column) -> int | None:
        if not self._totals:
            self._totals = totals(self.appendix, self.data_now())
        return self._totals[column.key]

    def _kind(self, row: int, column: int) -> CellKind:
        if self.is_total(row):
            return CellKind.TOTAL
        if column == LABEL:
            return CellKind.LABEL
        of = self._column(column)
        if of.formula:
            return CellKind.COMPUTED
        return CellKind.UNREADABLE if of.key in self._lines[row].unreadable else CellKind.TYPED

    def _tool_tip(self, row: int, column: int) -> str:
        kind, note, lines = self._kind(row, column), self.note(row, column), []
        if kind is CellKind.UNREADABLE:
            lines.append(f"“{self._text(row, column)}” không phải là số đếm; báo cáo coi như chưa có.")
        elif kind is CellKind.COMPUTED or (kind is CellKind.TOTAL and column != LABEL):
            lines.append("Ô tự tính, không gõ vào được.")
        if note:
            lines.append(f"Ghi chú: {note}")
        return "\n".join(lines)

    def _spoken(self, row: int, column: int) -> str:
        label = self._shown(row, LABEL) or f"Dòng {row + 1} chưa có tên"
        if column == LABEL:
            return label
        spoken = f"{label}, {self._column(column).label}: {self._shown(row, column) or 'trống'}"
        kind, note = self._kind(row, column), self.note(row, column)
        if kind is CellKind.UNREADABLE:
            spoken += ", không phải là số đếm"
        elif kind in (CellKind.COMPUTED, CellKind.TOTAL):
            spoken += ", ô tự tính"
        return f"{spoken}. Ghi chú: {note}" if note else spoken

    def _column(self, column: int) -> Column:
        return self.appendix.columns[column - 1]

    def _fixed_row(self, row: int) -> FixedRow | None:
        return None if self.is_total(row) else self._fixed.get(self._lines[row].row.key)

    def _editable(self, index: Index) -> bool:
        if not self.editable or self.is_total(index.row()):
            return False
        return self.appendix.open if index.column() == LABEL else self._column(index.column()).formula is None

    # Steps

    def _text_step(self, row: int, column: int, text: str, typing: object = None) -> "_Step | None":
        """The step that gives a cell another text; None where it would change nothing."""
        text, before, key = normal(text), self._text(row, column), self._lines[row].row.key
        if column == LABEL:
            put = partial(self._put_label, key)
            return None if text == before else _Step("Sửa tên dòng", put, before, text, typing)
        of = self._column(column)
        if self._lines[row].with_text(of.key, text) == self._lines[row]:
            return None
        return _Step(f"Sửa ô {of.label}", partial(self._put_text, key, of.key), before, text, typing)

    def _push_as_one(self, name: str, steps: Iterable["_Step | None"]) -> None:
        found = [step for step in steps if step is not None]
        if found:
            self.undo_stack.beginMacro(name)
            for step in found:
                self.undo_stack.push(step)
            self.undo_stack.endMacro()

    def _put_text(self, key: str, column: str, text: str) -> None:
        row = self._row_of(key)
        self._lines[row] = self._lines[row].with_text(column, text)
        self._row_changed(row)
        self.cell_edited.emit(key, column, text)

    def _put_label(self, key: str, label: str) -> None:
        row = self._row_of(key)
        self._lines[row] = replace(self._lines[row], row=replace(self._lines[row].row, label=label))
        self._row_changed(row)
        self.label_edited.emit(key, label)

    def _put_note(self, key: str, column: str, text: str) -> None:
        row = self._row_of(key)
        line = self._lines[row]
        notes = {of: note for of, note in line.row.notes.items() if of != column}
        if text:
            notes[column] = text
        self._lines[row] = replace(line, row=replace(line.row, notes=notes))
        self._row_changed(row)
        self.note_edited.emit(key, column, text)

    def _put_stated(self, data: AppendixData) -> None:
        self._stated_total = data.total
        stated = {row.key: row.cells for row in data.rows}
        computed = [column.key for column in self.appendix.columns if column.formula]
        for at, line in enumerate(self._lines):
            known = stated.get(line.row.key, {})
            cells = {key: value for key, value in line.row.cells.items() if key not in computed}
            cells |= {key: known[key] for key in computed if key in known}
            self._lines[at] = replace(line, row=replace(line.row, cells=cells))
        self._rows_changed()

    def _put_line(self, line: _Line, place: int | None) -> None:
        """Puts a row at its place, or takes it out where that is None."""
        if place is None:
            row = self._row_of(line.row.key)
            self.beginRemoveRows(_ROOT, row, row)
            del self._lines[row]
            self.endRemoveRows()
        else:
            self.beginInsertRows(_ROOT, place, place)
            self._lines.insert(place, line)
            self.endInsertRows()
        self._rows_changed()

    def _put_place(self, key: str, place: int) -> None:
        row = self._row_of(key)
        self.beginMoveRows(_ROOT, row, row, _ROOT, place + 1 if place > row else place)
        self._lines.insert(place, self._lines.pop(row))
        self.endMoveRows()
        self._rows_changed()

    def _row_changed(self, row: int) -> None:
        last = self.columnCount() - 1
        self.dataChanged.emit(self.index(row, LABEL), self.index(row, last))
        self._total_changed()

    def _rows_changed(self) -> None:
        self._total_changed()
        self.rows_edited.emit()

    def _total_changed(self) -> None:
        self._totals = {}
        if self.appendix.total:
            row = len(self._lines)
            self.dataChanged.emit(self.index(row, LABEL), self.index(row, self.columnCount() - 1))

    def _row_of(self, key: str) -> int:
        return next(row for row, line in enumerate(self._lines) if line.row.key == key)

    # Pasting and new rows

    def _require(self, allowed: bool) -> None:
        if not allowed:
            raise ValueError(f"appendix {self.appendix.key} is read-only or has fixed rows")

    def _blank_cells(self) -> dict[str, int | None]:
        return {column.key: None for column in self.appendix.typed_columns}

    def _new_line(self, label: str = "") -> _Line:
        self._last_number += 1
        return _Line(Row(f"r{self._last_number}", label, self._blank_cells()))

    def _with_pasted(self, line: _Line, column: int, text: str) -> _Line:
        if column == LABEL:
            return replace(line, row=replace(line.row, label=text))
        of = self._column(column)
        return line if of.formula else line.with_text(of.key, text)

    def _ends_with_total(self, lines: Sequence[Sequence[str]]) -> bool:
        total = fold(self.appendix.total)
        return bool(total and lines and lines[-1] and fold(lines[-1][0].strip()) == total)

    def _fitting(self, row: int, column: int, block: Sequence[Sequence[str]]) -> list[Sequence[str]]:
        """The block without the blank lines and columns that reach beyond the table; refused where others do."""
        width = self.columnCount() - column
        height = (MOST_ROWS if self.appendix.open else self.rowCount()) - row
        surplus = len(self._lines) - row if self.appendix.open else height
        lines = list(block)
        while len(lines) > surplus and all(map(is_blank, lines[-1])):
            lines.pop()
        wide = max((len(line) for line in lines if not all(map(is_blank, line[width:]))), default=0)
        if wide > width:
            raise self._misfit(wide, "cột", width)
        if len(lines) > height:
            raise self._misfit(len(lines), "dòng", height)
        return [line[:width] for line in lines]

    def _misfit(self, wanted: int, what: str, left: int) -> Refusal:
        return Refusal(
            f"Khối đã sao chép có {format_count(wanted)} {what}, phụ lục “{self.appendix.short}” kể từ ô đang chọn "
            f"chỉ còn {format_count(left)} {what}; chưa dán gì vào bảng."
        )


class _Step(QUndoCommand):
    """Puts `after` where `before` was, and back. Neighbouring steps of one typing become one."""

    def __init__(self, name: str, put: Callable[[Any], None], before: Any, after: Any, typing: object = None) -> None:
        super().__init__(name)
        self._put = put
        self._before = before
        self._after = after
        self._typing = typing

    def redo(self) -> None:
        self._put(self._after)

    def undo(self) -> None:
        self._put(self._before)

    def id(self) -> int:
        return -1 if self._typing is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other._typing is not self._typing:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True
