"""A year across its periods."""

from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.period import Kind
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.year import INCOMPLETE, put_together, year_tables
from tests.builders import report, templates

QUARTERS = ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4")


def period(name: str, flow: int | None = None, stock: int | None = None, **cells: int) -> Report:
    return report(
        period=name,
        figures={"phan_anh": {"value": flow}, "tthc_tong": {"value": stock}},
        appendices={"mot_cua": {"rows": [{"key": "r1", "label": "Văn hóa", "cells": cells}]}},
    )


def table(reports: list[Report], title: str) -> dict[Any, tuple[Any, ...]]:
    (found,) = [table for table in year_tables(reports, 2022) if table.title == title]
    return {row[0]: row for row in found.rows}


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=4, max_size=4))
def test_the_year_s_table_is_the_sum_of_any_four_quarters_and_the_last_stock(values: list[tuple[int, int]]) -> None:
    reports = [period(name, flow, stock) for name, (flow, stock) in zip(QUARTERS, values, strict=True)]
    rows = table(reports, "Số liệu")
    assert rows["Phản ánh, kiến nghị đã tiếp nhận (phản ánh, kiến nghị)"][-1] == sum(flow for flow, _ in values)
    assert rows["Thủ tục hành chính thuộc phạm vi giải quyết (thủ tục)"][-1] == values[-1][1]


@given(
    st.lists(st.integers(0, 99), min_size=4, max_size=4),
    st.sets(st.sampled_from([kind for kind in Kind if kind is not Kind.Y]), min_size=1),
)
def test_any_history_that_covers_the_year_adds_up_to_it_and_no_other_does(
    quarters: list[int], kinds: set[Kind]
) -> None:
    """Whatever periods an office reports on, cumulative ones among them, each quarter counts once."""
    reports = [
        period(f"2022-{kind.name}", sum(quarters[at - 1] for at in kind.quarters), nhan=sum(kind.quarters))
        for kind in kinds
    ]
    covers = any(
        sorted(chain.from_iterable(kind.quarters for kind in some)) == [1, 2, 3, 4]
        for size in range(1, 5)
        for some in combinations(kinds, size)
    )
    rows = table(reports, "Số liệu")
    of_year = rows["Phản ánh, kiến nghị đã tiếp nhận (phản ánh, kiến nghị)"][-1]
    assert of_year == (sum(quarters) if covers else INCOMPLETE)
    made = put_together(reports, templates()["nq30c"], 2022, None)
    assert made.figures["phan_anh"].value == (sum(quarters) if covers else None)
    (row,) = made.appendices["mot_cua"].rows
    assert row.cells.get("nhan") == (1 + 2 + 3 + 4 if covers else None)


def test_a_missing_quarter_gives_no_partial_sum() -> None:
    rows = table([period(name, 5) for name in QUARTERS[:3]], "Số liệu")
    assert rows["Phản ánh, kiến nghị đã tiếp nhận (phản ánh, kiến nghị)"][1:] == (5, 5, 5, INCOMPLETE)
    blank = [period(name, 5) for name in QUARTERS[:3]] + [period("2022-Q4")]
    assert table(blank, "Số liệu")["Phản ánh, kiến nghị đã tiếp nhận (phản ánh, kiến nghị)"][-1] == INCOMPLETE


def test_the_year_s_rate_is_computed_over_the_sums() -> None:
    late, early = period("2022-H1", dung=90, tre=10), period("2022-Q3", dung=10, tre=0)
    last = period("2022-Q4", dung=0, tre=0)
    rows = table([late, early, last], "Số liệu")
    assert rows["Tỷ lệ hồ sơ giải quyết trước và đúng hạn"][1:] == ("90%", "100%", "–", "90,9%")


def test_dossiers_add_up_but_what_is_open_is_the_last() -> None:
    reports = [
        period("2022-H1", ton_dau=2, nhan=10, dung=9, dang=3, qua_han=0),
        period("2022-Q3", ton_dau=3, nhan=4, dung=6, dang=1, qua_han=0),
        period("2022-Q4", ton_dau=1, nhan=5, dung=5, dang=1, qua_han=0),
    ]
    made = put_together(reports, templates()["nq30c"], 2022, None)
    (row,) = made.appendices["mot_cua"].rows
    assert row.cells == {"ton_dau": 2, "nhan": 19, "dung": 20, "dang": 1, "qua_han": 0}
    assert made.period.id == "2022-Y"


def test_the_regulation_table_shows_the_latest_known_quarters() -> None:
    def regulation(name: str, **cells: int) -> Report:
        rows = [{"key": "vb_ra_soat", "cells": cells}]
        return report(period=name, appendices={"the_che": {"rows": rows}})

    reports = [regulation("2022-Q1", nam_truoc=7, q1=1), regulation("2022-Q3", q1=2, q2=3, q3=4)]
    row = table(reports, "Cải cách thể chế")["2. Số lượng VB QPPL đã được rà soát"]
    assert row[1:] == (7, 2, 3, 4, INCOMPLETE, 9)


def test_a_year_without_reports_cannot_be_put_together() -> None:
    assert year_tables([period("2021-Q1")], 2022) == []
    with pytest.raises(Refusal, match="Năm 2022 chưa có báo cáo"):
        put_together([period("2021-Q1")], templates()["nq30c"], 2022, None)


def test_the_total_of_an_appendix_stands_below_its_rows_and_adds_up_over_the_periods() -> None:
    reports = [period(name, nhan=number) for number, name in enumerate(QUARTERS, 1)]
    (found,) = [table for table in year_tables(reports, 2022) if table.title == "Kết quả một cửa"]
    *of_quarters, of_year = [row for row in found.rows if row[0] == "Tổng số"]
    received = next(head.column for head in found.heads if head.text == "Tổng số")
    assert [row[received] for row in of_quarters] == [1, 2, 3, 4]
    assert (of_year[1], of_year[received]) == ("Cả năm", 10)
