"""What the program puts right: the finding goes, nothing else changes; where two ways are right, it keeps out."""

from dataclasses import replace

import pytest

from cchc_desktop.domain.checks import Context, check
from cchc_desktop.domain.edit import apply
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.fixes import Fix, fix
from cchc_desktop.domain.history import History
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import Report
from tests.domain.checks.conftest import ONE_STOP, Say, context, one_stop, report, say, template, with_cells

__all__ = ["context", "report", "say", "template"]

SECTION = "ket_qua.tthc.kiem_soat"


def found(report: Report, context: Context, rule: str) -> list[Finding]:
    return [finding for finding in check(report, context) if finding.rule == rule]


def fixed(report: Report, context: Context, rule: str) -> tuple[Report, Fix]:
    """The report after the fix of its one finding of a rule, which then is gone and no other came."""
    (finding,) = found(report, context, rule)
    made = fix(finding, report, context)
    assert made is not None
    after = report
    for edit in made.edits:
        after = apply(after, edit)
    before = check(report, context)
    assert [other for other in before if other != finding] == check(after, context)
    return after, made


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("wording.typo", "Cải cách thẻ chế là **khâu đột phá**.", "Cải cách thể chế là **khâu đột phá**."),
        ("wording.typo", "**Thẻ chế** được rà soát.", "**Thể chế** được rà soát."),
        ("wording.typo", "Kết quả  đạt {nothing} cao.", "Kết quả đạt {nothing} cao."),
        ("wording.typo", "Kết quả tốt , đúng hạn.", "Kết quả tốt, đúng hạn."),
        ("wording.typo", r"Đã sắp sếp lại *5 \* 2* tổ.", r"Đã sắp xếp lại *5 \* 2* tổ."),
    ],
)
def test_a_text_is_put_right(say: Say, context: Context, rule: str, wrong: str, right: str) -> None:
    after, _ = fixed(say("Câu đầu.", wrong), context, rule)
    assert [entry.text for entry in after.sections[SECTION]] == ["Câu đầu.", right]


def test_tone_marks_follow_the_usual_way(say: Say, context: Context) -> None:
    said = say("Phần mềm khóa sổ, hóa đơn, khỏe.", "Đã xử lý hoá đơn và hoá chất.")
    after, made = fixed(said, context, "wording.tone-marks")
    assert after.sections[SECTION][1].text == "Đã xử lý hóa đơn và hóa chất."
    assert made.words == "“hoá” thành “hóa”"


def test_the_rarer_way_of_small_counts_goes(say: Say, context: Context) -> None:
    said = say("Có 02 máy scan, 03 máy in.", "Mua 5 máy tính trong tháng 5.")
    after, made = fixed(said, context, "format.number")
    assert after.sections[SECTION][1].text == "Mua 05 máy tính trong tháng 5."
    assert made.words == "“5 máy” thành “05 máy”"


def test_a_stated_total_gives_way_to_the_sum(report: Report, context: Context) -> None:
    data = report.appendices["mot_cua"]
    stated = replace(
        report, appendices={**report.appendices, "mot_cua": replace(data, total={"nhan": 1, "truoc": 270})}
    )
    after, _ = fixed(stated, context, "appendix.total")
    assert after.appendices["mot_cua"].total == {"truoc": 270}


def test_a_stated_sum_of_a_row_gives_way(report: Report, context: Context) -> None:
    after, _ = fixed(with_cells(report, "the_che", 0, tong=99), context, "appendix.total")
    assert after == report


def test_the_opening_is_taken_over(report: Report, context: Context) -> None:
    before = replace(
        report,
        period=Period.parse("2021-Y"),
        appendices={
            **report.appendices,
            "mot_cua": one_stop({label: (0, 9, 0, 5, 0, 0, values[0], 0) for label, values in ONE_STOP.items()}),
        },
    )
    known = replace(context, history=History((before,)))
    wrong = with_cells(report, "mot_cua", 1, ton_dau=4, nhan=197)
    (finding,) = found(wrong, known, "period.balance")
    made = fix(finding, wrong, known)
    assert made is not None
    (edit,) = made.edits
    assert apply(wrong, edit).appendices["mot_cua"].rows[1].cells["ton_dau"] == 1
    assert "1" in made.words


def test_zeros_are_written_where_nothing_else_fits(report: Report, context: Context) -> None:
    blank = with_cells(report, "mot_cua", 1, tre=None, qua_han=None)
    after, made = fixed(blank, context, "appendix.blank-and-zero")
    assert after == report
    assert "2 ô" in made.words


def test_a_blank_that_the_others_leave_room_for_is_no_zero(report: Report, context: Context) -> None:
    blank = with_cells(report, "mot_cua", 1, dung=None)
    (finding,) = found(blank, context, "appendix.blank-and-zero")
    assert fix(finding, blank, context) is None


@pytest.mark.parametrize("text", ["Trong kỳ tiếp nhận 5 hồ sơ.", "Nghị định 30/2020/NĐ-CP được phổ biến."])
def test_a_judgement_is_left_to_the_person(say: Say, context: Context, text: str) -> None:
    said = say(text)
    findings = [finding for finding in check(said, context) if finding.place.startswith("sections.ket_qua.tthc.kiem")]
    assert findings
    assert [fix(finding, said, context) for finding in findings] == [None] * len(findings)


def test_a_finding_of_a_text_that_has_changed_since_has_no_fix(say: Say, context: Context) -> None:
    (finding,) = found(say("Cải cách thẻ chế."), context, "wording.typo")
    assert fix(finding, say("Cải cách thể chế."), context) is None
    assert fix(finding, say(), context) is None
