"""Checking a Word file against the layout rules K01–K25 of Nghị định 30/2020/NĐ-CP, whoever made it."""

from cchc_desktop.domain.finding import WARNING
from cchc_desktop.export.verify.components import find_components
from cchc_desktop.export.verify.limits import read_limits
from cchc_desktop.export.verify.outcome import FAIL, NOT_EVALUATED, PASS, Checked, Rule, RuleResult, result, verdict
from cchc_desktop.export.verify.reader import read
from cchc_desktop.export.verify.rules import appendix, body, closing, head, page, wording

__all__ = ["FAIL", "NOT_EVALUATED", "PASS", "RULES", "RuleResult", "verdict", "verify"]

RULES = (
    Rule("K01", "Khổ giấy A4", "page", page.paper),
    Rule("K02", "Lề trang", "margins", page.page_margins),
    Rule("K03", "Phông chữ", "font", body.font),
    Rule("K04", "Cỡ chữ nội dung", "body", body.size),
    Rule("K05", "Căn đều hai bên", "body", body.justified),
    Rule("K06", "Số trang", "page_number", page.page_number),
    Rule("K07", "Quốc hiệu", "quoc_hieu", head.state_name),
    Rule("K08", "Nơi nhận", "noi_nhan_dong", closing.recipients),
    Rule("K09", "Ký tự và dấu cách", "font", wording.typing),
    Rule("K10", "Giãn dòng", "body", body.line_spacing),
    Rule("K11", "Số, ký hiệu", "so_ky_hieu", head.number_and_symbol),
    Rule("K12", "Tên cơ quan", "co_quan_ban_hanh", head.agency_names),
    Rule("K13", "Địa danh, thời gian", "dia_danh_ngay", head.place_and_date),
    Rule("K14", "Tên loại, trích yếu", "trich_yeu", head.kind_and_subject),
    Rule("K15", "Chức vụ, họ tên người ký", "signature", closing.signature),
    Rule("K16", "Học hàm, học vị trước họ tên", "signature", closing.signer_name),
    Rule("K17", "Bề rộng đầu văn bản", "quoc_hieu", head.head_fits),
    Rule("K18", "Bộ cỡ chữ đầu văn bản", "size_pairs", head.size_pairing, WARNING),
    Rule("K19", "Tiêu ngữ", "tieu_ngu", head.motto_text),
    Rule("K20", "Đường kẻ", "rules", head.drawn_rules),
    Rule("K21", "Ngày, tháng", "dia_danh_ngay", head.date_padding, WARNING),
    Rule("K22", "Thụt dòng, khoảng cách đoạn", "body", body.indent_and_gap),
    Rule("K23", "Viện dẫn văn bản", "citation", wording.citations),
    Rule("K24", "Cấp đề mục", "levels", wording.list_levels, WARNING),
    Rule("K25", "Phụ lục", "phu_luc_so", appendix.appendices),
)
"""The rules in order. To add one: write the function with its source in its docstring, and list it here."""


def verify(data: bytes, style: str) -> list[RuleResult]:
    """How the .docx in `data` stands to each rule, K01 to K25, by the style sheet `style` (a TOML text).

    Formatting is judged as it comes out of defaults, styles and direct formatting. What is no Word file, or
    could do harm, is refused in one sentence.
    """
    document = read(data)
    checked = Checked(document, find_components(document), read_limits(style))
    return [result(rule, checked) for rule in RULES]
