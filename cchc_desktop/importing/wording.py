"""Comparing what a file says with what a template says: abbreviations, marks and small words do not count."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

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
_SUBJECT = re.compile(r"\s*\bcai cach hanh chinh\b(?! nha nuoc)")
_LEAST_SHARE = 0.3
_OTHER_ORDER = 4


@lru_cache(8192)
def canonical(text: str) -> str:
    """Lower case without marks and punctuation, abbreviations written out."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in _WORD.findall(fold(text)))


@lru_cache(8192)
def core(text: str) -> str:
    """`canonical` without "công tác" and the small words that headings begin with."""
    whole = canonical(text)
    return _SMALL_WORDS.sub("", whole) or whole


@lru_cache(65536)
def likeness(text: str, model: str) -> float:
    """How far `text` says what `model` says, 0 to 100; one that only goes on or breaks off stays above 85."""
    said, meant = core(text), core(model)
    if not said or not meant:
        return 0.0
    score = max(fuzz.ratio(said, meant), fuzz.token_sort_ratio(said, meant) - _OTHER_ORDER)
    # Every part of such a report is on the reform: one may leave it unsaid.
    bare_said, bare_meant = _SUBJECT.sub("", said), _SUBJECT.sub("", meant)
    if (bare_said, bare_meant) != (said, meant) and " " in bare_said and " " in bare_meant:
        score = max(score, fuzz.ratio(bare_said, bare_meant) - _OTHER_ORDER)
    shorter, longer = sorted((said, meant), key=len)
    if (
        len(shorter) >= _LEAST_SHARE * len(longer)
        and shorter.count(" ") >= 2
        and f"{longer} ".startswith(f"{shorter} ")
    ):
        score = max(score, 88.0)
    return score


@lru_cache(65536)
def shares_words(text: str, model: str) -> float:
    """How far one of the two holds the words of the other, in any order, 0 to 100."""
    return fuzz.token_set_ratio(canonical(text), canonical(model))
