"""The office's own list of documents: what a form states, and what is taken out and back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.citations import CONFIRMED, KINDS, SURENESS, Document, read_citations
from cchc_desktop.domain.own_documents import OwnDocuments, as_toml, stated
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.text.normal import normal

ANSWERS = {
    "kind": "Quyết định",
    "number": " số 91/QĐ-UBND ",
    "date": "03/02/2022",
    "issuer": "UBND huyện Lam Khê",
    "subject": "ban hành Quy chế\nlàm việc",
    "valid_from": "01/3/2022",
    "valid_to": "",
    "successor": "",
}
ONE = stated(ANSWERS)
OTHER = stated(ANSWERS | {"number": "5/QĐ-UBND"})
WORDS = st.text(max_size=12).map(normal).map(str.strip)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
DOCUMENTS = st.builds(
    Document,
    st.sampled_from(KINDS),
    st.integers(1, 999).map(lambda number: f"{number}/QĐ-UBND"),
    DAYS,
    WORDS,
    WORDS,
    DAYS,
    DAYS,
    WORDS,
    WORDS,
    st.sampled_from(SURENESS),
)


def test_a_form_states_a_document_that_is_sure() -> None:
    assert ONE.full == "Quyết định số 91/QĐ-UBND ngày 03/02/2022 của UBND huyện Lam Khê ban hành Quy chế làm việc"
    assert (ONE.valid_from, ONE.valid_to, ONE.sure) == (date(2022, 3, 1), None, CONFIRMED)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"number": ""}, "số và ký hiệu"),
        ({"number": "91"}, "“91”"),
        ({"kind": "Giấy mời"}, "loại"),
        ({"date": "31/02/2022"}, "Ngày ban hành “31/02/2022”"),
        ({"valid_to": "mai"}, "“mai”"),
        ({"valid_to": "28/02/2022"}, "trước ngày có hiệu lực"),
    ],
)
def test_what_cannot_be_a_document_is_refused(wrong: dict[str, str], told: str) -> None:
    with pytest.raises(Refusal, match=told):
        stated(ANSWERS | wrong)


def test_a_number_stands_once() -> None:
    own = OwnDocuments((ONE, OTHER))
    with pytest.raises(Refusal, match="91/QĐ-UBND"):
        own.with_document(replace(ONE, number="091/QĐ-UBND"))
    with pytest.raises(Refusal):
        own.with_document(replace(OTHER, number=ONE.number), OTHER)
    assert own.with_document(replace(ONE, subject="khác"), ONE).kept == (OTHER, replace(ONE, subject="khác"))


def test_a_number_of_another_year_is_another_document() -> None:
    next_year = replace(ONE, day=date(2023, 2, 3))
    own = OwnDocuments((ONE,)).with_document(next_year)
    assert own.kept == (ONE, next_year)
    assert own.without(next_year).kept == (ONE,)


def test_what_is_taken_out_can_be_taken_back() -> None:
    own = OwnDocuments((ONE, OTHER)).without(ONE)
    assert own == OwnDocuments((OTHER,), (ONE,))
    assert own.taken_back(ONE) == OwnDocuments((OTHER, ONE))
    with pytest.raises(Refusal):
        own.with_document(ONE).taken_back(ONE)


@given(st.lists(DOCUMENTS, unique_by=lambda made: made.key, max_size=4))
def test_a_written_list_reads_back_the_same(documents: list[Document]) -> None:
    known = read_citations(as_toml(documents, date(2026, 1, 2)), "danh mục")
    assert known.documents == tuple(documents)
    assert known.as_of == date(2026, 1, 2)
