"""Finding the periods that a sentence names: "quý II", "6 tháng đầu năm 2022", "9 tháng năm 2022"."""

import re
from dataclasses import dataclass

from cchc_desktop.domain.period import Period
from cchc_desktop.text.remembering import remembered

_QUARTERS = {"1": 1, "I": 1, "2": 2, "II": 2, "3": 3, "III": 3, "4": 4, "IV": 4}
_MONTHS = {"ba": 3, "sáu": 6, "chín": 9}
_MAY_NAME = re.compile("tháng|THÁNG|uý|UÝ")
# "İ" and "ſ" are no digits and no letters here, though without regard to case they would be "I" and "S".
_NAMED = re.compile(
    r"(?<!mỗi )(?<!hằng )(?<!hàng )(?<!từng )(?<!một )"
    r"\b(?:quý\s+(?P<quarter>(?-i:[iI][vV]|[iI]{1,3}|[1-4]))\b(?!\s+lần)"
    r"|(?P<months>0?[369]|ba|(?-i:[sS])áu|chín)\s+tháng(?:\s+(?P<half>đầu|cuối))?\s+năm\b)"
    r"(?P<year>(?:,?\s*năm|\s*/)?\s*(?P<number>(?:19|20|21)\d\d)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period as a sentence names it, from `start` to `end`. `year` is None where the sentence gives none."""

    words: str
    start: int
    end: int
    quarters: tuple[int, ...]
    year: int | None

    def is_in(self, period: Period) -> bool:
        return self._may_be_of(period) and set(self.quarters) <= set(period.quarters)

    def is_exactly(self, period: Period) -> bool:
        return self._may_be_of(period) and self.quarters == period.quarters

    def is_after(self, period: Period) -> bool:
        return (self.year or period.year, self.quarters[0]) > (period.year, period.quarters[-1])

    def _may_be_of(self, period: Period) -> bool:
        return self.year in (None, period.year)


@remembered
def named_periods(text: str) -> tuple[NamedPeriod, ...]:
    """Every quarter and every stretch of months of a year that a text names, in order. A whole year is none."""
    if not _MAY_NAME.search(text):
        return ()
    found = []
    for match in _NAMED.finditer(text):
        if match["quarter"]:
            quarters: tuple[int, ...] = (_QUARTERS[match["quarter"].upper()],)
        else:
            count = (_MONTHS.get(match["months"].lower()) or int(match["months"])) // 3
            quarters = (
                tuple(range(5 - count, 5)) if (match["half"] or "").lower() == "cuối" else tuple(range(1, 1 + count))
            )
        year = int(match["number"]) if match["number"] else None
        found.append(NamedPeriod(match[0], match.start(), match.end(), quarters, year))
    return tuple(found)
