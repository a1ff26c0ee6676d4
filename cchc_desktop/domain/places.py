"""Places of a report, as a person would name them."""

import re

from cchc_desktop.domain.fields import FIELD_BY_PLACE, FIELDS
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.template import Section, Template

DATES = ("document.date", "window.from", "window.to")
_NAMES = {
    "document.number": "ô số văn bản",
    "document.date": "ô ngày ký",
    "window.from": "ô ngày đầu của thời gian chốt số liệu",
    "window.to": "ô ngày cuối của thời gian chốt số liệu",
}
_FIELD_ORDER = {field.place: order for order, field in enumerate(FIELDS)}
_SECTION = re.compile(r"sections\.(?P<key>[a-z0-9_.]+)(?:\[(?P<entry>\d+)\].*)?")
_CELL = re.compile(
    r"appendices\.(?P<key>[a-z0-9_]+)(?:\.(?:rows\[(?P<row>\d+)\]|(?P<total>total)))?"
    r"(?:\.cells\.(?P<column>[a-z0-9_]+))?.*"
)


def place_name(report: Report, place: str) -> str:
    """A place as a person would name it: the figure's or the cell's label."""
    if place in _NAMES:
        return _NAMES[place]
    if place.startswith("figures."):
        return f"số liệu “{report.template.figure_by_key[place.removeprefix('figures.')].label}”"
    _, appendix_key, *_, column_key = place.split(".")
    appendix = report.template.appendix_by_key[appendix_key]
    index = int(place.partition("rows[")[2].partition("]")[0])
    row = report.appendices[appendix_key].rows[index]
    return f"phụ lục “{appendix.short}”, dòng “{row.label}”, cột “{appendix.column_by_key[column_key].label}”"


def slot_name(report: Report, slot: str) -> str:
    """A slot as a person would name it: the figure's label, or appendix and column."""
    key, _, column = slot.partition(".")
    if not column:
        return report.template.figure_by_key[key].label
    appendix = report.template.appendix_by_key[key]
    return f"{appendix.short}: {appendix.column_by_key[column].label}"


def section_words(section: Section, template: Template) -> str:
    """A section by all its numbers and its short name: "II.2.1. Theo lĩnh vực", "II.2.a) Kiểm soát TTHC"."""
    numbers: list[str] = []
    keys = section.key.split(".")
    for depth in range(1, len(keys) + 1):
        number = template.sections[".".join(keys[:depth])].number
        # "2.1." has the number of the section that it stands in.
        if numbers and number.startswith(numbers[-1]):
            numbers.pop()
        numbers.append(number)
    return f"{''.join(numbers)} {section.short}".strip()


def where(report: Report, place: str) -> str:
    """Where to look for a place of this report: "II.2.2. Kiểm soát TTHC, ý 1", "Thông tin chung: Ngày ký"."""
    template = report.template
    if place in FIELD_BY_PLACE:
        return f"Thông tin chung: {FIELD_BY_PLACE[place].label}"
    if match := _SECTION.fullmatch(place):
        entry = f", ý {int(match['entry']) + 1}" if match["entry"] else ""
        return section_words(template.sections[match["key"]], template) + entry
    if place.startswith("figures."):
        figure = template.figure_by_key[place.removeprefix("figures.")]
        return f"{section_words(template.sections[figure.section], template)}, số liệu “{figure.label}”"
    if match := _CELL.fullmatch(place):
        appendix = template.appendix_by_key[match["key"]]
        words = f"Phụ lục {appendix.short}"
        if match["row"]:
            words += f", dòng “{report.appendices[appendix.key].rows[int(match['row'])].label}”"
        elif match["total"]:
            words += ", dòng cộng"
        column = appendix.column_by_key.get(match["column"] or "")
        return f"{words}, cột “{column.label}”" if column else words
    return ""


def place_order(report: Report, place: str) -> tuple[int, ...]:
    """A key that sorts places as they are met: the fields, the sections with their figures, the appendices."""
    template = report.template
    leaves = [section.key for section in template.sections.values()]
    if match := _SECTION.fullmatch(place):
        return 1, leaves.index(match["key"]), 0, int(match["entry"] or 0)
    if place.startswith("figures."):
        figure = template.figure_by_key[place.removeprefix("figures.")]
        return 1, leaves.index(figure.section), 1, template.figures.index(figure)
    if match := _CELL.fullmatch(place):
        appendix = template.appendix_by_key[match["key"]]
        columns = list(appendix.column_by_key)
        row = int(match["row"]) if match["row"] else len(report.appendices[appendix.key].rows)
        column = columns.index(match["column"]) if match["column"] in columns else 0
        return 2, template.appendices.index(appendix), row, column
    return 0, _FIELD_ORDER.get(place, 0)
