"""VNI: the 8-bit Vietnamese of the fonts "VNI-Times", "VNI-Helve", …: a letter, then its marks as a second letter.

Read here as Latin-1: "ñöôøng" is "đường". A mark may stand in small letters behind a capital.
"""

import re

_ROWS = (
    ("a", "áàảãạ", "ùøûõï"),
    ("a", "âấầẩẫậ", "âáàåãä"),
    ("a", "ăắằẳẵặ", "êéèúüë"),
    ("e", "éèẻẽẹ", "ùøûõï"),
    ("e", "êếềểễệ", "âáàåãä"),
    ("o", "óòỏõọ", "ùøûõï"),
    ("o", "ôốồổỗộ", "âáàåãä"),
    ("ô", "ớờởỡợ", "ùøûõï"),
    ("u", "úùủũụ", "ùøûõï"),
    ("ö", "ứừửữự", "ùøûõï"),
    ("y", "ýỳỷỹ", "ùøûõ"),
    ("", "íìỉĩịỵơưđ", "íìæóòîôöñ"),
)

LETTERS = {
    (base + mark).upper() if capital else base + mark: letter.upper() if capital else letter
    for base, letters, marks in _ROWS
    for letter, mark in zip(letters, marks, strict=True)
    for capital in (False, True)
}
"""Each letter that is not ASCII by its one or two codes."""

_MIXED = {codes[0] + codes[1].lower(): letter for codes, letter in LETTERS.items() if len(codes) == 2}
_BY_CODES = {**_MIXED, **LETTERS}
_CODES = re.compile("|".join(sorted(_BY_CODES, key=len, reverse=True)))


def decode(text: str) -> str:
    """The Unicode text (NFC) of a VNI text."""
    return _CODES.sub(lambda match: _BY_CODES[match[0]], text)
