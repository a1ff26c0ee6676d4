"""What the status bar says of saving; it never says "Đã lưu" of what is not on the disk."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import button, label

_SAVED = "✓ Đã lưu"
_MORE = ", đang lưu tiếp…"


class SaveStatus(QWidget):
    """The label `saved_at`, and while something cannot be saved a way to write it elsewhere.

    Signals:
        elsewhere_wanted: the person wants the report written into another file
    """

    elsewhere_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label("")
        self._text.setObjectName("saved_at")
        self._elsewhere = button("Lưu ra tệp khác…")
        self._elsewhere.clicked.connect(self.elsewhere_wanted)
        self._elsewhere.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        layout.addWidget(self._elsewhere)

    def say(self, text: str) -> None:
        """Says something that is neither a commit nor a failure."""
        self._text.setText(text)
        self._elsewhere.hide()

    def pending(self) -> None:
        """Something typed is not on the disk yet."""
        said = self._text.text()
        if said.startswith(_SAVED) and not said.endswith(_MORE):
            self._text.setText(said + _MORE)

    def saved(self, moment: datetime, more: bool) -> None:
        """A commit; with `more`, something typed since is still on its way."""
        self._text.setText(f"{_SAVED} {moment:%H:%M:%S}{_MORE if more else ''}")
        self._text.setToolTip("")
        theme.set_look(self._text, "")
        self._elsewhere.hide()

    def failed(self, reason: str) -> None:
        """What was typed cannot be written now."""
        self._text.setText(f"Chưa lưu được: {reason}")
        # A narrow window cuts the line off at the end, where the file's name stands.
        self._text.setToolTip(reason)
        theme.set_look(self._text, "error")
        self._elsewhere.show()
