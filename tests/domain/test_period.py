"""Reporting periods."""

from datetime import date, timedelta

import pytest

from cchc_desktop.domain.period import Kind, Period, Window
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.schedule import Schedule


@pytest.mark.parametrize(
    ("period", "title", "start", "end"),
    [
        ("2024-Q1", "quý I năm 2024", date(2023, 12, 15), date(2024, 3, 14)),
        ("2022-H1", "6 tháng đầu năm 2022", date(2021, 12, 15), date(2022, 6, 14)),
        ("2022-Q3", "quý III năm 2022", date(2022, 6, 15), date(2022, 9, 14)),
        ("2022-M9", "9 tháng đầu năm 2022", date(2021, 12, 15), date(2022, 9, 14)),
        ("2022-Y", "năm 2022", date(2021, 12, 15), date(2022, 12, 14)),
        ("2022-Q2", "quý II năm 2022", date(2022, 3, 15), date(2022, 6, 14)),
        ("2022-Q4", "quý IV năm 2022", date(2022, 9, 15), date(2022, 12, 14)),
    ],
)
def test_a_period_knows_its_title_and_window(period: str, title: str, start: date, end: date) -> None:
    parsed = Period.parse(period)
    assert parsed.id == period
    assert parsed.title == title
    assert (parsed.window.start, parsed.window.end) == (start, end)


# Title, first day with the years before it, last day.
EVERY_YEAR = {
    "Q1": ("quý I năm {}", (-1, 12, 15), (3, 14)),
    "Q2": ("quý II năm {}", (0, 3, 15), (6, 14)),
    "H1": ("6 tháng đầu năm {}", (-1, 12, 15), (6, 14)),
    "Q3": ("quý III năm {}", (0, 6, 15), (9, 14)),
    "M9": ("9 tháng đầu năm {}", (-1, 12, 15), (9, 14)),
    "Q4": ("quý IV năm {}", (0, 9, 15), (12, 14)),
    "Y": ("năm {}", (-1, 12, 15), (12, 14)),
}


@pytest.mark.parametrize("year", range(2018, 2029))
@pytest.mark.parametrize("kind", EVERY_YEAR)
def test_ten_years_of_periods(year: int, kind: str) -> None:
    title, (before, month, day), last = EVERY_YEAR[kind]
    period = Period.parse(f"{year}-{kind}")
    assert (period.id, period.title) == (f"{year}-{kind}", title.format(year))
    assert period.window == Window(date(year + before, month, day), date(year, *last))
    month_end = period.window_closing(31)
    first = {12: 1, 3: 4, 6: 7, 9: 10}[month]
    assert month_end.start == date(year, first, 1)
    assert month_end.end is not None
    assert (month_end.end.month, (month_end.end + timedelta(days=1)).day) == (last[0], 1)
    assert Schedule().due(period) == date(year, last[0], 20)


@pytest.mark.parametrize("text", ["2022", "2022-H2", "22-Q1", "2022-q1", "", "2022-Q1 ", "0001-Q1", "2022-M6"])
def test_what_is_no_period_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refusal, match=r"Kỳ báo cáo “.*” không đúng"):
        Period.parse(text)


def test_periods_sort_by_their_end_and_the_longer_comes_last() -> None:
    ids = ["2022-Q1", "2022-Q2", "2022-H1", "2022-Q3", "2022-M9", "2022-Q4", "2022-Y", "2023-Q1"]
    assert [str(period) for period in sorted(map(Period.parse, reversed(ids)))] == ids


def test_labels_name_the_kinds_without_a_year() -> None:
    assert [kind.label for kind in Kind] == ["Quý I", "Quý II", "6 tháng", "Quý III", "9 tháng", "Quý IV", "Năm"]
