"""The tables of an old report as they would stand in its appendices."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cchc_desktop.domain.appendix_head import head_grid, label_column
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.template import Appendix
from cchc_desktop.importing.result import Confidence, Import, ImportedTable
from cchc_desktop.text.numbers import format_count
from cchc_desktop.ui import theme
from cchc_desktop.ui.grouped_header import GroupedHeader
from cchc_desktop.ui.import_ticks import TicksPage
from cchc_desktop.ui.layouts import label

_LABEL_WIDTH, _NUMBER_WIDTH, _COLUMN_WIDTH = 230, 40, 76
_ROW_HEIGHT = 32
_MOST_ROWS_SEEN = 14
_TOTAL = "Tổng (ghi trong tệp)"
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


def by_cell(unreadable: Mapping[str, str]) -> dict[tuple[int, str], str]:
    """What is no number by the number of its row and its column, from places of one appendix."""
    found = {}
    for place, text in unreadable.items():
        row_number, _, column = place.partition(".rows[")[2].partition("].cells.")
        found[int(row_number), column] = text
    return found


class CellsModel(QAbstractTableModel):
    """Rows of an appendix, to look at: blank stays blank, 0 is 0, what is no number is shown as it is."""

    def __init__(
        self, appendix: Appendix, data: AppendixData, unreadable: dict[tuple[int, str], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._appendix = appendix
        self._unreadable = unreadable
        self._rows = list(data.rows)
        if data.total is not None:
            self._rows.append(Row("", _TOTAL, data.total))
        self._first = label_column(appendix) + 1
        self._error = QColor(theme.colours_of(parent).error)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._first + len(self._appendix.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        column = index.column() - self._first
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column >= 0 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if column == -1 and role in (Role.DisplayRole, Role.ToolTipRole):
            return self._rows[index.row()].label
        if column < -1:
            numbered = self._rows[index.row()].key
            return index.row() + 1 if role == Role.DisplayRole and numbered else None
        if column < 0:
            return None
        key = self._appendix.columns[column].key
        text = self._unreadable.get((index.row(), key))
        if role == Role.DisplayRole:
            value = self._rows[index.row()].cells.get(key)
            return text or ("" if value is None else format_count(value))
        if text is not None and role == Role.ForegroundRole:
            return self._error
        return "không phải là số" if text is not None and role == Role.ToolTipRole else None


class CellsTable(QTableView):
    """An appendix to look at, under its own head."""

    def __init__(self, appendix: Appendix, data: AppendixData, unreadable: dict[tuple[int, str], str]) -> None:
        super().__init__()
        self.setAccessibleName(f"Số liệu vào phụ lục {appendix.short}")
        self.setHorizontalHeader(GroupedHeader(head_grid(appendix), self))
        self._label_column = label_column(appendix)
        self.horizontalHeader().setDefaultSectionSize(_COLUMN_WIDTH)
        self.show_data(appendix, data, unreadable)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_label()

    def _fit_label(self) -> None:
        head = self.horizontalHeader()
        others = head.length() - head.sectionSize(self._label_column)
        self.setColumnWidth(self._label_column, max(_LABEL_WIDTH, self.viewport().width() - others))

    def show_data(self, appendix: Appendix, data: AppendixData, unreadable: dict[tuple[int, str], str]) -> None:
        self.setModel(CellsModel(appendix, data, unreadable, self))
        if appendix.numbered:
            self.setColumnWidth(0, _NUMBER_WIDTH)
        self._fit_label()

    def fit_height(self) -> None:
        """Shows all rows of a short table without a scroll bar of its own."""
        rows = min(self.model().rowCount(), _MOST_ROWS_SEEN)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * _ROW_HEIGHT + 2 * self.frameWidth())


class TablesPage(TicksPage):
    """The tables, each taken or not."""

    def __init__(self, imported: Import) -> None:
        super().__init__("" if imported.tables else "Tệp không có bảng nào giống phụ lục của mẫu.")
        for table in imported.tables:
            appendix = imported.draft.template.appendix_by_key[table.appendix]
            words = f"Lấy bảng này vào phụ lục “{appendix.short}”"
            sure = table.confidence is Confidence.SURE
            self.add(f"import_table:{appendix.key}", words, sure, *_cells(table, appendix))

    @property
    def taken(self) -> dict[int, bool]:
        return dict(enumerate(self.ticked))


def _cells(table: ImportedTable, appendix: Appendix) -> Iterator[QWidget]:
    words = f"{table.confidence.value}: {table.why}. Không lấy thì các dòng của bảng để cuối báo cáo."
    yield label(words[0].upper() + words[1:], "secondary", wrap=True)
    unreadable = by_cell(table.unreadable)
    if unreadable:
        yield label(f"{len(unreadable)} ô không phải là số, được giữ nguyên như trong tệp.", "error")
    shown = CellsTable(appendix, table.data, unreadable)
    shown.fit_height()
    yield shown
