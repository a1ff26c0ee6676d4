"""Does the report speak of its own period, and does it go on where the last one ended?"""

import re
from collections.abc import Iterator

from cchc_desktop.domain.finding import ERROR, WARNING, Finding, Findings
from cchc_desktop.domain.formula import Sum
from cchc_desktop.domain.history import History, closing, covers, same_row
from cchc_desktop.domain.period import Kind
from cchc_desktop.domain.period_words import named_periods
from cchc_desktop.domain.report import Report, Row
from cchc_desktop.domain.template import Appendix, Column
from cchc_desktop.domain.values import cell
from cchc_desktop.text.dates import format_date
from cchc_desktop.text.numbers import format_count
from cchc_desktop.text.sentences import typed

_WINDOW_SOURCE = "Điều 12 Nghị định 09/2019/NĐ-CP"

# Words after which another period is meant to be another: a comparison or a plan.
_COMPARED = re.compile(
    r"(?:so với|cùng kỳ|kế hoạch|phương hướng|nhiệm vụ|chương trình|dự kiến)[^.;:]{0,40}$", re.IGNORECASE
)
# What stands before a period that something is said to have happened in.
_HAPPENED_IN = re.compile(r"(?:^|[.;:!?]\s+|\b(?:trong|qua|(?<!đến )hết|kỳ báo cáo)\s+)$", re.IGNORECASE)
# What stands behind a period in which an office has done something; "các nhiệm vụ đã đề ra" is none.
_HAS_DONE = re.compile(
    r"(?:,?\s+(?:phòng|cơ quan|đơn vị|sở|trung tâm|chi cục|ban|UBND(?: [^\W\d_]+){0,3}))?,?\s+đã\b", re.IGNORECASE
)
_YEAR = re.compile(r"\bnăm (\d{4})\b", re.IGNORECASE)


def wording(report: Report) -> Findings:
    """`period.wording`: a text names another period as the one reported on (Nghị định 09/2019/NĐ-CP, Điều 12).

    Subject, closing and the sentence of the opening that says what is reported must name no other period. In
    an entry only what is said to have happened "trong quý II" counts, and only where that quarter lies neither
    within the report's period nor after it: comparisons, plans and parts of the period are at home there. What
    somebody has done in a later period counts too.
    """
    for place, text in _head_statements(report):
        yield from _head_wording(report, place, text)
    for place, marked in report.entry_texts():
        text = typed(marked)
        named = named_periods(text)
        if any(mention.is_exactly(report.period) for mention in named):
            continue
        for mention in named:
            before = text[: mention.start]
            planned = mention.is_after(report.period) and not _HAS_DONE.match(text, mention.end)
            if mention.is_in(report.period) or planned:
                continue
            if _HAPPENED_IN.search(before) and not _COMPARED.search(before):
                yield _wording_finding(report, place, mention.words)
                break


def signed_early(report: Report) -> Findings:
    """`period.signed-early`: the report is dated before the last day that its figures cover (NĐ 09/2019, Điều 12)."""
    day, end = report.document.date, report.window.end
    if day and end and day < end:
        message = (
            f"Báo cáo ghi ngày {format_date(day)}, trước khi hết thời gian chốt số liệu (ngày {format_date(end)}); "
            "số liệu của những ngày còn lại chưa thể có."
        )
        yield Finding("period.signed-early", WARNING, "document.date", message, _WINDOW_SOURCE)


def balance(report: Report, history: History) -> Findings:
    """`period.balance`: what was open when the last period ended is not what this one begins with.

    An opening column must start with the sum that its template names, over the row of the same label (or key)
    in the report that ended right before; for a period that counts from the year's beginning the year's
    opening counts, also as an earlier report of the year states it. A column `last_year` must repeat last
    year's total. Rows that stand in one report only are compared by their sum, since fields are split and
    merged. A note on the cell answers it.
    """
    before = history.closing_before(report.period)
    sibling = history.same_beginning(report.period)
    for appendix in report.template.appendices:
        for column in appendix.typed_columns:
            if column.opening and before and appendix.key in before.appendices:
                yield from _opening(report, appendix, column, before, column.opening, sibling)
            elif column.opening and sibling and appendix.key in sibling.appendices:
                yield from _opening_of_sibling(report, appendix, column, sibling)
            if column.last_year and before and report.period.from_year_start:
                yield from _last_year(report, appendix, column, before)


