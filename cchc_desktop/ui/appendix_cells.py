"""How the cells of an appendix look and how they are typed into."""

from enum import Enum, auto
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cchc_desktop.ui.appendix_model import (
    HEADING_ROLE,
    INDENT_ROLE,
    KIND_ROLE,
    LABEL,
    NOTE_ROLE,
    AppendixModel,
    CellKind,
)
from cchc_desktop.ui.grouped_header import draw_bottom_line, draw_right_line
from cchc_desktop.ui.theme import LARGE, SECONDARY_SIZE, SMALL, TIGHT, Colours, colours_of

_NO_LABEL = "(chưa có tên)"
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_UNBOUNDED = 10_000
_NOTE_MARK = 7

Index = QModelIndex | QPersistentModelIndex


class WayOut(Enum):
    """Where a key leads from a cell that is being typed into."""

    NEXT = auto()
    PREVIOUS = auto()
    ENTER = auto()
    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()


_KEYS = {
    Qt.Key.Key_Tab: WayOut.NEXT,
    Qt.Key.Key_Backtab: WayOut.PREVIOUS,
    Qt.Key.Key_Return: WayOut.ENTER,
    Qt.Key.Key_Enter: WayOut.ENTER,
    Qt.Key.Key_Up: WayOut.UP,
    Qt.Key.Key_Down: WayOut.DOWN,
    Qt.Key.Key_Left: WayOut.LEFT,
    Qt.Key.Key_Right: WayOut.RIGHT,
}


