"""Comparing and finding Vietnamese text without regard to case and marks."""

import unicodedata

from cchc_desktop.text.remembering import remembered


@remembered
def fold(text: str) -> str:
    """Lower case without marks, đ as d: "Hội ĐỒNG" becomes "hoi dong". The length may differ from the original's."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sort_key(text: str) -> tuple[str, str]:
    """A key that sorts đ after d and â beside a, as a Vietnamese reader expects."""
    return fold(text), text.casefold()