def cumulative(report: Report, history: History) -> Findings:
    """`period.cumulative`: 6 tháng, 9 tháng or a year is not the sum of its quarters.

    Flow figures and flow columns, row by row, against the other reports of the year that together are the
    period; where those are only a part of it, the value must not be smaller than their sum. A column that
    holds one quarter must hold what that quarter's report held. A note on the figure or the cell answers it.
    """
    parts = history.parts(report.period)
    if parts:
        whole = covers(parts, report.period)
        for figure in report.template.typed_figures:
            stated = report.figures[figure.key]
            values = [p.figures[figure.key].value for p in parts if figure.key in p.figures]
            if figure.kind == "flow" and not stated.note and len(values) == len(parts):
                yield from _compared(
                    report, parts, whole, f"figures.{figure.key}", f"Số liệu “{figure.label}”", stated.value, values
                )
        for appendix, column, index, row in _typed_cells(report):
            if column.kind == "flow" and not column.quarter and not column.last_year:
                cells = [_cell_of(part, appendix, column, row) for part in parts]
                yield from _compared(
                    report,
                    parts,
                    whole,
                    f"appendices.{appendix.key}.rows[{index}].cells.{column.key}",
                    f"{appendix.short}, dòng “{row.label}”, cột “{column.label}”",
                    row.cells.get(column.key),
                    cells,
                )
    earlier = history.this_year(report.period)
    for appendix, column, index, row in _typed_cells(report) if earlier else ():
        value = row.cells.get(column.key)
        if column.quarter and value is not None:
            for other in earlier:
                if other.period.quarters[-1] < column.quarter:
                    continue
                known = _cell_of(other, appendix, column, row)
                if known is not None:
                    if known != value:
                        message = (
                            f"{appendix.short}, dòng “{row.label}”: {column.label} là {format_count(value)}, "
                            f"nhưng báo cáo {other.period.title} ghi {format_count(known)}."
                        )
                        place = f"appendices.{appendix.key}.rows[{index}].cells.{column.key}"
                        yield Finding("period.cumulative", WARNING, place, message)
                    break


def disagreements(report: Report, history: History) -> list[Finding]:
    """Where the report does not go on from the office's other reports: `balance` and `cumulative` together."""
    return [*balance(report, history), *cumulative(report, history)]


def _head_statements(report: Report) -> Iterator[tuple[str, str]]:
    yield "document.subject", report.document.subject
    opening = typed(report.opening)
    yield "opening", opening[max(opening.lower().rfind("báo cáo"), 0) :]
    yield "closing", typed(report.closing)


def _head_wording(report: Report, place: str, text: str) -> Findings:
    named = named_periods(text)
    rest = text
    for mention in reversed(named):
        rest = rest[: mention.start] + rest[mention.end :]
    years = {int(year) for year in _YEAR.findall(rest)}
    if report.period.kind is Kind.Y:
        right = report.period.year in years
        if years and not named and not right:
            yield _wording_finding(report, place, f"năm {min(years)}")
            return
    else:
        right = any(mention.is_exactly(report.period) for mention in named)
    for mention in named:
        at_home = mention.is_exactly(report.period) or mention.is_after(report.period)
        if at_home or (right and mention.is_in(report.period)):
            continue
        if not _COMPARED.search(text[: mention.start]):
            yield _wording_finding(report, place, mention.words)
            return


def _wording_finding(report: Report, place: str, words: str) -> Finding:
    message = f"Chỗ này ghi “{words}” trong khi kỳ báo cáo là {report.period.title}."
    return Finding("period.wording", WARNING, place, message, _WINDOW_SOURCE)


