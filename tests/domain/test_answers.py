"""An answer holds of what it was given to, and of nothing else."""

from dataclasses import replace

import pytest

from cchc_desktop.domain.answers import Answered, answer_to, answered
from cchc_desktop.domain.finding import ERROR, WARNING, Finding

LATE = Finding("figures.rate", WARNING, "sections.ket_qua.tthc[2].text", "Câu này ghi 98%, phụ lục là 99%.")
REASON = "theo cách tính của cấp trên"


def test_an_answered_warning_is_set_apart_with_its_reason() -> None:
    other = replace(LATE, message="khác")
    assert answered([LATE, other], [answer_to(LATE, REASON)]) == ([other], [Answered(LATE, REASON)])


@pytest.mark.parametrize(
    "changed",
    [
        replace(LATE, message="Câu này ghi 97%, phụ lục là 99%."),
        replace(LATE, rule="figures.staff"),
        replace(LATE, place="sections.ket_qua.bo_may[2].text"),
        replace(LATE, severity=ERROR),
    ],
)
def test_an_answer_holds_only_while_the_same_is_said_of_the_same_part(changed: Finding) -> None:
    assert answered([changed], [answer_to(LATE, REASON)]) == ([changed], [])


def test_an_entry_that_moves_keeps_its_answer() -> None:
    moved = replace(LATE, place="sections.ket_qua.tthc[5].text")
    assert answered([moved], [answer_to(LATE, REASON)]) == ([], [Answered(moved, REASON)])
