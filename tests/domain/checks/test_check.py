"""All checks together."""

import inspect
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import checks
from cchc_desktop.domain.checks import Context, check
from cchc_desktop.domain.finding import ERROR, SEVERITIES
from cchc_desktop.domain.report import Entry, Report
from tests.domain.checks.conftest import FIGURES, ONE_STOP_COLUMNS, Say, rules, with_cells, with_figures

RULES = """
completeness.empty-section completeness.unreadable completeness.missing-figure completeness.header period.wording
period.signed-early period.balance period.cumulative appendix.identity appendix.total appendix.blank-and-zero
appendix.future-quarter figures.text-vs-table figures.unit-confusion figures.staff figures.rate wording.typo
wording.tone-marks wording.repeated wording.legacy-encoding citation.incomplete citation.expired carry.unreviewed
format.addressee format.recipients format.appendix-reference format.number
""".split()


def test_every_rule_has_a_docstring_that_begins_with_its_id() -> None:
    documented = []
    for module in vars(checks).values():
        if inspect.ismodule(module):
            functions = [
                f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__
            ]
            for function in functions:
                documented += re.findall(r"^`([a-z]+\.[a-z-]+)`:", function.__doc__ or "")
    assert sorted(documented) == sorted(RULES)


def test_errors_come_first(say: Say, context: Context) -> None:
    said = replace(say("Cải cách thẻ chế.", state="carried"), closing="Trên đây là báo cáo.")
    severities = [SEVERITIES.index(finding.severity) for finding in check(said, context)]
    assert severities == sorted(severities)
    assert set(severities) == {0, 1, 2}


def test_a_report_can_be_checked_alone(report: Report) -> None:
    assert rules(check(report)) == {"completeness.empty-section"}


def test_every_place_is_a_path_into_the_report(say: Say, context: Context) -> None:
    said = say("Nghị định 1/2020/NĐ-CP: cải cách thẻ chế, tiếp nhận 5 hồ sơ.", state="carried")
    said = with_figures(with_cells(said, "mot_cua", 0, nhan=1, tre=None), bien_che_giao=99)
    cell = r"appendices\.[a-z_]+\.(rows\[\d+\]|total)\.cells\.[a-z0-9_]+"
    path = rf"sections\.[a-z_.]+(\[\d+\]\.text)?|figures\.[a-z_]+|{cell}|[a-z]+(\.[a-z]+)?"
    for finding in check(said, context):
        assert re.fullmatch(path, finding.place), finding


MENTIONS = (
    "Trong kỳ tiếp nhận 380 hồ sơ, từ kỳ trước chuyển sang 07 hồ sơ; giải quyết trước hẹn 270 hồ sơ, "
    "đúng hẹn 104 hồ sơ, trễ hẹn 02 hồ sơ.",
    "Tỷ lệ hồ sơ giải quyết trước hẹn và đúng hẹn đạt 99,5%.",
    "Tham mưu UBND huyện ban hành 74 văn bản.",
    "Được giao 12 biên chế, có mặt 11, vắng 01.",
)


def test_a_report_whose_sentences_agree_is_silent(say: Say, context: Context) -> None:
    assert rules(check(say(*MENTIONS), context)) == {"completeness.empty-section"}


@pytest.mark.parametrize("column", ONE_STOP_COLUMNS)
def test_changing_one_cell_raises_the_rules_that_mention_it(say: Say, context: Context, column: str) -> None:
    said = say(*MENTIONS)
    value = said.appendices["mot_cua"].rows[1].cells[column] or 0
    found = rules(check(with_cells(said, "mot_cua", 1, **{column: value + 150}), context))
    expected = {
        "ton_dau": {"appendix.identity", "figures.text-vs-table"},
        "nhan": {"appendix.identity", "figures.text-vs-table"},
        "nhan_t7": set(),
        "truoc": {"appendix.identity", "figures.text-vs-table"},
        "dung": {"appendix.identity", "figures.text-vs-table"},
        "tre": {"appendix.identity", "figures.text-vs-table", "figures.rate"},
        "dang": {"appendix.identity"},
        "qua_han": {"appendix.identity"},
    }
    # A rate may still be that of another definition.
    assert found | {"figures.rate"} == expected[column] | {"completeness.empty-section", "figures.rate"}


@pytest.mark.parametrize("figure", FIGURES)
def test_changing_one_figure_raises_the_rules_that_mention_it(say: Say, context: Context, figure: str) -> None:
    found = rules(check(with_figures(say(*MENTIONS), **{figure: FIGURES[figure] + 40}), context))
    expected = {
        "van_ban_tham_muu": {"figures.text-vs-table"},
        "bien_che_giao": {"figures.staff"},
        "bien_che_co_mat": {"figures.staff"},
        "bien_che_vang": {"figures.staff"},
    }
    assert found == expected.get(figure, set()) | {"completeness.empty-section"}


WORDS = st.sampled_from(
    "quý tháng năm số ngày hồ sơ TTHC biên chế có mặt vắng Nghị định /QĐ-UBND".split()
    + "% … ; . , { } * \\ ( ) 0 3 12 99,5 5/7 İ ı ſ".split()
)


@given(st.lists(WORDS | st.text(max_size=5), max_size=20).map(" ".join) | st.lists(WORDS).map("".join))
def test_no_text_brings_a_check_down(report: Report, context: Context, text: str) -> None:
    said = replace(report, opening=text, sections={**report.sections, "ket_qua.bo_may": (Entry(text),)})
    check(said, context)


@pytest.mark.parametrize("text", ["Trong quý İ, đơn vị đã báo cáo.", "Trong ſáu tháng năm 2022."])
def test_letters_that_only_look_like_ours_are_read_as_no_number(say: Say, context: Context, text: str) -> None:
    assert rules(check(say(text), context)) <= {"completeness.empty-section"}


def test_only_the_rules_of_the_contract_are_errors(say: Say, context: Context) -> None:
    allowed = {"appendix.total", "period.balance", "completeness.unreadable", "carry.unreviewed", "completeness.header"}
    said = replace(
        say("Cải cách thẻ chế.", "Cải cách  thể chế.", state="carried"),
        signer=replace(say().signer, name=""),
        opening="Phòng báo cáo quý II như sau:",
        unreadable={"figures.tthc_tong": "x"},
    )
    entry = Entry("Nghị định 1/2020/NĐ-CP", "carried")
    said = replace(said, sections={**said.sections, "phuong_huong": (entry, entry)})
    errors = {finding.rule for finding in check(said, context) if finding.severity == ERROR}
    assert errors == {"completeness.unreadable", "carry.unreviewed", "completeness.header"} <= allowed
