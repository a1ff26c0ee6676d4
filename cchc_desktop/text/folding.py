"""Comparing and finding Vietnamese text without regard to case and marks."""

import unicodedata

from cchc_desktop.text.remembering import remembered


class _Folded(dict[int, str]):
    """What each letter becomes, found out when it is first met."""

    def __missing__(self, point: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(point).casefold().replace("đ", "d"))
        self[point] = folded = "".join(char for char in decomposed if not unicodedata.combining(char))
        return folded


class _Level(dict[int, int]):
    def __missing__(self, point: int) -> int:
        folded = fold(chr(point))
        self[point] = level = ord(folded) if len(folded) == 1 else point
        return level


_FOLDED = _Folded()
_LEVEL = _Level()


@remembered
def fold(text: str) -> str:
    """Lower case without marks, đ as d: "Hội ĐỒNG" becomes "hoi dong". The length may differ from the original's."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


@remembered
def level(text: str) -> str:
    """Like `fold`, but one character for one, so that places in the text stay what they are."""
    return text.translate(_LEVEL)


def sort_key(text: str) -> tuple[str, str]:
    """A key that sorts đ after d and â beside a, as a Vietnamese reader expects."""
    return fold(text), text.casefold()
