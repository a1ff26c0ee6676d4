from dataclasses import replace

import pytest

from cchc_desktop.domain.checks import figures, rate, staff
from cchc_desktop.domain.report import FigureValue, Report
from tests.domain.checks.conftest import Say, one_stop, with_figures


@pytest.mark.parametrize(
    ("text", "said", "known"),
    [
        ("Tham mưu UBND huyện ban hành 67 văn bản đúng quy trình.", "67 văn bản", "74"),
        ("Trong kỳ ban hành 12 văn bản chỉ đạo, điều hành.", "12 văn bản chỉ đạo", "14"),
        ("Công khai toàn bộ 40 TTHC tại Bộ phận Một cửa.", "40 TTHC", "38"),
        ("Các thủ tục Phòng phụ trách gồm 40 thủ tục hành chính.", "40 thủ tục hành chính", "38"),
        ("Hệ thống quản lý chất lượng ISO được duy trì với 30 quy trình.", "30 quy trình", "31"),
        ("Phòng có 03 máy scan và 06 máy in đáp ứng công việc.", "06 máy in", "5"),
        ("Phòng có 10 máy tính phục vụ công tác.", "10 máy tính", "12"),
        ("Tiếp nhận 03 phản ánh, kiến nghị của người dân.", "03 phản ánh, kiến nghị", "2"),
        ("Không phát sinh phản ánh, kiến nghị của cá nhân, tổ chức.", "Không phát sinh phản ánh, kiến nghị", "2"),
        ("Rà soát 06 văn bản quy phạm pháp luật.", "06 văn bản quy phạm pháp luật", "7"),
        ("Rà soát 10 TTHC.", "10 TTHC", "9"),
        ("Trong kỳ tiếp nhận 390 hồ sơ.", "390 hồ sơ", "380"),
        ("Đã giải quyết trước hẹn 260 hồ sơ, đúng hẹn 104 hồ sơ.", "260 hồ sơ", "270"),
        ("Đã giải quyết 104 hồ sơ đúng hẹn và 3 hồ sơ trễ hẹn.", "3 hồ sơ", "2"),
        ("Còn 12 hồ sơ đang giải quyết.", "12 hồ sơ", "11"),
        ("Giải quyết trước và đúng hạn 370 hồ sơ.", "370 hồ sơ", "374"),
        ("Kỳ trước chuyển sang 08 hồ sơ.", "08 hồ sơ", "7"),
        ("Đã giải quyết 375/380 hồ sơ.", "375/380 hồ sơ", "376"),
        ("Trong kỳ không có hồ sơ trễ hẹn.", "không có hồ sơ trễ", "2"),
        ("Trong kỳ không phát sinh hồ sơ.", "không phát sinh hồ sơ", "380"),
        ("Hồ sơ tiếp nhận đều được giải quyết đúng hạn.", "đúng hạn", "2"),
    ],
)
def test_a_number_that_the_tables_do_not_have_is_found(say: Say, text: str, said: str, known: str) -> None:
    (found,) = figures.text_vs_table(say(text))
    assert found.rule == "figures.text-vs-table"
    assert found.place == "sections.ket_qua.tthc.kiem_soat[0].text"
    assert said in found.message
    assert known in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận {mot_cua.nhan} hồ sơ, giải quyết trước hẹn {mot_cua.truoc} hồ sơ.",
        "Tham mưu UBND huyện ban hành {van_ban_tham_muu} văn bản.",
        "Quý I tiếp nhận 500 hồ sơ.",
        "Dự kiến tiếp nhận 500 hồ sơ.",
        "Hỗ trợ 500 hồ sơ cho người dân.",
        "Tham mưu ban hành 05 văn bản về chuyển đổi số.",
    ],
)
def test_slots_parts_plans_and_other_periods_are_left_alone(say: Say, text: str) -> None:
    assert list(figures.text_vs_table(say(text))) == []


def test_what_is_not_known_contradicts_nothing(say: Say, report: Report) -> None:
    blank = replace(
        say("Tiếp nhận 10 hồ sơ, không có hồ sơ trễ hẹn.", "Tham mưu ban hành 67 văn bản.", "Có 5/5 CBCC."),
        figures={key: FigureValue() for key in report.figures},
        appendices={**report.appendices, "mot_cua": one_stop({"A": (None,) * 8})},
    )
    for rule in (figures.text_vs_table, figures.unit_confusion, staff.staff, rate.rate):
        assert list(rule(blank)) == []


def test_the_plans_section_is_not_about_this_period(say: Say) -> None:
    assert list(figures.text_vs_table(say("Tiếp nhận 500 hồ sơ.", section="phuong_huong"))) == []


# ---- figures.unit-confusion ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Trong kỳ phát sinh 380 TTHC tại Trung tâm hành chính công.", "hồ sơ"),
        ("Đã giải quyết 376 thủ tục hành chính.", "hồ sơ"),
        ("Niêm yết công khai 38 hồ sơ tại trụ sở.", "thủ tục hành chính"),
    ],
)
def test_dossiers_and_procedures_are_told_apart(say: Say, text: str, meant: str) -> None:
    (found,) = figures.unit_confusion(say(text))
    assert meant in found.message


