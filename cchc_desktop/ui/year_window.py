"""A year across its periods, as tables; and the report for the year put together from them."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QStandardPaths, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHeaderView,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.year import YearTable
from cchc_desktop.text.numbers import format_count
from cchc_desktop.ui import theme
from cchc_desktop.ui.appendix_frozen import FrozenColumn
from cchc_desktop.ui.grouped_header import GroupedHeader
from cchc_desktop.ui.layouts import button, label, row
from cchc_desktop.ui.new_report import Choice
from cchc_desktop.workspace import Workspace

_LABEL_WIDTH, _NUMBER_WIDTH = 240, 72
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class YearModel(QAbstractTableModel):
    """A table of the year, to look at."""

    def __init__(self, table: YearTable, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._table.rows[0])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """What a column itself is called, without its groups."""
        if role != Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return next(head.text for head in self._table.heads if (head.column, head.colspan) == (section, 1))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        value = self._table.rows[index.row()][index.column()]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return format_count(value) if isinstance(value, int) else value
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() < self._table.labels else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _YearView(QTableView):
    """A table of the year; its labels get the width that the numbers leave."""

    def __init__(self, table: YearTable, name: str) -> None:
        super().__init__()
        theme.set_look(self, "year")
        self.setAccessibleName(name)
        self.setModel(YearModel(table, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self._header = GroupedHeader(table.heads, self)
        self.setHorizontalHeader(self._header)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._frozen = FrozenColumn(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        numbers = range(1, self.model().columnCount())
        for column in numbers:
            self.setColumnWidth(
                column, max(self.sizeHintForColumn(column), self._header.least_width(column), _NUMBER_WIDTH)
            )
        room = self.viewport().width() - sum(map(self.columnWidth, numbers))
        self.setColumnWidth(0, max(_LABEL_WIDTH, room))
        self.resizeRowsToContents()
        self.updateGeometries()
        self._frozen.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._header.viewport().update()
        self._frozen.place()


class YearWindow(QDialog):
    """Stays open beside the reports.

    Signals:
        made: the id of a report for the year
        refused: one sentence about what could not be done
    """

    made = Signal(int)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Số liệu cả năm")
        self.resize(1000, 600)
        self._workspace = workspace
        self._year = Choice()
        self._year.setAccessibleName("Năm")
        for year in workspace.years():
            self._year.addItem(f"Năm {year}", year)
        self._tables = QTabWidget()
        self._tables.setDocumentMode(True)
        self._tables.tabBar().setDrawBase(False)
        self._export_button = button("Xuất ra Excel…")
        self._make_button = button("Lập báo cáo năm từ các kỳ", "primary")
        self._export_button.clicked.connect(self._export)
        self._make_button.clicked.connect(self._make)
        top = row(self._year)
        top.addStretch()
        top.addWidget(self._export_button)
        top.addWidget(self._make_button)
        words = (
            "Số phát sinh cộng dồn qua các kỳ, số hiện có lấy kỳ cuối, tỷ lệ tính lại từ các tổng; "
            "thiếu một kỳ thì ghi “chưa đủ số liệu”."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addLayout(top)
        layout.addWidget(label(words, "secondary", wrap=True))
        layout.addWidget(self._tables, 1)
        self._year.currentIndexChanged.connect(self._show_year)
        self._show_year()

    def _show_year(self) -> None:
        self._tables.clear()
        year = self._year.currentData()
        tables = self._workspace.year_tables(year) if year is not None else []
        for table in tables:
            view = _YearView(table, f"{table.title}, năm {year}")
            self._tables.addTab(view, table.title)
        self._export_button.setEnabled(bool(tables))
        self._make_button.setEnabled(bool(tables))

    def _export(self) -> None:
        year = self._year.currentData()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(documents) / f"Số liệu CCHC năm {year}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Xuất ra Excel", str(suggested), "Tệp Excel (*.xlsx)")
        if chosen:
            try:
                self._workspace.export_year(year, Path(chosen).with_suffix(".xlsx"), force=True)
            except Refusal as refusal:
                self.refused.emit(str(refusal))

    def _make(self) -> None:
        try:
            report_id = self._workspace.put_together(self._year.currentData())
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return
        self.made.emit(report_id)
        self.close()
