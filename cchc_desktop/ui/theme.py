"""The look: colours, spacing and type. Nothing else in the program names a colour.

Contrast of text on its ground is at least 4.5 : 1 in both modes (tests/ui/test_theme.py measures it).
"""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from cchc_desktop import paths


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one mode, as "#rrggbb"; `*_ground` is what text of that colour stands on."""

    background: str
    surface: str
    line: str
    text: str
    secondary: str
    accent: str
    accent_ground: str
    on_accent: str
    good: str
    warning: str
    warning_ground: str
    error: str
    error_ground: str
    carried: str
    carried_ground: str
    found_ground: str
    present_ground: str


LIGHT = Colours(
    background="#F5F6F8",
    surface="#FFFFFF",
    line="#DCE1E8",
    text="#1A2330",
    secondary="#5A6676",
    accent="#1D5BB8",
    accent_ground="#E8F0FB",
    on_accent="#FFFFFF",
    good="#1B7A4B",
    warning="#8F5F00",
    warning_ground="#FFF6E0",
    error="#B3261E",
    error_ground="#FDECEA",
    carried="#6B4FD8",
    carried_ground="#F3F0FD",
    found_ground="#FFE9A8",
    present_ground="#FFBE55",
)

DARK = Colours(
    background="#12161C",
    surface="#1A2028",
    line="#2E3744",
    text="#E7EBF1",
    secondary="#9DA9B8",
    accent="#86B4FF",
    accent_ground="#1E2C44",
    on_accent="#0E1A2E",
    good="#6BCB97",
    warning="#E6B450",
    warning_ground="#322A17",
    error="#FF8A80",
    error_ground="#3A1F1F",
    carried="#B7A4FF",
    carried_ground="#272140",
    found_ground="#4F4317",
    present_ground="#7A5A0C",
)

# Distances in device-independent pixels.
TIGHT, SMALL, MEDIUM, LARGE, WIDE = 4, 8, 12, 16, 24
RADIUS, CARD_RADIUS = 6, 8

# Type sizes in pixels.
SECONDARY_SIZE, CONTROL_SIZE, WRITING_SIZE, HEADING_SIZE, TITLE_SIZE = 13, 14, 15, 17, 22

STYLE = "Fusion"
UI_FACES = ["Segoe UI", "Noto Sans", "Open Sans", "DejaVu Sans"]


def colours_of(widget: QWidget) -> Colours:
    """The colours of the mode that the widget's palette is in."""
    return DARK if widget.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def apply(app: QApplication, colours: Colours) -> None:
    """Gives the whole program, which has the style `STYLE`, its look."""
    font = QFont()
    font.setFamilies(UI_FACES)
    font.setPixelSize(CONTROL_SIZE)
    app.setFont(font)
    app.setPalette(_palette(colours))
    app.setStyleSheet(_style_sheet(colours))


def system_colours() -> Colours:
    """Dark where the system is set to dark."""
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.background))
    for target, name in (
        (role.Window, colours.background),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.background),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.secondary),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.Mid, colours.line),
        (role.Light, colours.surface),
        (role.Midlight, colours.line),
        (role.Dark, colours.line),
        (role.Shadow, colours.line),
    ):
        palette.setColor(target, QColor(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.secondary))
    return palette


def _style_sheet(colours: Colours) -> str:
    tokens = {
        **asdict(colours),
        "radius": f"{RADIUS}px",
        "card_radius": f"{CARD_RADIUS}px",
        "secondary_size": f"{SECONDARY_SIZE}px",
        "heading_size": f"{HEADING_SIZE}px",
        "title_size": f"{TITLE_SIZE}px",
        "icons": paths.resource("icons").as_posix(),
    }
    return Template(paths.resource("styles/window.qss").read_text("utf-8")).substitute(tokens)


def set_look(widget: QWidget, look: str) -> None:
    """Gives a widget one of the roles of the style sheet ("card", "primary", "secondary", …)."""
    set_property(widget, "look", look)


def set_fault(widget: QWidget, faulty: bool) -> None:
    """Marks a field whose text cannot be read; say why in words beside it too."""
    set_property(widget, "fault", faulty)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Sets a dynamic property and has the style sheet applied again where it was applied already."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
