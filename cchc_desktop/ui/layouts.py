"""Small pieces that the pages are made of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cchc_desktop.ui import theme


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


def scrolling(content: QWidget) -> QScrollArea:
    """A page that scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    return area


def page() -> tuple[QWidget, QVBoxLayout]:
    """The content of a scrolling page and its layout."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.WIDE)
    layout.setSpacing(theme.MEDIUM)
    return content, layout
