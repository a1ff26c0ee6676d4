"""Appendix tables: every figure in its cell, blank is not 0, what has no cell is kept as text."""

import docx

from cchc_desktop.domain.period import Period
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.result import Confidence, Import
from cchc_desktop.importing.taking_over import Decisions, to_report
from tests.importing.documents import FOOT, document, saved, table
from tests.importing.layouts import templates

TEMPLATES = templates()
H1 = Period.parse("2022-H1")
LINES = ("I. Công tác chỉ đạo, điều hành CCHC", "II. Kết quả thực hiện công tác CCHC", "III. Đánh giá chung")
THE_CHE = [
    ["Nội dung", "Năm", "Năm trước", "Năm báo cáo", "<", "<", "<", "TỔNG CỘNG"],
    ["^", "^", "^", "Quý I", "Quý II", "Quý III", "Quý IV", "^"],
    ["1.Số lượng VB QPPL đã ban hành", "", "1", "0", "2", "", "", "2"],
    ["2.Số lượng VB QPPL đã được rà soát", "", "5", "0", "4", "", "", ""],
    ["-Kết quả", "", "", "", "", "", "", ""],
    ["+Tự bãi bỏ", "", "", "", "1", "", "", ""],
    ["+Tự sửa đổi", "", "", "", "0", "", "", ""],
    ["+Đề nghị cấp trên sửa đổi hoặc bãi bỏ", "", "", "", "", "", "", ""],
    ["3.Số lượng TTHC qua rà soát", "", "7", "0", "3", "", "", ""],
    ["-Kết quả", "", "", "", "", "", "", ""],
    ["+Tự bãi bỏ", "", "", "", "3", "", "", ""],
]
MOT_CUA = [
    ["TT", "Lĩnh vực, công việc", "Số hồ sơ giải quyết nhiều ngày (có ghi giấy hẹn)",
     "<", "<", "<", "<", "<", "<", "<"],
    ["^", "^", "Hồ sơ chưa giải quyết (trước kỳ báo cáo)", "Hồ sơ nhận (trong kỳ)", "<", "Hồ sơ đã giải quyết",
     "<", "<", "Hồ sơ đang giải quyết", "<"],
    ["^", "^", "^", "Tổng số", "Tiếp nhận ngày thứ 7", "Trước hẹn", "Đúng hẹn", "Trễ hẹn", "Đang thụ lý", "Đã quá hạn"],
    ["1", "Văn hóa", "0", "10", "0", "", "10", "", "0", "0"],
    ["2", "Thông tin", "1", "1.250", "", "-", "khoảng 5", "0", "", ""],
    ["", "Tổng số", "1", "1.260", "0", "", "10", "0", "0", "0"],
]  # fmt: skip


def read(*tables: tuple[str, list[list[str]]]) -> Import:
    made = document(*LINES, foot=FOOT)
    for number, (title, rows) in enumerate(tables, 4):
        made.add_paragraph(f"PHỤ LỤC {number}")
        made.add_paragraph(title)
        table(made, rows)
    return read_report(saved(made), TEMPLATES, H1, "nq30c")


def test_a_diagonal_head_and_its_empty_column():
    imported = read(("SỐ LIỆU VỀ CẢI CÁCH THỂ CHẾ", THE_CHE))
    (found,) = imported.tables
    assert (found.appendix, found.confidence, dict(found.unreadable)) == ("the_che", Confidence.SURE, {})
    rows = {row.key: row.cells for row in to_report(imported).appendices["the_che"].rows}
    assert rows["vb_ban_hanh"] == {"nam_truoc": 1, "q1": 0, "q2": 2, "q3": None, "q4": None, "tong": 2}
    assert rows["vb_ra_soat"]["nam_truoc"] == 5
    assert rows["vb_bai_bo"]["q2"] == 1
    assert (rows["vb_sua_doi"]["q1"], rows["vb_sua_doi"]["q2"]) == (None, 0)
    assert rows["tthc_ra_soat"]["q2"] == 3
    assert rows["tthc_bai_bo"]["q2"] == 3
    assert rows.get("tthc_de_nghi", {}) == {}


