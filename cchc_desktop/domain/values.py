"""What a report's numbers come to: computed cells, totals, ratios and the values of slots."""

from collections.abc import Mapping
from fractions import Fraction

from cchc_desktop.domain.formula import total
from cchc_desktop.domain.report import AppendixData, Report, Row
from cchc_desktop.domain.template import Appendix, Column, Figure
from cchc_desktop.text.marks import Run
from cchc_desktop.text.numbers import format_in_text, format_percent

UNKNOWN = "…"
"""Printed where a text names a value that is not known."""

NO_RATE = "–"
"""Printed for a rate with nothing to divide by."""


def cell(column: Column, cells: Mapping[str, int | None]) -> int | None:
    """The cell of a row: as typed, or computed. A stated computed cell has no say."""
    return column.formula.value(cells.get) if column.formula else cells.get(column.key)


def column_total(column: Column, rows: tuple[Row, ...]) -> int | None:
    """The sum over the rows; blank only where all are."""
    return total(cell(column, row.cells) for row in rows)


def totals(appendix: Appendix, data: AppendixData) -> dict[str, int | None]:
    """The computed total row."""
    return {column.key: column_total(column, data.rows) for column in appendix.columns}


def rate(figure: Figure, report: Report) -> Fraction | None:
    """The value of a ratio figure; None where it cannot be computed."""

    def lookup(name: str) -> int | None:
        appendix, _, column = name.partition(".")
        form = report.template.appendix_by_key[appendix]
        return column_total(form.column_by_key[column], report.appendices[appendix].rows)

    return figure.ratio.value(lookup) if figure.ratio else None


def figure_text(figure: Figure, report: Report) -> str:
    """A figure as it reads in a sentence: "06", "1.250", "99,4%"; "…" or, for a rate, "–" where not known."""
    if figure.ratio is not None:
        ratio = rate(figure, report)
        return NO_RATE if ratio is None else format_percent(ratio)
    value = report.figures[figure.key].value
    return UNKNOWN if value is None else format_in_text(value)


def slot_text(slot: str, report: Report) -> str | None:
    """What a slot prints; None where it names nothing in the report's template."""
    template = report.template
    key, _, column = slot.partition(".")
    if not column:
        return figure_text(template.figure_by_key[key], report) if key in template.figure_by_key else None
    if key not in template.appendix_by_key or column not in template.appendix_by_key[key].column_by_key:
        return None
    value = column_total(template.appendix_by_key[key].column_by_key[column], report.appendices[key].rows)
    return UNKNOWN if value is None else format_in_text(value)


def run_text(run: Run, report: Report) -> str:
    """A run as it is printed: slots by their value, a slot that names nothing as typed."""
    value = slot_text(run.slot, report) if run.slot else None
    return run.text if value is None else value
