"""The checks of a report, one module a family. Each check is a function from a report to its findings.

A check that needs more than the report is given just that: the office's history or one of the lists. To add
one: write the function with its rule id and source in its docstring, and call it in `_findings`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc_desktop.domain.checks import (
    appendices,
    carry,
    citations,
    completeness,
    figures,
    form,
    period,
    rate,
    staff,
    wording,
)
from cchc_desktop.domain.citations import NO_LIST, CitationList
from cchc_desktop.domain.confusions import NO_CONFUSIONS, Confusions
from cchc_desktop.domain.finding import SEVERITIES, Finding
from cchc_desktop.domain.history import NOTHING_KNOWN, History
from cchc_desktop.domain.report import Report


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the report; the default is that nothing is."""

    history: History = NOTHING_KNOWN
    citations: CitationList = NO_LIST
    confusions: Confusions = NO_CONFUSIONS


ALONE = Context()


def check(report: Report, context: Context = ALONE) -> list[Finding]:
    """All findings, errors first; within a severity in the order of `_findings`."""
    return sorted(_findings(report, context), key=lambda finding: SEVERITIES.index(finding.severity))


def _findings(report: Report, context: Context) -> Iterator[Finding]:
    yield from completeness.header(report)
    yield from completeness.unreadable(report)
    yield from carry.unreviewed(report)
    yield from completeness.missing_figure(report)
    yield from completeness.empty_section(report)
    yield from appendices.identity(report)
    yield from appendices.total(report)
    yield from appendices.blank_and_zero(report)
    yield from appendices.future_quarter(report)
    yield from period.wording(report)
    yield from period.signed_early(report)
    yield from period.balance(report, context.history)
    yield from period.cumulative(report, context.history)
    yield from figures.text_vs_table(report)
    yield from figures.unit_confusion(report)
    yield from staff.staff(report)
    yield from rate.rate(report)
    yield from citations.incomplete(report, context.citations)
    yield from citations.expired(report, context.citations)
    yield from wording.typo(report, context.confusions)
    yield from wording.tone_marks(report)
    yield from wording.repeated(report, context.history)
    yield from wording.legacy_encoding(report)
    yield from form.addressee(report)
    yield from form.recipients(report)
    yield from form.appendix_reference(report)
    yield from form.number(report)
