"""K25: the appendices."""

import re

from cchc_desktop.export.verify.components import Annex
from cchc_desktop.export.verify.outcome import Checked, Fault, Outcomes, Unseen, look_fault, shortened
from cchc_desktop.text.folding import fold

_SUPERIORS_LABEL = re.compile(r"PHỤ LỤC (?:SỐ )?\d+[A-Z]?")


def appendices(checked: Checked) -> Outcomes:
    """K25: mentioned in the text; numbered in Roman from two on; label, title and reference set as due; own pages.

    A label as "PHỤ LỤC 4" is kept from a superior's form and leaves the rule unjudged.
    """
    annexes = checked.components.annexes
    if not annexes:
        yield Unseen("văn bản không có phụ lục.")
        return
    main = [paragraph for paragraph in checked.components.main if not paragraph.blank]
    # An appendix in a file of its own has no text to be mentioned in.
    if main and not any("phu luc" in fold(paragraph.text) for paragraph in reversed(main)):
        yield Fault(annexes[0].label.place, "Nội dung văn bản chưa nhắc tới phụ lục; phải có chỗ chỉ dẫn tới phụ lục.")
    for annex in annexes:
        yield from _one(checked, annex, several=len(annexes) > 1)


def _one(checked: Checked, annex: Annex, *, several: bool) -> Outcomes:
    limits, label = checked.limits.components, annex.label
    if _SUPERIORS_LABEL.fullmatch(label.text):
        yield Unseen(f"nhãn “{label.text}” theo mẫu của cấp trên.")
    elif not re.fullmatch(limits["phu_luc_so"].pattern, label.text) or (several and label.text == "Phụ lục"):
        due = "“Phụ lục I”, “Phụ lục II”" if several else "“Phụ lục”"
        yield Fault(label.place, f"Phụ lục đang ghi “{shortened(label.text)}”; phải ghi riêng một dòng như {due}.")
    yield from look_fault("Nhãn", [label], limits["phu_luc_so"])
    if not annex.title:
        yield Fault(label.place, f"{label.text} chưa có tên; phải có tên, in hoa, đậm, căn giữa.")
    yield from look_fault("Tên phụ lục", annex.title, limits["phu_luc_ten"])
    if annex.reference is None:
        yield Fault(label.place, f"{label.text} chưa có dòng “(Kèm theo Báo cáo số … ngày …)” dưới tên phụ lục.")
    else:
        if not annex.reference.text.startswith("(Kèm theo "):
            yield Fault(
                annex.reference.place,
                f"Dòng “{shortened(annex.reference.text)}” phải đặt trong ngoặc đơn, mở đầu bằng “(Kèm theo”.",
            )
        yield from look_fault("Dòng kèm theo", [annex.reference], limits["phu_luc_kem_theo"])
    sections = checked.document.sections
    counted_anew = annex.section == 0 or sections[min(annex.section, len(sections) - 1)].start == 1
    if not (annex.opens_section and counted_anew):
        yield Fault(label.place, f"{label.text} chưa đánh số trang riêng; phải ở section riêng, số trang bắt đầu từ 1.")
