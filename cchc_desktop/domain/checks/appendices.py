"""Do the tables agree with themselves?"""

from collections.abc import Iterator, Mapping

from cchc_desktop.domain.finding import ERROR, WARNING, Finding, Findings
from cchc_desktop.domain.formula import Identity
from cchc_desktop.domain.report import AppendixData, Report
from cchc_desktop.domain.template import Appendix
from cchc_desktop.domain.values import cell, totals
from cchc_desktop.text.numbers import format_count


def identity(report: Report) -> Findings:
    """`appendix.identity`: an identity of the template does not hold (reference: the template's own sentence).

    Compared where each side has a known term. A note on the row answers it; for an identity down a column,
    a note on one of its cells.
    """
    for appendix, data in _appendices(report):
        yield from broken_identities(appendix, data)


def total(report: Report) -> Findings:
    """`appendix.total`: a total that a file stated differs from what its cells come to."""
    for appendix, data in _appendices(report):
        for index, row in enumerate(data.rows):
            computed = {column.key: cell(column, row.cells) for column in appendix.columns if column.formula}
            where = f"{appendix.short}, dòng “{row.label}”"
            yield from _stated(appendix, f"rows[{index}]", where, row.cells, computed)
        if data.total is not None:
            yield from _stated(appendix, "total", f"{appendix.short}, dòng cộng", data.total, totals(appendix, data))


def blank_and_zero(report: Report) -> Findings:
    """`appendix.blank-and-zero`: a row has figures and blanks side by side; a blank is not known, zero is typed.

    Quarters after the report's period are left out: they must be blank.
    """
    last_quarter = report.period.quarters[-1]
    for appendix, data in _appendices(report):
        for index, row in enumerate(data.rows):
            columns = [column for column in appendix.typed_columns if (column.quarter or 0) <= last_quarter]
            blank = [column for column in columns if row.cells.get(column.key) is None]
            unread = [c for c in blank if f"appendices.{appendix.key}.rows[{index}].cells.{c.key}" in report.unreadable]
            blank = [column for column in blank if column not in unread]
            if blank and len(blank) + len(unread) < len(columns):
                names = ", ".join(f"“{column.label}”" for column in blank)
                place = f"appendices.{appendix.key}.rows[{index}].cells.{blank[0].key}"
                message = f"{appendix.short}, dòng “{row.label}”: còn để trống {names}; nếu không có thì ghi 0."
                yield Finding("appendix.blank-and-zero", WARNING, place, message)


def future_quarter(report: Report) -> Findings:
    """`appendix.future-quarter`: a quarter after the report's period has a figure."""
    last_quarter = report.period.quarters[-1]
    for appendix, data in _appendices(report):
        for column in appendix.typed_columns:
            for index, row in enumerate(data.rows):
                value = row.cells.get(column.key)
                if column.quarter and column.quarter > last_quarter and value is not None:
                    place = f"appendices.{appendix.key}.rows[{index}].cells.{column.key}"
                    message = (
                        f"{appendix.short}, dòng “{row.label}”: {column.label} đã có số {format_count(value)} "
                        f"trong khi báo cáo là {report.period.title}."
                    )
                    yield Finding("appendix.future-quarter", WARNING, place, message)


def broken_identities(appendix: Appendix, data: AppendixData) -> Findings:
    """What `appendix.identity` says of one appendix."""
    for index, row in enumerate(data.rows):
        if row.notes:
            continue
        cells = {column.key: cell(column, row.cells) for column in appendix.columns}
        for rule in appendix.row_identities:
            if sides := rule.difference(cells.get):
                where = f"{appendix.short}, dòng “{row.label}”"
                place = f"appendices.{appendix.key}.rows[{index}].cells.{rule.left.names[0]}"
                yield _identity_finding(rule, place, where, sides)
    for column in appendix.typed_columns if appendix.column_identities else ():
        by_row = {row.key: row.cells.get(column.key) for row in data.rows}
        noted = {row.key for row in data.rows if column.key in row.notes}
        for rule in appendix.column_identities:
            sides = rule.difference(by_row.get)
            if sides and not noted.intersection(rule.names):
                index = [row.key for row in data.rows].index(rule.left.names[0])
                place = f"appendices.{appendix.key}.rows[{index}].cells.{column.key}"
                yield _identity_finding(rule, place, f"{appendix.short}, cột “{column.label}”", sides)


def _appendices(report: Report) -> Iterator[tuple[Appendix, AppendixData]]:
    return ((appendix, report.appendices[appendix.key]) for appendix in report.template.appendices)


def _identity_finding(rule: Identity, place: str, where: str, sides: tuple[int, int]) -> Finding:
    left, right = map(format_count, sides)
    message = f"{where}: {rule.message} Vế trái là {left}, vế phải là {right}."
    return Finding("appendix.identity", rule.severity, place, message)


def _stated(
    appendix: Appendix,
    line: str,
    where: str,
    stated: Mapping[str, int | None],
    computed: Mapping[str, int | None],
) -> Findings:
    for key, value in computed.items():
        if key in stated and stated[key] != value:
            label = appendix.column_by_key[key].label
            message = f"{where}, cột “{label}”: tệp ghi {_shown(stated[key])}, cộng lại là {_shown(value)}."
            yield Finding("appendix.total", ERROR, f"appendices.{appendix.key}.{line}.cells.{key}", message)


def _shown(value: int | None) -> str:
    return "trống" if value is None else format_count(value)
