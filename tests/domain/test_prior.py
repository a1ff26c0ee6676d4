"""What a value was before."""

import pytest

from cchc_desktop.domain.history import History
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.prior import Prior, cell_prior, figure_prior, renamings, section_prior
from cchc_desktop.domain.report import Entry
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
    assert cell_prior(appendix, appendix.column_by_key["nhan"], row, H1, history) == Prior(10, None)


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
