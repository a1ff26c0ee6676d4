"""Words that are taken for others: the list that `wording.typo` knows."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise, takewhile

from cchc_desktop.domain.reading import Table, refuse
from cchc_desktop.text.keying import residues
from cchc_desktop.text.remembering import remembered
from cchc_desktop.text.sentences import words
from cchc_desktop.text.syllables import lacks_tone

_LONGEST = 1_000_000

# The parts of "muasamcong.mof.gov.vn" are no words. The first search finds nothing in nearly every text, soon.
_IN_ADDRESS = re.compile(r"[.@:](?:(?<=@)|(?<=:)//|(?<=\w\.)(?:vn|com|org|net|gov|edu)\b)")
_ADDRESS = re.compile(rf"\S*{_IN_ADDRESS.pattern}\S*")

NO_TONE = "?"
"""What was meant by a word that lacks the tone that its last letter asks for: one of two."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wrong phrase, word by word, and what was meant."""

    words: tuple[str, ...]
    meant: str


Phrases = Mapping[str, tuple[Phrase, ...]]
"""Phrases by their first word."""


@dataclass(frozen=True, eq=False)
class Confusions:
    """What is known to be wrong.

    `phrases` are meant in any case, `exact` as written; `doubled` are words that never stand twice in a row;
    `foreign` are words that only look like the keys of Telex.
    """

    phrases: Phrases = field(default_factory=dict)
    exact: Phrases = field(default_factory=dict)
    doubled: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()

    @remembered
    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """What is wrong in a plain text and what may have been meant, "" where that is not known, or `NO_TONE`."""
        if _IN_ADDRESS.search(text):
            text = _ADDRESS.sub(" ", text)
        return tuple(dict.fromkeys(self._find(words(text))))

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """Two words of each phrase, and doubled words: hardly a text has one of the pairs, which is soon seen."""
        return _pairs(self.phrases) | {(word, word) for word in self.doubled}

    @cached_property
    def _exact_pairs(self) -> frozenset[tuple[str, str]]:
        return _pairs(self.exact)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(phrase.words[0] for phrase in chain(*self.phrases.values()) if len(phrase.words) == 1)

    def _find(self, written: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        lower = tuple(map(str.lower, written))
        if not self._pairs.isdisjoint(pairwise(lower)) or not self._alone.isdisjoint(lower):
            for start, end, meant in _found(self.phrases, lower):
                # "bổ nhiệm Vũ Văn A": a capital inside a phrase begins a name.
                if not any(map(str.istitle, written[start + 1 : end])):
                    yield _joined(written[start:end]), meant
            for word in self.doubled.intersection(first for first, second in pairwise(lower) if first == second):
                yield f"{word} {word}", word
        if not self._exact_pairs.isdisjoint(pairwise(written)):
            yield from ((_joined(written[start:end]), meant) for start, end, meant in _found(self.exact, written))
        for word in [each for each in written if each[-1] in "cpth" and not each.isascii()]:
            if word.islower() and lacks_tone(word):
                yield word, NO_TONE
        for residue in residues(written):
            if residue.lower() not in self.foreign:
                yield residue, ""


def _found(phrases: Phrases, text: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Where phrases begin and end in the words of a text, and what was meant."""
    for start in [index for index, word in enumerate(text) if word in phrases]:
        for phrase in phrases[text[start]]:
            end = start + len(phrase.words)
            if text[start:end] == phrase.words:
                yield start, end, phrase.meant


def _pairs(phrases: Phrases) -> frozenset[tuple[str, str]]:
    """Of each phrase the two words where it begins to differ from what is meant: those that right texts lack."""
    pairs = set()
    for phrase in chain(*phrases.values()):
        if len(phrase.words) > 1:
            same = (mine == meant for mine, meant in zip(phrase.words, words(phrase.meant), strict=False))
            at = min(max(sum(takewhile(bool, same)) - 1, 0), len(phrase.words) - 2)
            pairs.add((phrase.words[at], phrase.words[at + 1]))
    return frozenset(pairs)


def _joined(written: tuple[str, ...]) -> str:
    return " ".join(written).replace(" ,", ",")


NO_CONFUSIONS = Confusions()


def read_confusions(source: str, file: str) -> Confusions:
    """The list that a TOML text states; refused, with file and place, where it is not one."""
    if len(source) > _LONGEST:
        raise refuse("", "quá lớn, không phải là một danh sách lỗi chính tả.", file)
    try:
        values = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refuse("", f"không phải là TOML đúng ({error}).", file) from None
    root = Table(values, source=file)
    confusions = Confusions(
        phrases=_phrases(root.table("phrases", {})),
        exact=_phrases(root.table("exact", {})),
        doubled=frozenset(root.texts("doubled", ())),
        foreign=frozenset(root.texts("foreign", ())),
    )
    root.finish()
    return confusions


def _phrases(table: Table) -> Phrases:
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for wrong in table:
        phrase = Phrase(words(wrong), table.text(wrong))
        if not phrase.words:
            raise table.refuse(wrong, "là một cụm từ trống.")
        first = phrase.words[0]
        phrases[first] = (*phrases.get(first, ()), phrase)
    table.finish()
    return phrases
