import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.appendix_block import read_block, write_block

CELLS = st.text(alphabet=st.sampled_from('\t\n"\r0ạ '), max_size=6)
BLOCKS = st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1))


@given(BLOCKS.filter(lambda block: block[-1] != [""]))
def test_what_is_copied_is_pasted_as_it_was(block: list[list[str]]) -> None:
    assert read_block(write_block(block)) == block


def test_excel_quotes_cells_with_line_breaks_and_ends_with_one() -> None:
    text = 'Văn hóa\t1.250\t\r\n"Đất đai\nvà ""nhà ở"""\t05\t7\r\n'
    assert read_block(text) == [["Văn hóa", "1.250", ""], ['Đất đai\nvà "nhà ở"', "05", "7"]]


def test_a_blank_line_is_a_row_of_its_own() -> None:
    assert read_block("1\r\n\r\n3\r\n") == [["1"], [""], ["3"]]


def test_one_cell_is_copied_without_ado() -> None:
    assert write_block([["1250"]]) == "1250"


def test_an_absurdly_long_cell_is_refused() -> None:
    with pytest.raises(Refusal, match="chưa dán gì"):
        read_block("x" * (csv.field_size_limit() + 1))
