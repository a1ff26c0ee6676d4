"""A bar over a report that tells one thing, with what can be done about it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton

from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import label


class NoticeBar(QFrame):
    """Stays until it is closed."""

    def __init__(self, name: str, words: str, *actions: QPushButton) -> None:
        super().__init__()
        self.setObjectName(name)
        theme.set_look(self, "bar")
        said = label(words, wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton()
        close.setIcon(icon("close", theme.colours_of(self).text))
        close.setToolTip("Đóng dòng này")
        close.setAccessibleName("Đóng dòng này")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        for widget in (said, *actions, close):
            layout.addWidget(widget)