class CellEditor(QLineEdit):
    """Takes any text; the model gets it key by key, and what is typed is never rewritten."""

    def __init__(self, model: AppendixModel, index: Index, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._index = QPersistentModelIndex(index)
        self._typing = object()
        self._text_before = str(index.data(Qt.ItemDataRole.EditRole))
        self.setFrame(False)
        self.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        if index.column() != LABEL:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(self.hand_over)

    def hand_over(self, text: str) -> None:
        """Gives the model a text as part of this typing."""
        if self._index.isValid():
            self._model.type_text(self._index, text, self._typing)

    def take_back(self) -> None:
        """Gives the cell the text it had before."""
        self.hand_over(self._text_before)

    def way_out(self, event: QKeyEvent) -> WayOut | None:
        """Where a key leads; None where it stays with the text. Left and right leave only at an end of the text."""
        way = _KEYS.get(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if way is WayOut.PREVIOUS:
            modifiers &= ~Qt.KeyboardModifier.ShiftModifier
        # UniKey selects with Shift and an arrow what it is about to replace.
        if modifiers != Qt.KeyboardModifier.NoModifier:
            return None
        if way in (WayOut.LEFT, WayOut.RIGHT) and self.selectedText() != self.text():
            end = 0 if way is WayOut.LEFT else len(self.text())
            if self.hasSelectedText() or self.cursorPosition() != end:
                return None
        return way


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of an `AppendixModel` in a framed QTableView without a grid.

    `left` tells, with a `WayOut`, that a key led out of an editor: the cell has its text, the editor is closed.
    It is closed as well where a block is pasted into it, or where undo or redo has nothing to do in its text.
    """

    left = Signal(object)
    block_pasted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def row_height(self, index: Index, width: int, font: QFont) -> int:
        """What a row needs whose label `index` stands in a column `width` wide."""
        room = _text_room(QRect(0, 0, width, _UNBOUNDED), index)
        text = QFontMetrics(_font(font, index)).boundingRect(room, int(_WRAPPED), index.data() or _NO_LABEL)
        return text.height() + 2 * SMALL + _strip(index, font)

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option  # the stubs leave out an option's fields
        view: QTableView = given.widget
        colours = colours_of(view)
        kind: CellKind = index.data(KIND_ROLE)
        selected = bool(given.state & QStyle.StateFlag.State_Selected)
        whole = QRect(given.rect)
        rect = whole.adjusted(0, _strip(index, given.font), 0, 0)
        painter.save()
        painter.fillRect(rect, QColor(_ground(kind, selected, colours)))
        if rect != whole:
            strip = QRect(whole.left(), whole.top(), whole.width(), rect.top() - whole.top())
            left = strip.left() if index.column() == LABEL else view.columnViewportPosition(LABEL)
            _paint_heading(painter, strip, left, index.data(HEADING_ROLE), given.font, colours)
        painter.setPen(QPen(QColor(colours.line), 0))
        # The last column and row have the frame for a line.
        if index.column() < index.model().columnCount() - 1:
            draw_right_line(painter, rect)
        if index.row() < index.model().rowCount() - 1:
            draw_bottom_line(painter, rect)
        if kind is CellKind.TOTAL:
            painter.setPen(QPen(QColor(colours.secondary), 0))
            draw_bottom_line(painter, rect.translated(0, 1 - rect.height()))
        painter.setFont(_font(given.font, index))
        _paint_text(painter, rect, index, kind, colours)
        if index.data(NOTE_ROLE):
            _paint_note_mark(painter, rect.topRight(), colours)
        if given.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return CellEditor(cast(AppendixModel, index.model()), index, parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            editor.hand_over(editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option
        editor.setGeometry(given.rect.adjusted(0, _strip(index, given.font), -1, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, CellEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                editor.take_back()
            elif self._led_out(editor, event):
                return True
        return super().eventFilter(editor, event)

    def _led_out(self, editor: CellEditor, event: QKeyEvent) -> bool:
        way = editor.way_out(event)
        if way is not None:
            self._close(editor)
            self.left.emit(way)
        elif event.matches(QKeySequence.StandardKey.Paste) and is_block(QGuiApplication.clipboard().text()):
            self._close(editor)
            self.block_pasted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not editor.isUndoAvailable():
            self._close(editor)
            self.undo_wanted.emit()
        elif is_redo(event) and not editor.isRedoAvailable():
            self._close(editor)
            self.redo_wanted.emit()
        else:
            return False
        return True

    def _close(self, editor: CellEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y everywhere, and what the system has for it."""
    control_y = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control_y or event.matches(QKeySequence.StandardKey.Redo)


def is_block(text: str) -> bool:
    """True where a clipboard's text is more than the text of one cell."""
    return bool({"\t", "\n", "\r"}.intersection(text.rstrip("\r\n")))


def _ground(kind: CellKind, selected: bool, colours: Colours) -> str:
    if selected:
        return colours.accent_ground
    if kind is CellKind.UNREADABLE:
        return colours.error_ground
    return colours.background if kind in (CellKind.COMPUTED, CellKind.TOTAL) else colours.surface


def _font(font: QFont, index: Index) -> QFont:
    font = QFont(font)
    font.setBold(index.data(KIND_ROLE) is CellKind.TOTAL)
    return font


def _heading_font(font: QFont) -> QFont:
    font = QFont(font)
    font.setPixelSize(SECONDARY_SIZE)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _strip(index: Index, font: QFont) -> int:
    """The height of the line above a row, 0 where it has none."""
    return QFontMetrics(_heading_font(font)).height() + 2 * TIGHT if index.data(HEADING_ROLE) else 0


def _indent(index: Index) -> int:
    return LARGE * int(index.data(INDENT_ROLE))


def _paint_heading(painter: QPainter, strip: QRect, left: int, text: str, font: QFont, colours: Colours) -> None:
    """A cell's part of the line above its row: the text begins at `left` and runs on over the cells to the right."""
    painter.save()
    painter.setClipRect(strip)
    painter.fillRect(strip, QColor(colours.surface))
    painter.setPen(QPen(QColor(colours.line), 0))
    draw_bottom_line(painter, strip)
    painter.setPen(QColor(colours.secondary))
    painter.setFont(_heading_font(font))
    room = QRect(left + SMALL, strip.top(), _UNBOUNDED, strip.height())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


def _text_room(rect: QRect, index: Index) -> QRect:
    """The part of a cell that its text may cover; the last pixel is the line's."""
    return rect.adjusted(SMALL + _indent(index), 0, -SMALL - 1, 0)


def _paint_text(painter: QPainter, rect: QRect, index: Index, kind: CellKind, colours: Colours) -> None:
    text = str(index.data())
    room = _text_room(rect, index)
    painter.setPen(QColor(colours.text))
    if index.column() == LABEL:
        if not text:
            painter.setPen(QColor(colours.secondary))
        painter.drawText(room, int(_WRAPPED), text or _NO_LABEL)
        return
    if kind is CellKind.UNREADABLE:
        painter.setPen(QColor(colours.error))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "!")
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance("! "))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), elided)


def _paint_note_mark(painter: QPainter, corner: QPoint, colours: Colours) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawPolygon(QPolygon([corner, corner - QPoint(_NOTE_MARK, 0), corner + QPoint(0, _NOTE_MARK)]))
    painter.restore()
