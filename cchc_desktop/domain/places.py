"""Places of a report, as a person would name them."""

from cchc_desktop.domain.report import Report

DATES = ("document.date", "window.from", "window.to")
_NAMES = {
    "document.number": "ô số văn bản",
    "document.date": "ô ngày ký",
    "window.from": "ô ngày đầu của thời gian chốt số liệu",
    "window.to": "ô ngày cuối của thời gian chốt số liệu",
}


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
