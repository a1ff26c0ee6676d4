"""The register fills itself from what is typed, and helps to cite and to complete."""

from datetime import date

import pytest

from cchc_desktop.domain.citations import CONFIRMED, NO_LIST, CitationList, Document
from cchc_desktop.domain.register import completions, is_mentioned, register, rest_of

DECREE = Document(
    "Nghị định", "30/2020/NĐ-CP", date(2020, 3, 5), "Chính phủ", "về công tác văn thư", None, None, "", "", CONFIRMED
)
KNOWN = CitationList(date(2022, 1, 1), (DECREE,))


def test_the_register_knows_all_that_was_ever_said_of_a_document() -> None:
    texts = [
        "Thực hiện **Kế hoạch số 36/KH-PB** và Nghị định số 30/2020/NĐ-CP.",
        "Theo 7/QĐ-PB thì xong; kế hoạch số 036/KH-PB ngày 10/01/2022 của Phòng B, đã ban hành.",
    ]
    (found,) = register(texts, KNOWN)
    said = found.kind, found.number, found.day, found.issuer
    assert said == ("Kế hoạch", "036/KH-PB", date(2022, 1, 10), "Phòng B")


def test_a_newer_list_adds_and_corrects() -> None:
    other = Document("Luật", "10/2022/QH15", None, "Quốc hội", "", None, None, "", "", CONFIRMED)
    newer = Document(**{name: getattr(DECREE, name) for name in DECREE.__slots__} | {"subject": "khác"})
    both = KNOWN.with_newer(CitationList(date(2021, 1, 1), (newer, other)))
    assert both.as_of == date(2022, 1, 1)
    assert both.documents == (newer, other)


def test_a_number_that_each_year_has_again_is_a_document_for_each_day() -> None:
    texts = [
        "Kế hoạch số 36/KH-PB ngày 10/01/2022 của Phòng B; theo Kế hoạch số 36/KH-PB thì xong.",
        "Kế hoạch số 36/KH-PB ngày 12/01/2023.",
    ]
    first, second = register(texts, KNOWN)
    assert (first.day, second.day) == (date(2022, 1, 10), date(2023, 1, 12))
    assert is_mentioned(first, texts)
    assert not is_mentioned(second, [texts[0].partition(";")[0]])
    assert register(texts, CitationList(None, (first,))) == (second,)


def test_a_document_is_known_again_however_it_is_written() -> None:
    assert is_mentioned(DECREE, ["Chưa có gì.", "Theo **Nghị định** số 030/2020/NĐ-CP."])
    assert not is_mentioned(DECREE, ["Theo Nghị định số 30/2021/NĐ-CP."])


@pytest.mark.parametrize(
    ("begun", "rest"),
    [
        ("3", "0/2020/NĐ-CP"),
        ("30/2020/n", "Đ-CP"),
        ("030/", "2020/NĐ-CP"),
        ("30", "/2020/NĐ-CP"),
        ("30/2020/NĐ-CP", ""),
    ],
)
def test_completing_leaves_what_is_typed(begun: str, rest: str) -> None:
    assert completions(begun, "", [DECREE]) == completions(begun, "nghị định", [DECREE]) == [DECREE]
    assert completions(begun, "Kế hoạch", [DECREE]) == []
    assert rest_of(DECREE, begun, in_full=False) == rest
    assert rest_of(DECREE, begun, in_full=True) == f"{rest} ngày 05/3/2020 của Chính phủ về công tác văn thư"


@pytest.mark.parametrize("begun", ["31", "0", "20"])
def test_nothing_is_completed_that_does_not_go_on(begun: str) -> None:
    assert completions(begun, "", [DECREE]) == []


def test_an_empty_register() -> None:
    assert register([], NO_LIST) == ()
