"""Headings, entries and the frame of the letter, in the ways that offices write them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import Report
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.result import Confidence, Import
from cchc_desktop.importing.source import paragraphs
from cchc_desktop.importing.taking_over import LEFT_OUT, NOTE, Decisions, to_report
from cchc_desktop.importing.word_reader import read_word
from tests.importing.documents import FOOT, HEAD, word
from tests.importing.layouts import templates

TEMPLATES = templates()
Q1 = Period.parse("2022-Q1")


def read(*lines: str, head: tuple[str, ...] = HEAD, foot: tuple[str, ...] = FOOT, template: str = "nq30c") -> Import:
    return read_report(word(*lines, head=head, foot=foot), TEMPLATES, Q1, template)


def entries(report: Report) -> dict[str, list[str]]:
    return {key: [entry.text for entry in found] for key, found in report.sections.items() if found}


def test_alike_headings_are_told_apart_by_what_stands_around_them():
    imported = read(
        "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC",
        "Kế hoạch CCHC",
        "- Một.",
        "KẾT QUẢ THỰC HIỆN",
        "Cải cách thể chế",
        "- Hai.",
        "**Công tác chỉ đạo, điều hành CCHC**",
        "Ba.",
    )
    assert entries(to_report(imported)) == {
        "chi_dao.ke_hoach": ["Một."],
        "ket_qua.the_che": ["Hai."],
        "ket_qua.dieu_hanh": ["Ba."],
    }


def test_wording_order_and_numbers_may_differ():
    imported = read(
        "I/ Công tác chỉ đạo, điều hành cải cách hành chính:",
        "1/ Công tác tuyên truyền CCHC",
        "- Tuyên truyền.",
        "2/ Công tác kiểm tra cải cách hành chính",
        "- Kiểm tra.",
        "3/ Về kế họach cải cách hành chính:",
        "- Kế hoạch.",
        "II/ Kết quả thực hiện công tác CCHC",
        "1) Công tác cải cách tài chính công",
        "- Tài chính.",
        "2) Cải cách tổ chức bộ máy",
        "- Bộ máy.",
        "III/ Phương hướng, nhiệm vụ trong thời gian tới",
        "- Nhiệm vụ.",
    )
    assert entries(to_report(imported)) == {
        "chi_dao.tuyen_truyen": ["Tuyên truyền."],
        "chi_dao.kiem_tra": ["Kiểm tra."],
        "chi_dao.ke_hoach": ["Kế hoạch."],
        "ket_qua.tai_chinh": ["Tài chính."],
        "ket_qua.bo_may": ["Bộ máy."],
        "phuong_huong": ["Nhiệm vụ."],
    }
    assert "chi_dao.to_chuc" in imported.missing
    assert "chi_dao.kiem_tra" not in imported.missing


def test_what_stands_under_an_unknown_heading_comes_last_with_a_note():
    imported = read(
        "I. Công tác chỉ đạo, điều hành CCHC",
        "1. Về kế hoạch cải cách hành chính",
        "- Một.",
        "II. Đánh giá chung",
        "1. Những ưu điểm",
        "- Hai.",
        "**V. Kiến nghị, đề xuất**",
        "- Đề nghị hỗ trợ kinh phí.",
    )
    assert entries(to_report(imported)) == {
        "chi_dao.ke_hoach": ["Một."],
        "danh_gia.uu_diem": ["Hai."],
        "phuong_huong": [NOTE, "**V. Kiến nghị, đề xuất**", "Đề nghị hỗ trợ kinh phí."],
    }
    unsure = [piece for piece in imported.pieces if piece.confidence is Confidence.UNSURE]
    assert ["không có trong mẫu" in piece.why for piece in unsure] == [True, True]


def test_numbered_tasks_are_entries_and_no_headings():
    imported = read(
        "III. Đánh giá chung",
        "1. Những ưu điểm",
        "- Một.",
        "IV. Phương hướng, nhiệm vụ CCHC trong thời gian tới",
        "1. Tiếp tục rà soát thủ tục hành chính.",
        "2. Kiểm tra công vụ tại các bộ phận vào tháng 5.",
    )
    assert entries(to_report(imported))["phuong_huong"] == [
        "1. Tiếp tục rà soát thủ tục hành chính.",
        "2. Kiểm tra công vụ tại các bộ phận vào tháng 5.",
    ]


def test_a_heading_may_share_its_line_with_the_text():
    imported = read(
        "III. Đánh giá chung",
        "1. Những ưu điểm: Kế hoạch được ban hành sớm.",
        "- Hai.",
        "2. Những tồn tại, hạn chế trong thực hiện CCHC",
        "- Ba.",
    )
    assert entries(to_report(imported)) == {
        "danh_gia.uu_diem": ["Kế hoạch được ban hành sớm.", "Hai."],
        "danh_gia.han_che": ["Ba."],
    }


def test_lines_that_a_page_broke_are_joined():
    imported = read(
        "I. Công tác chỉ đạo, điều hành CCHC",
        "1. Về kế hoạch cải cách hành chính",
        "- Ban hành Kế hoạch số 03/KH-PB ngày 10/01/2022 về cải cách hành chính và thực hiện",
        "Quy chế làm việc.",
        "- Ban hành công văn khuyến khích ứng dụng công nghệ",
        "- Thực hiện nghiêm các quy định của",
        "cấp trên.",
        "II. Kết quả thực hiện công tác CCHC",
        "1. Cải cách thể chế",
        "- Rà soát.",
    )
    report = to_report(imported)
    assert [entry.text for entry in report.sections["chi_dao.ke_hoach"]] == [
        "Ban hành Kế hoạch số 03/KH-PB ngày 10/01/2022 về cải cách hành chính và thực hiện Quy chế làm việc.",
        "Ban hành công văn khuyến khích ứng dụng công nghệ",
        "Thực hiện nghiêm các quy định của cấp trên.",
    ]
    assert report.sections["chi_dao.ke_hoach"][0].citations == ("03/KH-PB",)


def test_text_before_the_first_sub_heading_is_only_nearly_placed():
    imported = read(
        "I. Công tác chỉ đạo, điều hành CCHC",
        "Trong kỳ, Phòng luôn quan tâm.",
        "1. Về kế hoạch cải cách hành chính",
        "- Một.",
        "III. Đánh giá chung",
    )
    (near,) = (piece for piece in imported.pieces if piece.confidence is Confidence.NEAR)
    assert (near.text, near.target) == ("Trong kỳ, Phòng luôn quan tâm.", "sections.chi_dao.ke_hoach")
    assert entries(to_report(imported))["phuong_huong"] == [NOTE, "Trong kỳ, Phòng luôn quan tâm."]
    index = imported.pieces.index(near)
    assert entries(to_report(imported, Decisions(places={index: near.target})))["chi_dao.ke_hoach"][0] == near.text
    assert "phuong_huong" not in entries(to_report(imported, Decisions(places={index: LEFT_OUT})))


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Công tác cải cách hành chính quý III năm 2023", "2023-Q3"),
        ("Công tác cải cách hành chính 6 tháng đầu năm 2024", "2024-H1"),
        ("Kết quả công tác CCHC 9 tháng năm 2025", "2025-M9"),
        ("Tình hình thực hiện công tác cải cách hành chính năm 2021", "2021-Y"),
    ],
)
def test_the_period_is_recognised(title: str, period: str):
    lines = (
        "I. Công tác chỉ đạo, điều hành CCHC",
        "1. Về kế hoạch cải cách hành chính",
        "- Một.",
        "III. Đánh giá chung",
    )
    imported = read_report(word(*lines, head=("BÁO CÁO", title, "Phòng B báo cáo như sau:")), TEMPLATES)
    assert imported.draft.period.id == period
    assert any("Kỳ báo cáo nhận ra" in remark for remark in imported.remarks)


def test_another_period_than_asked_for_is_remarked():
    imported = read_report(
        word("I. Công tác chỉ đạo, điều hành CCHC", "II. Kết quả thực hiện công tác CCHC", "III. Đánh giá chung"),
        TEMPLATES,
        Period.parse("2022-H1"),
    )
    assert imported.draft.period.id == "2022-H1"
    assert any("quý I năm 2022" in remark for remark in imported.remarks)


def test_a_head_without_a_table():
    imported = read(
        "I. Công tác chỉ đạo, điều hành CCHC",
        "II. Kết quả thực hiện công tác CCHC",
        "III. Đánh giá chung",
        head=(
            "UBND HUYỆN LAM KHÊ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "PHÒNG VĂN HÓA VÀ THÔNG TIN\tĐộc lập - Tự do - Hạnh phúc",
            "_______\t____________",
            "Số: 07/BC-VHTT\tLam Khê, ngày 05 tháng 3 năm 2022",
            "BÁO CÁO",
            "Công tác cải cách hành chính",
            "quý I năm 2022",
            "Kính gửi: UBND huyện Lam Khê.",
            "Thực hiện chế độ báo cáo (số liệu từ ngày 15/12/2021 đến ngày 14/3/2022), Phòng báo cáo như sau:",
        ),
        foot=(
            "Trên đây là báo cáo./.",
            "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
            "- Như trên;\tKT. CHỦ TỊCH",
            "- Lưu: VT, VHTT.\tPHÓ CHỦ TỊCH",
            "\t(Đã ký)",
            "\tNguyễn Văn A",
        ),
    )
    report = to_report(imported)
    assert (report.unit.superior, report.unit.issuer) == ("UBND huyện Lam Khê", "Phòng Văn hóa và Thông tin")
    assert (report.unit.symbol, report.unit.place) == ("VHTT", "Lam Khê")
    assert (report.document.number, report.document.date.isoformat()) == (7, "2022-03-05")
    assert report.document.subject == "Công tác cải cách hành chính quý I năm 2022"
    assert report.document.addressees == ("UBND huyện Lam Khê",)
    assert (report.document.recipients, report.document.archive) == (("Như trên",), "VT, VHTT")
    assert report.window.start.isoformat() == "2021-12-15"
    signer = report.signer
    assert (signer.on_behalf, signer.capacity, signer.title) == ("TM. Ủy ban nhân dân", "KT.", "Chủ tịch")
    assert (signer.deputy_title, signer.name) == ("Phó Chủ tịch", "Nguyễn Văn A")
    assert report.closing == "Trên đây là báo cáo"
    assert not [piece for piece in imported.pieces if piece.confidence is not Confidence.SURE]


WORDS = st.sampled_from(
    "Phòng báo cáo kế hoạch cải cách thủ tục I. 1. - số 05 văn bản Nơi nhận Kính gửi Phụ lục a) : ; .".split()
)
TITLES = st.sampled_from([section.title for section in TEMPLATES["nq30c"].sections.values()])
LINES = st.lists(st.one_of(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), TITLES), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
def test_nothing_of_any_file_is_lost(lines: list[str]):
    data = word(
        "I. Công tác chỉ đạo, điều hành CCHC", "1. Về kế hoạch cải cách hành chính", *lines, "III. Đánh giá chung"
    )
    imported = read_report(data, TEMPLATES, Q1, "nq30c")
    report = to_report(imported)
    kept = [*(text for _, text in report.body_texts()), *report.document.recipients, *report.document.addressees]
    kept += [
        text
        for piece in imported.pieces
        if piece.target and not piece.target.startswith("sections")
        for text in [piece.original]
    ]
    kept += [part.text for part in imported.left_out]
    words = set(" ".join(kept).replace("\\", "").split())
    for paragraph in paragraphs(read_word(data).blocks):
        sources = [part for part in (*imported.pieces, *imported.left_out) if paragraph.index in part.sources]
        assert sources, paragraph.text
        for word_of_it in paragraph.text.split():
            bare = word_of_it.strip("-:;./")
            assert not bare or any(bare in kept_word for kept_word in words), (bare, paragraph.text)
