"""Paragraphs set into lines by Qt, in twips (1/1440 inch), whatever screen or printer there is.

The letters keep the widths that the face was designed with: no hinting, no kerning and no ligatures, as in Word.
Needs a QGuiApplication.
"""

import re
from array import array
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from PySide6.QtCore import QPointF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from cchc_desktop.export.style import MM_PER_PT, Font, ParagraphStyle, Style
from cchc_desktop.export.typeface import can_set, face_used, line_metrics
from cchc_desktop.text.marks import Run

T = TypeVar("T")

TWIPS_PER_PT = 20
TWIPS_PER_INCH = 72 * TWIPS_PER_PT
# LibreOffice rounds widths: a line that fits by less than this was seen to break there.
_SLACK = 0.57
# More than any letter leans out of its place.
_MOST_LEANING = 100
_BREAKS = " -–"
_PLAIN = re.compile(r"[ -\u02ff\u1e00-\u1eff\u2010-\u2027]*")
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "justify": Qt.AlignmentFlag.AlignJustify,
}


def twips(mm: float) -> int:
    """Millimetres in twips."""
    return round(mm / MM_PER_PT * TWIPS_PER_PT)


@dataclass(frozen=True, eq=False, slots=True)
class SetText:
    """A paragraph's lines in a column of `width`, the first one's top at 0.

    There is one every `pitch`; without the spacing below, each is `single` high.
    """

    look: ParagraphStyle
    text: str
    layout: QTextLayout
    count: int
    pitch: int
    single: int
    width: int


def _fill(line: QTextLine, text: str, width: float, justified: bool) -> None:
    """Fills a line as Word does: it breaks after spaces and hyphens only, and a letter may lean out at the end.

    Qt alone would divide "37/2014/NĐ-CP", send a last "từ" whose horn is too wide to the next line, and draw the
    letters of a lone word apart where it is justified.
    """
    line.setLineWidth(width + _MOST_LEANING)
    start, end = line.textStart(), line.textStart() + line.textLength()
    left = _x(line, start)
    while True:
        words = text[start:end].rstrip(" ")
        fits = _x(line, start + len(words)) - left <= width
        if fits and (end >= len(text) or text[end - 1] in _BREAKS):
            break
        shorter = max(words.rfind(mark, 0, len(words) - 1) for mark in _BREAKS) + 1
        if not shorter and (fits or len(words) <= 1):
            break
        # A word that is wider than the whole line is divided where the line ends.
        end = start + (shorter or len(words) - 1)
    columns = max(_clusters(words), 1)
    line.setNumColumns(columns, width + _MOST_LEANING)
    natural = line.naturalTextWidth()
    line.setNumColumns(columns, natural if justified and " " not in words.strip() else max(width, natural))


def _units(text: str) -> str:
    """`text` with one character for each UTF-16 unit, which is what Qt counts."""
    return "".join(map(chr, array("H", text.encode("utf-16")[2:]))) if text and max(text) > "\uffff" else text


def _clusters(units: str) -> int:
    """How many letters Qt sees: marks and signs of several characters count once."""
    if _PLAIN.fullmatch(units):
        return len(units)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, _text(units))
    count = 0
    while finder.toNextBoundary() != -1:
        count += 1
    return count


def _text(units: str) -> str:
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _x(line: QTextLine, place: int) -> float:
    """Where a letter of the text begins."""
    return cast("tuple[float, int]", line.cursorToX(place))[0]


_Key = tuple[ParagraphStyle, tuple[Run, ...], int]


class Typesetter:
    """Sets paragraphs, and keeps what the last document needed: an edit sets only what it changed."""

    def __init__(self, font: Font) -> None:
        self.face = face_used(font)
        self._font = font
        self._fonts: dict[tuple[str, float, bool, bool, bool, bool], QFont] = {}
        self._style: Style | None = None
        self._used: dict[_Key, SetText] = {}
        self._kept: dict[_Key, SetText] = {}
        self._used_wholes: dict[Hashable, tuple[Any, dict[_Key, SetText]]] = {}
        self._kept_wholes: dict[Hashable, tuple[Any, dict[_Key, SetText]]] = {}

    def begin(self, style: Style) -> None:
        """Starts a document that looks like that: what the one before did not use is forgotten."""
        self._kept, self._used = self._used, {}
        self._kept_wholes, self._used_wholes = (self._used_wholes if style is self._style else {}), {}
        self._style = style

    def whole(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes, with `set`, of what `key` says; the last document's where that had it too."""
        made = self._kept_wholes.get(key)
        if made is None:
            before, self._used = self._used, {}
            made = make(), self._used
            self._used = before
        self._used_wholes[key] = made
        self._used |= made[1]
        return cast("T", made[0])

    def set(self, look: ParagraphStyle, runs: tuple[Run, ...], width: int) -> SetText:
        """The paragraph in a column of `width`."""
        key = (look, runs, width)
        made = self._used.get(key) or self._kept.get(key) or self._made(look, runs, width)
        self._used[key] = made
        return made

    def _made(self, look: ParagraphStyle, runs: tuple[Run, ...], width: int) -> SetText:
        text = "".join(run.text for run in runs)
        layout = QTextLayout(text, self._letters(look, look.bold, look.italic))
        layout.setCacheEnabled(True)
        layout.setFormats(self._formats(look, runs))
        option = QTextOption()
        option.setUseDesignMetrics(True)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        metrics = line_metrics(self._face(look), self._font)
        single = round(look.size * TWIPS_PER_PT * metrics.height)
        pitch = int(single * look.line)
        base_line = look.size * TWIPS_PER_PT * metrics.base_line
        left, right, first = twips(look.left), twips(look.right), twips(look.first_line)
        units = _units(text)
        count = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            indent = left if count else left + first
            _fill(line, units, max(width - indent - right - _SLACK, 1), look.align == "justify")
            line.setPosition(QPointF(indent, base_line + count * pitch - line.ascent()))
            count += 1
        layout.endLayout()
        # Lines are filled as they are measured, from the left; where they stand is decided when they are painted.
        option.setAlignment(_ALIGNMENTS[look.align])
        layout.setTextOption(option)
        return SetText(look, text, layout, max(count, 1), pitch, single, width)

    def _formats(self, look: ParagraphStyle, runs: tuple[Run, ...]) -> list[QTextLayout.FormatRange]:
        ranges: list[QTextLayout.FormatRange] = []
        start = 0
        for run in runs:
            length = len(_units(run.text))
            if run.bold or run.italic:
                look_of_run = QTextCharFormat()
                look_of_run.setFont(self._letters(look, look.bold or run.bold, look.italic or run.italic))
                made: Any = QTextLayout.FormatRange()
                made.start, made.length, made.format = start, length, look_of_run
                ranges.append(made)
            start += length
        return ranges

    def _face(self, look: ParagraphStyle) -> str:
        """The face that a paragraph asks for, where this machine can set Vietnamese in it."""
        return look.face if look.face and can_set(look.face) else self.face

    def _letters(self, look: ParagraphStyle, bold: bool, italic: bool) -> QFont:
        key = (self._face(look), look.size, bold, italic, look.underlined, look.caps)
        if key not in self._fonts:
            font = QFont(key[0])
            font.setPixelSize(round(look.size * TWIPS_PER_PT))
            font.setBold(bold)
            font.setItalic(italic)
            font.setUnderline(look.underlined)
            if look.caps:
                font.setCapitalization(QFont.Capitalization.AllUppercase)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setKerning(False)
            font.setFeature(QFont.Tag("liga"), 0)
            self._fonts[key] = font
        return self._fonts[key]
