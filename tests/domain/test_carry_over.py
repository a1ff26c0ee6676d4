"""A new report from an earlier one."""

from typing import Any

from cchc_desktop.domain.carry_over import CarriedOver, carry_over
from cchc_desktop.domain.history import History
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import Report, Signer, Unit
from tests.builders import report, sample, templates


def carried(earlier: Report, period: str, *others: Report, template: str = "nq30c") -> CarriedOver:
    return carry_over(earlier, templates()[template], Period.parse(period), None, History(others))


def one_stop(period: str, **cells: int) -> Report:
    return report(period=period, appendices={"mot_cua": {"rows": [{"key": "r1", "label": "Văn hóa", "cells": cells}]}})


def regulation(period: str, **cells: int) -> Report:
    return report(period=period, appendices={"the_che": {"rows": [{"key": "vb_ra_soat", "cells": cells}]}})


def first_cells(over: CarriedOver, appendix: str) -> dict[str, Any]:
    return {column: value for row in over.report.appendices[appendix].rows for column, value in row.cells.items()}


def test_text_comes_along_unreviewed_and_the_sentences_of_the_period_are_new() -> None:
    made = carried(sample(), "2022-Q3").report
    assert made.status == "draft"
    assert {entry.state for _, entry in made.entries()} == {"carried"}
    assert [entry.text for _, entry in made.entries()] == [entry.text for _, entry in sample().entries()]
    assert made.document.subject == "Công tác cải cách hành chính quý III năm 2022"
    assert "quý III năm 2022" in made.opening
    assert (made.document.number, made.document.date) == (None, None)
    assert made.document.recipients == sample().document.recipients
    assert made.document.addressees == sample().document.addressees
    assert made.unit == sample().unit


def test_unit_and_signer_are_as_they_are_now() -> None:
    unit, signer = Unit("UBND xã A", "Phòng B", "PB", "A"), Signer(title="Trưởng phòng", name="Nguyễn Văn A")
    over = carry_over(sample(), templates()["nq30c"], Period.parse("2022-Q3"), (unit, signer), History())
    assert (over.report.unit, over.report.signer) == (unit, signer)
    assert "Phòng B" in over.report.closing


def test_stock_figures_stay_and_flow_figures_are_blank() -> None:
    figures = carried(sample(), "2022-Q3").report.figures
    for form in templates()["nq30c"].typed_figures:
        before = sample().figures[form.key].value
        assert figures[form.key].value == (before if form.kind == "stock" else None), form.key


def test_what_was_open_is_the_next_period_s_opening() -> None:
    over = carried(one_stop("2022-H1", ton_dau=1, nhan=9, dung=6, dang=3, qua_han=1), "2022-Q3")
    assert first_cells(over, "mot_cua") == {"ton_dau": 4}
    assert [row.label for row in over.report.appendices["mot_cua"].rows] == ["Văn hóa"]


def test_a_period_from_the_year_s_beginning_has_the_year_s_opening() -> None:
    first = one_stop("2022-Q1", ton_dau=2, nhan=5, dang=3)
    assert first_cells(carried(first, "2022-H1"), "mot_cua") == {"ton_dau": 2}
    third = one_stop("2022-Q3", ton_dau=3, dang=8)
    assert first_cells(carried(third, "2022-Y", first), "mot_cua") == {"ton_dau": 2}
    assert first_cells(carried(third, "2022-Y"), "mot_cua") == {}
    last_year = one_stop("2021-Y", dang=7, qua_han=0)
    assert first_cells(carried(last_year, "2022-H1"), "mot_cua") == {"ton_dau": 7}
    assert first_cells(carried(third, "2022-Y", last_year), "mot_cua") == {"ton_dau": 7}


def test_an_unknown_balance_stays_blank() -> None:
    assert first_cells(carried(one_stop("2022-H1", nhan=9), "2022-Q3"), "mot_cua") == {}


def test_the_year_s_earlier_quarters_stay() -> None:
    over = carried(regulation("2022-H1", nam_truoc=9, q1=1, q2=2), "2022-Q3")
    assert first_cells(over, "the_che") == {"nam_truoc": 9, "q1": 1, "q2": 2}


def test_last_year_s_total_is_taken_only_from_the_whole_year() -> None:
    year = regulation("2021-Y", nam_truoc=9, q1=1, q2=2, q3=3, q4=4)
    assert first_cells(carried(year, "2022-Q1"), "the_che") == {"nam_truoc": 10}
    part = regulation("2021-Q3", q1=1, q2=2, q3=3)
    assert first_cells(carried(part, "2022-Q1"), "the_che") == {}
    assert first_cells(carried(part, "2022-Q1", year), "the_che") == {"nam_truoc": 10}


def test_another_template_takes_what_it_has_a_place_for_and_the_rest_is_named() -> None:
    over = carried(sample(), "2022-Q3", template="nq76")
    assert over.report.template.key == "nq76"
    assert over.report.sections["ket_qua.the_che"]
    assert [section.key for section in over.homeless] == [
        "chi_dao.to_chuc",
        "ket_qua.tthc.linh_vuc",
        "ket_qua.can_bo",
        "ket_qua.hien_dai_hoa.cntt",
        "ket_qua.hien_dai_hoa.iso",
        "ket_qua.dieu_hanh",
        "danh_gia.uu_diem",
    ]
