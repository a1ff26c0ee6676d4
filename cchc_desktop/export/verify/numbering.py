"""The numbers that Word itself puts before paragraphs."""

import re

from cchc_desktop.export.verify.looks import Properties, paragraph
from cchc_desktop.export.verify.ooxml import Element, W, twips, value
from cchc_desktop.text.numbers import roman

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LARGEST = 32_767
# Bullets of the Symbol and Wingdings fonts lie in a private area.
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Numbering:
    """Counts through a document: ask for each numbered paragraph once, in order."""

    def __init__(self, numbering: Element | None) -> None:
        self._levels: dict[tuple[str, int], Element] = {}
        self._counted_in: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        if numbering is None:
            return
        abstract = {value(e, "abstractNumId") or "": e for e in numbering.iterchildren(W + "abstractNum")}
        for number in numbering.iterchildren(W + "num"):
            key = value(number, "numId") or ""
            counted_in = value(number.find(W + "abstractNumId")) or ""
            self._counted_in[key] = counted_in
            if counted_in in abstract:
                self._add_levels(key, abstract[counted_in])
            for override in number.iterchildren(W + "lvlOverride"):
                self._add_levels(key, override)
                start = twips(value(override.find(W + "startOverride")))
                if start is not None:
                    # A list that starts anew counts for itself.
                    self._counted_in[key] = f"own {key}"
                    self._starts[key, twips(value(override, "ilvl")) or 0] = start

    def layout(self, key: str, level: int) -> Properties:
        """What the list says of its paragraphs."""
        element = self._levels.get((key, level))
        return {} if element is None else paragraph(element.find(W + "pPr"))

    def label(self, key: str, level: int) -> str:
        """The number of the next paragraph at that level of the list, as printed: "1.", "a)", "-"; or ""."""
        if (key, level) not in self._levels:
            return ""
        counts = self._counts.setdefault(self._counted_in[key], [None] * 9)
        before = counts[level]
        counts[level] = self._start(key, level) if before is None else min(before + 1, _LARGEST)
        counts[level + 1 :] = [None] * (8 - level)

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = counts[at]
            return self._formatted(key, at, self._start(key, at) if count is None else count)

        text = value(self._levels[key, level].find(W + "lvlText")) or ""
        return _PRIVATE.sub("•", re.sub(r"%([1-9])", number, text))

    def _add_levels(self, key: str, element: Element) -> None:
        for level in element.iterchildren(W + "lvl"):
            depth = twips(value(level, "ilvl")) or 0
            if 0 <= depth <= 8:
                self._levels[key, depth] = level

    def _start(self, key: str, level: int) -> int:
        element = self._levels.get((key, level))
        own = twips(value(element.find(W + "start"))) if element is not None else None
        start = self._starts.get((key, level), own if own is not None else 1)
        return min(max(start, 0), _LARGEST)

    def _formatted(self, key: str, level: int, count: int) -> str:
        element = self._levels.get((key, level))
        kind = value(element.find(W + "numFmt")) if element is not None else None
        if kind in ("upperRoman", "lowerRoman") and 0 < count < 400:
            text = roman(count)
            return text if kind == "upperRoman" else text.lower()
        if kind in ("upperLetter", "lowerLetter") and count:
            text = _ALPHABET[(count - 1) % 26] * min((count - 1) // 26 + 1, 9)
            return text.upper() if kind == "upperLetter" else text
        if kind == "decimalZero":
            return f"{count:02}"
        return "" if kind in ("bullet", "none") else str(count)