@pytest.mark.parametrize(
    "text",
    ["Niêm yết công khai 38 TTHC.", "Tiếp nhận 380 hồ sơ.", "Giải quyết 38 thủ tục hành chính.", "Rà soát 09 TTHC."],
)
def test_right_units_are_left_alone(say: Say, text: str) -> None:
    assert list(figures.unit_confusion(say(text))) == []


def test_a_number_that_both_have_is_no_confusion(say: Say) -> None:
    assert list(figures.unit_confusion(with_figures(say("Tiếp nhận 380 TTHC."), tthc_tong=380))) == []


# ---- figures.staff -------------------------------------------------------------------------------------------------


def test_posts_are_present_and_vacant_ones_together(report: Report) -> None:
    assert list(staff.staff(report)) == []
    for key in ("bien_che_giao", "bien_che_co_mat", "bien_che_vang"):
        (found,) = staff.staff(with_figures(report, **{key: 9}))
        assert (found.rule, found.place) == ("figures.staff", "figures.bien_che_giao")
    (found,) = staff.staff(with_figures(report, bien_che_co_mat=13, bien_che_vang=None))
    assert "13" in found.message


def test_a_note_answers_the_arithmetic(report: Report) -> None:
    noted = {"bien_che_giao": FigureValue(13, "Gồm một chỉ tiêu hợp đồng."), "bien_che_vang": FigureValue(1)}
    assert list(staff.staff(replace(report, figures={**report.figures, **noted}))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị được giao 13 biên chế, có mặt 11, vắng 02.",
        "Đơn vị duy trì 12 biên chế được giao, có mặt 10, vắng 01.",
        "Hiện 10/10 CBCC có máy tính.",
        "Đã cấp chữ ký số cho 12/11 công chức.",
        "Phòng gồm 01 Trưởng phòng, 01 Phó Trưởng phòng, 05 chuyên viên.",
    ],
)
def test_staff_in_a_sentence_must_agree(say: Say, text: str) -> None:
    assert {found.place for found in staff.staff(say(text))} == {"sections.ket_qua.tthc.kiem_soat[0].text"}


def test_a_vacant_head_cannot_be_present_too(say: Say) -> None:
    roster = "Phòng gồm 01 Trưởng phòng, 01 Phó Trưởng phòng và 09 chuyên viên."
    vacancy = "Biên chế được giao 12 người, có mặt 11 người, vắng 01 Phó Trưởng phòng."
    (found,) = staff.staff(say(roster, vacancy))
    assert found.place.endswith("[0].text")
    assert list(staff.staff(say(roster.replace("01 Phó", "02 Phó").replace("09", "08"), vacancy))) == []


# ---- figures.rate --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["99,5%", "99,47%", "98,4%", "98,42%", "96,6%"])
def test_each_definition_in_use_is_accepted(say: Say, value: str) -> None:
    assert list(rate.rate(say(f"Tỷ lệ hồ sơ giải quyết đúng hạn đạt {value}."))) == []


def test_a_rate_of_no_definition_is_found_with_every_denominator(say: Say) -> None:
    for text in ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 95,5%.", "Có 100% hồ sơ được trả đúng hẹn."):
        (found,) = rate.rate(say(text))
        assert found.rule == "figures.rate"
        for part in ("99,5%", "376 hồ sơ đã giải quyết", "98,4%", "380 hồ sơ tiếp nhận"):
            assert part in found.message


def test_a_rate_of_late_ones_is_compared_with_late_ones(say: Say) -> None:
    (found,) = rate.rate(say("Tỷ lệ hồ sơ trễ hạn là 3%."))
    assert "0,5% trên 376" in found.message


def test_a_row_s_rate_is_that_row_s_only(say: Say) -> None:
    assert list(rate.rate(say("Lĩnh vực Hộ tịch có 100% hồ sơ giải quyết đúng hạn."))) == []
    assert len(list(rate.rate(say("Lĩnh vực Đất đai có 100% hồ sơ giải quyết đúng hạn.")))) == 1


def test_a_rate_of_nothing_is_found(say: Say, report: Report) -> None:
    empty = {**report.appendices, "mot_cua": one_stop({"A": (0,) * 8})}
    (found,) = rate.rate(say("Có 100% hồ sơ được giải quyết đúng hạn.", appendices=empty))
    assert "chưa có hồ sơ nào" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Có 100% nhiệm vụ hoàn thành đúng hạn.",
        "Tỷ lệ hồ sơ trực tuyến đạt 60%, giải quyết đúng hạn.",
        "Phấn đấu 100% hồ sơ giải quyết đúng hạn.",
        "Quý I có 97% hồ sơ giải quyết đúng hạn.",
        "Tỷ lệ hồ sơ trễ hạn là 0,5%.",
    ],
)
def test_other_rates_are_left_alone(say: Say, text: str) -> None:
    assert list(rate.rate(say(text))) == []