def _opening(
    report: Report, appendix: Appendix, column: Column, before: Report, opening: Sum, sibling: Report | None
) -> Findings:
    data = before.appendices[appendix.key]
    rows = report.appendices[appendix.key].rows
    alone: list[int] = []
    continued: set[str] = set()
    for index, row in enumerate(rows):
        last = same_row(appendix, row, data)
        if last is None or last.key in continued:
            alone.append(index)
            continue
        continued.add(last.key)
        left = closing(last, opening)
        if sibling and _explained(sibling, appendix, column, row):
            continue
        yield from _unequal_opening(appendix, column, index, row, left, f"báo cáo {before.period.title} còn lại")
    left_over = [closing(last, opening) or 0 for last in data.rows if last.key not in continued]
    begun = [rows[index].cells.get(column.key) or 0 for index in alone]
    noted = any(column.key in row.notes for row in rows)
    if sum(left_over) != sum(begun) and not noted:
        names = ", ".join(f"“{last.label}”" for last in data.rows if last.key not in continued)
        place = f"rows[{alone[0]}]" if alone else "total"
        message = (
            f"{appendix.short}, cột “{column.label}”: những dòng không có ở báo cáo {before.period.title} bắt đầu với "
            f"{format_count(sum(begun))}, còn những dòng không còn nữa{f' ({names})' if names else ''} "
            f"để lại {format_count(sum(left_over))}."
        )
        yield Finding("period.balance", ERROR, f"appendices.{appendix.key}.{place}.cells.{column.key}", message)


def _explained(sibling: Report, appendix: Appendix, column: Column, row: Row) -> bool:
    """Whether an earlier report of the year begins with the same value and has a note on it."""
    data = sibling.appendices.get(appendix.key)
    other = same_row(appendix, row, data) if data else None
    return bool(other and other.notes.get(column.key) and other.cells.get(column.key) == row.cells.get(column.key))


def _opening_of_sibling(report: Report, appendix: Appendix, column: Column, sibling: Report) -> Findings:
    for index, row in enumerate(report.appendices[appendix.key].rows):
        other = same_row(appendix, row, sibling.appendices[appendix.key])
        if other is not None:
            stated = f"đầu năm, báo cáo {sibling.period.title} ghi"
            yield from _unequal_opening(appendix, column, index, row, other.cells.get(column.key), stated)


def _last_year(report: Report, appendix: Appendix, column: Column, before: Report) -> Findings:
    """Only where last year's report knows all its quarters: a partial total is none."""
    data = before.appendices.get(appendix.key)
    form = before.template.appendix_by_key.get(appendix.key)
    total = form.column_by_key.get(column.last_year) if form else None
    if data is None or total is None or total.formula is None:
        return
    for index, row in enumerate(report.appendices[appendix.key].rows):
        last = same_row(appendix, row, data)
        if last and all(last.cells.get(name) is not None for name in total.formula.names):
            stated = f"báo cáo {before.period.title} có tổng"
            yield from _unequal_opening(appendix, column, index, row, cell(total, last.cells), stated)


def _unequal_opening(
    appendix: Appendix, column: Column, index: int, row: Row, expected: int | None, stated: str
) -> Findings:
    value = row.cells.get(column.key)
    if value is None or expected is None or value == expected or column.key in row.notes:
        return
    message = (
        f"{appendix.short}, dòng “{row.label}”, cột “{column.label}” ghi {format_count(value)}, "
        f"nhưng {stated} {format_count(expected)}."
    )
    place = f"appendices.{appendix.key}.rows[{index}].cells.{column.key}"
    yield Finding("period.balance", ERROR, place, message)


def _typed_cells(report: Report) -> Iterator[tuple[Appendix, Column, int, Row]]:
    """Every cell that a person fills in and has no note."""
    for appendix in report.template.appendices:
        for index, row in enumerate(report.appendices[appendix.key].rows):
            for column in appendix.typed_columns:
                if column.key not in row.notes:
                    yield appendix, column, index, row


def _cell_of(report: Report, appendix: Appendix, column: Column, row: Row) -> int | None:
    data = report.appendices.get(appendix.key)
    other = same_row(appendix, row, data) if data else None
    return other.cells.get(column.key) if other else None


def _compared(
    report: Report,
    parts: tuple[Report, ...],
    whole: bool,
    place: str,
    name: str,
    value: int | None,
    values: list[int | None],
) -> Findings:
    """`value` against the sum of `values`; nothing is said while one of them is not known."""
    known = [part for part in values if part is not None]
    if value is None or len(known) < len(values):
        return
    total = sum(known)
    if value == total if whole else value >= total:
        return
    added = " + ".join(f"{format_count(v)} ({p.period.title})" for v, p in zip(known, parts, strict=True))
    less = "khác" if whole else "nhỏ hơn"
    sums = f"{added} = {format_count(total)}" if len(known) > 1 else added
    message = f"{name}: {report.period.title} ghi {format_count(value)}, {less} tổng các kỳ đã báo cáo: {sums}."
    yield Finding("period.cumulative", WARNING, place, message)
