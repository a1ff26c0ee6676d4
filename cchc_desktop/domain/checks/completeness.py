"""Is everything there that the report needs?"""

from functools import cache

from cchc_desktop.domain.finding import ERROR, INFO, WARNING, Finding, Findings
from cchc_desktop.domain.places import DATES, place_name, slot_name
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.values import slot_text
from cchc_desktop.text.marks import slots
from cchc_desktop.text.normal import is_blank

_HEADER = (
    ("unit.issuer", "tên cơ quan ban hành", "Phụ lục I, mục II.2 Nghị định 30/2020/NĐ-CP"),
    ("unit.symbol", "ký hiệu của cơ quan", "Phụ lục I, mục II.3 Nghị định 30/2020/NĐ-CP"),
    ("unit.place", "địa danh", "Phụ lục I, mục II.4 Nghị định 30/2020/NĐ-CP"),
    ("document.subject", "trích yếu nội dung", "Phụ lục I, mục II.5 Nghị định 30/2020/NĐ-CP"),
    ("signer.title", "chức vụ của người ký", "Phụ lục I, mục II.7 Nghị định 30/2020/NĐ-CP"),
    ("signer.name", "họ tên người ký", "Phụ lục I, mục II.7 Nghị định 30/2020/NĐ-CP"),
)


def header(report: Report) -> Findings:
    """`completeness.header`: a component that every document must have is missing (NĐ 30/2020, Phụ lục I, II).

    Number and date come from the registry at issue, so a draft may lack them. A People's Committee has no
    superior line.
    """
    for place, name, reference in _HEADER:
        part, _, key = place.partition(".")
        if is_blank(getattr(getattr(report, part), key)):
            message = f"Phần thông tin chung còn thiếu {name}."
            yield Finding("completeness.header", ERROR, place, message, reference)
    for place, name in (("window.from", "ngày đầu"), ("window.to", "ngày cuối")):
        day = report.window.start if place == "window.from" else report.window.end
        if day is None and place not in report.unreadable:
            yield Finding(
                "completeness.header",
                ERROR,
                place,
                f"Thời gian chốt số liệu còn thiếu {name}.",
                "Điều 12 Nghị định 09/2019/NĐ-CP",
            )


def unreadable(report: Report) -> Findings:
    """`completeness.unreadable`: what was typed is no number or no date, so it counts as not known."""
    for place, text in report.unreadable.items():
        kind = "ngày có thật (ngày/tháng/năm)" if place in DATES else "số đếm không âm"
        yield Finding(
            "completeness.unreadable",
            ERROR,
            place,
            f"“{text}” ở {place_name(report, place)} không đọc được là một {kind} nên báo cáo coi như chưa có.",
        )


def missing_figure(report: Report) -> Findings:
    """`completeness.missing-figure`: a required figure is blank, or a text's slot has no value or no meaning."""
    for figure in report.template.typed_figures:
        place = f"figures.{figure.key}"
        if figure.required and report.figures[figure.key].value is None and place not in report.unreadable:
            yield Finding("completeness.missing-figure", WARNING, place, f"Chưa có số liệu “{figure.label}”.")
        value = report.figures[figure.key].value
        if value is not None and (value < figure.least or (figure.most is not None and value > figure.most)):
            limits = f"từ {figure.least}" + (f" đến {figure.most}" if figure.most is not None else " trở lên")
            yield Finding(
                "completeness.missing-figure",
                WARNING,
                place,
                f"Số liệu “{figure.label}” là {value}, ngoài khoảng thường gặp ({limits}).",
            )
    value_of = cache(lambda slot: slot_text(slot, report))
    for place, text in report.body_texts():
        for slot in dict.fromkeys(slots(text)):
            value_text = value_of(slot)
            if value_text is None:
                message = f"Ô số liệu {{{slot}}} trong câu không chỉ vào số liệu nào của mẫu báo cáo."
                yield Finding("completeness.missing-figure", WARNING, place, message)
            elif value_text in ("…", "–"):
                message = f"Câu này dùng số liệu “{slot_name(report, slot)}” nhưng số liệu đó chưa có."
                yield Finding("completeness.missing-figure", WARNING, place, message)


def empty_section(report: Report) -> Findings:
    """`completeness.empty-section`: a section has no entry; its heading is printed all the same."""
    for section in report.template.leaves:
        if not report.sections[section.key]:
            name = f"{section.number} {section.title}".strip()
            yield Finding(
                "completeness.empty-section", INFO, f"sections.{section.key}", f"Mục “{name}” chưa có nội dung."
            )
