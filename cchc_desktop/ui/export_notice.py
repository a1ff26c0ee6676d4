"""The bar that says how an export goes and what can be done with the file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QToolButton

from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import button, label

_BAR_WIDTH = 120


class ExportNotice(QFrame):
    """Hidden until there is something to say.

    Signals:
        open_wanted, folder_wanted, verdict_wanted: what to do with the file that was made
        stop_wanted: the person does not want to wait for it
    """

    open_wanted = Signal()
    folder_wanted = Signal()
    verdict_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("export_notice")
        theme.set_look(self, "bar")
        self.text = label("", wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedWidth(_BAR_WIDTH)
        self._busy.setAccessibleName("Đang xuất tệp")
        self._stop = button("Dừng")
        self._verdict = button("Xem từng quy tắc")
        self._open = button("Mở tệp")
        self._folder = button("Mở thư mục")
        self._close = QToolButton()
        self._close.setIcon(icon("close", theme.colours_of(self).text))
        self._close.setToolTip("Đóng dòng này")
        self._close.setAccessibleName("Đóng dòng này")
        for pressed, act in (
            (self._stop, self.stop_wanted),
            (self._verdict, self.verdict_wanted),
            (self._open, self.open_wanted),
            (self._folder, self.folder_wanted),
            (self._close, self.hide),
        ):
            pressed.clicked.connect(act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        for widget in (self.text, self._busy, self._stop, self._verdict, self._open, self._folder, self._close):
            layout.addWidget(widget)
        self.hide()

    def show_busy(self, sentence: str) -> None:
        self._show(sentence, busy=True)

    def show_done(self, sentence: str, judged: bool) -> None:
        """`judged`: the file was held against the layout rules, and there is a list to show."""
        self._show(sentence, busy=False)
        self._verdict.setVisible(judged)

    def _show(self, sentence: str, busy: bool) -> None:
        self.text.setText(sentence)
        for widget, shown in (
            (self._busy, busy),
            (self._stop, busy),
            (self._verdict, False),
            (self._open, not busy),
            (self._folder, not busy),
            (self._close, not busy),
        ):
            widget.setVisible(shown)
        self.show()
