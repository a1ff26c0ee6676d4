"""What a screen reader is told of a section editor: the text with the values of its slots.

Qt's own accessible interface of a text edit reads out the document, in which a slot is an object character that says
nothing. PySide cannot write a text interface of its own (its out parameters do not reach Python), so Qt's interface
of a second, never shown text edit is handed out, whose text has the values.
"""

import atexit
from functools import cache
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Slot
from PySide6.QtGui import QAccessible, QAccessibleInterface, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QAccessibleWidget, QTextEdit
from shiboken6 import VoidPtr, isValid

from cchc_desktop.domain.report import NEW
from cchc_desktop.ui.entry_format import CHIP, block_format, blocks, slot_of, units
from cchc_desktop.ui.slot_chip import SlotChip

_handed_out: "WeakSet[_SpokenEditor]" = WeakSet()
_KEPT = QTextCursor.MoveMode.KeepAnchor


class SpokenCopy(QTextEdit):
    """A text edit that is never shown and says what `original` shows; cursor and selection go both ways."""

    def __init__(self, original: QTextEdit, chip: SlotChip) -> None:
        super().__init__()
        self._original = original
        self._chip = chip
        self._longer: list[tuple[int, int]] = []
        self._following = False
        self.document().setDocumentMargin(original.document().documentMargin())
        self.cursorPositionChanged.connect(self._lead)
        self.selectionChanged.connect(self._lead)

    def follow(self) -> None:
        """Brings text, cursor and place on the screen up to date."""
        self._following = True
        text = self._spoken()
        if text != self.toPlainText():
            self.setPlainText(text)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.setBlockFormat(block_format(NEW, ()))
        theirs, ours = self._original.textCursor(), self.textCursor()
        places = self._spoken_place(theirs.anchor()), self._spoken_place(theirs.position())
        if places != (ours.anchor(), ours.position()):
            ours.setPosition(places[0])
            ours.setPosition(places[1], _KEPT)
            self.setTextCursor(ours)
        shown = self._original.viewport()
        place = QRect(shown.mapToGlobal(QPoint()), shown.size())
        if place != self.geometry():
            self.setFont(self._original.font())
            self.setGeometry(place)
            # What is not shown gets no event of its new size.
            self.viewport().setGeometry(QRect(QPoint(), place.size()))
            QCoreApplication.sendEvent(self.viewport(), QResizeEvent(place.size(), place.size()))
        self._following = False

    @Slot()
    def _lead(self) -> None:
        """The screen reader has moved the cursor."""
        if self._following:
            return
        ours, theirs = self.textCursor(), self._original.textCursor()
        theirs.setPosition(self._place_in_original(ours.anchor()))
        theirs.setPosition(self._place_in_original(ours.position()), _KEPT)
        self._original.setTextCursor(theirs)

    def _spoken(self) -> str:
        """The text with values. Notes where it gets longer: places in the original, and by how much."""
        self._longer = []
        lines = []
        for block in blocks(self._original.document()):
            line = ""
            iterator = block.begin()
            while not iterator.atEnd():
                fragment = iterator.fragment()
                iterator += 1
                if fragment.charFormat().objectType() == CHIP:
                    value = self._chip.text(slot_of(fragment.charFormat()))
                    ends = range(fragment.position() + 1, fragment.position() + fragment.length() + 1)
                    self._longer += [(end, units(value) - 1) for end in ends]
                    line += value * fragment.length()
                else:
                    line += fragment.text()
            lines.append(line)
        return "\n".join(lines)

    def _spoken_place(self, place: int) -> int:
        return place + sum(more for end, more in self._longer if end <= place)

    def _place_in_original(self, spoken: int) -> int:
        """Inside a value: before its slot."""
        moved = 0
        for end, more in self._longer:
            if spoken < end + moved + more:
                return min(spoken - moved, end - 1)
            moved += more
        return spoken - moved


class _SpokenEditor(QAccessibleWidget):
    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor, QAccessible.Role.EditableText)
        self._copy: SpokenCopy | None = None

    def state(self) -> Any:
        state: Any = super().state()  # the stubs know none of its fields
        editor = self.object()
        if isinstance(editor, QTextEdit):
            state.multiLine = True
            state.editable = not editor.isReadOnly()
            state.readOnly = editor.isReadOnly()
        return state

    def text(self, t: QAccessible.Text) -> str:
        copy = self._up_to_date() if t == QAccessible.Text.Value else None
        return super().text(t) if copy is None else copy.toPlainText()

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        # Qt asks for the text interface before each use of it.
        copy = self._up_to_date() if t == QAccessible.InterfaceType.TextInterface else None
        if copy is not None:
            return QAccessible.queryAccessibleInterface(copy).interface_cast(t)
        pointer: Any = super().interface_cast(t)
        # PySide makes None of a null pointer, but crashes where it is to make a null pointer of None.
        return VoidPtr(0) if pointer is None else pointer

    def _up_to_date(self) -> SpokenCopy | None:
        """None where the editor is on its way out."""
        editor = self.object()
        if not isinstance(editor, QTextEdit):
            return None
        if self._copy is None:
            chip = editor.findChild(SlotChip)
            if chip is None:
                return None
            self._copy = SpokenCopy(editor, chip)
            # PySide keeps the interfaces that it has handed to Qt.
            editor.destroyed.connect(self._copy.deleteLater)
        self._copy.follow()
        return self._copy


@cache
def install() -> None:
    """Has Qt give these interfaces to screen readers from now on."""
    QAccessible.installFactory(_interface)
    atexit.register(_take_back)


def _interface(class_name: str, widget: QObject) -> QAccessibleInterface | None:
    if class_name != "SectionEditor" or not isinstance(widget, QTextEdit):
        return None
    made = _SpokenEditor(widget)
    _handed_out.add(made)
    return made


def _take_back() -> None:
    """Qt's cache of interfaces outlives PySide's: what is still in it when Python ends would be freed twice."""
    for interface in list(_handed_out):
        if isValid(interface):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(interface))
