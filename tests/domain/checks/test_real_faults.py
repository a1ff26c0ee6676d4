"""The faults that one real report of 2022 showed, each in sentences of our own.

A program sees those below. Out of its reach are faults of sense and of choice: a claim that a table's zero makes
hollow ("thường xuyên rà soát" beside 0), counts of different things that look alike (67 văn bản tham mưu, 0 VB
QPPL), an outline of the programme before, a section that repeats another in other words, rows that the table
should have, plans without deadline, sentences that do not follow from each other, an announced document without
any number ("ban hành Quyết định phê duyệt"), abbreviations that nobody explains, and capitals, "đảm bảo" or
"hàng năm" where usage differs. Lines, margins and appendix labels are those of the document: see `verify`.
"""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.checks import Context, check
from cchc_desktop.domain.report import Entry, Report
from tests.domain.checks.conftest import one_stop, rules, with_figures

FAULTS = [
    ("period.wording", "opening", "Phòng báo cáo tình hình thực hiện quý II năm 2022 như sau:"),
    ("figures.unit-confusion", "ket_qua.tthc.kiem_soat", "Trong kỳ phát sinh 10 TTHC và đều được xử lý đúng hạn."),
    ("figures.staff", "chi_dao.to_chuc", "Nhân sự gồm 01 Trưởng phòng, 01 Phó Trưởng phòng, 03 chuyên viên."),
    ("figures.text-vs-table", "ket_qua.the_che", "Đã tham mưu UBND huyện ban hành 70 văn bản."),
    ("wording.typo", "ket_qua.the_che", "Công tác cải cách thẻ chế được quan tâm."),
    ("wording.typo", "phuong_huong", "Kịp thời phát hiện và xử đúng quy định mọi vi phạm."),
    ("wording.typo", "chi_dao.to_chuc", "Nâng cao năng lực tinh thần, trách nhiệm của từng người."),
    ("wording.typo", "chi_dao.tuyen_truyen", "Quán triệt các chỉ thị của Bộ chính trị."),
    ("wording.typo", "chi_dao.tuyen_truyen", "Chạy chữ trên màn hình Led ở trung tâm huyện."),
    ("wording.typo", "danh_gia.uu_diem", "Nhờ đó chất lượng công việc càng đạt yêu cầu cao."),
    ("wording.typo", "chi_dao.ke_hoach", "Đã gửi báo cáo quý I...đúng quy định."),
    ("wording.typo", "ket_qua.can_bo", "Các lớp về tin học, ngoại ngữ ... đều có người dự."),
    ("wording.tone-marks", "ket_qua.bo_may", "Công tác văn hoá và văn hóa công sở."),
    (
        "wording.repeated",
        "danh_gia.uu_diem",
        "Thuê một người ngoài cơ quan sửa máy. Thuê một người ngoài cơ quan sửa máy.",
    ),
    ("citation.incomplete", "ket_qua.can_bo", "Thực hiện Quyết định số 74 của UBND huyện."),
    ("citation.incomplete", "chi_dao.tuyen_truyen", "Tuyên truyền Chỉ thị 05 của Đảng."),
    ("citation.incomplete", "ket_qua.tai_chinh", "Theo Nghị định 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ."),
    ("citation.incomplete", "ket_qua.tai_chinh", "Tự chủ theo Nghị định số 130/2005/NĐ-CP."),
    ("format.number", "danh_gia.uu_diem", "Cơ quan có 02 máy scan và 5 máy in."),
    ("wording.legacy-encoding", "chi_dao.ke_hoach", "T×nh h×nh thùc hiÖn nhiÖm vô"),
]


@pytest.fixture(scope="session")
def small_office(report: Report) -> Report:
    """An office of five with ten dossiers, all in order."""
    figures = {"bien_che_giao": 6, "bien_che_co_mat": 5, "bien_che_vang": 1, "cbcc_tong": 5, "tthc_tong": 24}
    figures |= {"van_ban_tham_muu": 67, "quy_trinh_iso": 14, "phan_anh": 0, "may_in": 5, "may_scan": 2, "may_tinh": 5}
    tables = {**report.appendices, "mot_cua": one_stop({"Văn hóa": (0, 10, 0, 0, 10, 0, 0, 0)})}
    vacancy = Entry("Cơ quan được giao 06 biên chế, có mặt 05, vắng 01 (Phó Trưởng phòng).")
    said = replace(report, appendices=tables, sections={**report.sections, "ket_qua.bo_may": (vacancy,)})
    return with_figures(said, **figures)


def test_the_small_office_is_in_order(small_office: Report, context: Context) -> None:
    assert rules(check(small_office, context)) == {"completeness.empty-section"}


@pytest.mark.parametrize(("rule", "where", "text"), FAULTS, ids=[f"{rule}: {text[:30]}" for rule, _, text in FAULTS])
def test_a_fault_in_a_text_is_found_and_nothing_else(
    small_office: Report, context: Context, rule: str, where: str, text: str
) -> None:
    if where == "opening":
        said = replace(small_office, opening=text)
    else:
        said = replace(
            small_office, sections={**small_office.sections, where: (*small_office.sections[where], Entry(text))}
        )
    assert rules(check(said, context)) - {"completeness.empty-section"} == {rule}


def test_faults_of_the_form_are_found(small_office: Report, context: Context) -> None:
    head = replace(
        small_office.document, date=date(2022, 6, 3), addressees=(), recipients=("Phòng Nội vụ",), archive=""
    )
    row = replace(small_office.appendices["mot_cua"].rows[0], cells={"nhan": 10, "dung": 10, "ton_dau": 0})
    tables = {**small_office.appendices, "mot_cua": replace(small_office.appendices["mot_cua"], rows=(row,))}
    closing = "Trên đây là báo cáo công tác cải cách hành chính 6 tháng đầu năm 2022 của Phòng ./."
    said = replace(small_office, document=head, appendices=tables, closing=closing)
    assert rules(check(said, context)) == {
        "completeness.empty-section",
        "period.signed-early",
        "appendix.blank-and-zero",
        "wording.typo",
        "format.addressee",
        "format.recipients",
        "format.appendix-reference",
    }
