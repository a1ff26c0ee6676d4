"""Marks inside texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.text.marks import Run, literal, parse, plain, slots, write

RUNS = st.lists(
    st.builds(Run, st.text(min_size=1, max_size=8), st.booleans(), st.booleans())
    | st.builds(
        lambda slot, bold, italic: Run(f"{{{slot}}}", bold, italic, slot),
        st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z][a-z0-9_]{0,5})?", fullmatch=True),
        st.booleans(),
        st.booleans(),
    )
)


def test_bold_italic_and_slots_are_read_in_order() -> None:
    assert parse("Ban hành **03** kế hoạch, *mới* {van_ban}.") == [
        Run("Ban hành "),
        Run("03", bold=True),
        Run(" kế hoạch, "),
        Run("mới", italic=True),
        Run(" "),
        Run("{van_ban}", slot="van_ban"),
        Run("."),
    ]


@pytest.mark.parametrize("nested", ["**a *b***", "***a* b**", "*a **b***", "***x***"])
def test_marks_nest(nested: str) -> None:
    assert any(run.bold and run.italic for run in parse(nested))
    assert "*" not in plain(nested)


@pytest.mark.parametrize("typed", ["2 * 3", "**", "a **b", "{", "}", "{ a }", "{Ab}", "****", "C:\\x", "(*) ghi chú"])
def test_what_is_no_mark_stays_as_it_was_typed(typed: str) -> None:
    assert plain(typed) == typed


def test_a_third_star_pair_without_partner_is_text() -> None:
    assert parse("**a** b**") == [Run("a", bold=True), Run(" b**")]


@pytest.mark.parametrize("escaped", [r"\*a\*", r"\{a\}", r"\\"])
def test_a_backslash_makes_a_mark_literal(escaped: str) -> None:
    assert plain(escaped) == escaped.replace("\\", "", 1).replace("\\", "", 1) or plain(escaped) == "\\"
    assert parse(escaped) == [Run(plain(escaped))]


def test_slots_are_named_in_order() -> None:
    assert slots("{a} và **{mot_cua.nhan}** và {b") == ("a", "mot_cua.nhan")


@given(st.text())
def test_a_literal_text_reads_back_unmarked(text: str) -> None:
    assert parse(literal(text)) == ([Run(text)] if text else [])


@given(RUNS)
def test_written_runs_read_back_the_same(runs: list[Run]) -> None:
    marked = write(runs)
    assert write(parse(marked)) == marked
    letters = [(letter, run.bold, run.italic, run.slot) for run in runs for letter in run.text]
    assert [(letter, run.bold, run.italic, run.slot) for run in parse(marked) for letter in run.text] == letters


@given(st.text("ab *{}\\._", max_size=30))
def test_any_text_is_read_without_losing_a_letter(typed: str) -> None:
    kept = [letter for letter in plain(typed) if letter not in "*\\"]
    assert kept == [letter for letter in typed if letter not in "*\\"]
