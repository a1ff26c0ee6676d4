"""Khôi phục: which backup, what would be another with it, and back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.backup import Backup, NeedsPhrase, describe
from cchc_desktop.storage.safekeeping import Safekeeping
from cchc_desktop.ui import theme
from cchc_desktop.ui.backup_table import BackupTable
from cchc_desktop.ui.layouts import button, label, resize_within_screen, row

_FILES = "Bản sao lưu hoặc tệp bàn giao (*.cchc *.sqlite3);;Mọi tệp (*)"


class RestoreDialog(QDialog):
    """Lists the backups; `bring_back` gets the chosen file and a pass phrase, and does it or refuses.

    Signals:
        restored: a sentence on what was done; the data is another now
    """

    restored = Signal(str)

    def __init__(self, safekeeping: Safekeeping, bring_back: Callable[[Path, str], Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore_dialog")
        self.setWindowTitle("Khôi phục dữ liệu")
        resize_within_screen(self, 820, 560)
        self._safekeeping = safekeeping
        self._bring_back = bring_back
        self._from_elsewhere: list[Backup] = []
        self.table = BackupTable()
        self.table.selectionModel().selectionChanged.connect(self._show_differences)
        self._differences = QPlainTextEdit()
        self._differences.setReadOnly(True)
        self._differences.setTabChangesFocus(True)
        self._differences.setAccessibleName("Khác gì so với hiện nay")
        self._said = label("", "secondary", wrap=True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._restore = button("Khôi phục bản đã chọn", "primary")
        self._restore.clicked.connect(self._restore_chosen)
        other = button("Chọn tệp khác…")
        other.clicked.connect(self._choose_file)
        close = button("Đóng")
        close.clicked.connect(self.reject)
        tools = row(self._restore, other)
        tools.addStretch()
        tools.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(
            label("Dữ liệu đang có được giữ lại trong thư mục dữ liệu, không bị xóa khi khôi phục.", "secondary")
        )
        self._none = label(
            "Chưa có bản sao lưu nào trên máy này. "
            "Có tệp bàn giao (.cchc) hoặc bản sao lưu ở USB thì bấm “Chọn tệp khác…”.",
            wrap=True,
        )
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._chosen = QWidget()
        chosen = QVBoxLayout(self._chosen)
        chosen.setContentsMargins(0, 0, 0, 0)
        chosen.setSpacing(theme.SMALL)
        chosen.addWidget(self.table, 2)
        chosen.addWidget(label("Bản đã chọn khác gì so với hiện nay", "secondary"))
        chosen.addWidget(self._differences, 1)
        layout.addWidget(self._none, 1)
        layout.addWidget(self._chosen, 1)
        layout.addWidget(self._said)
        layout.addLayout(tools)
        self._show()

    def show_file(self, file: Path) -> None:
        """Puts a file from elsewhere on top of the list."""
        try:
            self._from_elsewhere.insert(0, describe(file))
            self._show()
        except Refusal as refusal:
            self._said.setText(str(refusal))

    def _show(self) -> None:
        backups = [*self._from_elsewhere, *self._safekeeping.backups()]
        self.table.show_backups(backups)
        self._none.setVisible(not backups)
        self._chosen.setVisible(bool(backups))
        self._show_differences()

    def _show_differences(self) -> None:
        chosen = self.table.chosen()
        self._restore.setEnabled(chosen is not None)
        self._said.clear()
        if chosen is None:
            return
        if chosen.reports is not None:
            lines = list(self._safekeeping.differences(chosen))
            words = "\n".join(lines) or "Không khác gì."
        elif chosen.locked:
            words = "Bấm “Khôi phục bản đã chọn” rồi gõ mật khẩu mới biết bên trong có gì."
        else:
            words = "Chưa đọc được bên trong. Nếu tệp hỏng thì khi khôi phục sẽ được báo, dữ liệu đang có vẫn như cũ."
        self._differences.setPlainText(words)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Chọn bản sao lưu hoặc tệp bàn giao", "", _FILES)
        if chosen:
            self.show_file(Path(chosen))

    def _restore_chosen(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            self._try(chosen.path, "")

    def _try(self, file: Path, phrase: str) -> None:
        try:
            kept = self._bring_back(file, phrase)
        except NeedsPhrase as needed:
            phrase, given = QInputDialog.getText(self, "Mật khẩu", str(needed), QLineEdit.EchoMode.Password)
            if given and phrase:
                self._try(file, phrase)
        except Refusal as refusal:
            self._said.setText(str(refusal))
        else:
            self.accept()
            self.restored.emit(f"Đã khôi phục từ {file.name}. Dữ liệu trước đó được giữ ở {kept}.")
