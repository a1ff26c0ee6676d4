"""Every command is found by its name and run from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.period import Period
from cchc_desktop.ui.actions import COMMANDS
from cchc_desktop.ui.command_palette import CommandPalette
from cchc_desktop.ui.main_window import MainWindow
from tests.ui.keyboard import press, type_text


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    """The window with an empty report open."""
    window.open_report(window._workspace.new("nq30c", Period.parse("2022-H1")))
    return window


def palette(window: MainWindow) -> CommandPalette:
    window.findChild(QAction, "action:commands").trigger()
    return window.findChildren(CommandPalette, "command_palette")[-1]


def listed(made: CommandPalette) -> list[str]:
    return [made.list.item(row).text() for row in range(made.list.count())]


def test_all_commands_are_listed_with_their_keys(opened: MainWindow) -> None:
    texts = listed(palette(opened))
    assert len(texts) == len(COMMANDS)
    assert "Báo cáo: Xuất ra Word · Ctrl+E" in texts


def test_a_command_is_found_without_marks_in_any_order_of_words(opened: MainWindow) -> None:
    made = palette(opened)
    type_text(made.line, "word xuat")
    assert listed(made) == ["Báo cáo: Xuất ra Word · Ctrl+E"]
    made.line.setText("tim")
    assert listed(made)[0].startswith("Sửa: Tìm")
    made.line.setText("lệnh lạ")
    assert listed(made) == []
    assert made._none.isVisible()


def test_enter_runs_the_chosen_command_on_what_had_the_focus(opened: MainWindow) -> None:
    opened.view.go_to("sections.phuong_huong")
    editor = opened.findChild(QTextEdit, "section:phuong_huong")
    made = palette(opened)
    assert opened.focusWidget() is made.line
    type_text(made.line, "chu nghieng")
    press(made.line, Qt.Key.Key_Return)
    assert not made.isVisible()
    assert opened.focusWidget() is editor
    type_text(editor, "a")
    assert editor.entries()[0].text == "*a*"


def test_the_arrows_choose(opened: MainWindow) -> None:
    made = palette(opened)
    made.line.setText("chu")
    assert listed(made)[:2] == ["Sửa: Chữ đậm · Ctrl+B", "Sửa: Chữ nghiêng · Ctrl+I"]
    press(made.line, Qt.Key.Key_Down)
    assert made.list.currentRow() == 1


def test_escape_and_another_focus_leave_it(opened: MainWindow) -> None:
    opened.view.go_to("sections.phuong_huong")
    editor = opened.findChild(QTextEdit, "section:phuong_huong")
    made = palette(opened)
    press(made.line, Qt.Key.Key_Escape)
    assert not made.isVisible()
    assert opened.focusWidget() is editor
    made = palette(opened)
    editor.setFocus()
    assert not made.isVisible()


def test_a_command_that_cannot_be_run_says_why_and_stays(window: MainWindow, qtbot: QtBot) -> None:
    made = palette(window)
    made.line.setText("xuat ra word")
    assert listed(made) == ["Báo cáo: Xuất ra Word · Ctrl+E · cần mở một báo cáo"]
    press(made.line, Qt.Key.Key_Return)
    assert made.isVisible()
    made.line.setText("chữ")
    (row,) = [row for row, text in enumerate(listed(made)) if text.startswith("Sửa: Chữ đậm")]
    qtbot.mouseClick(
        made.list.viewport(), Qt.MouseButton.LeftButton, pos=made.list.visualItemRect(made.list.item(row)).center()
    )
    assert made.isVisible()


def test_of_an_open_report_it_does_not_say_that_one_must_be_open(opened: MainWindow) -> None:
    made = palette(opened)
    made.line.setText("mo lai bao cao da ban hanh")
    assert listed(made) == ["Báo cáo: Mở lại báo cáo đã ban hành · chưa dùng được lúc này"]
