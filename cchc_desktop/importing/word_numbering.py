"""The numbers and bullets that Word prints before the paragraphs of a list."""

import re

from cchc_desktop.importing.word_xml import Element, W, number, value
from cchc_desktop.text.numbers import roman

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEVELS = 9
_LARGEST = 9_999


class Numbering:
    """Counts through a document: asked once for each numbered paragraph, in order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[tuple[str, int], Element] = {}
        self._counter_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract = {value(element, "abstractNumId"): element for element in root.iterchildren(W + "abstractNum")}
        for element in root.iterchildren(W + "num"):
            key = value(element, "numId")
            shared = value(element.find(W + "abstractNumId"))
            self._counter_of[key] = shared
            sources = [abstract[shared]] if shared in abstract else []
            for source in (*sources, *element.iterchildren(W + "lvlOverride")):
                for level in source.iterchildren(W + "lvl"):
                    self._levels[key, number(value(level, "ilvl")) or 0] = level
            for override in element.iterchildren(W + "lvlOverride"):
                start = number(value(override.find(W + "startOverride")))
                if start is not None:
                    self._counter_of[key] = f"{shared} {key}"
                    self._starts[key, number(value(override, "ilvl")) or 0] = start

    def label(self, key: str, level: int) -> str:
        """What stands before the next paragraph at that level: "II.", "2.1.", "a)"; "-" for any bullet."""
        element = self._levels.get((key, level))
        if element is None:
            return ""
        counts = self._counts.setdefault(self._counter_of[key], [0] * _LEVELS)
        counts[level] = min(counts[level] + 1, _LARGEST) if counts[level] else self._start(key, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if value(element.find(W + "numFmt")) == "bullet":
            return "-"
        text = value(element.find(W + "lvlText"))
        return re.sub(r"%([1-9])", lambda match: self._shown(key, int(match[1]) - 1, counts), text)

    def _start(self, key: str, level: int) -> int:
        own = self._levels.get((key, level))
        start = number(value(own.find(W + "start"))) if own is not None else None
        return max(0, min(self._starts.get((key, level), 1 if start is None else start), _LARGEST))

    def _shown(self, key: str, level: int, counts: list[int]) -> str:
        element = self._levels.get((key, level))
        count = counts[level] or self._start(key, level)
        kind = value(element.find(W + "numFmt")) if element is not None else ""
        if kind in ("upperRoman", "lowerRoman") and 0 < count < 40:
            return roman(count) if kind == "upperRoman" else roman(count).lower()
        if kind in ("upperLetter", "lowerLetter") and count:
            letter = _LETTERS[(count - 1) % len(_LETTERS)]
            return letter.upper() if kind == "upperLetter" else letter
        return "" if kind == "none" else str(count)
