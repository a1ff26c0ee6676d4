"""Computed values and the checks that every report goes through."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.formula import Identity, Ratio, Sum, total
from cchc_desktop.domain.values import run_text, slot_text, totals
from cchc_desktop.text.marks import parse
from tests.builders import report, sample


def one_stop(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"mot_cua": {"rows": [{"key": f"r{i}", "label": "A", "cells": cells} for i, cells in enumerate(rows)]}}


@given(st.lists(st.none() | st.integers(0, 99)))
def test_a_sum_skips_blanks_and_is_blank_only_where_all_are(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    assert total(values) == (sum(known) if known else None)


def test_formulas_are_read_or_refused() -> None:
    values = {"a": 1, "b": 2, "c": None}
    assert Sum.parse(" (a + b + c) ").value(values.get) == 3
    assert Sum.parse("c").value(values.get) is None
    ratio = Ratio.parse("(a) / (a + b)").value(values.get)
    assert ratio is not None
    assert ratio.denominator == 3
    assert Identity.parse("a + b = b", "error", "").difference(values.get) == (3, 2)
    assert Identity.parse("a <= b", "error", "").difference(values.get) is None
    assert Identity.parse("c = b", "error", "").difference(values.get) is None
    for text in ("", "a - b", "a +", "a * 2", "1 + a"):
        with pytest.raises(ValueError, match=r".*"):
            Sum.parse(text)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("tthc_tong", "…"),
        ("phan_anh", "0"),
        ("van_ban_tham_muu", "06"),
        ("mot_cua.nhan", "1.250"),
        ("mot_cua.qua_han", "…"),
        ("ti_le_dung_han", "90%"),
        ("the_che.tong", "…"),
        ("khong_co", None),
        ("mot_cua.khong_co", None),
    ],
)
def test_a_slot_prints_its_value(slot: str, text: str | None) -> None:
    rows = one_stop({"nhan": 1000, "dung": 8, "tre": 1}, {"nhan": 250, "truoc": 1})
    made = report(appendices=rows, figures={"phan_anh": {"value": 0}, "van_ban_tham_muu": {"value": 6}})
    assert slot_text(slot, made) == text


def test_a_rate_with_nothing_to_divide_by_is_a_dash() -> None:
    assert slot_text("ti_le_dung_han", report()) == "–"
    assert slot_text("ti_le_dung_han", report(appendices=one_stop({"truoc": 0, "dung": 0, "tre": 0}))) == "–"


def test_a_slot_that_names_nothing_stays_as_typed() -> None:
    assert [run_text(run, report()) for run in parse("a {khong_co} {tthc_tong}")] == ["a ", "{khong_co}", " ", "…"]


def test_totals_are_computed_over_stated_ones() -> None:
    made = report(appendices={"the_che": {"rows": [{"key": "vb_ban_hanh", "cells": {"q1": 1, "q2": 2, "tong": 9}}]}})
    appendix = made.template.appendix_by_key["the_che"]
    assert totals(appendix, made.appendices["the_che"])["tong"] == 3


def test_the_sample_fills_every_slot_it_uses() -> None:
    for place, text in sample().body_texts():
        for run in parse(text):
            assert run_text(run, sample()) not in ("…", "–") or not run.slot, place
