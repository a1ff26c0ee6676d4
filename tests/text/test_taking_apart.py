"""Sentences, numbers, tone marks, keys and old encodings in running text."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.text.counts import counts, percents
from cchc_desktop.text.keying import residues
from cchc_desktop.text.legacy_traces import encoding_traces
from cchc_desktop.text.marks import literal
from cchc_desktop.text.normal import normal
from cchc_desktop.text.numbers import format_count
from cchc_desktop.text.sentences import SLOT, sentences, typed, words
from cchc_desktop.text.tones import placements


@given(st.text())
def test_typed_text_is_what_was_typed(text: str) -> None:
    text = normal(text)
    assert typed(literal(text)) == text


def test_a_slot_is_not_typed() -> None:
    assert typed("Có **{may_in}** máy *in*") == f"Có {SLOT} máy in"
    assert SLOT not in normal(f"a{SLOT}b")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Một câu. Hai câu! Ba câu?", 3),
        ("Đạt 98,9% (12.500 hồ sơ). Còn lại…", 2),
        ("Vế một; Vế hai", 2),
        ("vế một; vế hai, ISO 9001:2015.", 1),
        ("UBND TP. Huế ban hành.", 1),
    ],
)
def test_sentences(text: str, parts: int) -> None:
    assert len(sentences(text)) == parts
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


def test_words_keep_their_order_and_signs() -> None:
    assert words("Năng lực, tinh thần.") == ("Năng", "lực", ",", "tinh", "thần", ".")


@given(st.integers(0, 999_999))
def test_a_printed_count_is_read_again(value: int) -> None:
    (count,) = counts(f"tiếp nhận {format_count(value)} hồ sơ.")
    assert (count.value, count.whole) == (value, None)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Có 05 máy, 5/6 người.", [(5, None), (5, 6)]),
        ("ngày 15/12/2021, đạt 98,9%, 50 %, 1,5 điểm, 36/KH-PB, 9001:2015", []),
        ("10.", [(10, None)]),
    ],
)
def test_counts(text: str, values: list[tuple[int, int | None]]) -> None:
    assert [(count.value, count.whole) for count in counts(text)] == values


def test_percents_know_how_exact_they_are() -> None:
    (exact,) = percents("đạt 99,5%")
    assert exact.is_rounded(Fraction(374, 376))
    assert not exact.is_rounded(Fraction(374, 380))
    (whole,) = percents("đạt 100 %")
    assert whole.is_rounded(Fraction(1))
    assert not whole.is_rounded(Fraction(9, 10))


def test_tone_marks_of_open_syllables_only() -> None:
    found = placements("Văn hóa, hoà giải, thủy lợi, uỷ ban, quý, quỹ, hoàn toàn, khoẻ, Hòa, Thuý")
    assert found.first == ("hóa", "thủy")
    assert found.second == ("hoà", "uỷ", "khoẻ")


@pytest.mark.parametrize("keys", ["ddeer", "tuwf", "thuwcj", "coong", "vieejt", "Nguyeenx", "dduowcj", "d9e63", "ca1c"])
def test_keys_left_in_a_word_are_seen(keys: str) -> None:
    assert residues(words(f"Từ {keys} này")) == [keys]


def test_foreign_words_and_names_are_no_keys() -> None:
    text = "website email online scan staff wifi Zalo Google Covid19 mp3 A4 QR BHXH DDCI iOffice Excel Facebook chatbot"
    assert residues(words(text)) == []


@pytest.mark.parametrize("name", ["Lee", "Queen", "Hoong", "Piaf", "Town"])
def test_a_name_inside_a_sentence_is_no_residue(name: str) -> None:
    assert residues(words(f"Bà {name} ở xã Mường {name}.")) == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("C¶i c¸ch thñ tôc", "TCVN3"), ("caûi caùch haønh chính", "VNI"), ("cáº£i cÃ¡ch", "UTF-8"), ("cải cách", "")],
)
def test_traces_of_encodings(text: str, encoding: str) -> None:
    assert encoding_traces(text) == encoding
