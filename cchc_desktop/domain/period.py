"""Reporting periods: ids, names and windows (Nghị định 09/2019/NĐ-CP; công văn 581/BNV-CCHC)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import total_ordering

from cchc_desktop.domain.refusal import Refusal

_ID = re.compile(r"(\d{4})-(Q1|Q2|Q3|Q4|H1|M9|Y)")
_FIRST_YEAR = 1990
_LAST_YEAR = 2199


class Kind(Enum):
    """What a period covers: quarters by number, and how it is called in a title (`{year}` stands for the year)."""

    Q1 = ((1,), "quý I năm {year}")
    Q2 = ((2,), "quý II năm {year}")
    H1 = ((1, 2), "6 tháng đầu năm {year}")
    Q3 = ((3,), "quý III năm {year}")
    M9 = ((1, 2, 3), "9 tháng đầu năm {year}")
    Q4 = ((4,), "quý IV năm {year}")
    Y = ((1, 2, 3, 4), "năm {year}")

    def __init__(self, quarters: tuple[int, ...], title: str) -> None:
        self.quarters = quarters
        self.title = title

    @property
    def label(self) -> str:
        """The name without the year, for a list to choose from: "Quý I", "6 tháng", "Năm"."""
        short = self.title.replace(" năm {year}", "").replace(" đầu", "").replace(" {year}", "")
        return short[0].upper() + short[1:]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a report's figures cover, both included (thời gian chốt số liệu). None is not known."""

    start: date | None
    end: date | None


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period of one year. Sorted by its end, at the same end the longer one last."""

    year: int
    kind: Kind

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period with the id `text` ("2022-H1"); refused where there is no such period."""
        match = _ID.fullmatch(text)
        if match is None or not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
            raise Refusal(
                f"Kỳ báo cáo “{text}” không đúng: cần năm và kỳ, như 2022-Q1, 2022-H1, 2022-Q3, 2022-M9 hoặc 2022-Y."
            )
        return cls(int(match[1]), Kind[match[2]])

    @property
    def id(self) -> str:
        return f"{self.year}-{self.kind.name}"

    @property
    def title(self) -> str:
        """As in the middle of a sentence: "6 tháng đầu năm 2022"."""
        return self.kind.title.format(year=self.year)

    @property
    def title_without_year(self) -> str:
        """As where the year is understood: "quý I", "6 tháng đầu năm"."""
        year = " {year}" if len(self.quarters) in (2, 3) else " năm {year}"
        return self.kind.title.removesuffix(year).format(year=self.year)

    @property
    def title_alone(self) -> str:
        """As at the beginning of a line: "Quý I năm 2022"."""
        return self.title[0].upper() + self.title[1:]

    @property
    def next_title(self) -> str:
        """What the plans of this report are for: "6 tháng cuối năm 2022"."""
        return {
            Kind.Q1: f"quý II năm {self.year}",
            Kind.Q2: f"quý III năm {self.year}",
            Kind.H1: f"6 tháng cuối năm {self.year}",
            Kind.Q3: f"quý IV năm {self.year}",
            Kind.M9: f"3 tháng cuối năm {self.year}",
            Kind.Q4: f"quý I năm {self.year + 1}",
            Kind.Y: f"năm {self.year + 1}",
        }[self.kind]

    @property
    def quarters(self) -> tuple[int, ...]:
        return self.kind.quarters

    @property
    def from_year_start(self) -> bool:
        """True where the period counts from the year's beginning."""
        return self.quarters[0] == 1

    @property
    def window(self) -> Window:
        """From the 15th of the month before the period to the 14th of its last month (NĐ 09/2019)."""
        return self.window_closing(14)

    def window_closing(self, day: int) -> Window:
        """The window where the books close on `day` of a period's last month; 31 is the month's end."""
        before = _closing(self.year, 3 * (self.quarters[0] - 1), day)
        return Window(before + timedelta(days=1), _closing(self.year, 3 * self.quarters[-1], day))

    def __str__(self) -> str:
        return self.id

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self.quarters[-1], len(self.quarters)


def _closing(year: int, month: int, day: int) -> date:
    """The closing day of a month, month 0 being last year's December."""
    if month == 0:
        year, month = year - 1, 12
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
