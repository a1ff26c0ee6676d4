"""The backups of a data folder as a table."""

from collections.abc import Sequence
from typing import Any

from cchc_desktop.storage.backup import Backup
from cchc_desktop.ui.list_table import Index, ListModel, ListTable, Role

_HEADS = ("Ngày giờ", "Lý do", "Bên trong", "Kích thước")
_REASON = 1


def size_words(size: int) -> str:
    """A file's size as a person reads it: "512 kB", "3,4 MB"."""
    return f"{max(1, size // 1000)} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB".replace(".", ",")


def contents_words(backup: Backup) -> str:
    """What is in a backup, in a few words."""
    if backup.locked:
        return "có mật khẩu"
    if backup.reports is None:
        return "chưa đọc được"
    return f"{len(backup.reports)} báo cáo" if backup.reports else "chưa có báo cáo"


class BackupModel(ListModel):
    """Backups, one a row."""

    def __init__(self) -> None:
        super().__init__(_HEADS)
        self.backups: list[Backup] = []

    def show_backups(self, backups: Sequence[Backup]) -> None:
        self.beginResetModel()
        self.backups = list(backups)
        self.endResetModel()

    def count(self) -> int:
        return len(self.backups)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        backup = self.backups[index.row()]
        if role == Role.ToolTipRole:
            return str(backup.path)
        if role != Role.DisplayRole:
            return None
        reason = backup.reason or f"tệp {backup.path.name}"
        return (
            f"{backup.made:%d/%m/%Y %H:%M:%S}",
            reason[:1].upper() + reason[1:],
            contents_words(backup),
            size_words(backup.size),
        )[index.column()]


class BackupTable(ListTable):
    """A list of backups of which one can be chosen."""

    def __init__(self) -> None:
        self._backups = BackupModel()
        super().__init__("Các bản sao lưu", self._backups, _REASON)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        self._backups.show_backups(backups)
        if backups:
            self.selectRow(0)

    def chosen(self) -> Backup | None:
        row = self.chosen_row()
        return None if row is None else self._backups.backups[row]
