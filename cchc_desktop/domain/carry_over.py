"""A new report from an earlier one: standing text comes along marked as unreviewed, balances are filled in."""

from dataclasses import dataclass, replace

from cchc_desktop.domain.history import History, same_row
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import (
    CARRIED,
    AppendixData,
    FigureValue,
    Report,
    Row,
    Signer,
    Unit,
    new_report,
)
from cchc_desktop.domain.template import Appendix, Column, Section, Template
from cchc_desktop.domain.values import cell


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The new draft, and the sections of the earlier report that its template has no place for."""

    report: Report
    homeless: tuple[Section, ...]


def carry_over(
    earlier: Report, template: Template, period: Period, profile: tuple[Unit, Signer] | None, history: History
) -> CarriedOver:
    """A draft for `period` that continues `earlier`.

    Entries come as carried; unit and signer as they are now; addressees, recipients and archive as they were;
    subject, opening and closing new. Stock figures are copied, flow figures are blank. Rows that the office
    added come with their opening balance; of fixed rows the earlier quarters of the year stay. `history` holds
    the office's other reports: it knows the year's opening and last year's total where `earlier` does not.
    """
    unit, signer = profile or (earlier.unit, earlier.signer)
    blank = new_report(template, period, unit, signer)
    known = History((earlier, *(report for report in history.reports if report.period != earlier.period)))
    document = replace(
        blank.document,
        addressees=earlier.document.addressees,
        recipients=earlier.document.recipients,
        archive=earlier.document.archive,
    )
    sections = {
        key: tuple(replace(entry, state=CARRIED) for entry in earlier.sections.get(key, ())) for key in blank.sections
    }
    appendices = {
        appendix.key: _appendix(appendix, earlier, period, known, blank.appendices[appendix.key])
        for appendix in template.appendices
    }
    report = replace(
        blank,
        document=document,
        sections=sections,
        figures={figure.key: _figure(figure.key, figure.kind, earlier) for figure in template.typed_figures},
        appendices=appendices,
    )
    homeless = tuple(
        section
        for section in earlier.template.leaves
        if earlier.sections[section.key] and section.key not in blank.sections
    )
    return CarriedOver(report, homeless)


def _figure(key: str, kind: str, earlier: Report) -> FigureValue:
    if kind == "stock" and key in earlier.figures:
        return FigureValue(earlier.figures[key].value)
    return FigureValue()


def _appendix(
    appendix: Appendix, earlier: Report, period: Period, history: History, blank: AppendixData
) -> AppendixData:
    """The rows of the new report with what is known of them beforehand."""
    data = earlier.appendices.get(appendix.key)
    if data is None:
        return blank
    rows = [Row(row.key, row.label) for row in data.rows] if appendix.open else blank.rows
    return AppendixData(
        tuple(
            replace(row, cells={column.key: value for column, value in _cells(appendix, row, earlier, period, history)})
            for row in rows
        )
    )


def _cells(appendix: Appendix, row: Row, earlier: Report, period: Period, history: History) -> list[tuple[Column, int]]:
    cells = []
    for column in appendix.typed_columns:
        if column.opening is not None:
            value = _opening(appendix, column, row, earlier, period, history)
        elif column.last_year:
            value = _last_year(appendix, column, row, earlier, period, history)
        elif column.quarter and earlier.period.year == period.year and column.quarter <= earlier.period.quarters[-1]:
            value = _cell(appendix, column.key, row, earlier)
        else:
            value = None
        if value is not None:
            cells.append((column, value))
    return cells


def _opening(
    appendix: Appendix, column: Column, row: Row, earlier: Report, period: Period, history: History
) -> int | None:
    """What was open when the period began: for one that counts from the year's beginning, the year's opening."""
    same_beginning = history.same_beginning(period)
    if same_beginning is not None:
        return _cell(appendix, column.key, row, same_beginning)
    before = history.closing_before(period) or (
        None if period.from_year_start and _same_year(earlier, period) else earlier
    )
    there = before and _row(appendix, row, before)
    return column.opening.value(there.cells.get) if column.opening and there else None


def _last_year(
    appendix: Appendix, column: Column, row: Row, earlier: Report, period: Period, history: History
) -> int | None:
    """Last year's total where the whole year is known; within the year as the earlier report has it."""
    if _same_year(earlier, period):
        return _cell(appendix, column.key, row, earlier)
    whole = [r for r in history.reports if r.period.year == period.year - 1 and r.period.quarters[-1] == 4]
    return _cell(appendix, column.last_year, row, whole[0]) if whole else None


def _same_year(earlier: Report, period: Period) -> bool:
    return earlier.period.year == period.year


def _row(appendix: Appendix, row: Row, report: Report) -> Row | None:
    data = report.appendices.get(appendix.key)
    return same_row(appendix, row, data) if data else None


def _cell(appendix: Appendix, key: str, row: Row, report: Report) -> int | None:
    there = _row(appendix, row, report)
    return cell(appendix.column_by_key[key], there.cells) if there else None
