"""The marks before a signer's title (quyền hạn): TM., KT., TL., TUQ., Q. (Phụ lục I, mục II.7.b)."""

import re

_WRITTEN = re.compile(r"(?P<mark>T\s*[/.]?\s*M|K\s*[/.]?\s*T|T\s*[/.]?\s*L|T\s*[/.]?\s*U\s*[/.]?\s*Q|Q)\b")
_BETWEEN = " .,:;/-"


def split_mark(line: str) -> tuple[str, str] | None:
    """The mark that a line in capitals begins with, as it is due, and what follows: "K/T CHỦ TỊCH" has "KT.".

    None where the line begins with no mark.
    """
    match = _WRITTEN.match(line)
    if match is None:
        return None
    return re.sub(r"[\s/.]", "", match["mark"]) + ".", line[match.end() :].lstrip(_BETWEEN)
