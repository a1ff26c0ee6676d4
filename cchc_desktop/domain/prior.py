"""What a value was before, and what it should come to where it adds up over earlier periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cchc_desktop.domain.history import History, covers, same_row
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.period_words import named_periods
from cchc_desktop.domain.report import CARRIED, Entry, Report, Row
from cchc_desktop.domain.template import Appendix, Column
from cchc_desktop.domain.values import cell
from cchc_desktop.text.numbers import format_count

_SMALL = 5
"""Below this a change of any size is within the usual."""


@dataclass(frozen=True, slots=True)
class Prior:
    """The value of the previous period and that of the same period last year; None where not known.

    `summed` is what the earlier periods within this one come to, where they are the whole of it; where only some
    of them are known it is None and `gaps` is true.
    """

    previous: int | None = None
    last_year: int | None = None
    summed: int | None = None
    gaps: bool = False

    def words(self) -> str:
        """Like "kỳ trước 24 · cùng kỳ năm trước 20", or "" where nothing is known."""
        parts = []
        if self.previous is not None:
            parts.append(f"kỳ trước {format_count(self.previous)}")
        if self.last_year is not None:
            parts.append(f"cùng kỳ năm trước {format_count(self.last_year)}")
        return " · ".join(parts)

    def sum_words(self, value: int | None) -> str:
        """Like "cộng các kỳ 30, lệch 2" where `value` differs; "" where no earlier period lies within this one."""
        if self.gaps:
            return "cộng các kỳ: chưa đủ số liệu"
        if self.summed is None:
            return ""
        differs = value is not None and value != self.summed
        off = f", lệch {format_count(abs((value or 0) - self.summed))}" if differs else ""
        return f"cộng các kỳ {format_count(self.summed)}{off}"

    def jump(self, value: int | None) -> str:
        """In words how far `value` is out of the pattern of last year's or, without it, the previous period's.

        "" where it is within half and double, or both are small. It is pointed out and never hinders.
        """
        before, name = self.last_year, "cùng kỳ năm trước"
        if before is None:
            before, name = self.previous, "kỳ trước"
        if value is None or before is None or max(value, before) < _SMALL:
            return ""
        if value == 0 or before == 0:
            return f"khác hẳn {name} ({format_count(before)})"
        if value > 2 * before:
            return f"gấp {_times(value, before)} lần {name}"
        if 2 * value < before:
            return f"chỉ bằng {value * 100 // before}% {name}"
        return ""


def figure_prior(key: str, period: Period, history: History) -> Prior:
    """What a figure was."""

    def value(report: Report | None) -> int | None:
        return report.figures[key].value if report and key in report.figures else None

    parts = history.parts(period)
    flows = [part.template.figure_by_key[key].kind == "flow" for part in parts if key in part.figures]
    summed, gaps = _sum(period, parts, map(value, parts)) if flows and all(flows) else (None, False)
    return Prior(value(history.previous(period)), value(history.same_period_last_year(period)), summed, gaps)


def cell_prior(appendix: Appendix, column: Column, row: Row, period: Period, history: History) -> Prior:
    """What a cell was, in the row that goes on in this one."""

    def value(report: Report | None) -> int | None:
        data = report.appendices.get(appendix.key) if report else None
        there = same_row(appendix, row, data) if data else None
        known = there is not None and report is not None and column.key in _columns(report, appendix)
        return cell(column, there.cells) if known and there is not None else None

    parts = history.parts(period)
    adds_up = column.kind == "flow" and not (column.quarter or column.last_year or column.formula)
    summed, gaps = _sum(period, parts, map(value, parts)) if adds_up else (None, False)
    return Prior(value(history.previous(period)), value(history.same_period_last_year(period)), summed, gaps)


def section_prior(key: str, period: Period, history: History) -> tuple[tuple[Report, tuple[Entry, ...]], ...]:
    """The section as earlier reports have it: the previous one, then the same period of last year."""
    previous, last_year = history.previous(period), history.same_period_last_year(period)
    reports = [previous] if previous is last_year else [previous, last_year]
    return tuple((report, report.sections[key]) for report in reports if report and report.sections.get(key))


@dataclass(frozen=True, slots=True)
class Renaming:
    """An entry (by index) whose carried text names the earlier period, and how it would read."""

    index: int
    before: str
    after: str


def renamings(entries: Sequence[Entry], period: Period, earlier: Period) -> list[Renaming]:
    """The carried entries that name the earlier report's period exactly, with this report's period in its place."""
    found = []
    for index, entry in enumerate(entries):
        after = entry.text
        if entry.state == CARRIED:
            for named in reversed(named_periods(entry.text)):
                if named.is_exactly(earlier) and not named.is_exactly(period):
                    title = period.title if named.year else period.title_without_year
                    title = title[0].upper() + title[1:] if named.words[0].isupper() else title
                    after = after[: named.start] + title + after[named.end :]
        if after != entry.text:
            found.append(Renaming(index, entry.text, after))
    return found


def _sum(period: Period, parts: tuple[Report, ...], values: Iterable[int | None]) -> tuple[int | None, bool]:
    """What the parts of a period come to, and whether some of it is known but not all: no partial sum is given."""
    found = list(values)
    known = [value for value in found if value is not None]
    if covers(parts, period) and len(known) == len(found):
        return sum(known), False
    return None, bool(known)


def _columns(report: Report, appendix: Appendix) -> frozenset[str]:
    return frozenset(report.template.appendix_by_key[appendix.key].column_by_key)


def _times(value: int, before: int) -> str:
    tenths = value * 10 // before
    whole, rest = divmod(tenths, 10)
    return f"{format_count(whole)},{rest}" if rest else format_count(whole)
