from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.text.numbers import parse_count
from cchc_desktop.ui.appendix_model import (
    HEADING_ROLE,
    INDENT_ROLE,
    KIND_ROLE,
    LABEL,
    MOST_ROWS,
    NOTE_ROLE,
    AppendixModel,
    CellKind,
)
from tests.ui.appendix_tables import OPEN, fixed_model, open_data, open_model, template_model, texts

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("appendix", ["the_che", "mot_cua"])
def test_qt_finds_no_fault_in_the_model(qtmodeltester: Any, appendix: str) -> None:
    model = template_model("nq30c", appendix)
    qtmodeltester.check(model)
    assert model.setData(model.index(0, 1), "5")
    if appendix == "mot_cua":
        model.add_row("Đất đai")
        model.add_row("Hộ tịch", at=0)
        model.move_row(0, 3)
        model.move_row(4, -2)
        model.remove_rows([1, 2])
    while model.undo_stack.canUndo():
        model.undo_stack.undo()
    while model.undo_stack.canRedo():
        model.undo_stack.redo()


def test_a_row_has_its_label_its_cells_and_the_computed_ones() -> None:
    assert texts(open_model()) == [
        ["Văn hóa", "10", "9", "1", "10"],
        ["Đất đai", "1.250", "", "0", "0"],
        ["Tổng số", "1.260", "9", "1", "10"],
    ]


@pytest.mark.parametrize(
    ("typed", "value", "shown", "edited"),
    [
        ("11", 11, "11", "11"),
        ("1.250", 1250, "1.250", "1250"),
        ("05", 5, "5", "5"),
        ("", None, "", ""),
        (" ", None, "", ""),
    ],
)
def test_text_that_states_a_count_is_stored_as_one(typed: str, value: int | None, shown: str, edited: str) -> None:
    model = open_model()
    index = model.index(0, 1)
    assert model.setData(index, typed)
    assert model.data_now().rows[0].cells["nhan"] == value
    assert model.unreadable_now() == {}
    assert (index.data(), index.data(Qt.ItemDataRole.EditRole)) == (shown, edited)


@pytest.mark.parametrize("typed", ["abc", "-3", "1.25", "3,5", "khoảng 10"])
def test_text_that_is_no_count_is_kept_and_counts_as_not_known(typed: str) -> None:
    model = open_model()
    index = model.index(0, 2)
    model.setData(index, typed)
    assert model.data_now().rows[0].cells["dung"] is None
    assert model.unreadable_now() == {("r1", "dung"): typed}
    assert index.data() == index.data(Qt.ItemDataRole.EditRole) == typed
    assert index.data(KIND_ROLE) is CellKind.UNREADABLE
    assert index.data(Qt.ItemDataRole.ToolTipRole) == f"“{typed}” không phải là số đếm; báo cáo coi như chưa có."
    assert model.index(2, 2).data() == ""
    model.setData(index, "4")
    assert model.unreadable_now() == {}


def test_what_was_unreadable_before_is_shown_as_typed() -> None:
    model = open_model({("r2", "dung"): "mười"})
    assert model.index(1, 2).data() == "mười"
    assert model.unreadable_now() == {("r2", "dung"): "mười"}


def test_a_zero_is_no_blank() -> None:
    model = open_model()
    model.setData(model.index(1, 2), "0")
    assert model.data_now().rows[1].cells["dung"] == 0


def test_computed_cells_and_the_total_row_follow_and_say_so(qtbot: QtBot) -> None:
    model = open_model()
    changed: set[tuple[int, int]] = set()
    model.dataChanged.connect(
        lambda first, last: changed.update(
            (row, column)
            for row in range(first.row(), last.row() + 1)
            for column in range(first.column(), last.column() + 1)
        )
    )
    model.setData(model.index(1, 2), "1200")
    assert model.index(1, 4).data() == "1.200"
    assert model.index(2, 4).data() == "1.210"
    assert {(1, 2), (1, 4), (2, 2), (2, 4)} <= changed


def test_only_typed_cells_and_open_labels_can_be_typed_into() -> None:
    def editable(model: AppendixModel) -> list[str]:
        columns, rows = range(model.columnCount()), range(model.rowCount())
        flag = Qt.ItemFlag.ItemIsEditable
        return ["".join("x" if model.index(r, c).flags() & flag else "." for c in columns) for r in rows]

    assert editable(open_model()) == ["xxxx.", "xxxx.", "....."]
    assert editable(fixed_model()) == [".x.xx", ".x.xx", ".x.xx"]


def test_a_read_only_cell_takes_nothing() -> None:
    model = fixed_model()
    assert not model.setData(model.index(0, LABEL), "khác")
    assert not model.setData(model.index(0, 2), "7")
    assert not model.undo_stack.canUndo()


