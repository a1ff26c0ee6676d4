"""The office's other reports, as far as they are known: what came before, and where a row went on."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc_desktop.domain.formula import Sum
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import AppendixData, Report, Row
from cchc_desktop.domain.template import Appendix
from cchc_desktop.text.folding import fold


@dataclass(frozen=True, slots=True)
class History:
    """Other reports of the same office in any order and of any template; an empty history knows nothing.

    Reports of this year and of last year are enough for every question asked here. A report of the same
    period is another version of this one and never an answer.
    """

    reports: tuple[Report, ...] = ()

    def previous(self, period: Period) -> Report | None:
        """The report before: of all earlier periods the last, the longest where several end on the same day."""
        return max(self._before(period), key=lambda report: report.period, default=None)

    def same_period_last_year(self, period: Period) -> Report | None:
        return self._of(Period(period.year - 1, period.kind))

    def closing_before(self, period: Period) -> Report | None:
        """The report whose last quarter is the one right before the period's first: what it leaves open comes over."""
        first = period.quarters[0]
        year, quarter = (period.year, first - 1) if first > 1 else (period.year - 1, 4)
        ends = [r for r in self.reports if r.period.year == year and r.period.quarters[-1] == quarter]
        return max(ends, key=lambda report: report.period, default=None)

    def same_beginning(self, period: Period) -> Report | None:
        """The shortest earlier report of the year that begins with the same quarter, so has the same opening."""
        same = [r for r in self._of_year(period) if r.period.quarters[0] == period.quarters[0]]
        return min(same, key=lambda report: report.period, default=None)

    def parts(self, period: Period) -> tuple[Report, ...]:
        """Earlier reports of the year that lie within the period without overlap and cover most of it.

        In the order of the year. Of two that cover the same, the one of shorter reports: it comes first below.
        """
        within = [r for r in self._of_year(period) if set(r.period.quarters) <= set(period.quarters)]
        best: tuple[Report, ...] = ()
        for choice in _disjoint(sorted(within, key=lambda report: report.period.quarters)):
            if _covered(choice) > _covered(best):
                best = choice
        return best

    def this_year(self, period: Period) -> list[Report]:
        """Earlier reports of the year, the latest first."""
        return sorted(self._of_year(period), key=lambda report: report.period, reverse=True)

    def _of(self, period: Period) -> Report | None:
        return next((report for report in self.reports if report.period == period), None)

    def _before(self, period: Period) -> list[Report]:
        return [report for report in self.reports if report.period < period]

    def _of_year(self, period: Period) -> list[Report]:
        return [report for report in self._before(period) if report.period.year == period.year]


NOTHING_KNOWN = History()


def same_row(appendix: Appendix, row: Row, data: AppendixData) -> Row | None:
    """The row that `row` is in another report: by key in a form with fixed rows, else by label, else by key.

    Labels are compared without case and marks, so "Văn hoá" goes on as "Văn hóa".
    """
    label = fold(row.label).strip()
    if label and appendix.open:
        for other in data.rows:
            if fold(other.label).strip() == label:
                return other
    return next((other for other in data.rows if other.key == row.key), None)


def closing(row: Row, opening: Sum) -> int | None:
    """What a row leaves to the next period: the sum that the template's opening column starts with."""
    return opening.value(row.cells.get)


def covers(parts: tuple[Report, ...], period: Period) -> bool:
    """Whether `History.parts` together are the whole period."""
    return _covered(parts) == len(period.quarters)


def _covered(reports: tuple[Report, ...]) -> int:
    return sum(len(report.period.quarters) for report in reports)


def _disjoint(reports: list[Report]) -> Iterator[tuple[Report, ...]]:
    """Every choice of reports of which no two share a quarter."""
    yield ()
    for index, report in enumerate(reports):
        rest = [other for other in reports[index + 1 :] if not set(other.period.quarters) & set(report.period.quarters)]
        for choice in _disjoint(rest):
            yield (report, *choice)
