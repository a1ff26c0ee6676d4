"""Sao lưu: now, into a second place as well, and everything into one file to carry away."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.safekeeping import WANTED, Safekeeping
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import ScrollingPage, button, card, label, page, resize_within_screen, row


class BackupDialog(QDialog):
    """Makes backups and keeps where else they go. Everything typed is on the disk before it is opened."""

    def __init__(self, safekeeping: Safekeeping, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("backup_dialog")
        self.setWindowTitle("Sao lưu dữ liệu")
        self._safekeeping = safekeeping
        self._newest = label("", wrap=True)
        self._second = label("", wrap=True)
        self._phrase = label("", wrap=True)
        self._said = label("", "secondary", wrap=True)
        self.now = button("Sao lưu ngay", "primary")
        self.now.clicked.connect(self._back_up)
        self._choose = button("Chọn thư mục…")
        self._choose.clicked.connect(self._choose_second)
        self._drop = button("Thôi dùng", "quiet")
        self._drop.clicked.connect(self._drop_second)
        self._lock = button("Đặt mật khẩu…")
        self._lock.clicked.connect(self._set_phrase)
        carry = button("Ghi mọi thứ vào một tệp…")
        carry.clicked.connect(self._carry)
        close = button("Đóng")
        close.clicked.connect(self.accept)
        bottom = row()
        bottom.addStretch()
        bottom.addWidget(close)
        content, parts = page()
        parts.addWidget(label("Chương trình tự sao lưu khi đóng và vài giờ một lần, nếu có thay đổi.", "secondary"))
        parts.addWidget(_part("Trên máy này", self._newest, self.now))
        parts.addWidget(_part("Nơi thứ hai: USB hoặc ổ mạng", self._second, self._choose, self._drop))
        parts.addWidget(_part("Mật khẩu cho bản ghi ra ngoài máy", self._phrase, self._lock))
        parts.addWidget(
            _part(
                "Bàn giao",
                label("Một tệp chứa báo cáo, mẫu, thiết lập, lịch sử; mở ở máy khác bằng Khôi phục.", wrap=True),
                carry,
            )
        )
        parts.addStretch()
        below = QVBoxLayout()
        below.setContentsMargins(theme.WIDE, 0, theme.WIDE, theme.LARGE)
        below.setSpacing(theme.MEDIUM)
        below.addWidget(self._said)
        below.addLayout(bottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ScrollingPage(content))
        layout.addLayout(below)
        resize_within_screen(self, 680, 740)
        self._show()

    def _show(self) -> None:
        backups = self._safekeeping.backups()
        newest = f"Có {len(backups)} bản, mới nhất lúc {backups[0].made:%H:%M ngày %d/%m/%Y}." if backups else ""
        self._newest.setText(newest or "Chưa có bản nào.")
        second = self._safekeeping.second_place()
        self._second.setText(str(second) if second else "Chưa chọn; nên có, phòng khi ổ đĩa của máy hỏng.")
        self._drop.setVisible(second is not None)
        locked = self._safekeeping.has_phrase()
        self._phrase.setText(
            "Đang dùng. Quên mật khẩu thì không ai mở được các bản đó."
            if locked
            else "Chưa đặt; ai có tệp cũng mở được."
        )
        self._lock.setText("Đổi hoặc bỏ mật khẩu…" if locked else "Đặt mật khẩu…")

    def _back_up(self) -> None:
        def act() -> str:
            made = self._safekeeping.back_up(WANTED)
            said = f"Đã sao lưu vào {made.name}." if made else "Không có gì thay đổi từ bản sao lưu mới nhất."
            try:
                elsewhere = self._safekeeping.bring_second_place_up()
            except Refusal as refusal:
                return f"{said} {refusal}"
            return f"{said} Nơi thứ hai đã có bản mới nhất." if elsewhere else said

        self._try(act)

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục trên USB hoặc ổ mạng")
        if chosen:
            self._try(lambda: self._use_second(Path(chosen)))

    def _use_second(self, folder: Path) -> str:
        self._safekeeping.set_second_place(folder)
        made = self._safekeeping.bring_second_place_up()
        return f"Từ nay mỗi bản sao lưu có thêm một bản ở {made.parent if made else folder}."

    def _drop_second(self) -> None:
        self._try(lambda: self._safekeeping.set_second_place(None))

    def _set_phrase(self) -> None:
        asked = "Mật khẩu mới (để trống là không dùng mật khẩu):"
        phrase, given = QInputDialog.getText(self, "Mật khẩu", asked, QLineEdit.EchoMode.Password)
        if not given:
            return
        again, given = QInputDialog.getText(self, "Mật khẩu", "Gõ lại một lần nữa:", QLineEdit.EchoMode.Password)
        if given and again == phrase:
            self._try(lambda: self._safekeeping.set_phrase(phrase))
        elif given:
            self._said.setText("Hai lần gõ không giống nhau; mật khẩu vẫn như cũ.")

    def _carry(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(documents) / "Bàn giao báo cáo CCHC.cchc")
        chosen, _ = QFileDialog.getSaveFileName(self, "Ghi mọi thứ vào một tệp", suggested, "Tệp bàn giao (*.cchc)")
        if not chosen:
            return
        target = Path(chosen if chosen.lower().endswith(".cchc") else f"{chosen}.cchc")

        def act() -> str:
            # The person was asked by the system's own dialog whether the file may be replaced.
            self._safekeeping.back_up_to(target, replace=True)
            return f"Đã ghi {target}."

        self._try(act)

    def _try(self, act: Callable[[], str | None]) -> None:
        try:
            said = act()
        except Refusal as refusal:
            said = str(refusal)
        self._said.setText(said or "")
        self._show()


def _part(title: str, text: QWidget, *buttons: QWidget) -> QFrame:
    frame, inside = card()
    inside.addWidget(label(title, "heading"))
    inside.addWidget(text)
    tools = row(*buttons)
    tools.addStretch()
    inside.addLayout(tools)
    return frame
