"""TCVN3 (ABC): the 8-bit Vietnamese of the fonts ".VnTime", ".VnArial", … (TCVN 5712:1993, VN3).

One byte a letter, read here as Latin-1. Capitals with a tone mark have no code: the fonts whose names end in H
(".VnTimeH") draw every letter as a capital, and some programs wrote "À" as "Aµ".
"""

import re
import unicodedata

LETTERS = {
    code: letter
    for letters, codes in (
        ("àảãáạ", "µ¶·¸¹"),
        ("ăằẳẵắặ", "¨»¼½¾Æ"),
        ("âầẩẫấậ", "©ÇÈÉÊË"),
        ("èẻẽéẹ", "ÌÎÏÐÑ"),
        ("êềểễếệ", "ªÒÓÔÕÖ"),
        ("ìỉĩíị", "×ØÜÝÞ"),
        ("òỏõóọ", "ßáâãä"),
        ("ôồổỗốộ", "«åæçèé"),
        ("ơờởỡớợ", "¬êëìíî"),
        ("ùủũúụ", "ïñòóô"),
        ("ưừửữứự", "\u00adõö÷øù"),
        ("ỳỷỹýỵ", "úûüýþ"),
        ("đ", "®"),
        ("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§"),
    )
    for letter, code in zip(letters, codes, strict=True)
}
"""Each letter that is not ASCII by its code."""

_TABLE = str.maketrans(LETTERS)
_CAPITAL_AND_MARKED = re.compile(
    "|".join(
        f"{bare.upper()}[{marked}]"
        for bare, marked in (
            ("a", "àảãáạ"),
            ("ă", "ằẳẵắặ"),
            ("â", "ầẩẫấậ"),
            ("e", "èẻẽéẹ"),
            ("ê", "ềểễếệ"),
            ("i", "ìỉĩíị"),
            ("o", "òỏõóọ"),
            ("ô", "ồổỗốộ"),
            ("ơ", "ờởỡớợ"),
            ("u", "ùủũúụ"),
            ("ư", "ừửữứự"),
            ("y", "ỳỷỹýỵ"),
        )
    )
)


def decode(text: str, capitals: bool = False) -> str:
    """The Unicode text (NFC) of a TCVN3 text; `capitals` where its font draws only capitals."""
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    return text.upper() if capitals else _CAPITAL_AND_MARKED.sub(lambda match: match[0][1].upper(), text)
