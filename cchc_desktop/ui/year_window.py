"""A year across its periods, as tables; and the report for the year put together from them."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QStandardPaths, Qt, Signal
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
from cchc_desktop.ui.layouts import button, label, row
from cchc_desktop.ui.new_report import Choice
from cchc_desktop.workspace import Workspace

_LABEL_WIDTH = 320
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
        return 0 if parent.isValid() else len(self._table.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._table.heads[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        value = self._table.rows[index.row()][index.column()]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return format_count(value) if isinstance(value, int) else value
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


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
            view = QTableView()
            view.setAccessibleName(f"{table.title}, năm {year}")
            view.setModel(YearModel(table, view))
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setTabKeyNavigation(False)
            view.verticalHeader().hide()
            view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            view.setColumnWidth(0, _LABEL_WIDTH)
            view.resizeRowsToContents()
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
