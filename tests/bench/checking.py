"""The checks of a report of 160 entries: all at once, and again after one section changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from cchc_desktop.domain.checks import ALONE, Context, check
from cchc_desktop.domain.report import Report
from cchc_desktop.workspace import Workspace
from tests.bench.measure import Result, limited, timed
from tests.bench.reports import MANY_ENTRIES, long_report, the_draft, twenty_years

FULL_MS = 50.0
AGAIN_MS = 10.0


def measure(scratch: Path) -> Iterator[Result]:
    workspace = Workspace(twenty_years(scratch))
    context = workspace.context(long_report(0).period, the_draft(workspace))
    workspace.close()
    yield from checks(context, rounds=15)


def checks(context: Context = ALONE, rounds: int = 1) -> Iterator[Result]:
    full, again = [], []
    for number in range(rounds + 1):
        # Nothing of it was ever checked before.
        report = long_report(number)
        full.append(timed(lambda report=report: check(report, context)))
        changed = _with_a_changed_section(report)
        again.append(timed(lambda changed=changed: check(changed, context)))
    # What the first one reads, like the words of the other reports, is read once in a sitting.
    yield limited(f"Soát báo cáo {MANY_ENTRIES} ý lần đầu", median(full[1:]), "mức cho phép", FULL_MS)
    yield limited("Soát lại sau khi một mục đổi", median(again[1:]), "mức cho phép", AGAIN_MS)


def _with_a_changed_section(report: Report) -> Report:
    """The report after a key: an entry of one section is another."""
    key, entries = next((key, entries) for key, entries in report.sections.items() if entries)
    changed = replace(entries[-1], text=f"Đồng thời {entries[-1].text}")
    return replace(report, sections={**report.sections, key: (*entries[:-1], changed)})
