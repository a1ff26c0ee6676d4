"""What pages are filled with: rows, each a line of text or a row of a table, with the lines and strokes in them.

Lengths are twips (1/1440 inch) where it is not said otherwise.
"""

from dataclasses import dataclass

from cchc_desktop.export.blocks import Paragraph
from cchc_desktop.export.fitting import Fit, fit, rule_offset
from cchc_desktop.export.style import Style
from cchc_desktop.export.typesetting import TWIPS_PER_PT, SetText, Typesetter, twips


@dataclass(frozen=True, slots=True)
class Line:
    """Line `index` of a text; its top is at `y`, the text's column begins at `x`."""

    text: SetText
    index: int
    x: float
    y: float
    place: str

    def moved(self, x: float, y: float) -> "Line":
        return Line(self.text, self.index, self.x + x, self.y + y, self.place)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, so many twips wide."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float

    def moved(self, x: float, y: float) -> "Stroke":
        return Stroke(self.x1 + x, self.y1 + y, self.x2 + x, self.y2 + y, self.width)


@dataclass(frozen=True, slots=True)
class Row:
    """What no page divides. Lines and strokes are measured from its top left corner.

    At the foot of a page `least` of its height is enough: the spacing below a line may reach into the margin.
    """

    height: float
    least: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...] = ()
    keep_next: bool = False


class RowMaker:
    """Makes rows of paragraphs that look as one style sheet says."""

    def __init__(self, style: Style, setter: Typesetter) -> None:
        self.style = style
        self.setter = setter

    def rows(self, paragraph: Paragraph, width: float, fitted: Fit | None = None) -> tuple[Row, ...]:
        """The lines of a paragraph in a column of `width` millimetres, one a row, with its rule.

        They are broken as `fitted` says, where it is given.
        """
        look = self.style.paragraphs[paragraph.style]
        if fitted is None and (look.balanced or look.rule):
            fitted = fit(paragraph, width, self.style)
        margin = twips((width - fitted.width) / 2) if fitted else 0
        text = self.setter.set(look, paragraph.runs, twips(width) - 2 * margin)
        rule = self._rule(paragraph, fitted, width, text.count) if fitted and fitted.rule else ()
        return tuple(
            Row(text.pitch, text.single, (Line(text, index, margin, 0, paragraph.place),), () if index else rule)
            for index in range(text.count)
        )

    def _rule(self, paragraph: Paragraph, fitted: Fit, width: float, lines: int) -> tuple[Stroke, ...]:
        left = twips((width - fitted.rule) / 2)
        y = twips(rule_offset(paragraph, lines, self.style))
        return (Stroke(left, y, left + twips(fitted.rule), y, self.style.rule_width_pt * TWIPS_PER_PT),)
