"""K08, K15, K16: recipients and signature."""

import re

from cchc_desktop.export.signer_mark import split_mark
from cchc_desktop.export.verify.components import Piece
from cchc_desktop.export.verify.outcome import Checked, Fault, Outcomes, Unseen, look_fault, shortened
from cchc_desktop.text.folding import fold

_AS_ABOVE = re.compile(r"- ?Như trên;")
_DEGREE = re.compile(
    r"(?:GS|PGS|TSKH|TS|ThS|BS|CKII|CKI|DS|KS|CN|NCS|NGƯT|NGND|NSƯT|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|"
    r"Dược sĩ|Kỹ sư|Cử nhân|Luật sư|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy)\b\.?",
    re.IGNORECASE,
)


def recipients(checked: Checked) -> Outcomes:
    """K08: "Nơi nhận:" 12 pt bold italic; items 11 pt, "- …;", the last "- Lưu: VT….", "Như trên" with Kính gửi."""
    components, limits = checked.components, checked.limits
    label, items = components.recipients_label, components.recipients
    if label is None:
        yield Unseen("không tìm thấy Nơi nhận.")
        return
    due = limits.components["noi_nhan_nhan"]
    if label.text not in due.texts:
        yield Fault(label.place, f"Nơi nhận đang ghi “{label.text}”; phải ghi “{due.texts[0]}”.")
    yield from look_fault("Nhãn", [label], due)
    yield from look_fault("Dòng nơi nhận", items, limits.components["noi_nhan_dong"])
    if not items:
        yield Fault(label.place, "Dưới Nơi nhận chưa có dòng nào; phải có ít nhất dòng “- Lưu: VT.”.")
        return
    *before, last = items
    for item in before:
        if not item.text.startswith("-") or not item.text.endswith(";"):
            yield Fault(
                item.place, f"Dòng nơi nhận “{shortened(item.text)}” phải bắt đầu bằng “- ” và kết thúc bằng dấu “;”."
            )
    if not re.fullmatch(limits.recipients_last, last.text):
        yield Fault(
            last.place, f"Dòng nơi nhận cuối đang ghi “{shortened(last.text)}”; phải dạng “- Lưu: VT, ….”, có dấu chấm."
        )
    as_above = next((item for item in items if "nhu tren" in fold(item.text)), None)
    if components.addressee is not None and not _AS_ABOVE.fullmatch(items[0].text):
        yield Fault(items[0].place, "Văn bản có Kính gửi nên dòng nơi nhận đầu tiên phải là “- Như trên;”.")
    if components.addressee is None and as_above is not None:
        yield Fault(
            as_above.place, "Nơi nhận ghi “Như trên” nhưng văn bản không có Kính gửi; phải ghi rõ tên nơi nhận."
        )


def signature(checked: Checked) -> Outcomes:
    """K15: TM., KT., TL., TUQ., Q. written so; block in capitals and name 13–14 pt, bold, centred."""
    lines, name = checked.components.signer_lines, checked.components.signer_name
    if not lines and name is None:
        yield Unseen("không tìm thấy chức vụ và họ tên người ký.")
        return
    for line in lines:
        yield from _mark(line, checked)
    limits = checked.limits.components
    yield from look_fault("Chức vụ người ký", lines, limits["quyen_han_chuc_vu"])
    yield from look_fault("Họ tên người ký", [name] if name else [], limits["ho_ten"])
    if name is None:
        yield Unseen("chưa có họ tên người ký.")
    elif not lines:
        yield Unseen("không tìm thấy chức vụ người ký.")


def signer_name(checked: Checked) -> Outcomes:
    """K16: no degree, rank or honour before the signer's name."""
    name = checked.components.signer_name
    if name is None:
        yield Unseen("chưa có họ tên người ký.")
    elif match := _DEGREE.match(name.text):
        yield Fault(
            name.place, f"Trước họ tên người ký có “{match[0]}”; không ghi học hàm, học vị, quân hàm hay danh hiệu."
        )


def _mark(line: Piece, checked: Checked) -> Outcomes:
    mark, _ = split_mark(line.text) or ("", "")
    if mark in checked.limits.signature_marks and not line.text.startswith(f"{mark} "):
        yield Fault(
            line.place,
            f"Quyền hạn ký đang ghi “{shortened(line.text, 30)}”; phải ghi “{mark} ” rồi đến chức vụ hoặc tập thể.",
        )
