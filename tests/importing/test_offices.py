"""Reports as offices write them, each in its own words: other headings, other heads, tables of other forms."""

from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from cchc_desktop.domain.report import Report
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.result import Confidence, Import
from cchc_desktop.importing.taking_over import to_report
from tests.importing.documents import document, saved, table
from tests.importing.layouts import templates

TEMPLATES = templates()
COMMUNE_FORM = [
    ["TT", "Lĩnh vực", "Số lượng hồ sơ tiếp nhận", "<", "<", "<", "Số lượng hồ sơ đã giải quyết", "<", "<", "<",
     "Số lượng hồ sơ đang giải quyết", "<", "<"],
    ["^", "^", "Tổng số", "Trong kỳ", "<", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số",
     "Trong hạn", "Quá hạn"],
    ["^", "^", "^", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "^", "^", "^", "^", "^", "^", "^", "^"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)", "(13)"],
    ["1", "Hộ tịch", "505", "400", "100", "5", "500", "300", "200", "0", "5", "5", "0"],
    ["2", "Chứng thực", "750", "580", "170", "0", "751", "750", "0", "0", "0", "0", "0"],
    ["", "Tổng cộng", "1.255", "980", "270", "5", "1.250", "1.050", "200", "0", "5", "5", "0"],
]  # fmt: skip


def made(*lines: str) -> Document:
    return document(*lines, head=(), foot=())