def test_headings_and_indents_of_fixed_rows_belong_to_their_row() -> None:
    model = fixed_model()
    assert [model.index(row, 3).data(HEADING_ROLE) for row in range(3)] == ["", "Kết quả", ""]
    assert [model.index(row, LABEL).data(INDENT_ROLE) for row in range(3)] == [0, 1, 1]


def test_a_screen_reader_hears_row_column_and_value() -> None:
    model = open_model({("r2", "dung"): "mười"})
    spoken = [
        [model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(5)] for row in range(3)
    ]
    assert spoken[0][:3] == ["Văn hóa", "Văn hóa, Nhận: 10", "Văn hóa, Đúng hẹn: 9"]
    assert spoken[1][2] == "Đất đai, Đúng hẹn: mười, không phải là số đếm"
    assert spoken[1][3] == "Đất đai, Trễ hẹn: 0. Ghi chú: chờ xác minh"
    assert spoken[2][1] == "Tổng số, Nhận: 1.260, ô tự tính"
    model.setData(model.index(0, 1), "")
    model.setData(model.index(0, LABEL), "")
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Dòng 1 chưa có tên, Nhận: trống"
    header = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert header == "Đã giải quyết, Đúng hẹn"


def test_numbers_stand_at_the_right() -> None:
    model = open_model()
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft


def test_an_edit_is_told_as_typed_and_again_by_undo_and_redo() -> None:
    model = open_model()
    told: list[tuple[str, str, str]] = []
    model.cell_edited.connect(lambda *edit: told.append(edit))
    model.setData(model.index(0, 1), "1.250")
    model.undo_stack.undo()
    model.undo_stack.redo()
    assert told == [("r1", "nhan", "1.250"), ("r1", "nhan", "10"), ("r1", "nhan", "1.250")]


def test_an_edit_that_changes_nothing_leaves_no_step() -> None:
    model = open_model()
    model.setData(model.index(1, 1), "1 250")
    model.setData(model.index(1, 2), "")
    model.setData(model.index(0, LABEL), "Văn hóa")
    model.set_note(1, 3, "chờ xác minh")
    model.clear([model.index(1, 2), model.index(0, 4), model.index(2, 1)])
    assert not model.undo_stack.canUndo()


def test_steps_have_vietnamese_names() -> None:
    model = open_model()
    model.setData(model.index(0, 2), "3")
    assert model.undo_stack.undoText() == "Sửa ô Đúng hẹn"
    model.remove_row(0)
    assert model.undo_stack.undoText() == "Bỏ dòng"


def test_one_typing_is_one_step() -> None:
    model = open_model()
    typing = object()
    for text in ("1", "1.", "1.2", "1.25", "1.250"):
        model.type_text(model.index(0, 2), text, typing)
    assert model.undo_stack.count() == 1
    assert model.data_now().rows[0].cells["dung"] == 1250
    model.type_text(model.index(0, 2), "7", object())
    assert model.undo_stack.count() == 2
    model.undo_stack.undo()
    model.undo_stack.undo()
    assert model.data_now() == open_model().data_now()


def test_a_typing_that_ends_where_it_began_leaves_no_step() -> None:
    model = open_model()
    typing = object()
    for text in ("1", "", "9"):
        model.type_text(model.index(0, 2), text, typing)
    assert model.undo_stack.count() == 0


def test_a_new_row_has_a_key_that_was_never_used() -> None:
    model = open_model()
    assert model.add_row("Hộ tịch") == "r3"
    model.remove_row(2)
    assert model.add_row() == "r4"
    model.undo_stack.undo()
    assert model.add_row() == "r5"
    assert [row.key for row in model.rows()] == ["r1", "r2", "r5"]


def test_keys_of_files_do_not_disturb_the_counting() -> None:
    rows = (Row("r7", "a"), Row("r" + "9" * 5000, "b"), Row("x", "c"))
    assert AppendixModel(OPEN, AppendixData(rows), {}).add_row() == "r8"


def test_a_removed_row_comes_back_whole() -> None:
    model = open_model({("r2", "dung"): "mười"})
    before = model.data_now(), model.unreadable_now()
    model.remove_row(1)
    assert model.unreadable_now() == {}
    assert texts(model)[-1] == ["Tổng số", "10", "9", "1", "10"]
    model.undo_stack.undo()
    assert (model.data_now(), model.unreadable_now()) == before


def test_rows_move_within_the_table_only() -> None:
    model = open_model()
    assert not model.move_row(0, -1)
    assert not model.move_row(1, 1)
    assert model.move_row(0, 1)
    assert [row.key for row in model.rows()] == ["r2", "r1"]


