"""How wide a text is in the document's font, and where its lines break, without asking a screen for it."""

from bisect import bisect_right
from collections.abc import Set
from itertools import pairwise, repeat

from cchc_desktop.export.style import MM_PER_PT, Font, ParagraphStyle

_EM = 1.0
_PRECISION_MM = 0.2
_MOST_BALANCED_LINES = 6
_SHORTEST_LINE = 0.4


def text_width(text: str, style: ParagraphStyle, font: Font) -> float:
    """The width of one line of `text`, in millimetres.

    A letter that the style sheet does not know counts as one em, so the answer is never too small for it.
    """
    cut = ("bold_italic" if style.italic else "bold") if style.bold else ("italic" if style.italic else "regular")
    advances = font.advances[cut]
    return sum(map(advances.get, text.upper() if style.caps else text, repeat(_EM))) * style.size * MM_PER_PT


def wrap(text: str, width: float, style: ParagraphStyle, font: Font) -> list[str]:
    """The lines of `text` in a column of `width` millimetres, filled one after the other. At least one line.

    A word that is wider than the column is divided where the line ends.
    """
    words = _Words(_divided(text, width, style, font), style, font)
    return [" ".join(words.words[start:end]) for start, end in words.lines(width)]


def balanced_width(text: str, width: float, style: ParagraphStyle, font: Font, before: Set[str]) -> float:
    """A column, at most `width`, in which `text` needs no more lines than in `width` and breaks well.

    That is the narrowest one in which most lines begin with a word of `before` (lower case) and none is very short.
    """
    words = _Words(_divided(text, width, style, font), style, font)
    count = len(words.lines(width))
    if not 1 < count <= _MOST_BALANCED_LINES:
        return width
    candidate = words.narrowest(width, count)
    best, most = candidate, -1
    while candidate <= width:
        lines = words.lines(candidate)
        good = sum(words.words[start].lower() in before for start, _ in lines[1:])
        shortest = min(words.width(start, end) for start, end in lines)
        if good > most and (most < 0 or shortest >= candidate * _SHORTEST_LINE):
            best, most = candidate, good
        # The next wider column that breaks otherwise lets one line take in the next one's first word.
        longer = (words.width(start, next_start + 1) for (start, _), (next_start, _) in pairwise(lines))
        candidate = min(longer) + _PRECISION_MM
    return best


def _divided(text: str, width: float, style: ParagraphStyle, font: Font) -> str:
    """`text` with a space wherever a word that is too wide has to be divided."""
    if text_width(text, style, font) <= width:
        return text
    parts = []
    for word in text.split(" "):
        rest = word
        while len(rest) > 1 and text_width(rest, style, font) > width:
            fitting = bisect_right(range(1, len(rest)), width, key=lambda end: text_width(rest[:end], style, font))
            parts.append(rest[: max(fitting, 1)])
            rest = rest[len(parts[-1]) :]
        parts.append(rest)
    return " ".join(parts)


class _Words:
    """The words of a text with the places, in millimetres, where they begin and end on one endless line."""

    def __init__(self, text: str, style: ParagraphStyle, font: Font) -> None:
        self.words = text.split(" ")
        space = text_width(" ", style, font)
        self._starts: list[float] = []
        self._ends: list[float] = []
        place = 0.0
        for word in self.words:
            self._starts.append(place)
            self._ends.append(place + text_width(word, style, font))
            place = self._ends[-1] + space

    def width(self, start: int, end: int) -> float:
        """The width of the words from `start` up to and without `end`."""
        return self._ends[end - 1] - self._starts[start]

    def lines(self, width: float) -> list[tuple[int, int]]:
        """The first word of each line and the one after its last."""
        lines = []
        start = 0
        for index in range(1, len(self.words)):
            if self.width(start, index + 1) > width:
                lines.append((start, index))
                start = index
        return [*lines, (start, len(self.words))]

    def narrowest(self, width: float, count: int) -> float:
        """The narrowest column, at most `width`, that needs no more than `count` lines."""
        too_narrow = max(self.width(index, index + 1) for index in range(len(self.words)))
        wide_enough = width
        while wide_enough - too_narrow > _PRECISION_MM:
            middle = (wide_enough + too_narrow) / 2
            if len(self.lines(middle)) > count:
                too_narrow = middle
            else:
                wide_enough = middle
        return wide_enough
