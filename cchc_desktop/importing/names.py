"""Names printed in capitals, written again as they read in a sentence."""

import re
from collections.abc import Iterable

_ABBREVIATIONS = {"UBND", "HĐND", "UBMTTQ", "MTTQ", "TTHC", "CCHC", "HCC", "TP", "BQL", "KT", "TM", "TL", "TUQ", "CA"}
_PLACES = ("thành phố", "thị xã", "thị trấn", "huyện", "quận", "tỉnh", "phường", "xã", "đặc khu", "thôn", "ấp")
_LOWER = ("và", "các", "của", "với", "cho", "thuộc", "tại", "về")
_KINDS = (
    "ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "trung tâm phục vụ", "ban quản lý", "văn phòng",
    "trung tâm", "chi cục", "cục", "phòng", "sở", "ban", "trạm", "trường", "viện", "bộ", "chi nhánh", "đội",
)  # fmt: skip
_WORD = re.compile(r"\S+")


def sentence_case(name: str, texts: Iterable[str] = ()) -> str:
    """A name as one of `texts` writes it in mixed case, else by the rules of Nghị định 30/2020/NĐ-CP, Phụ lục II.

    A name that is not all capitals stays as it is.
    """
    name = " ".join(name.split())
    if not name.isupper():
        return name
    wanted = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE)
    for text in texts:
        for match in wanted.finditer(text):
            found = " ".join(match[0].split())
            if not found.isupper() and found[0].isupper():
                return found
    return _by_rules(name)


def begins_with_place(name: str) -> bool:
    """Whether a name is that of a place: "XÃ LAM KHÊ"."""
    words = name.lower().split()
    return any(_begins(words, 0, place) for place in _PLACES)


def title_case_of_office(title: str) -> str:
    """A position in capitals as it reads in a sentence: "PHÓ CHỦ TỊCH" becomes "Phó Chủ tịch"."""
    title = " ".join(title.split())
    if not title.isupper():
        return title
    if title.startswith("PHÓ ") and title.count(" ") > 1:
        return f"Phó {_capitalized(title.removeprefix('PHÓ '))}"
    if title.startswith("QUYỀN ") and title.count(" ") > 1:
        return f"Quyền {_capitalized(title.removeprefix('QUYỀN '))}"
    return _capitalized(title)


def _capitalized(text: str) -> str:
    words = [word if word in _ABBREVIATIONS else word.lower() for word in text.split()]
    words[0] = words[0] if words[0] in _ABBREVIATIONS else words[0].capitalize()
    return " ".join(words)


def _by_rules(name: str) -> str:
    """Kind of body and first word of its field with capitals, place names wholly: "Phòng Văn hóa huyện Lam Khê"."""
    words = name.split()
    lower = [word.lower() for word in words]
    written: list[str] = []
    capital_next = in_place = False
    at = 0
    kind = next((kind for kind in _KINDS if _begins(lower, 0, kind)), "")
    if kind:
        count = kind.count(" ") + 1
        written += [lower[0].capitalize(), *lower[1:count]]
        if kind.endswith("nhân dân"):
            written[-2:] = ["nhân", "dân"]
        capital_next, at = True, count
    elif place := next((place for place in _PLACES if _begins(lower, 0, place)), ""):
        at = place.count(" ") + 1
        written += [lower[0].capitalize(), *lower[1:at]]
        in_place = True
    elif words[0] not in _ABBREVIATIONS:
        capital_next = True
    while at < len(words):
        place = next((place for place in _PLACES if _begins(lower, at, place)), "") if at else ""
        if words[at].strip(",.") in _ABBREVIATIONS:
            written.append(words[at])
            capital_next = False
        elif place:
            written += place.split()
            at += place.count(" ")
            in_place = True
        elif in_place:
            written.append(words[at].capitalize())
        elif lower[at] in _LOWER:
            written.append(lower[at])
            capital_next = lower[at] == "và"
        else:
            written.append(words[at].capitalize() if capital_next else lower[at])
            capital_next = words[at].endswith((",", "-"))
        at += 1
    return " ".join(written)


def _begins(words: list[str], at: int, phrase: str) -> bool:
    parts = phrase.split()
    return words[at : at + len(parts)] == parts
