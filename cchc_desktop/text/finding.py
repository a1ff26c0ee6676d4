"""Finding letters in a text, as in an open report, and putting others in their place."""

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate, chain

from cchc_desktop.text.folding import level
from cchc_desktop.text.searching import Span, readings

Way = Callable[[str], tuple[Span, ...]]
"""Where a text has what is looked for, in order and apart."""

_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


def ways(typed: str) -> tuple[Way, ...]:
    """How to look for what was typed, capitals aside: each way is for where the ones before it find nothing.

    Letters typed with marks have just these marks, the others may have any; without marks; word by word, as all
    reports are searched.
    """
    if not typed.strip():
        return ()
    sought = unicodedata.normalize("NFC", typed)
    plain = level(sought)
    marked = [(place, char.casefold()) for place, char in enumerate(sought) if level(char) != char.casefold()]

    def with_marks(text: str) -> tuple[Span, ...]:
        return _places(plain, text, lambda at: all(text[at + place].casefold() == char for place, char in marked))

    def without_marks(text: str) -> tuple[Span, ...]:
        return _places(plain, text, lambda _: True)

    return with_marks, without_marks, *(reading.spans for reading in readings(typed))


def just(typed: str) -> Way:
    """Just the letters that were typed, marks and all; capitals aside."""
    sought = unicodedata.normalize("NFC", typed)
    letters = [char.casefold() for char in sought]
    return lambda text: _places(
        level(sought), text, lambda at: [char.casefold() for char in text[at : at + len(sought)]] == letters
    )


def spans(text: str, way: Way) -> tuple[Span, ...]:
    """Where the way finds something, in a text that need not be in normal form."""
    if unicodedata.is_normalized("NFC", text):
        return way(text)
    clusters = _CLUSTER.findall(text)
    composed = [unicodedata.normalize("NFC", cluster) for cluster in clusters]
    starts = accumulate(map(len, clusters), initial=0)
    places = [[start] * len(char) for start, char in zip(starts, composed, strict=False)]
    place = [*chain.from_iterable(places), len(text)]
    return tuple((place[start], place[end]) for start, end in way("".join(composed)))


def _places(plain: str, text: str, is_meant: Callable[[int], bool]) -> tuple[Span, ...]:
    """Where the letters `plain` stand in a text without its marks, as far as that is meant."""
    unmarked, found, start = level(text), [], 0
    while plain and (at := unmarked.find(plain, start)) >= 0:
        start = at + 1
        if is_meant(at):
            start = at + len(plain)
            found.append((at, start))
    return tuple(found)


def fitted(new: str, found: str, typed: str) -> str:
    """`new` with the capitals that `found` has and `typed` has not: the first letter's, or all."""
    if found == typed or not new:
        return new
    if len(found) > 1 and found.isupper() and not typed.isupper():
        return new.upper()
    if found[0].isupper() and not typed[0].isupper():
        return new[0].upper() + new[1:]
    return new
