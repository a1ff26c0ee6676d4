import pytest

from cchc_desktop.domain.report import CARRIED, CONFIRMED, NEW, Entry
from cchc_desktop.text.marks import Run
from cchc_desktop.ui.paragraph import Paragraph, settle


def paragraph(text: str, state: str = NEW, *citations: str) -> Paragraph:
    return Paragraph((Run(text),) if text else (), state, citations)


def test_an_entry_keeps_everything() -> None:
    entry = Entry("Ban hành **03** kế hoạch, {van_ban_chi_dao} văn bản \\* \\{", CARRIED, ("36/KH-PB",))
    assert Paragraph.of(entry).entry == entry


def test_what_is_stored_is_in_normal_form_and_what_is_shown_is_not_touched() -> None:
    typed = Paragraph((Run("tu\u031bo\u031b\u0300ng\x07"),))
    assert typed.entry.text == "tường"
    assert typed.text == "tu\u031bo\u031b\u0300ng\x07"


def test_a_changed_carried_paragraph_is_confirmed_and_keeps_what_it_cites() -> None:
    assert settle([paragraph("cũ", CARRIED, "1/KH")], [paragraph("mới", CARRIED, "1/KH")]) == [
        paragraph("mới", CONFIRMED, "1/KH")
    ]


def test_a_state_that_was_set_stands() -> None:
    assert settle([paragraph("a", CONFIRMED)], [paragraph("a", CARRIED)]) == [paragraph("a", CARRIED)]


def test_a_break_at_an_end_starts_a_new_entry_without_citations() -> None:
    assert settle([], [paragraph("", CARRIED, "1/KH")]) == [paragraph("", NEW)]


def test_a_split_keeps_the_state_on_both() -> None:
    old = [paragraph("một hai", CARRIED, "1/KH")]
    parts = [paragraph("một ", CARRIED, "1/KH"), paragraph("hai", CARRIED, "1/KH")]
    assert settle(old, parts) == parts


def test_text_that_comes_with_the_split_confirms() -> None:
    old = [paragraph("một hai", CARRIED)]
    parts = [paragraph("một x", CARRIED), paragraph("hai", CARRIED)]
    assert [p.state for p in settle(old, parts)] == [CONFIRMED, CONFIRMED]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (NEW, NEW, NEW),
        (NEW, CONFIRMED, CONFIRMED),
        (CONFIRMED, NEW, CONFIRMED),
        (CONFIRMED, CARRIED, CARRIED),
        (CARRIED, NEW, CARRIED),
    ],
)
def test_a_join_keeps_the_less_reviewed_and_all_citations(first: str, second: str, joined: str) -> None:
    old = [paragraph("một ", first, "1/KH", "2/KH"), paragraph("hai", second, "2/KH", "3/KH")]
    assert settle(old, [paragraph("một hai", first, "1/KH", "2/KH")]) == [
        paragraph("một hai", joined, "1/KH", "2/KH", "3/KH")
    ]


def test_a_join_with_a_blank_paragraph_changes_no_review() -> None:
    old = [paragraph("", CONFIRMED, "1/KH"), paragraph("hai", CARRIED, "2/KH")]
    assert settle(old, [paragraph("hai", CONFIRMED, "1/KH")]) == [paragraph("hai", CARRIED, "2/KH")]


def test_what_is_left_of_one_of_several_is_an_edit_of_that_one() -> None:
    old = [paragraph("một hai", CARRIED, "1/KH"), paragraph("xyz", CONFIRMED, "2/KH")]
    assert settle(old, [paragraph("một", CARRIED, "1/KH")]) == [paragraph("một", CONFIRMED, "1/KH")]


def test_words_typed_over_several_paragraphs_are_new() -> None:
    old = [paragraph("một", CARRIED, "1/KH"), paragraph("hai", CARRIED, "2/KH")]
    assert settle(old, [paragraph("b", CARRIED, "1/KH")]) == [paragraph("b", NEW)]


def test_a_paragraph_that_only_moved_keeps_its_review() -> None:
    one, two = paragraph("một", CARRIED), paragraph("hai", CARRIED)
    assert settle([one, two], [two, one]) == [two, one]
