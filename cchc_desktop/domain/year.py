"""A year across its periods: what each report says side by side, and a report put together from them.

Flows add up over periods that cover the year without overlap, stocks are the last ones, rates are computed again.
Where a period is missing there is no sum: "chưa đủ số liệu".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cchc_desktop.domain.appendix_head import HeadCell, head_depth, head_grid
from cchc_desktop.domain.carry_over import carry_over
from cchc_desktop.domain.formula import total
from cchc_desktop.domain.history import History, covers, same_row
from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import AppendixData, FigureValue, Report, Row, Signer, Unit
from cchc_desktop.domain.template import Appendix, Column, Figure, Template
from cchc_desktop.domain.values import NO_RATE, cell, rate, totals
from cchc_desktop.text.folding import fold
from cchc_desktop.text.numbers import format_percent

INCOMPLETE = "chưa đủ số liệu"
WHOLE_YEAR = "Cả năm"

Value = int | str | None


@dataclass(frozen=True, slots=True)
class YearTable:
    """A table to look at or to export: `heads` over the columns, the first `labels` of which say what a row is."""

    title: str
    heads: tuple[HeadCell, ...]
    rows: tuple[tuple[Value, ...], ...]
    labels: int = 1


def year_tables(reports: Sequence[Report], year: int) -> list[YearTable]:
    """The figures and each appendix across the year's reports, of each period one, in the latest one's form."""
    of_year = sorted((r for r in reports if r.period.year == year), key=lambda report: report.period)
    if not of_year:
        return []
    whole = _Whole(of_year, Period(year, Kind.Y))
    template = of_year[-1].template
    tables = [_figure_table(template, of_year, whole)]
    tables += [_appendix_table(appendix, of_year, whole) for appendix in template.appendices]
    return [table for table in tables if table.rows]


def put_together(
    reports: Sequence[Report], template: Template, year: int, profile: tuple[Unit, Signer] | None
) -> Report:
    """A draft for the year: text carried over from the last report, figures and cells from all of them.

    What cannot be derived because a period is missing stays blank.
    """
    of_year = sorted((r for r in reports if r.period.year == year and r.period.kind is not Kind.Y), key=_period)
    if not of_year:
        raise Refusal(f"Năm {year} chưa có báo cáo nào để tổng hợp.")
    period = Period(year, Kind.Y)
    whole = _Whole(of_year, period)
    draft = carry_over(of_year[-1], template, period, profile, History(tuple(reports))).report
    figures = {
        figure.key: FigureValue(whole.figure(figure)) if figure.key in draft.figures else FigureValue()
        for figure in template.typed_figures
    }
    appendices = {
        appendix.key: whole.appendix(appendix, draft.appendices[appendix.key]) for appendix in template.appendices
    }
    return replace(draft, figures=figures, appendices=appendices)


class _Whole:
    """The year's values, derived from its reports."""

    def __init__(self, reports: Sequence[Report], period: Period) -> None:
        self._reports = reports
        stated = [report for report in reports if report.period == period]
        parts = History(tuple(reports)).parts(period)
        self._parts = tuple(stated[-1:]) or (parts if covers(parts, period) else ())

    def figure(self, figure: Figure) -> int | None:
        return self._derived(figure.kind, lambda report: _figure_value(figure.key, report))

    def ratio(self, figure: Figure) -> str:
        """The rate over the sums; "–" where there is nothing to divide by."""
        if not self._parts or figure.ratio is None:
            return INCOMPLETE

        def lookup(name: str) -> int | None:
            key, _, column = name.partition(".")
            values = []
            for report in self._parts:
                form = report.template.appendix_by_key.get(key)
                if form and column in form.column_by_key:
                    rows = report.appendices[key].rows
                    values.append(total(cell(form.column_by_key[column], row.cells) for row in rows))
            return total(values)

        value = figure.ratio.value(lookup)
        return NO_RATE if value is None else format_percent(value)

    def cell(self, appendix: Appendix, column: Column, row: Row) -> int | None:
        return self._of_column(column, lambda report: _cell_value(appendix, column, row, report))

    def total(self, appendix: Appendix, column: Column) -> int | None:
        return self._of_column(column, lambda report: _total_value(appendix, column, report))

    def appendix(self, appendix: Appendix, data: AppendixData) -> AppendixData:
        """The rows of all reports with the year's values."""
        rows = []
        for number, row in enumerate(_rows(appendix, self._reports, data), start=1):
            values = {column.key: self.cell(appendix, column, row) for column in appendix.typed_columns}
            key = f"r{number}" if appendix.open else row.key
            rows.append(Row(key, row.label, {column: value for column, value in values.items() if value is not None}))
        return AppendixData(tuple(rows))

    def _of_column(self, column: Column, value: Callable[[Report], int | None]) -> int | None:
        if column.quarter or column.last_year:
            known = [value(report) for report in self._reports]
            return next((found for found in reversed(known) if found is not None), None)
        if column.kind == "opening":
            first = next((report for report in self._reports if report.period.from_year_start), None)
            return value(first) if first else None
        return self._derived(column.kind, value)

    def _derived(self, kind: str, value: Callable[[Report], int | None]) -> int | None:
        if kind == "stock":
            return value(self._reports[-1])
        values = [value(report) for report in self._parts]
        return total(values) if values and all(known is not None for known in values) else None


