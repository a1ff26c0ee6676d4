"""Which reports an office owes and until when. The defaults are the ministry's (công văn 581/BNV-CCHC)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cchc_desktop.domain.period import Kind, Period, Window
from cchc_desktop.domain.status import ISSUED
from cchc_desktop.domain.summary import Summary

_LATE_DAYS = 45
"""For so long after its day an owed report is still asked for."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The periods owed, and when.

    `closing_day` is the last day of a window in a period's last month, 31 the month's end; the report is due
    `days_to_send` days later.
    """

    owed: tuple[Kind, ...] = (Kind.Q1, Kind.H1, Kind.Q3, Kind.Y)
    closing_day: int = 14
    days_to_send: int = 6

    def window(self, period: Period) -> Window:
        return period.window_closing(self.closing_day)

    def due(self, period: Period) -> date:
        """The last day on which the report may be sent."""
        end = self.window(period).end
        assert end is not None
        return end + timedelta(days=self.days_to_send)

    def next_due(self, today: date, issued: Collection[Period]) -> Period:
        """The owed period that comes next and is not issued yet; a late one is asked for as long as it is fresh."""
        years = range(today.year - 1, today.year + 3)
        periods = sorted(Period(year, kind) for year in years for kind in self.owed or Schedule().owed)
        fresh = [period for period in periods if self.due(period) >= today - timedelta(days=_LATE_DAYS)]
        return next((period for period in fresh if period not in issued), fresh[-1])


@dataclass(frozen=True, slots=True)
class Due:
    """The report that comes next: its period, its last day to be sent, the time left in words, and its draft."""

    period: Period
    day: date
    words: str
    draft: Summary | None


def due(schedule: Schedule, summaries: Collection[Summary], today: date) -> Due:
    """What is to be done next."""
    issued = {summary.period for summary in summaries if summary.status == ISSUED}
    period = schedule.next_due(today, issued)
    draft = next((summary for summary in summaries if summary.period == period), None)
    return Due(period, schedule.due(period), due_words(schedule, period, today), draft)


def due_words(schedule: Schedule, period: Period, today: date) -> str:
    """How much time is left, like "còn 6 ngày"."""
    days = (schedule.due(period) - today).days
    if days > 0:
        return f"còn {days} ngày"
    return "hạn là hôm nay" if days == 0 else f"đã quá hạn {-days} ngày"


def read_schedule(texts: Mapping[str, str]) -> Schedule:
    """The schedule from its settings; what is missing or makes no sense is as by default."""
    default = Schedule()
    kinds = tuple(kind for kind in Kind if kind.name in texts.get("owed", "").split())
    return Schedule(
        kinds or default.owed,
        _between(texts.get("closing_day", ""), 1, 31, default.closing_day),
        _between(texts.get("days_to_send", ""), 0, 60, default.days_to_send),
    )


def schedule_texts(schedule: Schedule) -> dict[str, str]:
    """The settings that `read_schedule` reads."""
    return {
        "owed": " ".join(kind.name for kind in schedule.owed),
        "closing_day": str(schedule.closing_day),
        "days_to_send": str(schedule.days_to_send),
    }


def _between(text: str, least: int, most: int, default: int) -> int:
    return int(text) if text.isdecimal() and least <= int(text) <= most else default
