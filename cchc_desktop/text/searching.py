"""Searching texts for words: in any order, in quotes as a phrase, with their marks as typed or without any.

A word typed without marks means every word with these letters; one typed with marks is looked for as it is first,
and without its marks after that.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cchc_desktop.text.folding import fold, level
from cchc_desktop.text.remembering import remembered

_LETTER = r"[^\W_]"
# Thousands are one number: "1.250" is found by "1250" too.
_WORD = re.compile(rf"\d{{1,3}}(?:\.\d{{3}})+(?!\w)|{_LETTER}+")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_PIECE = re.compile(r'["“”]([^"“”]*)(?:["“”]|$)|[^\s"“”]+')
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHORTEST_BEGINNING = 2

Span = tuple[int, int]
"""Where something begins and ends in a text."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text as it is compared: with its marks, and without."""

    exact: str
    folded: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for: `marked` with its marks, else without; with `begins` also as a word's beginning."""

    word: str
    marked: bool
    begins: bool = False


@dataclass(frozen=True)
class Reading:
    """One way to understand what was typed: phrases of neighbouring words, all of which a text must have."""

    phrases: tuple[tuple[Term, ...], ...]

    @property
    def begins(self) -> bool:
        """Whether its last word may be only begun."""
        return self.phrases[-1][-1].begins

    def as_phrase(self) -> "Reading":
        """The same words, side by side and in this order."""
        return Reading((tuple(term for phrase in self.phrases for term in phrase),))

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where the phrases stand in a text, in order and apart; () where one of them is missing."""
        unmarked = level(text)
        found: list[Span] = []
        for phrase, pattern in zip(self.phrases, self._patterns, strict=True):
            matches = pattern.finditer(unmarked)
            if any(term.marked for term in phrase):
                matches = (match for match in matches if _has_marks(phrase, match, text))
            here = [match.span() for match in matches]
            if not here:
                return ()
            found += here
        return tuple(_apart(sorted(found)))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_phrase_pattern(phrase)) for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text, and where in it what was found stands."""

    text: str
    spans: tuple[Span, ...]


def readings(typed: str) -> tuple[Reading, ...]:
    """What may be meant by what was typed, the likeliest first; () where it has no word.

    As one phrase, because most Vietnamese words are two syllables side by side; in any order; without any marks; and
    for somebody who is still typing, as one phrase whose last word is only begun.
    """
    phrases = [tuple(_terms(piece[1] or piece[0])) for piece in _PIECE.finditer(typed)]
    phrases = [phrase for phrase in phrases if phrase]
    if not phrases:
        return ()
    meant = Reading(tuple(phrases))
    unmarked = Reading(tuple(tuple(Term(fold(term.word), False) for term in phrase) for phrase in phrases))
    found = [meant.as_phrase(), meant, unmarked]
    (*before, last) = unmarked.as_phrase().phrases[0]
    if typed[-1].isalnum() and len(last.word) >= _SHORTEST_BEGINNING:
        found.append(Reading(((*before, replace(last, begins=True)),)))
    return tuple(dict.fromkeys(found))


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    return [_compared(word.replace(".", "")) for word in _WORD.findall(text)]


def snippet(text: str, spans: tuple[Span, ...], width: int) -> Snippet:
    """The part of a text around the first thing found, some `width` characters of whole words."""
    first = spans[0][0]
    start = 0 if len(text) <= width else max(0, min(first - width // 3, len(text) - width))
    end = min(len(text), start + width)
    if start:
        start = text.find(" ", start, first) + 1 or first
    if end < len(text):
        end = max(text.rfind(" ", start, end), spans[0][1])
    before, after = "…" if start else "", "…" if end < len(text) else ""
    moved = len(before) - start
    inside = tuple((begin + moved, stop + moved) for begin, stop in spans if start <= begin and stop <= end)
    return Snippet(before + text[start:end] + after, inside)


def _terms(piece: str) -> Iterator[Term]:
    for word in words(piece):
        marked = word.exact != word.folded
        yield Term(word.exact if marked else word.folded, marked)


@remembered
def _compared(word: str) -> Word:
    """The tone comes last: "hòa" and "hoà" are one word."""
    lower = word.casefold()
    if lower.isascii():
        return Word(lower, lower)
    decomposed = unicodedata.normalize("NFD", lower)
    letters = "".join(char for char in decomposed if char not in _TONES)
    tones = "".join(char for char in decomposed if char in _TONES)
    return Word(unicodedata.normalize("NFC", letters) + tones, fold(lower))


def _phrase_pattern(phrase: tuple[Term, ...]) -> str:
    """What a phrase looks like without marks, a group for each word."""
    first, *others = map(_word_pattern, phrase)
    before = f"(?<!{_LETTER})"
    word = fold(phrase[0].word)
    if word.isalpha():
        # A pattern that starts with letters is found many times faster: what may not stand before them comes after.
        before, first = "", first.replace(word, rf"{word}(?<!{_LETTER}{word})", 1)
    return before + r"[\W_]+".join([first, *others]) + rf"(?!{_LETTER})"


def _word_pattern(term: Term) -> str:
    word = fold(term.word)
    if term.word.isdecimal():
        word = _THOUSANDS.sub(r"\\.?", word)
    return rf"({word}{_LETTER}*)" if term.begins else f"({word})"


def _has_marks(phrase: tuple[Term, ...], match: re.Match[str], text: str) -> bool:
    return all(
        _compared(text[slice(*match.span(number))]).exact == term.word
        for number, term in enumerate(phrase, start=1)
        if term.marked
    )


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Spans that overlap as one."""
    start, end = spans[0]
    for begin, stop in spans[1:]:
        if begin < end:
            end = max(end, stop)
        else:
            yield start, end
            start, end = begin, stop
    yield start, end
