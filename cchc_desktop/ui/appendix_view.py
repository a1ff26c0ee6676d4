"""An appendix as a table to type into."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QWidget,
)

from cchc_desktop.domain.appendix_head import head_grid
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.appendix_block import read_block, write_block
from cchc_desktop.ui.appendix_cells import CellDelegate, CellEditor, WayOut, is_redo
from cchc_desktop.ui.appendix_frozen import FrozenColumn
from cchc_desktop.ui.appendix_model import LABEL, AppendixModel
from cchc_desktop.ui.grouped_header import GroupedHeader
from cchc_desktop.ui.theme import SMALL, TIGHT

LEAST_LABEL = 220
LEAST_NUMBER, USUAL_NUMBER, MOST_NUMBER = 60, 84, 120
"""The least is for a table that fits in so; one that has to scroll anyway keeps the usual width."""
_LABEL_SHARE = 0.35
"""Of the width, what the labels get before the numbers get more than they need."""
MOST_HEIGHT = 560
"""From here on a table scrolls by itself."""

Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction
_PLAIN = Qt.KeyboardModifier.NoModifier
_ARROWS = {
    WayOut.UP: _Action.MoveUp,
    WayOut.DOWN: _Action.MoveDown,
    WayOut.LEFT: _Action.MoveLeft,
    WayOut.RIGHT: _Action.MoveRight,
}


class AppendixView(QTableView):
    """The table of an appendix, typed into by keyboard as in a spreadsheet.

    A click or a key starts typing. Enter goes down, Tab through the cells that can be typed into and, after the
    last, out of the table. Copy and paste go as blocks. Its height is that of its content, up to `MOST_HEIGHT`.
    `refused` tells in one sentence why a block was not pasted.
    """

    refused = Signal(str)

    def __init__(self, model: AppendixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appendix = model
        self.takes_elsewhere: Callable[[QMimeData], bool] = lambda _: False
        """Asked of what is pasted: true where it is not for the cells as they stand."""
        appendix = model.appendix
        self.setObjectName(f"appendix:{appendix.key}")
        self.setAccessibleName(f"Phụ lục: {appendix.short}")
        # Ordinal numbers are for print: rows are told apart by their labels.
        self._header = GroupedHeader(head_grid(replace(appendix, numbered=False)), self)
        self.setHorizontalHeader(self._header)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(0)
        self._cells = CellDelegate(self)
        self._cells.left.connect(self._go)
        self._cells.block_pasted.connect(self.paste)
        self._cells.undo_wanted.connect(self.undo)
        self._cells.redo_wanted.connect(self.redo)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._edit_clicked)
        self._frozen = FrozenColumn(self)
        self._fit_timer = QTimer(self, interval=0, singleShot=True)
        self._fit_timer.timeout.connect(self._fit)
        self._changed_rows: set[int] = set()
        self._check_timer = QTimer(self, interval=0, singleShot=True)
        self._check_timer.timeout.connect(self._fit_where_needed)
        self._bold = _bold_metrics(self.font())
        self.setModel(model)
        model.dataChanged.connect(self._data_changed)
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            signal.connect(self._rows_changed)
        self.selectionModel().selectionChanged.connect(self._frozen.update)

    # Verbs

    def undo(self) -> None:
        """Takes the last step back; what is being typed counts as one."""
        self._close_editor()
        self._appendix.undo_stack.undo()

    def redo(self) -> None:
        self._close_editor()
        self._appendix.undo_stack.redo()

    def can_undo(self) -> bool:
        return self._appendix.undo_stack.canUndo()

    def can_redo(self) -> bool:
        return self._appendix.undo_stack.canRedo()

    def copy(self) -> None:
        """Puts the rectangle around the selection on the clipboard, numbers in plain digits."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        rows = range(min(i.row() for i in indexes), max(i.row() for i in indexes) + 1)
        columns = range(min(i.column() for i in indexes), max(i.column() for i in indexes) + 1)
        texts = [[self._text(row, column) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(write_block(texts))

    def cut(self) -> None:
        self.copy()
        self.clear_selected()

    def paste(self) -> None:
        """Pastes a block from the clipboard at the selection's upper left corner."""
        self._close_editor()
        indexes = self.selectedIndexes() or [self.currentIndex()]
        row = max(0, min(index.row() for index in indexes))
        column = max(LABEL, min(index.column() for index in indexes))
        # None where nothing was copied yet, though Qt's stubs do not say so.
        data = QGuiApplication.clipboard().mimeData() or QMimeData()
        if self.takes_elsewhere(data):
            return
        try:
            self._appendix.paste(row, column, read_block(data.text()))
        except Refusal as refusal:
            self.refused.emit(str(refusal))

    def clear_selected(self) -> None:
        """Makes the selected cells blank."""
        self._appendix.clear(self.selectedIndexes())

    def add_row(self) -> None:
        """Adds a row below the present one and starts typing its label."""
        self._close_editor()
        rows = len(self._appendix.rows())
        at = min(self.currentIndex().row() + 1, rows) if self.currentIndex().isValid() else rows
        self._appendix.add_row(at=at)
        self._select(self._appendix.index(at, LABEL))
        self.setFocus()
        self.edit(self.currentIndex())

    def remove_rows(self) -> None:
        """Takes out the rows of the selected cells; undo brings them back."""
        self._close_editor()
        self._appendix.remove_rows(self.chosen_rows())

    def move_row(self, by: int) -> None:
        """Moves the row of the present cell up or down."""
        self._close_editor()
        self._appendix.move_row(self.currentIndex().row(), by)

    def chosen_rows(self) -> list[int]:
        """The rows, without the total row, of which a cell is selected."""
        rows = {index.row() for index in self.selectedIndexes()}
        return sorted(row for row in rows if not self._appendix.is_total(row))

    def last_row(self) -> int:
        """The last row before the total row; -1 where there is none."""
        return len(self._appendix.rows()) - 1

    # Geometry

    def sizeHint(self) -> QSize:
        height = self._header.sizeHint().height() + self.verticalHeader().length() + 2 * self.frameWidth()
        if self.horizontalScrollBar().maximum() > 0:
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), min(height, MOST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_LABEL + 2 * LEAST_NUMBER, self.sizeHint().height())

    def sizeHintForRow(self, row: int) -> int:
        label = self._appendix.index(row, LABEL)
        return self._cells.row_height(label, self.columnWidth(LABEL), self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._header.viewport().update()
        self._frozen.place()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        covered = self.columnWidth(LABEL) - self.columnViewportPosition(index.column())
        if index.column() != LABEL and covered > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - covered)

    def _fit(self) -> None:
        """Shares the width out and makes rows and head as high as their texts need."""
        self._bold = _bold_metrics(self.font())
        numbers = range(1, self._appendix.columnCount())
        width = self.viewport().width()
        needed = [max(LEAST_NUMBER, self._header.least_width(n), self._widest_count(n)) for n in numbers]
        usual = [max(USUAL_NUMBER, number) for number in needed]
        least = needed if LEAST_LABEL + sum(needed) <= width < LEAST_LABEL + sum(usual) else usual
        spare = width - max(LEAST_LABEL, round(width * _LABEL_SHARE)) - sum(least)
        share = max(0, spare // len(least))
        shared = [max(number, min(number + share, MOST_NUMBER)) for number in least]
        for column, number in zip(numbers, shared, strict=True):
            self.setColumnWidth(column, number)
        self.setColumnWidth(LABEL, max(LEAST_LABEL, width - sum(shared)))
        for row in range(self._appendix.rowCount()):
            self.setRowHeight(row, self.sizeHintForRow(row))
        self.updateGeometries()
        self.updateGeometry()
        self._frozen.place()

    def _widest_count(self, column: int) -> int:
        return max((self._count_width(row, column) for row in range(self._appendix.rowCount())), default=0)

    def _count_width(self, row: int, column: int) -> int:
        """What a count needs in bold. Text that is no count is cut off, its tool tip has it whole."""
        shown = str(self._appendix.index(row, column).data())
        if not shown.replace(".", "").isdecimal():
            return 0
        return self._bold.horizontalAdvance(shown) + 2 * SMALL + TIGHT

    def _rows_changed(self) -> None:
        self._fit_timer.start()
        self._frozen.update()

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._changed_rows.update(range(first.row(), last.row() + 1))
        self._check_timer.start()
        self._frozen.update()

    def _fit_where_needed(self) -> None:
        """Most keys change no geometry; they cost no fitting."""
        rows = [row for row in self._changed_rows if row < self._appendix.rowCount()]
        columns = range(1, self._appendix.columnCount())
        self._changed_rows.clear()
        if any(self.sizeHintForRow(row) != self.rowHeight(row) for row in rows) or any(
            self._count_width(row, column) > self.columnWidth(column) for row in rows for column in columns
        ):
            self._fit()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _PLAIN
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif is_redo(event):
            self.redo()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.clear_selected()
        elif plain and event.key() == Qt.Key.Key_Backspace:
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(WayOut.ENTER)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: a key pressed in a cell that cannot be typed into does not lead away from it."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        target = self._next_to_type_into(forward)
        if target.isValid():
            self._select(target)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            places = self._to_type_into()
            if places:
                row, column = places[0 if event.reason() == Qt.FocusReason.TabFocusReason else -1]
                self._select(self._appendix.index(row, column))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._show_in_page(current)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Cắt\tCtrl+X", self.cut)
        menu.addAction("Sao chép\tCtrl+C", self.copy)
        menu.addAction("Dán\tCtrl+V", self.paste)
        menu.addAction("Xóa\tDel", self.clear_selected)
        menu.popup(event.globalPos())

    def _edit_clicked(self, index: Index) -> None:
        typeable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if typeable and len(self.selectedIndexes()) == 1 and QGuiApplication.keyboardModifiers() == _PLAIN:
            self.edit(index)

    def _go(self, way: WayOut) -> None:
        if way in (WayOut.NEXT, WayOut.PREVIOUS):
            self.focusNextPrevChild(way is WayOut.NEXT)
        elif way is WayOut.ENTER:
            below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
            if below.row() <= self.last_row():
                self._select(below)
        else:
            self._select(self.moveCursor(_ARROWS[way], _PLAIN))

    def _select(self, index: Index) -> None:
        if index.isValid():
            self.setCurrentIndex(index)

    def _next_to_type_into(self, forward: bool) -> QModelIndex:
        present = (self.currentIndex().row(), self.currentIndex().column())
        places = self._to_type_into()
        if forward:
            found = next((place for place in places if place > present), None)
        else:
            found = next((place for place in reversed(places) if place < present), None)
        return self._appendix.index(*found) if found else QModelIndex()

    def _to_type_into(self) -> list[tuple[int, int]]:
        """Row and column of every cell that can be typed into, in the order of Tab."""
        return [
            (row, column)
            for row in range(self._appendix.rowCount())
            for column in range(self._appendix.columnCount())
            if self._appendix.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable
        ]

    def _close_editor(self) -> None:
        """Ends the typing in a cell; the model has its text already."""
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, CellEditor):
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _show_in_page(self, index: Index) -> None:
        """Where the table stands in a page that scrolls, brings the cell into sight."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and page.widget() is not None and index.isValid():
            rect = self.visualRect(index)
            centre = self.viewport().mapTo(page.widget(), QPoint(rect.center()))
            page.ensureVisible(centre.x(), centre.y(), rect.width() // 2, rect.height())

    def _text(self, row: int, column: int) -> str:
        return str(self._appendix.index(row, column).data(Qt.ItemDataRole.EditRole))


def _bold_metrics(font: QFont) -> QFontMetrics:
    bold = QFont(font)
    bold.setBold(True)
    return QFontMetrics(bold)
