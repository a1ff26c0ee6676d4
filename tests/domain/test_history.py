"""Which of an office's other reports answers which question."""

import pytest

from cchc_desktop.domain.history import History, covers
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import Report
from tests.builders import report


def known(*periods: str) -> History:
    return History(tuple(report(period=period) for period in periods))


def id_of(found: Report | None) -> str | None:
    return found.period.id if found else None


YEAR = ("2021-H1", "2021-Y", "2022-Q1", "2022-Q2", "2022-H1", "2022-Q3", "2022-M9", "2022-Y")


@pytest.mark.parametrize(
    ("period", "previous", "closing", "beginning", "last_year"),
    [
        ("2022-Q1", "2021-Y", "2021-Y", None, None),
        ("2022-Q2", "2022-Q1", "2022-Q1", None, None),
        ("2022-H1", "2022-Q2", "2021-Y", "2022-Q1", "2021-H1"),
        ("2022-Q3", "2022-H1", "2022-H1", None, None),
        ("2022-M9", "2022-Q3", "2021-Y", "2022-Q1", None),
        ("2022-Y", "2022-M9", "2021-Y", "2022-Q1", "2021-Y"),
        ("2021-H1", None, None, None, None),
    ],
)
def test_the_report_that_answers(
    period: str, previous: str | None, closing: str | None, beginning: str | None, last_year: str | None
) -> None:
    history, of = known(*YEAR), Period.parse(period)
    assert id_of(history.previous(of)) == previous
    assert id_of(history.closing_before(of)) == closing
    assert id_of(history.same_beginning(of)) == beginning
    assert id_of(history.same_period_last_year(of)) == last_year


@pytest.mark.parametrize(
    ("period", "periods", "parts", "whole"),
    [
        ("2022-Y", YEAR, ["2022-Q1", "2022-Q2", "2022-Q3"], False),
        ("2022-Y", ("2022-H1", "2022-Q3", "2022-Q4"), ["2022-H1", "2022-Q3", "2022-Q4"], True),
        ("2022-Y", ("2022-Q1", "2022-H1", "2022-Q3", "2022-Q4"), ["2022-H1", "2022-Q3", "2022-Q4"], True),
        ("2022-H1", ("2022-Q1", "2022-Q2"), ["2022-Q1", "2022-Q2"], True),
        ("2022-M9", ("2022-H1", "2022-Q3", "2022-Q2", "2022-Q1"), ["2022-Q1", "2022-Q2", "2022-Q3"], True),
        ("2022-M9", ("2022-H1", "2021-Y"), ["2022-H1"], False),
        ("2022-Q1", ("2021-Y",), [], False),
    ],
)
def test_the_parts_of_a_period_do_not_overlap(
    period: str, periods: tuple[str, ...], parts: list[str], whole: bool
) -> None:
    found = known(*periods).parts(Period.parse(period))
    assert [part.period.id for part in found] == parts
    assert covers(found, Period.parse(period)) is whole
