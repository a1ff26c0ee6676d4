"""Where the tone mark stands: "hóa" or "hoá", "ủy" or "uỷ". Both are right; one text keeps to one."""

import re
import unicodedata
from dataclasses import dataclass

from cchc_desktop.text.remembering import remembered

# Only open syllables in oa, oe and uy differ; after q the u is part of the initial ("quý" has one form).
# Begins with the first vowel whichever it is, so that the search leaps from one to the next.
_PAIR = re.compile(
    r"[oOuUòóỏõọÒÓỎÕỌùúủũụÙÚỦŨỤ](?:(?P<first>(?<=[òóỏõọÒÓỎÕỌ])[ae]|(?<=[ùúủũụÙÚỦŨỤ])y)"
    r"|(?<=[oO])[àáảãạèéẻẽẹ]|(?<=[uU])[ỳýỷỹỵ])(?!\w)"
)
_INITIAL = re.compile(r"[^\W\d_]*$")

# Words that are written with a capital without being a name.
_COMMON = re.compile(r"\s+(?:ban|viên|quyền|nhiệm|thác|án|nhà)\b")


@dataclass(frozen=True, slots=True)
class Placements:
    """The syllables of a text whose mark stands on the first ("hóa") and on the second vowel ("hoá")."""

    first: tuple[str, ...]
    second: tuple[str, ...]


@remembered
def placements(text: str) -> Placements:
    """What a text uses. Words with a capital letter are left out, they may be names: "Uỷ ban", "Toà án" are none."""
    first: list[str] = []
    second: list[str] = []
    for pair in _PAIR.finditer(text):
        initial = _INITIAL.search(text, max(pair.start() - 3, 0), pair.start())
        word = (initial[0] if initial else "") + pair[0]
        if word[0] in "qQ" or (not word.islower() and not _COMMON.match(text, pair.end())):
            continue
        (first if pair["first"] else second).append(word)
    return Placements(tuple(first), tuple(second))


def moved(word: str) -> str:
    """A word of `placements` with its tone mark on the other of its last two vowels: "hoá" for "hóa"."""
    start, first, second = word[:-2], *(unicodedata.normalize("NFD", letter) for letter in word[-2:])
    tone = (first + second).replace(first[0], "", 1).replace(second[0], "", 1)
    pair = first[0] + second[0] + tone if len(first) > 1 else first[0] + tone + second[0]
    return start + unicodedata.normalize("NFC", pair)
