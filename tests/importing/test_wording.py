"""How alike wordings are: the same to everyone who asks, whatever they ask at least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.importing.wording import Wordings, likeness
from tests.importing.layouts import templates

TITLES = [section.title for template in templates().values() for section in template.sections.values()]
WORDS = sorted({word for title in TITLES for word in title.split()})


@given(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.sampled_from([0.0, 45.0, 68.0, 86.0, 90.0, 100.0])
)
def test_a_higher_bar_leaves_the_scores_as_they_are(text: str, least: float) -> None:
    wordings = Wordings(TITLES)
    every = wordings.likeness(text)
    assert wordings.likeness(text, least) == {place: score for place, score in every.items() if score >= least}
    assert all(score == likeness(text, TITLES[place]) for place, score in every.items())


@pytest.mark.parametrize(
    ("text", "model", "least", "most"),
    [
        ("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC", "Công tác chỉ đạo, điều hành cải cách hành chính", 100, 100),
        ("Về chỉ đạo điều hành", "Công tác chỉ đạo, điều hành cải cách hành chính", 86, 99),
        ("Tồn tại, hạn chế và nguyên nhân", "Tồn tại, hạn chế", 86, 99),
        ("Cải cách tài chính công", "Cải cách thể chế", 0, 80),
        ("", "Cải cách thể chế", 0, 0),
    ],
)
def test_alike_is_what_says_the_same(text: str, model: str, least: float, most: float) -> None:
    assert least <= likeness(text, model) <= most
