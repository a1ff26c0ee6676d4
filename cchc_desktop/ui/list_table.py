"""Tables that list things, one a row, to choose from."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cchc_desktop.ui import theme

_ROW_HEIGHT = 40
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class ListModel(QAbstractTableModel):
    """Things under fixed heads; what a cell shows is said by `data` of a subclass."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = heads

    def count(self) -> int:
        """How many things there are."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class ListTable(QTableView):
    """A list of which one row can be chosen; the column `stretched` takes the room that the others leave."""

    def __init__(self, name: str, model: ListModel, stretched: int) -> None:
        super().__init__()
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        theme.set_look(self, "list")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        model.modelReset.connect(self._fit_columns)
        model.dataChanged.connect(self._fit_columns)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()

    def chosen_row(self) -> int | None:
        """The number of the selected row."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def _fit_columns(self) -> None:
        """Makes columns as wide as their widest text; Qt itself would measure every row, several times over."""
        if not self.isVisible():
            return
        model, header = self.model(), self.horizontalHeader()
        width_of = self.fontMetrics().horizontalAdvance
        for column in range(model.columnCount()):
            cells = [model.index(row, column) for row in range(model.rowCount())]
            cell_of = {model.data(cell): cell for cell in cells}
            widest = cell_of[max(cell_of, key=width_of)] if cells else _ROOT
            self.setColumnWidth(column, max(self.sizeHintForIndex(widest).width(), header.sectionSizeHint(column)))