def test_fixed_rows_stay() -> None:
    model = fixed_model()
    for edit in (model.add_row, lambda: model.remove_row(0), lambda: model.move_row(0, 1)):
        with pytest.raises(ValueError, match="fixed"):
            edit()


def test_a_model_that_is_not_editable_takes_nothing() -> None:
    model = AppendixModel(OPEN, open_data(), {}, editable=False)
    assert not model.setData(model.index(0, 1), "5")
    model.clear([model.index(0, 1)])
    with pytest.raises(Refusal, match="chỉ xem được"):
        model.paste(0, 1, [["5"]])
    for edit in (model.add_row, lambda: model.remove_row(0), lambda: model.set_note(0, 1, "x")):
        with pytest.raises(ValueError, match="read-only"):
            edit()
    assert model.data_now() == open_model().data_now()


def test_a_stated_total_and_stated_computed_cells_stay_as_they_were() -> None:
    data = AppendixData((Row("r1", "a", {"nhan": 1, "xong": 5}),), {"nhan": 3})
    model = AppendixModel(OPEN, data, {})
    model.setData(model.index(0, 1), "2")
    assert model.data_now().total == {"nhan": 3}
    assert model.data_now().rows[0].cells == {"nhan": 2, "dung": None, "tre": None, "xong": 5}
    assert model.index(0, 4).data() == ""


def test_a_note_explains_a_cell() -> None:
    model = open_model()
    told: list[tuple[str, str, str]] = []
    model.note_edited.connect(lambda *edit: told.append(edit))
    model.set_note(0, 2, "  một hồ sơ rút lại ")
    assert model.note(0, 2) == model.index(0, 2).data(NOTE_ROLE) == "một hồ sơ rút lại"
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "Ghi chú: một hồ sơ rút lại"
    model.set_note(1, 3, "")
    assert model.data_now().rows[1].notes == {}
    model.undo_stack.undo()
    assert told == [("r1", "dung", "một hồ sơ rút lại"), ("r2", "tre", ""), ("r2", "tre", "chờ xác minh")]


# Pasting


def test_a_block_is_pasted_in_one_step() -> None:
    model = open_model()
    model.paste(0, 1, [["1", "2"], ["3.000", "bốn"]])
    assert [line[:3] for line in texts(model)[:2]] == [["Văn hóa", "1", "2"], ["Đất đai", "3.000", "bốn"]]
    assert model.undo_stack.count() == 1
    model.undo_stack.undo()
    assert model.data_now() == open_model().data_now()


def test_open_rows_grow_with_the_block() -> None:
    model = open_model()
    model.paste(1, LABEL, [["Nhà ở", "1", "2", "3", "99"], ["Hộ tịch", "4", "x"]])
    assert texts(model)[1:3] == [["Nhà ở", "1", "2", "3", "5"], ["Hộ tịch", "4", "x", "", ""]]
    assert model.unreadable_now() == {("r3", "dung"): "x"}
    assert model.undo_stack.count() == 1


def test_a_total_row_at_the_end_of_the_block_is_left_out() -> None:
    model = open_model()
    model.paste(0, LABEL, [["Nhà ở", "1"], ["Hộ tịch", "4"], ["TỔNG SỐ", "5"]])
    assert [line[0] for line in texts(model)] == ["Nhà ở", "Hộ tịch", "Tổng số"]


def test_read_only_cells_are_passed_over() -> None:
    model = fixed_model()
    model.paste(0, LABEL, [["Nội dung khác", "1", "2", "3", "4"]])
    assert texts(model)[0] == ["Đã rà soát", "1", "7", "3", "4"]


def test_blank_cells_of_a_block_make_cells_blank() -> None:
    model = open_model()
    model.paste(0, 1, [["", "5", ""]])
    assert texts(model)[0] == ["Văn hóa", "", "5", "", "5"]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ([["1"]] * 4, "có 4 dòng, phụ lục “Văn bản” kể từ ô đang chọn chỉ còn 3 dòng; chưa dán gì vào bảng."),
        ([["1"] * 5], "có 5 cột, phụ lục “Văn bản” kể từ ô đang chọn chỉ còn 4 cột; chưa dán gì vào bảng."),
    ],
)
def test_a_block_that_does_not_fit_is_refused_and_nothing_is_changed(block: list[list[str]], said: str) -> None:
    model = fixed_model()
    with pytest.raises(Refusal) as refusal:
        model.paste(0, 1, block)
    assert said in str(refusal.value)
    assert model.data_now() == fixed_model().data_now()
    assert not model.undo_stack.canUndo()


