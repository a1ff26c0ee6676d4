from dataclasses import replace

from cchc_desktop.domain.checks import appendices
from cchc_desktop.domain.finding import ERROR, WARNING
from cchc_desktop.domain.report import Report, Row
from tests.domain.checks.conftest import with_cells


def test_what_came_in_goes_out_or_is_still_open(report: Report) -> None:
    assert list(appendices.identity(report)) == []
    (found,) = appendices.identity(with_cells(report, "mot_cua", 1, nhan=201))
    assert (found.rule, found.severity) == ("appendix.identity", ERROR)
    assert found.place == "appendices.mot_cua.rows[1].cells.ton_dau"
    assert "202" in found.message
    assert "201" in found.message


def test_results_of_a_review_are_no_more_than_what_was_reviewed(report: Report) -> None:
    (found,) = appendices.identity(with_cells(report, "the_che", 2, q2=9))
    assert (found.severity, found.place) == (WARNING, "appendices.the_che.rows[2].cells.q2")


def test_a_note_on_the_row_answers_an_identity(report: Report) -> None:
    wrong = with_cells(report, "mot_cua", 1, nhan=201)
    rows = tuple(
        replace(row, notes={"nhan": "Một hồ sơ chuyển cơ quan khác."}) for row in wrong.appendices["mot_cua"].rows
    )
    noted = replace(wrong.appendices["mot_cua"], rows=rows)
    assert list(appendices.identity(replace(wrong, appendices={**wrong.appendices, "mot_cua": noted}))) == []


def test_a_stated_total_is_what_the_cells_come_to(report: Report) -> None:
    stated = replace(report.appendices["mot_cua"], total={"nhan": 380, "tre": 3})
    said = replace(report, appendices={**report.appendices, "mot_cua": stated})
    (found,) = appendices.total(said)
    assert (found.rule, found.severity) == ("appendix.total", ERROR)
    assert found.place == "appendices.mot_cua.total.cells.tre"
    (found,) = appendices.total(with_cells(report, "the_che", 0, tong=9))
    assert found.place == "appendices.the_che.rows[0].cells.tong"
    assert list(appendices.total(with_cells(report, "the_che", 0, tong=1))) == []


def test_a_blank_beside_figures_is_pointed_out(report: Report) -> None:
    (found,) = appendices.blank_and_zero(with_cells(report, "mot_cua", 0, tre=None, qua_han=None))
    assert (found.rule, found.place) == ("appendix.blank-and-zero", "appendices.mot_cua.rows[0].cells.tre")
    all_blank = replace(report.appendices["mot_cua"], rows=(Row("r1", "Đất đai"),))
    said = replace(report, appendices={**report.appendices, "mot_cua": all_blank})
    assert list(appendices.blank_and_zero(said)) == []


def test_a_quarter_to_come_has_no_figures(report: Report) -> None:
    assert list(appendices.future_quarter(report)) == []
    (found,) = appendices.future_quarter(with_cells(report, "the_che", 0, q3=0))
    assert (found.rule, found.place) == ("appendix.future-quarter", "appendices.the_che.rows[0].cells.q3")
