from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.ui.appendix_model import LABEL, AppendixModel
from cchc_desktop.ui.appendix_note_field import NoteField
from cchc_desktop.ui.appendix_row_bar import RowBar
from cchc_desktop.ui.appendix_view import (
    LEAST_LABEL,
    LEAST_NUMBER,
    MOST_HEIGHT,
    MOST_NUMBER,
    USUAL_NUMBER,
    AppendixView,
)
from cchc_desktop.ui.theme import SMALL
from tests.ui.appendix_tables import OPEN, fixed_model, open_data, open_model, template_model, texts
from tests.ui.keyboard import backspace, commit, press, type_text, unikey

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

Show = Callable[..., AppendixView]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows a model between two buttons on a page that scrolls, and gives its view."""
    pages = []

    def shown(model: AppendixModel, width: int = 976, height: int = 700) -> AppendixView:
        page = QScrollArea()
        pages.append(page)
        page.setWidgetResizable(True)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        view = AppendixView(model)
        before, after = QPushButton("trước"), QPushButton("sau")
        for widget in (before, view, after):
            layout.addWidget(widget)
        if model.appendix.open:
            layout.addWidget(RowBar(view))
        layout.addWidget(NoteField(view, model))
        layout.addStretch()
        model.setParent(inner)
        page.setWidget(inner)
        page.resize(width, height)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return view

    return shown


def at(view: AppendixView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def go(view: AppendixView, row: int, column: int) -> None:
    view.setCurrentIndex(view.model().index(row, column))


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def editor() -> QLineEdit:
    widget = focus()
    assert isinstance(widget, QLineEdit)
    return widget


def keys(*pressed: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in pressed:
        press(focus(), key, modifiers)


def write(text: str) -> None:
    for letter in text:
        type_text(focus(), letter)


def select(view: AppendixView, first: tuple[int, int], last: tuple[int, int]) -> None:
    go(view, *first)
    for _ in range(last[0] - first[0]):
        keys(Key.Key_Down, modifiers=SHIFT)
    for _ in range(last[1] - first[1]):
        keys(Key.Key_Right, modifiers=SHIFT)


def button(view: AppendixView, text: str) -> QPushButton:
    return next(found for found in view.window().findChildren(QPushButton) if found.text() == text)


def test_the_table_can_be_found_and_says_its_name(show: Show) -> None:
    view = show(open_model())
    assert (view.objectName(), view.accessibleName()) == ("appendix:mo", "Phụ lục: Hồ sơ")


# Typing


def test_a_column_is_typed_downwards(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    write("11")
    keys(Key.Key_Return)
    write("1.300")
    keys(Key.Key_Return)
    assert [line[1] for line in texts(view.model())] == ["11", "1.300", "1.311"]
    assert at(view) == (1, 1)


def test_a_row_is_typed_with_tab(show: Show) -> None:
    view = show(open_model())
    go(view, 0, LABEL)
    for text in ("Hộ tịch", "3", "2", "1", "Nhà ở"):
        write(text)
        keys(Key.Key_Tab)
    assert texts(view.model())[0] == ["Hộ tịch", "3", "2", "1", "3"]
    assert texts(view.model())[1][0] == "Nhà ở"
    assert at(view) == (1, 1)


def test_tab_leaves_the_table_after_the_last_cell_typing_or_not(show: Show) -> None:
    view = show(open_model())
    go(view, 1, 3)
    keys(Key.Key_Tab)
    assert focus() is button(view, "sau")
    view.setFocus()
    go(view, 1, 3)
    write("4")
    keys(Key.Key_Tab)
    assert focus() is button(view, "sau")
    assert view.model().index(1, 3).data() == "4"


def test_tab_goes_through_all_cells_that_can_be_typed_into_and_no_others(show: Show) -> None:
    view = show(fixed_model())
    button(view, "trước").setFocus()
    met = []
    keys(Key.Key_Tab)
    while focus() is view:
        met.append(at(view))
        keys(Key.Key_Tab)
    assert met == [(row, column) for row in range(3) for column in (1, 3, 4)]
    assert focus() is button(view, "sau")
    met_backwards = []
    keys(Key.Key_Backtab, modifiers=SHIFT)
    while focus() is view:
        met_backwards.append(at(view))
        keys(Key.Key_Backtab, modifiers=SHIFT)
    assert met_backwards == met[::-1]
    assert focus() is button(view, "trước")


def test_backtab_in_an_editor_goes_back(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 2)
    write("5")
    keys(Key.Key_Backtab, modifiers=SHIFT)
    assert at(view) == (0, 1)
    assert view.model().index(0, 2).data() == "5"


def test_a_click_starts_typing_over_what_was_there(show: Show, qtbot: QtBot) -> None:
    view = show(open_model())
    place = view.visualRect(view.model().index(0, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor().selectedText() == "10"
    write("7")
    assert editor().text() == "7"


def test_a_click_on_a_computed_cell_only_selects_it(show: Show, qtbot: QtBot) -> None:
    view = show(open_model())
    place = view.visualRect(view.model().index(0, 4)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert focus() is view
    assert at(view) == (0, 4)
    write("7")
    assert at(view) == (0, 4)
    assert not view.can_undo()


def test_f2_edits_what_is_there_in_plain_digits(show: Show) -> None:
    view = show(open_model())
    go(view, 1, 1)
    keys(Key.Key_F2)
    assert editor().text() == "1250"


def test_every_key_reaches_the_model_and_the_text_in_the_editor_stays_as_typed(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    for typed, stored in (("1", "1"), (".", "1."), ("2", "1.2"), ("5", "1.25"), ("0", "1250")):
        write(typed)
        assert view.model().index(0, 1).data(Qt.ItemDataRole.EditRole) == stored
    assert editor().text() == "1.250"
    assert view.model().index(2, 1).data() == "2.500"


def test_escape_gives_the_cell_its_text_back_and_leaves_no_step(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    write("77")
    keys(Key.Key_Escape)
    assert focus() is view
    assert view.model().index(0, 1).data() == "10"
    assert not view.can_undo()


def test_unikey_takes_letters_back_and_is_not_disturbed(show: Show) -> None:
    view = show(open_model())
    go(view, 0, LABEL)
    write("T")
    unikey(editor(), ("ư", "o", "\bơ", "n", "g", "\b\b\bờng"))
    assert editor().text() == "Tường"
    keys(Key.Key_Return)
    assert view.model().index(0, LABEL).data() == "Tường"


def test_shift_and_an_arrow_select_within_the_text(show: Show) -> None:
    view = show(open_model())
    go(view, 0, LABEL)
    write("aâ")
    keys(Key.Key_Left, Key.Key_Left)
    keys(Key.Key_Left, modifiers=SHIFT)
    keys(Key.Key_Right, modifiers=SHIFT)
    assert editor().selectedText() == "a"


def test_an_input_method_starts_typing_too(show: Show) -> None:
    view = show(open_model())
    go(view, 0, LABEL)
    commit(view, "Đất", "Đ", "Đấ")
    keys(Key.Key_Return)
    assert view.model().index(0, LABEL).data() == "Đất"


def test_backspace_on_a_cell_begins_with_nothing(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    backspace(view)
    assert editor().text() == ""
    keys(Key.Key_Return)
    assert view.model().data_now().rows[0].cells["nhan"] is None


def test_arrows_move_between_cells_also_out_of_an_editor(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    keys(Key.Key_Right, Key.Key_Down)
    assert at(view) == (1, 2)
    write("12")
    keys(Key.Key_Up)
    assert at(view) == (0, 2)
    write("34")
    keys(Key.Key_Left)
    assert (at(view), editor().cursorPosition()) == ((0, 2), 1)
    keys(Key.Key_Left, Key.Key_Left)
    assert at(view) == (0, 1)
    assert [line[2] for line in texts(view.model())[:2]] == ["34", "12"]


def test_delete_makes_the_selected_cells_blank_in_one_step(show: Show) -> None:
    view = show(open_model())
    select(view, (0, 1), (1, 3))
    keys(Key.Key_Delete)
    assert texts(view.model())[:2] == [["Văn hóa", "", "", "", ""], ["Đất đai", "", "", "", ""]]
    keys(Key.Key_Z, modifiers=CONTROL)
    assert view.model().data_now() == open_model().data_now()


# Undo


def test_undo_and_redo_by_key(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    write("55")
    keys(Key.Key_Return)
    keys(Key.Key_Z, modifiers=CONTROL)
    assert view.model().index(0, 1).data() == "10"
    keys(Key.Key_Y, modifiers=CONTROL)
    assert view.model().index(0, 1).data() == "55"


def test_undo_in_an_editor_takes_its_own_text_back_first(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    write("55")
    keys(Key.Key_Return, Key.Key_F2)
    write("6")
    keys(Key.Key_Z, modifiers=CONTROL)
    assert editor().text() == "1250"
    keys(Key.Key_Z, modifiers=CONTROL)
    assert focus() is view
    assert view.model().index(0, 1).data() == "10"


def test_undo_while_typing_closes_the_editor(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    write("55")
    view.undo()
    assert focus() is view
    assert view.model().index(0, 1).data() == "10"
    assert view.can_redo()


# Copy and paste


def test_a_block_is_copied_for_excel(show: Show) -> None:
    view = show(open_model())
    select(view, (0, 0), (2, 2))
    keys(Key.Key_C, modifiers=CONTROL)
    assert QGuiApplication.clipboard().text() == "Văn hóa\t10\t9\nĐất đai\t1250\t\nTổng số\t1260\t9"


def test_a_block_from_excel_is_pasted_at_the_selected_corner(show: Show) -> None:
    view = show(open_model())
    QGuiApplication.clipboard().setText('"Nhà ở\nxã hội"\t1.250\t7\r\nHộ tịch\t3\t\r\nThuế\t4\tx\r\n')
    go(view, 1, LABEL)
    keys(Key.Key_V, modifiers=CONTROL)
    assert [line[:3] for line in texts(view.model())] == [
        ["Văn hóa", "10", "9"],
        ["Nhà ở xã hội", "1.250", "7"],
        ["Hộ tịch", "3", ""],
        ["Thuế", "4", "x"],
        ["Tổng số", "1.267", "16"],
    ]


def test_a_block_pasted_while_typing_goes_into_the_table(show: Show) -> None:
    view = show(open_model())
    QGuiApplication.clipboard().setText("5\t6\r\n7\t8\r\n")
    go(view, 0, 1)
    keys(Key.Key_F2)
    keys(Key.Key_V, modifiers=CONTROL)
    assert focus() is view
    assert [line[1:3] for line in texts(view.model())[:2]] == [["5", "6"], ["7", "8"]]
    keys(Key.Key_Z, modifiers=CONTROL)
    assert view.model().data_now() == open_model().data_now()


def test_one_cell_pasted_while_typing_is_text(show: Show) -> None:
    view = show(open_model())
    QGuiApplication.clipboard().setText("25\r\n")
    go(view, 0, 1)
    keys(Key.Key_F2)
    keys(Key.Key_V, modifiers=CONTROL)
    assert isinstance(focus(), QLineEdit)
    keys(Key.Key_Return)
    assert view.model().data_now().rows[0].cells["nhan"] == 25


def test_a_block_too_long_is_refused_in_one_sentence(show: Show, qtbot: QtBot) -> None:
    view = show(fixed_model())
    QGuiApplication.clipboard().setText("1\r\n2\r\n3\r\n4\r\n")
    go(view, 0, 1)
    with qtbot.waitSignal(view.refused) as told:
        keys(Key.Key_V, modifiers=CONTROL)
    assert told.args == [
        "Khối đã sao chép có 4 dòng, phụ lục “Văn bản” kể từ ô đang chọn chỉ còn 3 dòng; chưa dán gì vào bảng."
    ]
    assert not view.can_undo()


def test_what_is_cut_is_on_the_clipboard_and_blank(show: Show) -> None:
    view = show(open_model())
    select(view, (0, 1), (0, 2))
    keys(Key.Key_X, modifiers=CONTROL)
    assert QGuiApplication.clipboard().text() == "10\t9"
    assert texts(view.model())[0] == ["Văn hóa", "", "", "1", "1"]


def test_a_table_that_is_not_editable_is_read_and_copied_only(show: Show, qtbot: QtBot) -> None:
    view = show(AppendixModel(OPEN, open_data(), {}, editable=False))
    place = view.visualRect(view.model().index(0, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    write("7")
    keys(Key.Key_Delete)
    keys(Key.Key_C, modifiers=CONTROL)
    assert QGuiApplication.clipboard().text() == "10"
    keys(Key.Key_Tab)
    assert focus() is button(view, "sau")
    assert texts(view.model()) == texts(open_model())


# Rows


def test_a_row_is_added_below_and_its_label_typed_at_once(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 2)
    button(view, "Thêm dòng").click()
    write("Hộ tịch")
    keys(Key.Key_Tab)
    write("6")
    keys(Key.Key_Return)
    assert [line[:2] for line in texts(view.model())] == [
        ["Văn hóa", "10"],
        ["Hộ tịch", "6"],
        ["Đất đai", "1.250"],
        ["Tổng số", "1.266"],
    ]


def test_rows_are_added_to_an_empty_table(show: Show) -> None:
    view = show(AppendixModel(OPEN, type(open_data())(), {}))
    assert not button(view, "Bỏ dòng").isEnabled()
    button(view, "Thêm dòng").click()
    write("Hộ tịch")
    keys(Key.Key_Return)
    assert [line[0] for line in texts(view.model())] == ["Hộ tịch", "Tổng số"]


def test_a_row_with_figures_is_taken_out_without_asking_and_comes_back(show: Show) -> None:
    view = show(open_model())
    go(view, 1, 1)
    button(view, "Bỏ dòng").click()
    assert [line[0] for line in texts(view.model())] == ["Văn hóa", "Tổng số"]
    view.undo()
    assert view.model().data_now() == open_model().data_now()


def test_rows_go_up_and_down_with_the_selection(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 1)
    assert not button(view, "Lên").isEnabled()
    button(view, "Xuống").click()
    assert [row.key for row in view.model().rows()] == ["r2", "r1"]
    assert at(view) == (1, 1)
    assert button(view, "Lên").isEnabled()
    assert not button(view, "Xuống").isEnabled()
    button(view, "Lên").click()
    assert at(view) == (0, 1)


def test_the_buttons_say_what_table_they_belong_to(show: Show) -> None:
    view = show(open_model())
    assert button(view, "Lên").accessibleName() == "Lên, Phụ lục: Hồ sơ"


# Notes


def test_the_note_of_the_present_cell_is_shown_and_typed_as_one_step(show: Show) -> None:
    view = show(open_model())
    field = note_field(view)
    assert not field.isEnabled()
    go(view, 1, 3)
    assert field.text() == "chờ xác minh"
    go(view, 0, 2)
    assert (field.text(), field.accessibleName()) == ("", "Ghi chú cho ô Văn hóa, Đúng hẹn: 9")
    field.setFocus()
    write("rút hồ sơ ")
    assert field.text() == "rút hồ sơ "
    assert view.model().note(0, 2) == "rút hồ sơ"
    view.undo()
    assert field.text() == ""
    assert view.model().data_now() == open_model().data_now()


def test_a_note_is_not_rewritten_while_it_is_typed(show: Show) -> None:
    view = show(open_model())
    go(view, 0, 2)
    field = note_field(view)
    field.setFocus()
    write("ac")
    keys(Key.Key_Left)
    write("bx")
    assert field.text() == view.model().note(0, 2) == "abxc"


def test_notes_of_two_cells_are_two_steps(show: Show) -> None:
    view = show(open_model())
    for column in (1, 2):
        go(view, 0, column)
        note_field(view).setFocus()
        write("x")
    view.undo()
    assert view.model().data_now().rows[0].notes == {"nhan": "x"}


def test_labels_and_totals_have_no_note(show: Show) -> None:
    view = show(open_model())
    for row, column in ((0, LABEL), (2, 2)):
        go(view, row, column)
        assert not note_field(view).isEnabled()


def test_the_note_shown_follows_the_rows(show: Show) -> None:
    view = show(open_model())
    go(view, 1, 3)
    view.remove_rows()
    go(view, 0, 3)
    assert note_field(view).text() == ""
    view.undo()
    go(view, 1, 3)
    assert note_field(view).text() == "chờ xác minh"


def note_field(view: AppendixView) -> QLineEdit:
    field = view.window().findChild(QLineEdit, f"note:{view.objectName().partition(':')[2]}")
    assert isinstance(field, QLineEdit)
    return field


# Geometry


@pytest.mark.parametrize(("template", "appendix"), [("nq30c", "the_che"), ("nq30c", "mot_cua")])
def test_at_1024_the_whole_table_is_in_sight(show: Show, template: str, appendix: str) -> None:
    view = show(template_model(template, appendix), width=1024 - 48)
    widths = [view.columnWidth(column) for column in range(view.model().columnCount())]
    assert sum(widths) == view.viewport().width()
    assert widths[LABEL] >= LEAST_LABEL
    assert all(LEAST_NUMBER <= width <= MOST_NUMBER for width in widths[1:])
    assert view.horizontalScrollBar().maximum() == view.verticalScrollBar().maximum() == 0
    assert view.height() == view.sizeHint().height()


def test_a_table_that_would_just_not_fit_draws_its_numbers_in(show: Show) -> None:
    narrow, narrower = (show(template_model("nq30c", "the_che"), width=width) for width in (660, 560))
    assert narrow.horizontalScrollBar().maximum() == 0
    assert narrower.horizontalScrollBar().maximum() > 0
    assert narrow.columnWidth(1) < USUAL_NUMBER <= narrower.columnWidth(1)


def test_no_label_is_cut_off_at_any_width(show: Show) -> None:
    view = show(template_model("nq30c", "the_che"))
    go(view, 3, 1)
    for width in range(120, 320):
        view.setColumnWidth(LABEL, width)
        view.setRowHeight(0, view.sizeHintForRow(0))
        above_text = QRect(2, view.rowViewportPosition(0) + 2, width - 4, SMALL - 2)
        image = view.viewport().grab(above_text).toImage()
        colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        assert len(colours) == 1, width


def test_a_large_number_widens_its_column(show: Show, qtbot: QtBot) -> None:
    view = show(open_model(), width=700)
    view.model().setData(view.model().index(0, 1), "999999999999")
    needed = view.fontMetrics().horizontalAdvance("999.999.999.999")
    qtbot.waitUntil(lambda: view.columnWidth(1) > needed)


def test_a_label_that_wraps_makes_its_row_higher_and_the_table_too(show: Show, qtbot: QtBot) -> None:
    view = show(open_model())
    height, row = view.height(), view.rowHeight(0)
    view.model().setData(view.model().index(0, LABEL), "Lĩnh vực có một cái tên rất dài " * 12)
    qtbot.waitUntil(lambda: view.rowHeight(0) > 2 * row)
    qtbot.waitUntil(lambda: view.height() > height + row)


def test_a_long_table_scrolls_by_itself_and_then_hands_the_wheel_on(show: Show, qtbot: QtBot) -> None:
    view = show(open_model(), height=400)
    page = view.window()
    assert isinstance(page, QScrollArea)
    view.model().paste(0, LABEL, [[f"Lĩnh vực {number}"] for number in range(60)])
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: view.height() == MOST_HEIGHT)
    wheel(view)
    assert (view.verticalScrollBar().value() > 0, page.verticalScrollBar().value()) == (True, 0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    wheel(view)
    assert page.verticalScrollBar().value() > 0


def test_the_wheel_scrolls_the_page_over_a_short_table_and_changes_no_cell(show: Show, qtbot: QtBot) -> None:
    view = show(open_model(), height=240)
    page = view.window()
    assert isinstance(page, QScrollArea)
    go(view, 0, 1)
    page.verticalScrollBar().setValue(0)
    keys(Key.Key_F2)
    wheel(view)
    assert page.verticalScrollBar().value() > 0
    assert not view.can_undo()


def wheel(view: AppendixView) -> None:
    """One notch down over the table, as the window system sends it: an event made by hand would not be handed on."""
    window = view.window()
    place = QPointF(view.viewport().mapTo(window, QPoint(300, 30)))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, -120))


def test_moving_to_a_cell_brings_it_into_sight_in_the_page(show: Show) -> None:
    view = show(template_model("nq30c", "mot_cua"), height=300)
    page = view.window()
    assert isinstance(page, QScrollArea)
    go(view, 7, 2)
    rect = view.visualRect(view.currentIndex())
    rect.moveTopLeft(view.viewport().mapTo(page.viewport(), rect.topLeft()))
    assert page.viewport().rect().contains(rect)


def test_sideways_the_labels_stay_and_no_cell_hides_behind_them(show: Show) -> None:
    view = show(template_model("nq30c", "mot_cua"), width=600)
    assert view.horizontalScrollBar().maximum() > 0
    go(view, 2, 8)
    assert view.horizontalScrollBar().value() > 0
    labels = view.columnWidth(LABEL)
    assert view.childAt(view.viewport().mapTo(view, QPoint(40, 5))) is not view.viewport()
    for column in range(7, 0, -1):
        keys(Key.Key_Left)
        assert at(view) == (2, column)
        assert view.visualRect(view.currentIndex()).left() >= labels


def test_a_click_on_a_frozen_label_leads_to_the_label_and_starts_typing(show: Show, qtbot: QtBot) -> None:
    view = show(template_model("nq30c", "mot_cua"), width=600)
    go(view, 2, 8)
    place = QPoint(40, view.rowViewportPosition(3) + 5)
    in_view = view.viewport().mapTo(view, place)
    qtbot.mouseClick(view.childAt(in_view), Qt.MouseButton.LeftButton, pos=place)
    assert at(view) == (3, LABEL)
    assert view.horizontalScrollBar().value() == 0
    assert editor().text() == "Nhà ở"
    assert view.childAt(in_view) is editor()
