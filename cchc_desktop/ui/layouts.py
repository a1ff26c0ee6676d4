"""Small pieces that the pages are made of."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.ui import theme
from cchc_desktop.ui.theme import set_property

_FRAME = QSize(48, 64)
"""What a window's own frame and some distance to the edges of the screen take."""


def label(text: str, look: str = "", *, wrap: bool = False) -> QLabel:
    """A text with one of the looks of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        theme.set_look(made, look)
    return made


def button(text: str, look: str = "") -> QPushButton:
    """A push button with one of the looks of the style sheet."""
    made = QPushButton(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if look:
        theme.set_look(made, look)
    return made


def card() -> tuple[QFrame, QVBoxLayout]:
    """A framed surface and the layout inside it."""
    frame = QFrame()
    theme.set_look(frame, "card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.LARGE)
    inside.setSpacing(theme.SMALL)
    return frame, inside


def row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side."""
    made = QHBoxLayout()
    made.setSpacing(theme.SMALL)
    for widget in widgets:
        made.addWidget(widget)
    return made


def answers(dialog: QDialog, verb: str, leave: str = "Hủy") -> QDialogButtonBox:
    """The two answers to a dialog's question: to do it, or to leave it."""
    buttons = QDialogButtonBox()
    theme.set_look(buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole), "primary")
    buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Gives a window that size, or as much of it as the screen has: at 150 % a small laptop is 910 by 510 points."""
    room = QGuiApplication.primaryScreen().availableSize() - _FRAME
    window.resize(QSize(width, height).boundedTo(room))


class ScrollingPage(QScrollArea):
    """A page that scrolls up and down, never sideways.

    The room for the scroll bar is kept also while there is nothing to scroll, so that texts and tables do not
    break their lines anew whenever the bar comes or goes.
    """

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._show_use)
        if content is not None:
            self.setWidget(content)

    @Slot(int, int)
    def _show_use(self, least: int, most: int) -> None:
        set_property(self.verticalScrollBar(), "idle", most <= least)


class ReportPage(ScrollingPage):
    """A page that takes the room that there is. Nothing in it is laid out before it comes into sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)

    def sizeHint(self) -> QSize:
        # Qt asks all pages, seen or not, and each would ask all that it holds.
        return self.minimumSizeHint()


def page() -> tuple[QWidget, QVBoxLayout]:
    """The content of a scrolling page and its layout."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.WIDE)
    layout.setSpacing(theme.MEDIUM)
    return content, layout
