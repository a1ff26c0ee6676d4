"""Warnings that somebody has looked at and answered with a reason (giải trình)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cchc_desktop.domain.finding import ERROR, Finding

_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Answer:
    """Why a finding stands as it is. It holds as long as the finding says the same of the same part.

    `place` has no row or entry numbers (`part_of`): an entry that moves within its section keeps its answer.
    """

    rule: str
    place: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding with the reason that was given."""

    finding: Finding
    reason: str


def answer_to(finding: Finding, reason: str) -> Answer:
    """An answer that holds of this finding."""
    return Answer(finding.rule, part_of(finding.place), finding.message, reason)


def part_of(place: str) -> str:
    """A place without the numbers of entries and rows."""
    return _INDEX.sub("[]", place)


def answered(findings: Iterable[Finding], answers: Iterable[Answer]) -> tuple[list[Finding], list[Answered]]:
    """The findings that are open, and those that were answered. An error is never answered."""
    reasons = {(answer.rule, answer.place, answer.message): answer.reason for answer in answers}
    still_open, done = [], []
    for finding in findings:
        reason = reasons.get((finding.rule, part_of(finding.place), finding.message))
        if reason is None or finding.severity == ERROR:
            still_open.append(finding)
        else:
            done.append(Answered(finding, reason))
    return still_open, done
