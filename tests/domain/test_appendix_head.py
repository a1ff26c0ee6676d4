from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.appendix_head import HeadCell, head_depth, head_grid, label_column
from cchc_desktop.domain.template import Appendix, Column

_NAMES = st.sampled_from("ABC")


def appendix(*groups: tuple[str, ...], numbered: bool = False) -> Appendix:
    columns = tuple(Column(f"c{i}", f"Cột {i}", path) for i, path in enumerate(groups))
    return Appendix("a", "Bảng", "Nội dung", columns, numbered=numbered)


def test_a_flat_head_is_one_row_of_single_cells():
    assert head_grid(appendix((), ())) == (
        HeadCell(0, 0, 1, 1, "Nội dung"),
        HeadCell(0, 1, 1, 1, "Cột 0"),
        HeadCell(0, 2, 1, 1, "Cột 1"),
    )


def test_a_group_reaches_over_its_neighbours_and_labels_reach_down():
    assert head_grid(appendix(("Năm",), ("Năm",), (), numbered=True)) == (
        HeadCell(0, 0, 2, 1, "TT"),
        HeadCell(0, 1, 2, 1, "Nội dung"),
        HeadCell(0, 2, 1, 2, "Năm"),
        HeadCell(0, 4, 2, 1, "Cột 2"),
        HeadCell(1, 2, 1, 1, "Cột 0"),
        HeadCell(1, 3, 1, 1, "Cột 1"),
    )


def test_a_label_beside_a_deeper_group_reaches_down_under_their_common_group():
    cells = head_grid(appendix(("Hồ sơ",), ("Hồ sơ", "Nhận"), ("Hồ sơ", "Nhận")))
    assert HeadCell(0, 1, 1, 3, "Hồ sơ") in cells
    assert HeadCell(1, 1, 2, 1, "Cột 0") in cells
    assert HeadCell(1, 2, 1, 2, "Nhận") in cells


def test_groups_of_one_name_under_different_groups_stay_apart():
    cells = head_grid(appendix(("Trực tuyến", "Nhận"), ("Trực tiếp", "Nhận")))
    assert [cell.colspan for cell in cells if cell.text == "Nhận"] == [1, 1]


@given(st.lists(st.lists(_NAMES, max_size=3).map(tuple), min_size=1, max_size=6), st.booleans())
def test_the_cells_cover_the_head_exactly_once(groups, numbered):
    form = appendix(*groups, numbered=numbered)
    covered = [
        (cell.row + down, cell.column + right)
        for cell in head_grid(form)
        for down, right in product(range(cell.rowspan), range(cell.colspan))
    ]
    width = label_column(form) + 1 + len(form.columns)
    assert sorted(covered) == list(product(range(head_depth(form)), range(width)))
