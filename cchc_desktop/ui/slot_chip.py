"""The chip that stands in a sentence for a figure and shows its value."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPyTextObject, QTextDocument, QTextFormat

from cchc_desktop.ui import theme
from cchc_desktop.ui.entry_format import is_bold, slot_of

_PADDING = 5.0


class SlotChip(QPyTextObject):
    """Paints the slots of one document. `resolve` gives what a slot prints, None for one that names nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.resolve: Callable[[str], str | None] = dict[str, str]().get
        self.colours = theme.LIGHT
        self._values: dict[str, str | None] = {}

    def refresh(self, slots: Iterable[str]) -> set[str]:
        """Asks for the values of `slots` again; those that have changed since they were last asked for."""
        before = self._values
        self._values = {slot: self.resolve(slot) for slot in slots}
        return {slot for slot, value in self._values.items() if slot not in before or before[slot] != value}

    def _value(self, slot: str) -> str | None:
        if slot not in self._values:
            self._values[slot] = self.resolve(slot)
        return self._values[slot]

    def text(self, slot: str) -> str:
        """What the reader sees: the value, or the slot as it is written where it names nothing."""
        value = self._value(slot)
        return f"{{{slot}}}" if value is None else value

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        metrics = QFontMetricsF(_font(doc, format))
        # The object stands on the base line; the chip is painted below it by the depth of the letters.
        return QSizeF(metrics.horizontalAdvance(self.text(slot_of(format))) + 2 * _PADDING, metrics.ascent())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        slot = slot_of(format)
        known = self._value(slot) is not None
        font = _font(doc, format)
        metrics = QFontMetricsF(font)
        chip = QRectF(rect.left() + 1, rect.top(), rect.width() - 2, metrics.ascent() + metrics.descent())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.accent_ground if known else self.colours.warning_ground))
        painter.drawRoundedRect(chip, theme.TIGHT, theme.TIGHT)
        painter.setPen(QColor(self.colours.accent if known else self.colours.warning))
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self.text(slot))
        painter.restore()


def _font(document: QTextDocument, look: QTextFormat) -> QFont:
    font = QFont(document.defaultFont())
    char_format = look.toCharFormat()
    font.setBold(is_bold(char_format))
    font.setItalic(char_format.fontItalic())
    return font
