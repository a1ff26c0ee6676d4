"""What is wrong is found: sentences of many offices' ways of writing, each with the rule that must speak of it."""

from pathlib import Path

import pytest

from cchc_desktop.domain.checks import Context, check
from tests.domain.checks.conftest import Say, rules

LINES = (Path(__file__).parents[2] / "data/faulty_sentences.txt").read_text(encoding="utf-8").splitlines()
FAULTS = [line.split(": ", 1) for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("rule", "sentence"), FAULTS)
def test_a_faulty_sentence_is_found(say: Say, context: Context, rule: str, sentence: str) -> None:
    assert rules(check(say(sentence), context)) - {"completeness.empty-section"} == {rule}


def test_two_faults_beside_each_other_are_both_found(say: Say, context: Context) -> None:
    said = say(*(sentence for _, sentence in FAULTS))
    assert {rule for rule, _ in FAULTS} <= rules(check(said, context))
