"""Letters are found where a person sees them, and those put in their place fit in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.text.finding import fitted, just, spans, ways

TEXT = "Kế hoạch cải cách; cái cách khác, 36/KH-PB: kế hoạch"


def found(typed: str, text: str = TEXT) -> list[str]:
    """What the first way that finds anything finds."""
    for way in ways(typed):
        if places := spans(text, way):
            return [text[start:end] for start, end in places]
    return []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cai cach", ["cải cách", "cái cách"]),
        ("cải cach", ["cải cách"]),
        ("cải các", ["cải các"]),
        ("KE HOACH", ["Kế hoạch", "kế hoạch"]),
        ("kế hoạch", ["Kế hoạch", "kế hoạch"]),
        ("ke hoách", ["Kế hoạch", "kế hoạch"]),
        ("36/kh", ["36/KH"]),
        ("; ", ["; "]),
        ("khac cach", ["cách", "cách", "khác"]),
        ("không có", []),
        (" ", []),
        ("", []),
    ],
)
def test_what_is_typed_is_found_with_its_marks_first(typed: str, expected: list[str]) -> None:
    assert found(typed) == expected


@pytest.mark.parametrize(("typed", "expected"), [("kế hoạch", 2), ("ke hoach", 0), ("CẢI", 1), ("cai", 0), ("", 0)])
def test_just_these_letters_are_found_for_replacing(typed: str, expected: int) -> None:
    assert len(just(typed)(TEXT)) == expected


def test_a_text_of_letters_and_marks_apart_is_found_whole() -> None:
    apart = unicodedata.normalize("NFD", "Đã cải cách thủ tục")
    (way, *_) = ways("cải cách")
    ((start, end),) = spans(apart, way)
    assert unicodedata.normalize("NFC", apart[start:end]) == "cải cách"


@given(st.text("aăâđeêioôơuáàảãạấổKH \u0301\u0323", min_size=1), st.integers(0, 20), st.integers(1, 9))
def test_every_part_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    text = unicodedata.normalize("NFC", text)
    part = text[start : start + length]
    if part.strip() and part == unicodedata.normalize("NFC", part):
        assert spans(text, ways(part)[0])
        assert spans(text, just(part))


@pytest.mark.parametrize(
    ("new", "seen", "typed", "expected"),
    [
        ("chương trình", "kế hoạch", "kế hoạch", "chương trình"),
        ("chương trình", "Kế hoạch", "kế hoạch", "Chương trình"),
        ("chương trình", "KẾ HOẠCH", "kế hoạch", "CHƯƠNG TRÌNH"),
        ("chương trình", "Kế hoạch", "Kế hoạch", "chương trình"),
        ("ỦBND", "ubnd", "UBND", "ỦBND"),
        ("", "Kế hoạch", "kế hoạch", ""),
        ("b", "A", "a", "B"),
    ],
)
def test_what_is_put_in_has_the_capitals_of_what_goes(new: str, seen: str, typed: str, expected: str) -> None:
    assert fitted(new, seen, typed) == expected
