"""Dates as typed (dd/mm/yyyy) and as printed by Nghị định 30/2020/NĐ-CP."""

import re
from datetime import date

_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def parse_date(text: str) -> date | None:
    """The day that `text` states as dd/mm/yyyy, or None where it states none or the day does not exist."""
    match = _TYPED.fullmatch(text.strip()) if text.isascii() else None
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def format_date(day: date | None) -> str:
    """dd/mm/yyyy, with leading zeros; "" for a day that is not known."""
    return "" if day is None else f"{day.day:02}/{day.month:02}/{day.year}"


def short_date(day: date) -> str:
    """As in running text, like 05/3/2020: padded as in `day_in_words`."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def day_in_words(day: date | None) -> str:
    """As printed, like "ngày 05 tháng 01 năm 2020": days below 10 and months 1 and 2 are padded (Phụ lục I, mục II.4b).

    Without a day, blanks wide enough to write in.
    """
    if day is None:
        return "ngày      tháng      năm       "
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month < 3 else str(day.month)
