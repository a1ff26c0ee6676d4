"""Numbers as Vietnamese officials write them."""

import re
from fractions import Fraction

LARGEST = 999_999_999_999
_PLAIN = re.compile(r"\d{1,12}")
_GROUPED = re.compile(r"\d{1,3}(?:[.\u00a0 ]\d{3}){1,3}")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def parse_count(text: str) -> int | None:
    """The whole number that `text` states ("11", "05", "1.250", "1 250"), or None where it states none.

    Dots and spaces are read as thousands separators only in groups of three, so "1.25" is no count.
    """
    text = text.strip()
    if not text.isascii():
        text = text.replace("\u00a0", " ")
    if not text.isascii():
        return None
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return int(re.sub(r"[. ]", "", text))
    return None


def format_count(value: int) -> str:
    """With a dot between thousands: 1250 becomes "1.250"."""
    return f"{value:,}".replace(",", ".")


def format_in_text(value: int) -> str:
    """As in running text: below 10 with a leading zero ("06"), but zero is "0"."""
    return f"0{value}" if 0 < value < 10 else format_count(value)


def format_percent(ratio: Fraction) -> str:
    """One decimal, rounded half up, comma: "99,4%"; a whole percentage has no decimal: "100%".

    A ratio that is not whole never rounds to 0% or 100%: 9999/10000 is "99,9%", 1/10000 is "0,1%".
    """
    tenths = (ratio * 1000 + Fraction(1, 2)).__floor__()
    if ratio < 1:
        tenths = min(tenths, 999)
    if ratio > 0:
        tenths = max(tenths, 1)
    whole, decimal = divmod(tenths, 10)
    return f"{format_count(whole)},{decimal}%" if decimal else f"{format_count(whole)}%"


def roman(value: int) -> str:
    """1 becomes "I". For 1 to 39, more parts than a report ever has."""
    letters = ""
    for size, letter in _ROMAN:
        while value >= size:
            letters += letter
            value -= size
    return letters
