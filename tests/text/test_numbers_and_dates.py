"""Numbers and dates as they are typed and printed."""

import unicodedata
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.text.dates import day_in_words, format_date, parse_date
from cchc_desktop.text.folding import fold, sort_key
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.text.numbers import LARGEST, format_count, format_in_text, format_percent, parse_count, roman


@pytest.mark.parametrize(
    ("typed", "count"),
    [("11", 11), ("05", 5), ("0", 0), ("1.250", 1250), ("1 250", 1250), (" 7 ", 7), ("12.345.678", 12345678)],
)
def test_counts_are_read_as_officials_write_them(typed: str, count: int) -> None:
    assert parse_count(typed) == count


@pytest.mark.parametrize("typed", ["", "-5", "1,5", "1.25", "12.34", "năm", "٣", "1e3", "1.2500", "²", "12a", "9" * 13])
def test_what_is_no_count_is_not_known(typed: str) -> None:
    assert parse_count(typed) is None


@given(st.integers(0, LARGEST))
def test_a_written_count_reads_back(count: int) -> None:
    assert parse_count(format_count(count)) == count


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (6, "06"), (10, "10"), (1250, "1.250")])
def test_running_text_pads_numbers_below_ten_but_not_zero(count: int, text: str) -> None:
    assert format_in_text(count) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(994, 1000), "99,4%"),
        (Fraction(1), "100%"),
        (Fraction(0), "0%"),
        (Fraction(9999, 10000), "99,9%"),
        (Fraction(1, 100000), "0,1%"),
        (Fraction(1, 2), "50%"),
        (Fraction(2, 3), "66,7%"),
    ],
)
def test_percentages_have_one_decimal_and_never_round_to_a_whole_truth(ratio: Fraction, text: str) -> None:
    assert format_percent(ratio) == text


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")])
def test_parts_are_counted_in_roman_numerals(number: int, letters: str) -> None:
    assert roman(number) == letters


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2022, 2, 10), "ngày 10 tháng 02 năm 2022"),
    ],
)
def test_days_and_the_first_two_months_are_padded(day: date, words: str) -> None:
    assert day_in_words(day) == words


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_date_reads_back(day: date) -> None:
    assert parse_date(format_date(day)) == day


@pytest.mark.parametrize("typed", ["31/02/2022", "2022-06-16", "16/6", "16/06/22", "hôm nay", "", "١٦/٠٦/٢٠٢٢"])
def test_a_day_that_does_not_exist_is_not_known(typed: str) -> None:
    assert parse_date(typed) is None


def test_folding_finds_vietnamese_without_marks() -> None:
    assert fold("Hội ĐỒNG nhân dân") == "hoi dong nhan dan"
    assert sorted(["Ba Đình", "Đắk Lắk", "Ân Thi", "Uông Bí", "Dầu Tiếng"], key=sort_key) == [
        "Ân Thi",
        "Ba Đình",
        "Đắk Lắk",
        "Dầu Tiếng",
        "Uông Bí",
    ]


@given(st.text())
def test_a_text_folds_letter_by_letter(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    assert fold(text) == "".join(char for char in decomposed if not unicodedata.combining(char))


def test_texts_are_composed_and_lose_controls_but_no_word_boundary() -> None:
    assert normal("hoa\u0300 bi\u0300nh\nmột\x00\x07 hai\ud800") == "hoà bình một hai"


@given(st.text())
def test_the_normal_form_is_final(text: str) -> None:
    assert normal(normal(text)) == normal(text)


def test_what_cannot_be_seen_is_blank() -> None:
    assert is_blank(" \u00a0\u200b")
    assert not is_blank("…")