def test_blank_lines_and_columns_beyond_the_table_do_not_matter() -> None:
    model = fixed_model()
    model.paste(2, 4, [["5", "", " "], ["", "", ""]])
    assert texts(model)[2][4] == "5"
    grown = open_model()
    grown.paste(1, 1, [["5"], [""], [" "]])
    assert len(grown.rows()) == 2


def test_a_whole_column_of_excel_is_refused() -> None:
    with pytest.raises(Refusal, match=r"có 1\.048\.576 dòng"):
        open_model().paste(0, 1, [["1"]] * 1_048_576)
    model = open_model()
    model.paste(0, 1, [["1"]] * MOST_ROWS)
    assert len(model.rows()) == MOST_ROWS


# Laws

Edit = Callable[[AppendixModel], object]
TEXTS = st.sampled_from(["", "0", "05", "1.250", "abc", "-1", "999999999999", " ", "Ất"])
SMALL = st.integers(0, 5)


def _cell(row: int, column: int, text: str) -> Edit:
    return lambda model: model.setData(model.index(row % model.rowCount(), column % model.columnCount()), text)


def _typing(row: int, column: int, typed: list[str]) -> Edit:
    def edit(model: AppendixModel) -> None:
        typing = object()
        index = model.index(row % model.rowCount(), column % 4)
        for text in typed if index.flags() & Qt.ItemFlag.ItemIsEditable else []:
            model.type_text(index, text, typing)

    return edit


def _note(row: int, column: int, text: str) -> Edit:
    return lambda model: len(model.rows()) > row and model.set_note(row, 1 + column % 4, text)


def _remove(rows: set[int]) -> Edit:
    return lambda model: model.remove_rows({row for row in rows if row < len(model.rows())})


def _move(row: int, by: int) -> Edit:
    return lambda model: row < len(model.rows()) and model.move_row(row, by)


def _paste(row: int, column: int, block: list[list[str]]) -> Edit:
    def edit(model: AppendixModel) -> None:
        with suppress(Refusal):
            model.paste(row % model.rowCount(), column % 5, block)

    return edit


EDITS = st.lists(
    st.one_of(
        st.builds(_cell, SMALL, SMALL, TEXTS),
        st.builds(_typing, SMALL, SMALL, st.lists(TEXTS, max_size=4)),
        st.builds(_note, SMALL, SMALL, TEXTS),
        st.builds(lambda label: lambda model: model.add_row(label), TEXTS),
        st.builds(_remove, st.sets(SMALL, max_size=2)),
        st.builds(_move, SMALL, st.integers(-3, 3)),
        st.builds(_paste, SMALL, SMALL, st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=3)),
    ),
    max_size=8,
)


class Listener:
    """Holds what a listener knows who only follows the signals, as the one who saves does."""

    def __init__(self, model: AppendixModel) -> None:
        self.model = model
        self.take_rows()
        model.cell_edited.connect(self.take_cell)
        model.label_edited.connect(self.take_label)
        model.note_edited.connect(self.take_note)
        model.rows_edited.connect(self.take_rows)

    def take_rows(self) -> None:
        self.rows = {row.key: row for row in self.model.rows()}
        self.unreadable = self.model.unreadable_now()

    def take_cell(self, key: str, column: str, text: str) -> None:
        row, count = self.rows[key], parse_count(text)
        self.rows[key] = replace(row, cells={**row.cells, column: count})
        self.unreadable.pop((key, column), None)
        if count is None and text.strip():
            self.unreadable[key, column] = text

    def take_label(self, key: str, label: str) -> None:
        self.rows[key] = replace(self.rows[key], label=label)

    def take_note(self, key: str, column: str, text: str) -> None:
        notes = {**self.rows[key].notes, column: text}
        self.rows[key] = replace(self.rows[key], notes={of: note for of, note in notes.items() if note})

    def knows_all(self) -> bool:
        return tuple(self.rows.values()) == self.model.rows() and self.unreadable == self.model.unreadable_now()


@given(EDITS)
@settings(deadline=None, max_examples=150)
def test_undoing_all_gives_the_start_and_redoing_all_the_end(edits: list[Edit]) -> None:
    model = AppendixModel(OPEN, open_data(), {("r2", "dung"): "mười"})
    listener = Listener(model)
    start = model.data_now(), model.unreadable_now(), texts(model)
    for edit in edits:
        edit(model)
        assert listener.knows_all()
    end = model.data_now(), model.unreadable_now(), texts(model)
    while model.undo_stack.canUndo():
        model.undo_stack.undo()
        assert listener.knows_all()
    assert (model.data_now(), model.unreadable_now(), texts(model)) == start
    while model.undo_stack.canRedo():
        model.undo_stack.redo()
        assert listener.knows_all()
    assert (model.data_now(), model.unreadable_now(), texts(model)) == end
