"""The backups of a data folder as a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cchc_desktop.storage.backup import Backup
from cchc_desktop.ui import theme

_HEADS = ("Ngày giờ", "Lý do", "Bên trong", "Kích thước")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


def size_words(size: int) -> str:
    """A file's size as a person reads it: "512 kB", "3,4 MB"."""
    return f"{max(1, size // 1000)} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB".replace(".", ",")


def contents_words(backup: Backup) -> str:
    """What is in a backup, in a few words."""
    if backup.reports is None:
        return "không đọc được, hoặc có mật khẩu"
    return f"{len(backup.reports)} báo cáo" if backup.reports else "chưa có báo cáo"


class BackupModel(QAbstractTableModel):
    """Backups, one a row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.backups: list[Backup] = []

    def show_backups(self, backups: Sequence[Backup]) -> None:
        self.beginResetModel()
        self.backups = list(backups)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.backups)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADS[section]
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role != Role.DisplayRole:
            return None
        backup = self.backups[index.row()]
        return (
            f"{backup.made:%d/%m/%Y %H:%M:%S}",
            backup.reason,
            contents_words(backup),
            size_words(backup.size),
        )[index.column()]


class BackupTable(QTableView):
    """A list of backups of which one can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.model_ = BackupModel(self)
        self.setModel(self.model_)
        self.setAccessibleName("Các bản sao lưu")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        theme.set_look(self, "list")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        self.model_.show_backups(backups)
        if backups:
            self.selectRow(0)

    def chosen(self) -> Backup | None:
        rows = self.selectionModel().selectedRows()
        return self.model_.backups[rows[0].row()] if rows else None
