"""Which reports are owed, and until when."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.schedule import Schedule, due_words, read_schedule, schedule_texts

PROVINCE = Schedule((Kind.Q1, Kind.H1, Kind.M9, Kind.Y), closing_day=31, days_to_send=2)


@pytest.mark.parametrize("year", range(2020, 2031))
@pytest.mark.parametrize("closing_day", [14, 20, 25, 30, 31])
def test_the_windows_of_the_quarters_make_up_the_year_without_gap_or_overlap(year: int, closing_day: int) -> None:
    quarters = [Period(year, kind).window_closing(closing_day) for kind in (Kind.Q1, Kind.Q2, Kind.Q3, Kind.Q4)]
    for earlier, later in pairwise(quarters):
        assert later.start == earlier.end + timedelta(days=1)
    whole = Period(year, Kind.Y).window_closing(closing_day)
    assert (quarters[0].start, quarters[-1].end) == (whole.start, whole.end)
    half, nine = (Period(year, kind).window_closing(closing_day) for kind in (Kind.H1, Kind.M9))
    assert (half.start, half.end, nine.end) == (whole.start, quarters[1].end, quarters[2].end)
    assert whole.start == Period(year - 1, Kind.Y).window_closing(closing_day).end + timedelta(days=1)


def test_a_month_s_end_is_the_end_of_that_month() -> None:
    window = PROVINCE.window(Period.parse("2024-Q1"))
    assert (window.start, window.end) == (date(2024, 1, 1), date(2024, 3, 31))
    assert PROVINCE.window(Period.parse("2024-H1")).end == date(2024, 6, 30)


def test_the_ministry_s_reports_are_due_on_the_twentieth() -> None:
    assert Schedule().due(Period.parse("2026-H1")) == date(2026, 6, 20)


@pytest.mark.parametrize(
    ("today", "issued", "expected"),
    [
        (date(2026, 11, 22), [], "2026-Y"),
        (date(2026, 11, 22), ["2026-Y"], "2027-Q1"),
        (date(2026, 10, 1), [], "2026-Q3"),
        (date(2026, 10, 1), ["2026-Q3"], "2026-Y"),
        (date(2026, 1, 10), [], "2025-Y"),
        (date(2026, 2, 28), [], "2026-Q1"),
    ],
)
def test_the_next_report_is_the_first_that_is_owed_and_not_issued(
    today: date, issued: list[str], expected: str
) -> None:
    assert Schedule().next_due(today, [Period.parse(period) for period in issued]).id == expected


def test_a_province_s_own_periods_are_asked_for() -> None:
    assert PROVINCE.next_due(date(2026, 9, 1), []).id == "2026-M9"


def test_the_time_left_is_said_in_words() -> None:
    year = Period.parse("2026-Y")
    said = [due_words(Schedule(), year, date(2026, 12, day)) for day in (14, 20, 23)]
    assert said == ["còn 6 ngày", "hạn là hôm nay", "đã quá hạn 3 ngày"]


def test_settings_read_back_and_nonsense_is_as_by_default() -> None:
    assert read_schedule(schedule_texts(PROVINCE)) == PROVINCE
    assert read_schedule({"owed": "X", "closing_day": "40", "days_to_send": "-1"}) == Schedule()
