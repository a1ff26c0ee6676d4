"""Words are found as an official looks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.text.searching import readings, snippet, words

TEXT = "Ban hành Kế hoạch số 36/KH-PB về cải cách thủ tục; đã tiếp nhận 1.250 hồ sơ tại Bộ phận Một cửa."

LETTERS = 'aăâđeêioôơuưyáàảãạấậổữỵAĂÂĐÊỚỨkhg1230. ,-/"“”(…'


def found(typed: str, text: str = TEXT) -> list[str]:
    """What the first reading that finds anything finds."""
    for reading in readings(typed):
        if spans := reading.spans(text):
            return [text[start:end] for start, end in spans]
    return []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cai cach", ["cải cách"]),
        ("CẢI CÁCH", ["cải cách"]),
        ("cách cải", ["cải", "cách"]),
        ("cửa cải", ["cải", "cửa"]),
        ('"mot cua"', ["Một cửa"]),
        ("“một cửa”", ["Một cửa"]),
        ('"cửa một"', []),
        ('"một cửa" "kế hoạch"', ["Kế hoạch", "Một cửa"]),
        ("36/KH-PB", ["36/KH-PB"]),
        ("KH-PB/36", []),
        ("1250", ["1.250"]),
        ("1.250", ["1.250"]),
        ("cải thiện", []),
        ("đa", ["đã"]),
        ("da tiep", ["đã tiếp"]),
    ],
)
def test_words_are_found_with_and_without_marks(typed: str, expected: list[str]) -> None:
    assert found(typed) == expected


def test_marks_that_are_typed_come_before_words_without_them() -> None:
    first, *_, unmarked = (reading for reading in readings("bản") if not reading.begins)
    assert first.spans("cái bàn, văn bản") == ((13, 16),)
    assert unmarked.spans("cái bàn, văn bản") == ((4, 7), (13, 16))
    assert found('"bàn giao"', "ban giao") == ["ban giao"]


def test_a_word_typed_without_marks_keeps_its_freedom_beside_one_with_marks() -> None:
    first = readings('"cải cach"')[0]
    assert first.spans("cái cách và cải cách") == ((12, 20),)


def test_both_places_of_a_tone_mark_are_one_word() -> None:
    assert readings("văn hoá")[0].spans("nhà văn hóa") == ((4, 11),)
    assert readings("thúy")[0].spans("Thuý") == ((0, 4),)
    assert not readings("hoà")[0].spans("hóa")


def test_side_by_side_is_likelier_than_apart() -> None:
    apart, together = "nâng cao hoạt động", "hoạt động nâng cao"
    first = readings("cao hoat")[0]
    assert first.spans(apart)
    assert not first.spans(together)


@pytest.mark.parametrize(
    ("typed", "expected"), [("cải c", []), ("cải cá", ["cải cách"]), ("cải cá ", []), ("thủ cá", [])]
)
def test_only_the_word_that_is_being_typed_may_be_begun(typed: str, expected: list[str]) -> None:
    assert found(typed) == expected


@pytest.mark.parametrize("typed", ["", "  ", '""', "…", '"', "/ -"])
def test_what_has_no_word_asks_for_nothing(typed: str) -> None:
    assert readings(typed) == ()


@given(st.text(LETTERS))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    for reading in readings(text):
        assert reading.begins or reading.spans(text)


@given(st.text(), st.text())
def test_what_is_typed_is_never_too_much(typed: str, text: str) -> None:
    for reading in readings(typed):
        for start, end in reading.spans(text):
            assert 0 <= start < end <= len(text)


@given(st.text(LETTERS))
def test_a_word_without_its_marks_is_ascii(text: str) -> None:
    assert all(word.folded.isascii() for word in words(text))


def test_a_snippet_shows_whole_words_around_what_was_found() -> None:
    text = " ".join(f"chữ{number}" for number in range(100)) + " cuối"
    (reading, *_) = readings("chữ50")
    shown = snippet(text, reading.spans(text), 60)
    assert len(shown.text) <= 62
    assert shown.text.startswith("…chữ")
    assert shown.text.endswith("…")
    assert set(shown.text.strip("…").split()) <= set(text.split())
    assert [shown.text[start:end] for start, end in shown.spans] == ["chữ50"]


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("cải cách", ((0, 3),), 60).text == "cải cách"
