"""How far a report has come, section by section."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.finding import INFO, Finding
from cchc_desktop.domain.report import CARRIED, Report


class SectionState(Enum):
    """The state of a section, as it is said in words. The later one has the say over several sections."""

    EMPTY = "chưa có nội dung"
    PARTLY = "còn mục chưa có nội dung"
    DONE = "đã có nội dung"
    CARRIED = "còn ý chưa rà soát"
    FAULTY = "có điểm cần xem lại"


@dataclass(frozen=True, slots=True)
class Progress:
    """`filled` of `leaves` sections have text; `unreviewed` entries were carried over; `points` to look at."""

    filled: int
    leaves: int
    unreviewed: int
    points: int

    @property
    def words(self) -> str:
        parts = [f"{self.filled}/{self.leaves} mục đã điền"]
        if self.unreviewed:
            parts.append(f"{self.unreviewed} ý chưa rà soát")
        parts.append(f"{self.points} điểm cần xem lại" if self.points else "không có điểm cần xem lại")
        return "  ·  ".join(parts)


def progress(report: Report, findings: Iterable[Finding]) -> Progress:
    """How far the report has come; a finding that is mere information is no point to look at."""
    return Progress(
        filled=sum(1 for section in report.template.leaves if report.sections[section.key]),
        leaves=len(report.template.leaves),
        unreviewed=sum(1 for _, entry in report.entries() if entry.state == CARRIED),
        points=sum(1 for finding in findings if finding.severity != INFO),
    )


def section_states(report: Report, findings: Iterable[Finding]) -> dict[str, SectionState]:
    """The state of every section. A finding at one of its figures counts as one of the section.

    A section with sub-sections is done or empty where all of these are, else as the worst of them.
    """
    faulty = set()
    for finding in findings:
        if finding.severity != INFO:
            kind, _, rest = finding.place.partition(".")
            if kind == "sections":
                faulty.add(rest.partition("[")[0])
            elif kind == "figures" and rest in report.template.figure_by_key:
                faulty.add(report.template.figure_by_key[rest].section)
    states = {}
    for section in report.template.leaves:
        entries = report.sections[section.key]
        if any(entry.state == CARRIED for entry in entries):
            states[section.key] = SectionState.CARRIED
        elif section.key in faulty:
            states[section.key] = SectionState.FAULTY
        else:
            states[section.key] = SectionState.DONE if entries else SectionState.EMPTY
    order = list(SectionState)
    for section in report.template.sections.values():
        below = {states[leaf.key] for leaf in section.leaves()}
        if below == {SectionState.EMPTY, SectionState.DONE}:
            states[section.key] = SectionState.PARTLY
        else:
            states[section.key] = max(below, key=order.index)
    return states
