from dataclasses import replace

import pytest

from cchc_desktop.domain.checks import carry, form
from cchc_desktop.domain.finding import ERROR, INFO
from cchc_desktop.domain.report import Report
from tests.domain.checks.conftest import Say


def test_every_carried_entry_is_an_error_until_it_is_decided(say: Say) -> None:
    found = list(carry.unreviewed(say("Ý một.", "Ý hai.", state="carried")))
    assert [(f.rule, f.severity, f.place[-8:]) for f in found] == [
        ("carry.unreviewed", ERROR, "[0].text"),
        ("carry.unreviewed", ERROR, "[1].text"),
    ]
    assert list(carry.unreviewed(say("Ý một.", state="confirmed"))) == []


def head(report: Report, **changes: object) -> Report:
    return replace(report, document=replace(report.document, **changes))  # type: ignore[arg-type]


def test_a_report_to_a_superior_has_an_addressee(report: Report) -> None:
    assert list(form.addressee(report)) == []
    (found,) = form.addressee(head(report, addressees=()))
    assert (found.rule, found.place) == ("format.addressee", "document.addressees")
    without_superior = replace(report, unit=replace(report.unit, superior=""))
    assert list(form.addressee(head(without_superior, addressees=()))) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"recipients": ("Lãnh đạo Phòng", "Như trên")}, "document.recipients"),
        ({"recipients": ()}, "document.recipients"),
        ({"addressees": (), "recipients": ("Như trên",)}, "document.recipients"),
        ({"addressees": (), "recipients": ()}, "document.recipients"),
        ({"recipients": ("Như trên", "Lưu: VT")}, "document.recipients"),
        ({"archive": ""}, "document.archive"),
        ({"archive": "NV, VT"}, "document.archive"),
    ],
)
def test_recipients_begin_as_above_and_end_with_the_archive(
    report: Report, changes: dict[str, object], place: str
) -> None:
    (found,) = form.recipients(head(report, **changes))
    assert (found.rule, found.place) == ("format.recipients", place)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"recipients": ("- Như trên;", "UBND xã")},
        {"addressees": (), "recipients": ("Phòng Nội vụ",)},
        {"archive": "VT, NV"},
    ],
)
def test_right_recipients_are_left_alone(report: Report, changes: dict[str, object]) -> None:
    assert list(form.recipients(head(report, **changes))) == []


def test_that_no_text_points_to_the_appendices_is_an_information(report: Report, say: Say) -> None:
    silent = replace(report, closing="Trên đây là báo cáo.")
    (found,) = form.appendix_reference(silent)
    assert (found.severity, found.place) == (INFO, "closing")
    pointed = replace(say("Chi tiết tại **Phụ lục** I."), closing="Trên đây là báo cáo.")
    assert list(form.appendix_reference(pointed)) == []


def test_two_ways_of_writing_small_counts_are_pointed_out_at_the_rarer(say: Say) -> None:
    (found,) = form.number(say("Phòng có 02 máy scan và 5 máy in.", "Tổ chức 03 buổi."))
    assert (found.rule, found.place[-8:]) == ("format.number", "[0].text")
    assert "5 máy" in found.message
    (found,) = form.number(say("Có 2 máy scan, 5 máy in.", "Tổ chức 03 buổi."))
    assert found.place.endswith("[1].text")


def test_a_slot_counts_as_it_is_printed(say: Say) -> None:
    assert len(list(form.number(say("Có {may_scan} máy scan và 5 máy in.")))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Có 02 máy scan và 15 máy in.",
        "Có 02 máy; trong 6 tháng đầu năm, mức độ 3, chính quyền 2 cấp, tháng 5, Điều 5, 5/5 máy, 1,5 máy, tổ 3 người.",
        "Có 2 máy và 5 máy in.",
    ],
)
def test_one_way_of_writing_small_counts_is_left_alone(say: Say, text: str) -> None:
    assert list(form.number(say(text))) == []
