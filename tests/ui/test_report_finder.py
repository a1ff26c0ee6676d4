"""Finding and replacing in the open report."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report import CARRIED, Entry
from cchc_desktop.ui.find_bar import FindBar
from cchc_desktop.ui.main_window import MainWindow
from tests.builders import report, stated
from tests.ui.keyboard import press, type_text, undo, unikey

Find = Callable[[type, str], Any]

SECTIONS = {
    "chi_dao.ke_hoach": [
        {"text": "Ban hành **kế hoạch** số 36/KH-PB, nhận {mot_cua.nhan} hồ sơ"},
        {"text": "Kế hoạch tuyên truyền; cải cách", "state": "carried", "citations": ["36/KH-PB"]},
    ],
    "phuong_huong": [{"text": "Tiếp tục kế hoạch, cái cách làm mới"}],
}
VALUES = stated(
    sections=SECTIONS,
    opening="Thực hiện kế hoạch năm",
    closing="Trên đây là báo cáo",
    document={"subject": "Về kế hoạch", "recipients": ["Như trên", "Phòng Kế hoạch"], "number": 36},
    figures={"tthc_tong": {"value": 1250, "note": "theo kế hoạch"}},
    appendices={
        "mot_cua": {"rows": [{"key": "r1", "label": "Kế hoạch", "cells": {"nhan": 742}, "notes": {"nhan": "kế hoạch"}}]}
    },
)
EVERYWHERE = 9


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    """The window with a report open that speaks of plans in every tab."""
    (report_id,) = window._workspace._store.add([report(**VALUES)])
    window.open_report(report_id)
    return window


@pytest.fixture
def bar(opened: MainWindow) -> FindBar:
    """The bar, wanted by the key."""
    opened.findChild(QAction, "action:search").trigger()
    return opened._searching.bar


def count(bar: FindBar) -> str:
    return bar._count.text()


def shown_place(window: MainWindow) -> str:
    finder = window._searching._finder
    find = finder.finds[finder.present]
    return find.text.place(find.spot)


def entries(window: MainWindow, key: str = "chi_dao.ke_hoach") -> tuple[Entry, ...]:
    window.flush()
    return window._workspace.report(window._view.session.id).sections[key]


def test_all_tabs_are_searched_and_the_keys_lead_from_one_to_the_next(opened: MainWindow, bar: FindBar) -> None:
    type_text(bar.line, "ke hoach")
    assert count(bar) == f"1/{EVERYWHERE}"
    places = [shown_place(opened)]
    for _ in range(EVERYWHERE - 1):
        press(bar.line, Qt.Key.Key_Return)
        places.append(shown_place(opened))
    assert places == [
        "document.subject",
        "opening",
        "document.recipients",
        "sections.chi_dao.ke_hoach[0]",
        "sections.chi_dao.ke_hoach[1]",
        "figures.tthc_tong.note",
        "sections.phuong_huong[0]",
        "appendices.mot_cua.rows[0].label",
        "appendices.mot_cua.rows[0].cells.nhan",
    ]
    press(bar.line, Qt.Key.Key_Return)
    assert (count(bar), shown_place(opened)) == (f"1/{EVERYWHERE}", "document.subject")
    opened.findChild(QAction, "action:search_previous").trigger()
    assert count(bar) == f"{EVERYWHERE}/{EVERYWHERE}"
    press(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count(bar) == f"{EVERYWHERE - 1}/{EVERYWHERE}"


def test_the_place_is_brought_into_sight_and_the_bar_keeps_the_focus(
    opened: MainWindow, bar: FindBar, find: Find
) -> None:
    type_text(bar.line, "cái cách")
    editor = find(QTextEdit, "section:phuong_huong")
    assert find(QTabWidget, "tabs").currentIndex() == 4
    assert editor.isVisible()
    assert opened.focusWidget() is bar.line
    assert editor.textCursor().position() == len("Tiếp tục kế hoạch, ")


def test_marks_count_where_they_are_typed(bar: FindBar) -> None:
    bar.line.setText("cải cách")
    assert count(bar) == "1/1"
    bar.line.setText("cai cach")
    assert count(bar) == "1/2"
    bar.line.setText("cãi cách")
    assert count(bar) == "1/2"
    bar.line.setText("không có")
    assert count(bar) == "Không thấy"


def test_letters_that_unikey_takes_back_and_sends_again_are_sought(opened: MainWindow, bar: FindBar) -> None:
    opened._view.sections["phuong_huong"].editor.set_entries((Entry("cải tạo đường, tường rào"),))
    unikey(bar.line)
    assert bar.line.text() == "tường"
    assert count(bar) == "1/1"


def test_a_value_in_a_sentence_is_found(bar: FindBar, opened: MainWindow) -> None:
    bar.line.setText("nhận 742 hồ sơ")
    assert count(bar) == "1/1"
    assert shown_place(opened) == "sections.chi_dao.ke_hoach[0]"
    bar.line.setText("1.250")
    assert shown_place(opened) == "figures.tthc_tong"


def test_what_was_found_is_marked_and_the_present_one_otherwise(bar: FindBar, find: Find) -> None:
    bar.line.setText("ke hoach")
    editor = find(QTextEdit, "section:chi_dao.ke_hoach")
    words = [mark.cursor.selectedText() for mark in editor.extraSelections()]
    assert words == ["kế hoạch", "Kế hoạch"]
    for _ in range(3):
        bar.stepped.emit(1)
    first, second = (mark.format.background().color().name() for mark in editor.extraSelections())
    assert first != second
    assert find(QPlainTextEdit, "field:recipients").extraSelections()
    assert find(QLineEdit, "field:subject").property("found") == "found"
    press(bar.line, Qt.Key.Key_Escape)
    assert editor.extraSelections() == []
    assert not find(QLineEdit, "field:subject").property("found")


def test_escape_leads_to_what_was_found_and_the_next_key_replaces_nothing(
    opened: MainWindow, bar: FindBar, find: Find
) -> None:
    bar.line.setText("Tiếp tục")
    press(bar.line, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    editor = find(QTextEdit, "section:phuong_huong")
    assert opened.focusWidget() is editor
    type_text(editor, "x")
    assert entries(opened, "phuong_huong")[0].text.startswith("xTiếp tục")


def test_the_next_find_is_the_one_behind_the_cursor(opened: MainWindow, find: Find) -> None:
    opened._view.go_to("sections.chi_dao.ke_hoach[1]")
    find(QAction, "action:search").trigger()
    opened._searching.bar.line.setText("kế hoạch")
    assert shown_place(opened) == "sections.chi_dao.ke_hoach[1]"


def test_selected_words_are_sought(opened: MainWindow, find: Find) -> None:
    editor = find(QTextEdit, "section:phuong_huong")
    opened._view.go_to("sections.phuong_huong[0]")
    cursor = editor.textCursor()
    cursor.setPosition(len("Tiếp tục"), cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    find(QAction, "action:search").trigger()
    assert opened._searching.bar.line.text() == "Tiếp tục"
    assert count(opened._searching.bar) == "1/1"


def test_what_is_typed_while_the_bar_is_open_counts(opened: MainWindow, bar: FindBar, find: Find, qtbot: QtBot) -> None:
    bar.line.setText("tập huấn")
    editor = find(QTextEdit, "section:phuong_huong")
    tab = find(QTabWidget, "tabs").currentIndex()
    type_text(editor, "tập huấn ")
    qtbot.waitUntil(lambda: count(bar) == "1/1", timeout=5000)
    assert find(QTabWidget, "tabs").currentIndex() == tab


def test_the_key_finds_on_after_the_bar_is_closed(opened: MainWindow, bar: FindBar, find: Find) -> None:
    bar.line.setText("kế hoạch")
    press(bar.line, Qt.Key.Key_Escape)
    find(QAction, "action:search_next").trigger()
    assert bar.isVisible()
    assert count(bar) == f"1/{EVERYWHERE}"


# Replacing


def test_one_is_replaced_with_its_look_and_the_next_is_shown(opened: MainWindow, find: Find) -> None:
    opened._view.go_to("sections.chi_dao.ke_hoach[0]")
    find(QAction, "action:replace").trigger()
    bar = opened._searching.bar
    bar.line.setText("kế hoạch")
    type_text(bar.new, "chương trình")
    assert bar._change.text() == "“kế hoạch” → “chương trình”"
    press(bar.new, Qt.Key.Key_Return)
    assert bar._change.text() == "“Kế hoạch” → “Chương trình”"
    assert shown_place(opened) == "sections.chi_dao.ke_hoach[1]"
    first, second = entries(opened)
    assert first.text == "Ban hành **chương trình** số 36/KH-PB, nhận {mot_cua.nhan} hồ sơ"
    assert second.text.startswith("Kế hoạch")


def test_a_carried_entry_in_which_words_are_replaced_is_still_to_be_reviewed(opened: MainWindow, find: Find) -> None:
    find(QAction, "action:replace").trigger()
    bar = opened._searching.bar
    bar.line.setText("tuyên truyền")
    bar.new.setText("phổ biến")
    bar.replace_wanted.emit(False)
    carried = entries(opened)[1]
    assert carried == Entry("Kế hoạch phổ biến; cải cách", CARRIED, ("36/KH-PB",))
    undo(find(QTextEdit, "section:chi_dao.ke_hoach"))
    assert entries(opened)[1].text.startswith("Kế hoạch tuyên truyền")


def replace_all(window: MainWindow, sought: str, new: str, untick: int | None = None, *, accept: bool = True) -> None:
    """Goes through the dialog as a person does."""
    window.findChild(QAction, "action:replace").trigger()
    bar = window._searching.bar
    bar.line.setText(sought)
    bar.new.setText(new)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        if untick is not None:
            dialog.findChildren(QCheckBox)[untick].click()
        role = QDialogButtonBox.ButtonRole.AcceptRole if accept else QDialogButtonBox.ButtonRole.RejectRole
        buttons = dialog.findChild(QDialogButtonBox)
        next(made for made in buttons.buttons() if buttons.buttonRole(made) == role).click()

    QTimer.singleShot(0, answer)
    bar.replace_wanted.emit(True)


def test_all_that_stay_ticked_are_replaced_and_one_undo_takes_them_back(
    opened: MainWindow, find: Find, qtbot: QtBot
) -> None:
    before = opened._view.session.report
    replace_all(opened, "kế hoạch", "chương trình", untick=0)
    opened.flush()
    after = opened._workspace.report(opened._view.session.id)
    assert after.document.subject == "Về kế hoạch"
    assert after.opening == "Thực hiện chương trình năm"
    assert after.document.recipients == ("Như trên", "Phòng Chương trình")
    assert [entry.text for entry in after.sections["chi_dao.ke_hoach"]] == [
        "Ban hành **chương trình** số 36/KH-PB, nhận {mot_cua.nhan} hồ sơ",
        "Chương trình tuyên truyền; cải cách",
    ]
    assert after.sections["phuong_huong"][0].text == "Tiếp tục chương trình, cái cách làm mới"
    assert after.figures["tthc_tong"].note == "theo chương trình"
    (row,) = after.appendices["mot_cua"].rows
    assert (row.label, row.notes["nhan"]) == ("Chương trình", "chương trình")
    assert count(opened._searching.bar) == "1/1"
    opened._searching.bar.line.setFocus()
    undo(opened._searching.bar.line)
    opened.flush()
    assert opened._workspace.report(opened._view.session.id) == before


def test_after_another_edit_a_replacing_is_taken_back_text_by_text(opened: MainWindow, find: Find) -> None:
    replace_all(opened, "kế hoạch", "chương trình")
    bar = opened._searching.bar
    assert bar._undo.isVisible()
    type_text(find(QLineEdit, "field:place"), "A")
    assert not bar._undo.isVisible()
    editor = find(QTextEdit, "section:phuong_huong")
    undo(editor)
    assert entries(opened, "phuong_huong")[0].text.startswith("Tiếp tục kế hoạch")
    assert entries(opened)[0].text.startswith("Ban hành **chương trình**")


def test_a_dialog_that_is_left_changes_nothing(opened: MainWindow) -> None:
    before = opened._view.session.report
    replace_all(opened, "kế hoạch", "chương trình", accept=False)
    assert opened._view.session.report == before


@pytest.mark.parametrize("sought", ["742", "1.250", "ke hoach", "{mot_cua.nhan}", "mot_cua", "36"])
def test_only_letters_as_typed_are_replaced_and_no_number_date_or_slot(opened: MainWindow, sought: str) -> None:
    opened.findChild(QAction, "action:replace").trigger()
    bar = opened._searching.bar
    bar.line.setText(sought)
    found = [find.text.name for find in opened._searching._finder.finds]
    assert found == (["Phần I · 1. Kế hoạch"] if sought == "36" else [])


def test_what_is_put_in_is_literal(opened: MainWindow) -> None:
    replace_all(opened, "cái cách", "*{x}*")
    assert entries(opened, "phuong_huong")[0].text == r"Tiếp tục kế hoạch, \*\{x\}\* làm mới"


def test_words_with_letters_beyond_the_basic_plane_are_replaced_at_their_place(opened: MainWindow) -> None:
    opened._view.sections["phuong_huong"].editor.replace_entries((Entry("😀 kế hoạch 😀 kế hoạch"),))
    replace_all(opened, "kế hoạch", "việc")
    assert entries(opened, "phuong_huong")[0].text == "😀 việc 😀 việc"


def test_what_is_replaced_by_more_of_itself_is_replaced_once(opened: MainWindow, find: Find) -> None:
    find(QAction, "action:replace").trigger()
    bar = opened._searching.bar
    bar.line.setText("kế hoạch")
    bar.new.setText("kế hoạch kế hoạch")
    for _ in range(EVERYWHERE):
        bar.replace_wanted.emit(False)
    assert entries(opened, "phuong_huong")[0].text == "Tiếp tục kế hoạch kế hoạch, cái cách làm mới"


def test_an_issued_report_is_searched_and_nothing_replaced(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**VALUES, "status": "issued"}), "utf-8")
    window.open_report(window._workspace.load([file])[0])
    assert not window.findChild(QAction, "action:replace").isEnabled()
    window.findChild(QAction, "action:search").trigger()
    window._searching.bar.line.setText("kế hoạch")
    assert count(window._searching.bar) == f"1/{EVERYWHERE}"
    assert not window._searching.bar._replacing.isEnabled()


def test_every_widget_of_the_bar_that_takes_the_focus_has_a_name(opened: MainWindow, find: Find) -> None:
    find(QAction, "action:replace").trigger()
    for widget in opened._searching.bar.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_a_report_opened_next_is_searched_anew(opened: MainWindow, bar: FindBar, find: Find) -> None:
    bar.line.setText("kế hoạch")
    (other,) = opened._workspace._store.add([report(opening="kế hoạch")])
    opened.open_report(other)
    assert not bar.isVisible()
    assert bar.line.text() == ""
    find(QAction, "action:search").trigger()
    bar.line.setText("kế hoạch")
    assert count(bar) == "1/1"
    assert find(QTableView, "appendix:the_che")


def test_escape_leads_back_where_nothing_was_found(opened: MainWindow, find: Find) -> None:
    opened._view.go_to("sections.phuong_huong")
    find(QAction, "action:search").trigger()
    opened._searching.bar.line.setText("không có")
    press(opened._searching.bar.line, Qt.Key.Key_Escape)
    assert opened.focusWidget() is find(QTextEdit, "section:phuong_huong")


def test_a_value_is_marked_as_the_slot_that_shows_it(opened: MainWindow, bar: FindBar) -> None:
    editor = opened._view.sections["phuong_huong"].editor
    editor.replace_entries((Entry("😀 có {mot_cua.nhan} hồ sơ, {tthc_tong} việc"),))
    for sought, start, end in (("742 hồ", 6, 10), ("có 74", 3, 7), ("1.250 v", 15, 18), ("sơ, ", 11, 15)):
        bar.line.setText(sought)
        (mark,) = editor.extraSelections()
        assert (mark.cursor.selectionStart(), mark.cursor.selectionEnd()) == (start, end)