def _figure_table(template: Template, reports: Sequence[Report], whole: _Whole) -> YearTable:
    rows: list[tuple[Value, ...]] = []
    for figure in template.figures:
        name = f"{figure.label} ({figure.unit})" if figure.unit else figure.label
        if figure.ratio is not None:
            rates = [_rate_text(figure, report) for report in reports]
            rows.append((name, *rates, whole.ratio(figure)))
        else:
            values = [_figure_value(figure.key, report) for report in reports]
            rows.append((name, *values, _or_incomplete(whole.figure(figure))))
    texts = ("Số liệu", *(report.period.kind.label for report in reports), WHOLE_YEAR)
    heads = tuple(HeadCell(0, column, 1, 1, text) for column, text in enumerate(texts))
    return YearTable("Số liệu", heads, tuple(rows))


def _appendix_table(appendix: Appendix, reports: Sequence[Report], whole: _Whole) -> YearTable:
    """Row by row and, where the columns are no quarters, period by period; the total last."""
    by_quarter = any(column.quarter for column in appendix.columns)
    rows: list[tuple[Value, ...]] = []

    def add(label: str, by_report: Sequence[Sequence[int | None]], of_year: Sequence[int | None]) -> None:
        for report, values in () if by_quarter else zip(reports, by_report, strict=True):
            rows.append((label, report.period.kind.label, *values))
        rows.append((label, *([] if by_quarter else [WHOLE_YEAR]), *map(_or_incomplete, of_year)))

    columns = appendix.columns
    for row in _rows(appendix, reports, AppendixData()):
        typed = {column.key: whole.cell(appendix, column, row) for column in appendix.typed_columns}
        cells = [[_cell_value(appendix, column, row, report) for column in columns] for report in reports]
        add(row.label, cells, [cell(column, typed) for column in columns])
    if appendix.total and rows:
        sums = [[_total_value(appendix, column, report) for column in columns] for report in reports]
        add(appendix.total, sums, [whole.total(appendix, column) for column in columns])
    return YearTable(appendix.short, _heads(appendix, by_quarter), tuple(rows), 1 if by_quarter else 2)


def _heads(appendix: Appendix, by_quarter: bool) -> tuple[HeadCell, ...]:
    heads = head_grid(replace(appendix, numbered=False))
    if by_quarter:
        return heads
    moved = tuple(replace(head, column=head.column + 1) if head.column else head for head in heads)
    return (*moved, HeadCell(0, 1, head_depth(appendix), 1, "Kỳ"))


def _rows(appendix: Appendix, reports: Sequence[Report], data: AppendixData) -> tuple[Row, ...]:
    """The fixed rows; of open ones every label that occurs, in the order of first occurrence."""
    if not appendix.open:
        return data.rows or tuple(Row(row.key, row.label) for row in appendix.rows)
    found: dict[str, Row] = {}
    for report in reports:
        for row in report.appendices.get(appendix.key, AppendixData()).rows:
            found.setdefault(fold(row.label).strip(), row)
    return tuple(found.values())


def _figure_value(key: str, report: Report) -> int | None:
    return report.figures[key].value if key in report.figures else None


def _rate_text(figure: Figure, report: Report) -> str | None:
    if figure.key not in report.template.figure_by_key:
        return None
    value = rate(report.template.figure_by_key[figure.key], report)
    return NO_RATE if value is None else format_percent(value)


def _cell_value(appendix: Appendix, column: Column, row: Row, report: Report) -> int | None:
    form = report.template.appendix_by_key.get(appendix.key)
    there = same_row(appendix, row, report.appendices[appendix.key]) if form else None
    if form is None or there is None or column.key not in form.column_by_key:
        return None
    return cell(form.column_by_key[column.key], there.cells)


def _total_value(appendix: Appendix, column: Column, report: Report) -> int | None:
    form = report.template.appendix_by_key.get(appendix.key)
    return totals(form, report.appendices[appendix.key]).get(column.key) if form else None


def _or_incomplete(value: int | None) -> Value:
    return INCOMPLETE if value is None else value


def _period(report: Report) -> Period:
    return report.period
