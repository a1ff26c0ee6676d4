"""What a value was before."""

import pytest

from cchc_desktop.domain.history import History
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.prior import Prior, cell_prior, figure_prior, renamings, section_prior
from cchc_desktop.domain.report import Entry, Report
from tests.builders import report

H1 = Period.parse("2022-H1")


def test_figures_know_the_previous_period_and_last_year() -> None:
    history = History(
        (
            report(period="2022-Q1", figures={"tthc_tong": {"value": 24}}),
            report(period="2021-H1", figures={"tthc_tong": {"value": 1250}}),
        )
    )
    prior = figure_prior("tthc_tong", H1, history)
    assert prior == Prior(24, 1250)
    assert prior.words() == "kỳ trước 24 · cùng kỳ năm trước 1.250"
    assert figure_prior("may_in", H1, history).words() == ""


def test_cells_follow_their_row_by_its_label() -> None:
    rows = {"mot_cua": {"rows": [{"key": "r7", "label": "Văn hoá", "cells": {"nhan": 10}}]}}
    history = History((report(period="2022-Q1", appendices=rows),))
    now = report(appendices={"mot_cua": {"rows": [{"key": "r1", "label": "Văn hóa"}]}})
    appendix = now.template.appendix_by_key["mot_cua"]
    row = now.appendices["mot_cua"].rows[0]
    assert cell_prior(appendix, appendix.column_by_key["nhan"], row, H1, history).previous == 10


@pytest.mark.parametrize(
    ("value", "prior", "words"),
    [
        (70, Prior(20, None), "gấp 3,5 lần kỳ trước"),
        (10, Prior(50, 40), "chỉ bằng 25% cùng kỳ năm trước"),
        (0, Prior(30, None), "khác hẳn kỳ trước (30)"),
        (30, Prior(20, None), ""),
        (4, Prior(1, None), ""),
        (None, Prior(20, None), ""),
        (20, Prior(), ""),
    ],
)
def test_a_jump_is_said_in_words(value: int | None, prior: Prior, words: str) -> None:
    assert prior.jump(value) == words


def flows(period: str, value: int | None) -> Report:
    return report(period=period, figures={"phan_anh": {"value": value}, "may_in": {"value": value}})


@pytest.mark.parametrize(
    ("period", "earlier", "words"),
    [
        ("2022-H1", {"2022-Q1": 10, "2022-Q2": 20}, "cộng các kỳ 30, lệch 2"),
        ("2022-Y", {"2022-H1": 20, "2022-Q3": 7, "2022-Q4": 5}, "cộng các kỳ 32"),
        ("2022-Y", {"2022-H1": 20, "2022-Q3": 7}, "cộng các kỳ: chưa đủ số liệu"),
        ("2022-H1", {"2022-Q1": 10, "2022-Q2": None}, "cộng các kỳ: chưa đủ số liệu"),
        ("2022-H1", {"2022-Q1": None}, ""),
        ("2022-Q3", {"2022-H1": 20}, ""),
        ("2022-H1", {}, ""),
    ],
)
def test_a_figure_that_adds_up_says_what_the_earlier_periods_come_to(
    period: str, earlier: dict[str, int | None], words: str
) -> None:
    history = History(tuple(flows(name, value) for name, value in earlier.items()))
    assert figure_prior("phan_anh", Period.parse(period), history).sum_words(32) == words
    assert figure_prior("may_in", Period.parse(period), history).sum_words(32) == ""


def test_a_cell_that_adds_up_says_what_the_earlier_periods_come_to() -> None:
    def quarter(period: str, nhan: int, dang: int) -> Report:
        cells = {"nhan": nhan, "dang": dang}
        rows = {"mot_cua": {"rows": [{"key": "r1", "label": "Hộ tịch", "cells": cells}]}}
        return report(period=period, appendices=rows)

    history = History((quarter("2022-Q1", 10, 2), quarter("2022-Q2", 5, 3)))
    now = quarter("2022-H1", 16, 3)
    appendix, row = now.template.appendix_by_key["mot_cua"], now.appendices["mot_cua"].rows[0]

    def words(column: str) -> str:
        prior = cell_prior(appendix, appendix.column_by_key[column], row, H1, history)
        return prior.sum_words(row.cells[column])

    assert words("nhan") == "cộng các kỳ 15, lệch 1"
    assert words("dang") == ""


def test_the_section_as_it_was() -> None:
    before = report(period="2022-Q1", sections={"phuong_huong": [{"text": "Một"}]})
    ((found, entries),) = section_prior("phuong_huong", H1, History((before,)))
    assert (found, entries) == (before, (Entry("Một"),))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Trong quý I năm 2022, có 3 việc.", "Trong 6 tháng đầu năm 2022, có 3 việc."),
        ("Quý I đã xong.", "6 tháng đầu năm đã xong."),
        ("So với quý II năm 2022.", None),
        ("Kế hoạch quý I năm 2021.", None),
    ],
)
def test_period_words_of_carried_text_are_offered_in_their_new_form(text: str, after: str | None) -> None:
    found = renamings([Entry(text, "carried")], H1, Period.parse("2022-Q1"))
    assert [renaming.after for renaming in found] == ([after] if after else [])


def test_what_the_person_wrote_is_not_renamed() -> None:
    assert renamings([Entry("Trong quý I năm 2022.")], H1, Period.parse("2022-Q1")) == []
