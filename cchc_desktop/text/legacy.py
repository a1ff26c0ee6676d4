"""The encodings before Unicode, TCVN3 and VNI: recognised by a font's name or by the letters, and converted.

Both write Vietnamese with the letters and signs of Latin-1, so a text can be told only by what its words become:
"c¸ch" is no word, "cách" is one. Unicode text is never converted; a text that may be either stays as it is.
"""

import re
from functools import lru_cache

from cchc_desktop.text import tcvn3, vni
from cchc_desktop.text.syllables import is_syllable

TCVN3 = "TCVN3"
VNI = "VNI"

_TCVN3_FONT = re.compile(r"\.Vn\w|Vn(?:Time|Arial)", re.IGNORECASE)
_VNI_FONT = re.compile(r"VNI[- ]?\w", re.IGNORECASE)
# Vietnamese letters beyond Latin-1: where one stands, the text is Unicode.
_UNICODE_LETTER = re.compile(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]*[\u00a1-\u00ff][A-Za-z\u00a1-\u00ff]*")
_QUOTES = "«»¡¿"


@lru_cache(256)
def font_encoding(font: str) -> str:
    """TCVN3 for ".VnTime" and its kin, VNI for "VNI-Times" and its kin, else ""."""
    if _TCVN3_FONT.match(font):
        return TCVN3
    return VNI if _VNI_FONT.match(font) else ""


def decode(text: str, encoding: str, font: str = "") -> str:
    """The Unicode text of what `encoding` wrote; a TCVN3 font whose name ends in H draws capitals."""
    if encoding == TCVN3:
        return tcvn3.decode(text, capitals=font.upper().endswith("H") and font_encoding(font) == TCVN3)
    return vni.decode(text)


def is_unicode(text: str) -> bool:
    """True where a letter shows that the text is Vietnamese in Unicode, whatever its font."""
    return _UNICODE_LETTER.search(text) is not None


def recognise(text: str, expected: str = "") -> str:
    """TCVN3, VNI, or "" for a text that is Unicode or may be it.

    Two different words must be Vietnamese only when converted, or one where its surroundings are of the encoding
    `expected`; words that are Vietnamese only as they stand speak against it.
    """
    if text.isascii() or is_unicode(text):
        return ""
    words = {word for word in _WORD.findall(text.lower()) if len(word) > 1}
    gains = dict.fromkeys((TCVN3, VNI), 0)
    against = dict(gains)
    for word in words:
        readings = _readings(word)
        for encoding in gains:
            if encoding in readings and "" not in readings:
                gains[encoding] += 1
            elif encoding not in readings:
                against[encoding] += 3 if "" in readings else 1
    best = max(gains, key=lambda encoding: gains[encoding] - against[encoding])
    enough = 1 if best == expected else 2
    return best if gains[best] >= enough and 2 * gains[best] > against[best] else ""


@lru_cache(8192)
def _readings(word: str) -> frozenset[str]:
    """The encodings in which a word is a Vietnamese syllable; "" is Unicode."""
    found = {""} if is_syllable(word.strip(_QUOTES)) else set()
    for encoding, letters in ((TCVN3, tcvn3.LETTERS), (VNI, vni.LETTERS)):
        decoded = decode(word, encoding)
        # VNI writes "ì" and "í" as Unicode does.
        same = all(char.isascii() or char in letters for char in word)
        if (decoded != word or same) and is_syllable(decoded):
            found.add(encoding)
    return frozenset(found)