def test_blank_zero_totals_and_what_is_no_number():
    imported = read(("KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT CÔNG VIỆC THEO CƠ CHẾ MỘT CỬA", MOT_CUA))
    report = to_report(imported)
    data = report.appendices["mot_cua"]
    assert [row.label for row in data.rows] == ["Văn hóa", "Thông tin"]
    assert data.rows[0].cells == {
        "ton_dau": 0, "nhan": 10, "nhan_t7": 0, "truoc": None, "dung": 10, "tre": None, "dang": 0, "qua_han": 0,
    }  # fmt: skip
    assert (data.rows[1].cells["nhan"], data.rows[1].cells["nhan_t7"]) == (1250, None)
    assert report.unreadable == {
        "appendices.mot_cua.rows[1].cells.truoc": "-",
        "appendices.mot_cua.rows[1].cells.dung": "khoảng 5",
    }
    assert data.total is not None
    assert (data.total["nhan"], data.total["truoc"]) == (1260, None)


def test_both_appendices_in_any_order():
    imported = read(("Một cửa", MOT_CUA), ("Thể chế", THE_CHE))
    assert [found.appendix for found in imported.tables] == ["mot_cua", "the_che"]


def test_a_table_that_is_no_appendix_is_kept_as_text():
    rows = [["TT", "Tên văn bản", "Số ký hiệu"], ["1", "Kế hoạch tuyên truyền", "05/KH"], ["2", "Kế hoạch", "06/KH"]]
    imported = read(("DANH MỤC VĂN BẢN", rows))
    assert imported.tables == ()
    last = [entry.text for entry in to_report(imported).sections["phuong_huong"]]
    assert last[-3:] == ["TT | Tên văn bản | Số ký hiệu", "1 | Kế hoạch tuyên truyền | 05/KH", "2 | Kế hoạch | 06/KH"]


def test_columns_and_rows_that_the_appendix_lacks_are_kept_as_text():
    rows = [[*row, extra] for row, extra in zip(MOT_CUA, ["Ghi chú", "^", "^", "", "đã gửi thư", ""], strict=True)]
    imported = read(("Một cửa", rows))
    assert [piece.text for piece in imported.pieces if "cột không có" in piece.why] == [
        "Thông tin | Ghi chú: đã gửi thư"
    ]
    more = [*THE_CHE, ["4.Số cuộc kiểm tra văn bản", "", "2", "1", "", "", "", ""]]
    imported = read(("Thể chế", more))
    assert [piece.text for piece in imported.pieces if "dòng không có" in piece.why] == [
        "4.Số cuộc kiểm tra văn bản | 2 | 1"
    ]


def test_a_table_may_be_refused_or_wanted():
    imported = read(("Một cửa", MOT_CUA))
    refused = to_report(imported, Decisions(tables={0: False}))
    assert refused.appendices["mot_cua"].rows == ()
    assert any("Văn hóa" in entry.text and "10" in entry.text for entry in refused.sections["phuong_huong"])


def test_a_row_of_column_numbers_is_no_data():
    numbers = ["", "", *(f"({number})" for number in range(1, 9))]
    imported = read(("Một cửa", [*MOT_CUA[:3], numbers, *MOT_CUA[3:]]))
    assert [row.label for row in imported.tables[0].data.rows] == ["Văn hóa", "Thông tin"]


def test_a_layout_table_is_no_table_of_figures():
    made = docx.Document()
    for line in LINES:
        made.add_paragraph(line)
    table(made, [["- Ban hành kế hoạch.", "", ""], ["- Rà soát văn bản.", "", ""]])
    imported = read_report(saved(made), TEMPLATES, H1, "nq30c")
    assert {"Ban hành kế hoạch.", "Rà soát văn bản."} <= {piece.text for piece in imported.pieces}
