"""Comparing what a file says with what a template says: abbreviations, marks and small words do not count."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from math import inf

from rapidfuzz.fuzz import ratio, token_set_ratio

from cchc_desktop.text.folding import fold

_ABBREVIATIONS = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "cntt": "cong nghe thong tin",
    "cbcc": "can bo cong chuc",
    "cbccvc": "can bo cong chuc vien chuc",
    "hcnn": "hanh chinh nha nuoc",
    "qlnn": "quan ly nha nuoc",
    "qppl": "quy pham phap luat",
    "vbqppl": "van ban quy pham phap luat",
    "vb": "van ban",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mclt": "mot cua lien thong",
    "hs": "ho so",
    "cqs": "chinh quyen so",
    "cqdt": "chinh quyen dien tu",
    "kstt": "kiem soat thu tuc",
    "pakn": "phan anh kien nghi",
}
_WORD = re.compile(r"\w+")
_SMALL_WORDS = re.compile(r"^(?:(?:ve|nhung|cac|viec|tinh hinh|so lieu|so luong|tong hop)\s+)+|\bcong tac\s+")
_SUBJECT_WORDS = "cai cach hanh chinh"
# Every part of such a report is on the reform: one may leave it unsaid.
_SUBJECT = re.compile(rf"\s*\b{_SUBJECT_WORDS}\b(?! nha nuoc)")
_LEAST_SHARE = 0.3
_OTHER_ORDER = 4
_BEGINNING = 88.0
_FIRST_LETTERS = 4


@lru_cache(2048)
def canonical(text: str) -> str:
    """Lower case without marks and punctuation, abbreviations written out."""
    return " ".join([_ABBREVIATIONS.get(word, word) for word in _WORD.findall(fold(text))])


@lru_cache(2048)
def core(text: str) -> str:
    """`canonical` without "công tác" and the small words that headings begin with."""
    whole = canonical(text)
    return _SMALL_WORDS.sub("", whole) or whole


class Wordings:
    """Texts that others are compared with, each made ready once."""

    def __init__(self, models: Iterable[str]) -> None:
        self._models = [_forms(model) for model in models]
        self._counts = [len(set(core.split())) for core, _, _ in self._models]
        # Most texts share no word with most models.
        self._having: dict[str, list[int]] = {}
        for index, (core, _, _) in enumerate(self._models):
            for word in set(core.split()):
                self._having.setdefault(word, []).append(index)

    def likeness(self, text: str, least: float = 0.0) -> dict[int, float]:
        """How far `text` says what each model says, 0 to 100, by the model's place; below `least` it is left out.

        A text that only goes on, or breaks off, stays above 85. One that shares less than half its words is not alike.
        """
        said, in_order, bare = _forms(text)
        words = dict.fromkeys(said.split())
        shared = Counter(chain.from_iterable([self._having.get(word, ()) for word in words]))
        # Texts of lengths too different cannot be alike enough.
        furthest = least / (200 - least)
        shortest, longest = len(said) * furthest, len(said) / furthest if furthest else inf
        least_in_order = least + _OTHER_ORDER
        scores: dict[int, float] = {}
        for index, count in shared.items():
            if count * 2 < min(len(words), self._counts[index]):
                continue
            meant, meant_in_order, meant_bare = self._models[index]
            score = -1.0
            if shortest <= len(meant) <= longest:
                score = ratio(said, meant, score_cutoff=least)
                if score < 100:
                    score = max(score, ratio(in_order, meant_in_order, score_cutoff=least_in_order) - _OTHER_ORDER)
            if meant_bare and bare and (meant_bare is not meant or bare is not said):
                score = max(score, ratio(bare, meant_bare, score_cutoff=least_in_order) - _OTHER_ORDER)
            if score < _BEGINNING and said[:_FIRST_LETTERS] == meant[:_FIRST_LETTERS] and _begins_like(said, meant):
                score = _BEGINNING
            if score >= least:
                scores[index] = score
        return scores


@lru_cache(2048)
def _forms(text: str) -> tuple[str, str, str]:
    """A text's core, its words in alphabetical order, and what is left of it, if words, without the reform's name."""
    said = core(text)
    bare = _SUBJECT.sub("", said) if _SUBJECT_WORDS in said else said
    return said, " ".join(sorted(said.split())), bare if " " in bare else ""


def _begins_like(said: str, meant: str) -> bool:
    shorter, longer = sorted((said, meant), key=len)
    enough = len(shorter) >= _LEAST_SHARE * len(longer) and shorter.count(" ") >= 2
    return enough and longer.startswith(shorter) and longer[len(shorter) : len(shorter) + 1] in ("", " ")


def likeness(text: str, model: str) -> float:
    """How far `text` says what `model` says, 0 to 100, as `Wordings` tells it."""
    return Wordings([model]).likeness(text).get(0, 0.0)


@lru_cache(2048)
def shares_words(text: str, model: str) -> float:
    """How far one of the two holds the words of the other, in any order, 0 to 100."""
    return token_set_ratio(canonical(text), canonical(model))
