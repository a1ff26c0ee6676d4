"""Residue of typing: words that show the keys of Telex or VNI ("tuwf", "d9e63") instead of the letters."""

import re
from collections.abc import Sequence

from cchc_desktop.text.remembering import remembered
from cchc_desktop.text.syllables import spells

_TELEX = (
    ("dd", "đ"),
    ("uow", "ươ"),
    ("uwow", "ươ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VNI = (
    ("d9", "đ"),
    ("uo7", "ươ"),
    ("u7o7", "ươ"),
    ("a6", "â"),
    ("e6", "ê"),
    ("o6", "ô"),
    ("a8", "ă"),
    ("o7", "ơ"),
    ("u7", "ư"),
)

_TELEX_WORD = re.compile(r"(?=[a-z]*(?:dd|aa|ee|oo|[aou]w|[fj]$))[a-z]{3,9}")
_TELEX_TONE = re.compile(r"(?<=[aeiouyâêôăơư])(?P<before>[a-zâêôăơư]*?)(?P<tone>[sfrxj])(?P<after>[a-zâêôăơư]*)$")
_VNI_WORD = re.compile(r"(?=[a-z]+\d[a-z0-9]*[a-z]|d9|[a-z]*[aeou][678])[a-z][a-z0-9]{1,9}")
_NO_NAME = re.compile(r"(?:dd|aa|ee|oo|[aou]w)[a-z]*[fxj]$|\d")
_SENTENCE_ENDS = frozenset('.!?:;…-–(“"')
# A syllable has at most seven letters and three keys for marks.
_LONGEST = 10
_VNI_TONE = re.compile(r"(?P<tone>[1-5])")


def residues(words: Sequence[str]) -> list[str]:
    """Those of a text's words and signs that are keys of Telex or VNI. Foreign words may be among them ("too" is "tô").

    A word with a capital inside a sentence may be a name ("Queen", "Mường Hoong"): it needs a key for a letter and one
    for a tone that ends no such name ("Nguyeenx").
    """
    found = {word for word in words if word.isascii() and 2 < len(word) <= _LONGEST and _is_residue(word)}
    return [
        word
        for index, word in (enumerate(words) if found else ())
        if word in found
        and (word[0].islower() or index == 0 or words[index - 1] in _SENTENCE_ENDS or _NO_NAME.search(word))
    ]


@remembered
def _is_residue(word: str) -> bool:
    lower = word[0].lower() + word[1:]
    if _TELEX_WORD.fullmatch(lower):
        keys = _replaced(lower, _TELEX)
        tone = _TELEX_TONE.search(keys)
        if tone and spells(keys[: tone.start()] + tone["before"] + tone["after"], tone["tone"] in "sj"):
            return True
        return keys != lower and spells(keys, False)
    if _VNI_WORD.fullmatch(lower):
        keys = _replaced(lower, _VNI)
        tones = _VNI_TONE.findall(keys)
        return len(tones) < 2 and spells(_VNI_TONE.sub("", keys), tones in (["1"], ["5"]))
    return False


def _replaced(word: str, keys: tuple[tuple[str, str], ...]) -> str:
    for key, letter in keys:
        word = word.replace(key, letter)
    return word
