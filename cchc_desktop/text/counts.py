"""Numbers in running text, as they are typed: "05", "1.250", "5/5", "98,9%"."""

import re
from dataclasses import dataclass
from fractions import Fraction

from cchc_desktop.text.remembering import remembered

# What stands before is looked at behind the first digit: so the search leaps from digit to digit.
_COUNT = re.compile(
    r"(?P<value>\d(?<![\w/.,:-]\d)(?:\d{0,2}(?:\.\d{3})+|\d{0,5}))(?:/(?P<whole>\d{1,6}))?(?![\w/%-]|[.,:]\d|\s*%)"
)
_PERCENT = re.compile(r"(?P<whole>\d(?<![\w/.,]\d)\d{0,2})(?:[,.](?P<decimals>\d{1,3}))?\s*%")


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number in a text, from `start` to `end`. In "4/5" `value` is 4 and `whole` 5, else it is None."""

    value: int
    whole: int | None
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage in a text: "98,9%" has the value 989/1000 and is exact to half of `unit`, 1/1000."""

    value: Fraction
    unit: Fraction
    start: int
    end: int
    words: str

    def is_rounded(self, exact: Fraction) -> bool:
        """Whether `exact` may be written so, rounded to the nearest or cut off."""
        return -self.unit / 2 <= exact - self.value < self.unit


@remembered
def counts(text: str) -> tuple[Count, ...]:
    """The whole numbers of a text; no dates, symbols, percentages, decimals or numbers with a slash twice."""
    return tuple(
        Count(
            int(match["value"].replace(".", "")),
            int(match["whole"]) if match["whole"] else None,
            match.start(),
            match.end(),
            match[0],
        )
        for match in _COUNT.finditer(text)
    )


@remembered
def percents(text: str) -> tuple[Percent, ...]:
    """The percentages of a text."""
    if "%" not in text:
        return ()
    found = []
    for match in _PERCENT.finditer(text):
        decimals = match["decimals"] or ""
        unit = Fraction(1, 100 * 10 ** len(decimals))
        found.append(Percent(int(match["whole"] + decimals) * unit, unit, match.start(), match.end(), match[0]))
    return tuple(found)