def commune() -> Document:
    """A commune: its name on two lines of a cell, a subject that says what a heading says, form II.06a in Word."""
    start = docx.Document()
    frame = start.add_table(2, 2)
    for place, text in (
        ((0, 0), "ỦY BAN NHÂN DÂN\nXÃ LAM KHÊ"),
        ((0, 1), "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ((1, 0), "Số: 125 /BC-UBND"),
        ((1, 1), "Lam Khê, ngày 12 tháng 6 năm 2025"),
    ):
        frame.cell(*place).text = text
    for line in (
        "**BÁO CÁO**",
        "**Kết quả công tác cải cách hành chính 6 tháng đầu năm,**",
        "**nhiệm vụ trọng tâm 6 tháng cuối năm 2025**",
        "_________",
        "Kính gửi: Phòng Nội vụ huyện Lam Khê.",
        "Thực hiện Công văn số 215/PNV-CCHC ngày 02/6/2025, UBND xã báo cáo như sau:",
        "**I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH**",
        "**1. Về xây dựng, ban hành kế hoạch CCHC**",
        "UBND xã đã ban hành Kế hoạch số 15/KH-UBND.",
        "**2. Các văn bản chỉ đạo điều hành**",
        "Trong 6 tháng đã ban hành 08 văn bản.",
        "**II. KẾT QUẢ THỰC HIỆN**",
        "**1. Cải cách thể chế**",
        "- Ban hành 03 văn bản.",
        "**2. Cải cách thủ tục hành chính**",
        "**a) Công tác kiểm soát TTHC:**",
        "- Rà soát 112 TTHC.",
        "**b) Thực hiện cơ chế một cửa, một cửa liên thông:**",
        "- Tiếp nhận 1.250 hồ sơ.",
        "**4. Cải cách chế độ công vụ**",
        "- Đạt chuẩn.",
        "**III. ĐÁNH GIÁ CHUNG**",
        "**1. Kết quả đạt được**",
        "- Được quan tâm.",
        "**2. Tồn tại, hạn chế**",
        "- Còn chậm.",
        "**3. Nguyên nhân**",
        "- Do thiếu người.",
        "**IV. NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM**",
        "- Tiếp tục đẩy mạnh.",
        "**V. ĐỀ XUẤT, KIẾN NGHỊ: Không.**",
        "Trên đây là báo cáo của UBND xã Lam Khê./.",
    ):
        start.add_paragraph().add_run(line.strip("*")).bold = line.startswith("**") or None
    end = start.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- Như kính gửi;\n- CT, các PCT UBND xã;\n- Lưu: VT, TK."
    end.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\nTrần Văn B"
    for line in ("PHỤ LỤC", "TÌNH HÌNH GIẢI QUYẾT TTHC", "(Từ ngày 15/12/2024 đến ngày 14/6/2025)"):
        start.add_paragraph(line)
    table(start, COMMUNE_FORM)
    return start


def division() -> Document:
    """A division: room left for number and day, parts with letters around those with numbers, short headings."""
    return made(
        "UBND HUYỆN LAM KHÊ\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHÒNG TÀI CHÍNH - KẾ HOẠCH\t\tĐộc lập – Tự do – Hạnh phúc",
        "Số:       /BC-TCKH\t\tLam Khê, ngày      tháng 3 năm 2022",
        "**BÁO CÁO**",
        "**V/v thực hiện công tác cải cách hành chính quý I năm 2022**",
        "Kính gửi:",
        "- UBND huyện Lam Khê;",
        "- Phòng Nội vụ huyện.",
        "Phòng Tài chính - Kế hoạch báo cáo như sau:",
        "**A. KẾT QUẢ CÔNG TÁC CCHC QUÝ I NĂM 2022**",
        "**I. Công tác chỉ đạo, điều hành**",
        "**1. Kế hoạch**",
        "Đã ban hành kế hoạch.",
        "**2. Tổ chức chỉ đạo, điều hành**",
        "- Phân công 01 đồng chí.",
        "**II. Kết quả thực hiện các nhiệm vụ CCHC**",
        "**2. Cải cách TTHC**",
        "**2.1. Thực hiện cải cách TTHC**",
        "- Có 24 TTHC.",
        "**2.2. Công tác kiểm soát TTHC**",
        "- Niêm yết công khai.",
        "**3. Tổ chức bộ máy**",
        "- Có 08/09 biên chế.",
        "**6. Hiện đại hoá hành chính**",
        "**6.1. Ứng dụng CNTT**",
        "- 100% văn bản điện tử.",
        "**6.2. Áp dụng ISO**",
        "- Duy trì.",
        "**III. Đánh giá chung**",
        "**1. Ưu điểm**",
        "- Tốt.",
        "**2. Khó khăn, vướng mắc**",
        "- Thiếu máy.",
        "**B. NHIỆM VỤ TRỌNG TÂM QUÝ II NĂM 2022**",
        "- Tiếp tục.",
        "**C. KIẾN NGHỊ**",
        "- Cấp kinh phí.",
        "Trên đây là báo cáo của Phòng./.",
        "Nơi nhận:\t\tTRƯỞNG PHÒNG",
        "- Như trên;",
        "- Lưu: VT.",
        "\t\tLê Thị C",
    )


def three_parts() -> Document:
    """Parts that are named on a line of their own, sections numbered through, a draft."""
    return made(
        "DỰ THẢO",
        "UBND XÃ AN PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 45/BC-UBND",
        "An Phú, ngày 20 tháng 9 năm 2025",
        "**BÁO CÁO KẾT QUẢ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH 9 THÁNG NĂM 2025**",
        "UBND xã An Phú báo cáo như sau:",
        "**Phần thứ nhất**",
        "**KẾT QUẢ THỰC HIỆN CÔNG TÁC CCHC 9 THÁNG NĂM 2025**",
        "**1. Công tác chỉ đạo, điều hành CCHC**",
        "**1.1. Về kế hoạch**",
        "- Ban hành 01 kế hoạch.",
        "**1.2. Về tuyên truyền**",
        "- 12 buổi.",
        "**2. Cải cách thể chế**",
        "- 02 nghị quyết.",
        "**Phần thứ hai**",
        "**NHẬN XÉT, ĐÁNH GIÁ**",
        "**1. Mặt được**",
        "- A.",
        "**2. Hạn chế**",
        "- B.",
        "**Phần thứ ba**",
        "**NHIỆM VỤ TRỌNG TÂM QUÝ IV NĂM 2025**",
        "1. Tiếp tục cải cách thể chế.",
        "2. Kiểm tra.",
        "3. Tuyên truyền CCHC",
        "Trên đây là kết quả./.",
        "Nơi nhận:",
        "- Sở Nội vụ;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Phạm Văn D",
    )


def sparse() -> Document:
    """Numbers without a point, other bullets, no closing, "II. Kết quả", tables in the body and the first appendix."""
    start = made(
        "**BÁO CÁO**",
        "**Công tác CCHC năm 2024**",
        "**I CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH**",
        "**1 Kế hoạch cải cách hành chính**",
        "• Ban hành kế hoạch;",
        "– Phân công.",
        "**II. Kết quả**",
        "**1. Cải cách thể chế**",
        "Không có.",
        "**3. Cải cách tổ chức bộ máy**",
    )
    table(start, [["Đơn vị", "Biên chế giao", "Có mặt"], ["Văn phòng", "5", "4"], ["Phòng B", "6", "6"]])
    for line in (
        "- Ổn định.",
        "**V KIẾN NGHỊ, ĐỀ XUẤT**",
        "Không./.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "GIÁM ĐỐC",
        "Lê Văn Nam",
    ):
        start.add_paragraph().add_run(line.strip("*")).bold = line.startswith("**") or None
    for line in ("Biểu số 1", "SỐ LIỆU VỀ CẢI CÁCH THỂ CHẾ"):
        start.add_paragraph(line)
    table(
        start,
        [
            ["Nội dung", "Năm trước", "Năm báo cáo", "<", "<", "<", "Tổng"],
            ["^", "^", "I", "II", "III", "IV", "^"],
            ["Số VBQPPL ban hành", "4", "1", "0", "2", "", "3"],
            ["Tự bãi bỏ", "1", "0", "0", "0", "0", "0"],
            ["Số TTHC rà soát", "5", "5", "", "", "", "5"],
            ["Số văn bản hết hiệu lực", "7", "", "", "", "", ""],
        ],
    )
    return start


ENTRIES = {
    commune: {
        "chi_dao.ke_hoach": ["UBND xã đã ban hành Kế hoạch số 15/KH-UBND."],
        "chi_dao.van_ban": ["Trong 6 tháng đã ban hành 08 văn bản."],
        "ket_qua.the_che": ["Ban hành 03 văn bản."],
        "ket_qua.tthc.kiem_soat": ["Rà soát 112 TTHC."],
        "ket_qua.tthc.mot_cua": ["Tiếp nhận 1.250 hồ sơ."],
        "ket_qua.cong_vu": ["Đạt chuẩn."],
        "danh_gia.ket_qua_noi_bat": ["Được quan tâm."],
        "danh_gia.han_che": ["Còn chậm."],
        "danh_gia.nguyen_nhan": ["Do thiếu người."],
        "phuong_huong": ["Tiếp tục đẩy mạnh."],
        "kien_nghi": ["Không."],
    },
    division: {
        "chi_dao.ke_hoach": ["Đã ban hành kế hoạch."],
        "chi_dao.to_chuc": ["Phân công 01 đồng chí."],
        "ket_qua.tthc.linh_vuc": ["Có 24 TTHC."],
        "ket_qua.tthc.kiem_soat": ["Niêm yết công khai."],
        "ket_qua.bo_may": ["Có 08/09 biên chế."],
        "ket_qua.hien_dai_hoa.cntt": ["100% văn bản điện tử."],
        "ket_qua.hien_dai_hoa.iso": ["Duy trì."],
        "danh_gia.uu_diem": ["Tốt."],
        "danh_gia.han_che": ["Thiếu máy."],
        "phuong_huong": ["Tiếp tục."],
    },
    three_parts: {
        "chi_dao.ke_hoach": ["Ban hành 01 kế hoạch."],
        "chi_dao.tuyen_truyen": ["12 buổi."],
        "ket_qua.the_che": ["02 nghị quyết."],
        "danh_gia.ket_qua_noi_bat": ["A."],
        "danh_gia.han_che": ["B."],
        "phuong_huong": ["1. Tiếp tục cải cách thể chế.", "2. Kiểm tra.", "3. Tuyên truyền CCHC"],
    },
    sparse: {
        "chi_dao.ke_hoach": ["Ban hành kế hoạch;", "Phân công."],
        "ket_qua.the_che": ["Không có."],
        "ket_qua.bo_may": ["Ổn định."],
        "kien_nghi": ["Không."],
    },
}


def read(office: Callable[[], Document]) -> tuple[Import, Report]:
    imported = read_report(saved(office()), TEMPLATES)
    return imported, to_report(imported)


@pytest.mark.parametrize("office", ENTRIES, ids=lambda office: office.__name__)
def test_what_is_certain_is_in_its_section(office: Callable[[], Document]) -> None:
    imported, _ = read(office)
    found: dict[str, list[str]] = {}
    for piece in imported.pieces:
        if piece.confidence is Confidence.SURE and piece.target and piece.target.startswith("sections."):
            found.setdefault(piece.target.removeprefix("sections."), []).append(piece.text)
    assert found == ENTRIES[office]


def test_a_commune_has_its_name_its_subject_and_its_signer() -> None:
    imported, report = read(commune)
    assert (report.template.key, report.period.id, report.status) == ("nq76", "2025-H1", "issued")
    assert (report.unit.superior, report.unit.issuer) == ("", "Ủy ban nhân dân xã Lam Khê")
    assert report.document.subject == (
        "Kết quả công tác cải cách hành chính 6 tháng đầu năm, nhiệm vụ trọng tâm 6 tháng cuối năm 2025"
    )
    assert report.document.addressees == ("Phòng Nội vụ huyện Lam Khê",)
    assert (report.window.start.isoformat(), report.window.end.isoformat()) == ("2024-12-15", "2025-06-14")
    signer = report.signer
    assert (signer.on_behalf, signer.capacity, signer.title) == ("TM. Ủy ban nhân dân", "KT.", "Chủ tịch")
    assert (signer.deputy_title, signer.name) == ("Phó Chủ tịch", "Trần Văn B")
    assert {heading for heading in imported.missing if "." not in heading} == set()


def test_form_ii_06a_in_word_is_read_as_in_excel() -> None:
    imported, report = read(commune)
    rows = {row.label: row.cells for row in report.appendices["mot_cua"].rows}
    assert rows["Hộ tịch"] == {
        "ton_dau": 5, "nhan": 500, "truc_tuyen": 400, "truoc": 300, "dung": 200, "tre": 0, "dang": 5, "qua_han": 0,
    }  # fmt: skip
    assert report.appendices["mot_cua"].total["nhan"] == 1250
    (wrong,) = [piece.text for piece in imported.pieces if "không bằng tổng" in piece.why]
    assert wrong == "Chứng thực | Số lượng hồ sơ đã giải quyết / Tổng số: 751"


def test_room_for_number_and_day_does_not_tear_the_head_apart() -> None:
    imported, report = read(division)
    assert (report.template.key, report.period.id, report.status) == ("nq30c", "2022-Q1", "draft")
    assert (report.unit.superior, report.unit.issuer) == ("UBND huyện Lam Khê", "Phòng Tài chính - Kế hoạch")
    assert (report.unit.symbol, report.unit.place) == ("TCKH", "Lam Khê")
    assert report.document.addressees == ("UBND huyện Lam Khê", "Phòng Nội vụ huyện")
    assert report.signer.name == "Lê Thị C"
    unsure = [piece.text for piece in imported.pieces if piece.confidence is not Confidence.SURE]
    assert unsure == ["**C. KIẾN NGHỊ**", "Cấp kinh phí."]


def test_a_draft_says_so_in_no_name() -> None:
    imported, report = read(three_parts)
    assert (report.unit.superior, report.unit.issuer) == ("", "UBND xã An Phú")
    assert "DỰ THẢO" in [left.text for left in imported.left_out]
    assert report.document.subject == "Kết quả công tác cải cách hành chính 9 tháng năm 2025"


def test_a_table_in_a_section_is_offered_there_as_text() -> None:
    imported, _ = read(sparse)
    offered = [piece.text for piece in imported.pieces if piece.target == "sections.ket_qua.bo_may"]
    assert offered == ["Ổn định.", "Đơn vị | Biên chế giao | Có mặt", "Văn phòng | 5 | 4", "Phòng B | 6 | 6"]


def test_a_row_that_is_not_certain_keeps_its_table_uncertain() -> None:
    imported, _ = read(sparse)
    (found,) = imported.tables
    assert found.confidence is Confidence.NEAR
    assert "Số văn bản hết hiệu lực" in found.why
    rows = {row.key: row.cells for row in found.data.rows if row.cells}
    assert {key: (cells["nam_truoc"], cells["q1"], cells["q3"]) for key, cells in rows.items()} == {
        "vb_ban_hanh": (4, 1, 2), "vb_bai_bo": (1, 0, 0), "tthc_ra_soat": (5, 5, None),
    }  # fmt: skip
    assert "Số văn bản hết hiệu lực | 7" in [piece.text for piece in imported.pieces]
