"""Numbers in sentences are proposed for figures, and become slots only when accepted."""

from cchc_desktop.domain.period import Period
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.result import Import
from cchc_desktop.importing.taking_over import Decisions, to_report
from tests.importing.documents import word
from tests.importing.layouts import templates

TEMPLATES = templates()


def read() -> Import:
    data = word(
        "II. Kết quả thực hiện công tác CCHC",
        "1. Cải cách thể chế",
        "- Từ đầu năm, Phòng đã tham mưu UBND huyện ban hành 67 văn bản.",
        "2. Cải cách thủ tục hành chính",
        "2.1. Thực hiện cải cách TTHC trên các lĩnh vực quản lý nhà nước",
        "- Có 24 TTHC thuộc phạm vi giải quyết, đưa vào 14 quy trình ISO.",
        "3. Cải cách tổ chức bộ máy hành chính nhà nước",
        "- Được giao 06 biên chế, có mặt 05, vắng 01.",
        "6. Hiện đại hóa nền hành chính",
        "6.1. Về ứng dụng công nghệ thông tin (CNTT) trong hoạt động của cơ quan hành chính nhà nước",
        "- Có 02 máy scan và 5 máy in; 5/5 người có máy tính từ năm 2021.",
    )
    return read_report(data, TEMPLATES, Period.parse("2022-Q1"), "nq30c")


def test_numbers_are_proposed_with_their_sentence():
    found = {figure.key: figure.value for figure in read().figures}
    assert found == {
        "van_ban_tham_muu": 67, "tthc_tong": 24, "quy_trinh_iso": 14, "bien_che_giao": 6, "bien_che_co_mat": 5,
        "bien_che_vang": 1, "may_in": 5, "may_scan": 2,
    }  # fmt: skip
    for figure in read().figures:
        assert int(figure.sentence[figure.start : figure.end]) == figure.value


def test_nothing_is_taken_without_a_click():
    report = to_report(read())
    assert all(figure.value is None for figure in report.figures.values())


def test_an_accepted_number_becomes_figure_and_slot():
    imported = read()
    wanted = [index for index, found in enumerate(imported.figures) if found.key.startswith("bien_che")]
    report = to_report(imported, Decisions(figures=wanted))
    assert report.sections["ket_qua.bo_may"][0].text == (
        "Được giao {bien_che_giao} biên chế, có mặt {bien_che_co_mat}, vắng {bien_che_vang}."
    )
    assert report.figures["bien_che_giao"].value == 6
    assert report.figures["may_in"].value is None
