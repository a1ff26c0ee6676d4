"""The normal form in which every text is stored."""

import re
import unicodedata

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# C0 and C1 controls, lone surrogates, the object replacement character (it stands for a chip in an editor)
# and non-characters: XML refuses the last two, Qt ends a paragraph at the first two.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]")


def normal(text: str) -> str:
    """One paragraph in NFC without control characters; line breaks and tabs become one space."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _BREAKS.sub(" ", text)))


def normal_lines(text: str) -> str:
    r"""Like `normal`, paragraph by paragraph: the line breaks stay, as ``\\n``."""
    return "\n".join(normal(line) for line in text.splitlines())


def is_blank(text: str) -> bool:
    """True where nothing would be seen in print."""
    return not text.strip(" \u00a0\u200b\u200c\u200d\u2060\ufeff")
