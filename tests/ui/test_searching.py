"""All reports are searched from the window, and a hit opens its report at the place."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QListView, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.storage.search_index import index_path
from cchc_desktop.ui import searching
from cchc_desktop.ui.main_window import MainWindow
from tests.builders import report
from tests.ui.keyboard import press, type_text, unikey

Find = Callable[[type, str], Any]


@pytest.fixture
def home(window: MainWindow) -> MainWindow:
    """The window over three reports."""
    window._workspace._store.add(
        [
            report(
                period=period,
                opening="",
                closing="",
                sections={
                    "chi_dao.ke_hoach": [{"text": "Ban hành kế hoạch"}, {"text": f"Tập huấn {period} cho xã"}],
                },
                document={"subject": "x", "recipients": ["Như trên", f"Đội {period}"]},
            )
            for period in ("2021-Y", "2022-H1", "2022-Y")
        ]
    )
    window.show_home()
    return window


def results(window: MainWindow) -> QListView:
    return window._searching._results.list


def said(window: MainWindow) -> str:
    return window._searching._results._heading.text()


def search(window: MainWindow, qtbot: QtBot, words: str, heading: str) -> None:
    window.findChild(QLineEdit, "search").setText(words)
    qtbot.waitUntil(lambda: said(window) == heading, timeout=10000)


def test_what_is_typed_at_home_is_searched_in_all_reports_the_newest_first(home: MainWindow, qtbot: QtBot) -> None:
    line = home.findChild(QLineEdit, "search")
    assert line.isVisible()
    home.findChild(QAction, "action:search").trigger()
    assert home.focusWidget() is line
    type_text(line, "tap huan")
    qtbot.waitUntil(lambda: said(home) == "3 chỗ trong 3 báo cáo", timeout=10000)
    model = results(home).model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken[0] == ("Năm 2022 · Bản nháp · Phần I · 1. Kế hoạch. Có “Tập huấn” trong: Tập huấn 2022-Y cho xã")
    assert [text.split(" · ")[0] for text in spoken] == ["Năm 2022", "6 tháng đầu năm 2022", "Năm 2021"]
    assert home.focusWidget() is line


def test_enter_opens_the_first_hit_at_its_place_with_the_words_marked(home: MainWindow, qtbot: QtBot) -> None:
    search(home, qtbot, "tap huan", "3 chỗ trong 3 báo cáo")
    press(home.findChild(QLineEdit, "search"), Qt.Key.Key_Return)
    assert home.view is not None
    assert home.view.session.report.period.id == "2022-Y"
    editor = home.findChild(QTextEdit, "section:chi_dao.ke_hoach")
    assert editor.isVisible()
    assert home.focusWidget() is editor
    assert editor.textCursor().blockNumber() == 1
    assert not editor.textCursor().hasSelection()
    assert [mark.cursor.selectedText() for mark in editor.extraSelections()] == ["Tập huấn"]
    assert home._searching.bar._count.text() == "1/1"


def test_a_click_opens_a_hit_in_a_field(home: MainWindow, qtbot: QtBot) -> None:
    search(home, qtbot, "“doi 2021”", "1 chỗ trong 1 báo cáo")
    shown = results(home)
    place = shown.visualRect(shown.model().index(0, 0)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert home.view.session.report.period.id == "2021-Y"
    assert home.focusWidget() is home.findChild(QPlainTextEdit, "field:recipients")


def test_the_arrow_leads_into_the_hits_and_enter_opens_the_chosen_one(home: MainWindow, qtbot: QtBot) -> None:
    search(home, qtbot, "tap huan", "3 chỗ trong 3 báo cáo")
    press(home.findChild(QLineEdit, "search"), Qt.Key.Key_Down)
    assert home.focusWidget() is results(home)
    press(results(home), Qt.Key.Key_Down)
    press(results(home), Qt.Key.Key_Return)
    assert home.view.session.report.period.id == "2022-H1"


def test_escape_and_an_empty_line_lead_home(home: MainWindow, qtbot: QtBot) -> None:
    line, page = home.findChild(QLineEdit, "search"), home.findChild(QWidget, "home")
    search(home, qtbot, "tap huan", "3 chỗ trong 3 báo cáo")
    assert not page.isVisible()
    press(line, Qt.Key.Key_Escape)
    assert page.isVisible()
    assert line.text() == ""
    search(home, qtbot, "tap huan", "3 chỗ trong 3 báo cáo")
    line.clear()
    assert page.isVisible()
    assert home.focusWidget() is line


def test_what_was_just_typed_into_the_open_report_is_found_by_one_click(home: MainWindow, qtbot: QtBot) -> None:
    home.open_report(1)
    editor = home.findChild(QTextEdit, "section:phuong_huong")
    type_text(editor, "Số hóa hồ sơ")
    home.view.go_to("sections.phuong_huong")
    home.findChild(QAction, "action:search").trigger()
    bar = home._searching.bar
    bar.line.setText("so hoa")
    qtbot.mouseClick(bar._everywhere, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said(home) == "1 chỗ trong 1 báo cáo", timeout=10000)
    view = home.view
    press(bar.line, Qt.Key.Key_Return)
    assert home.view is view
    assert editor.isVisible()
    assert home.focusWidget() is editor


def test_escape_leads_from_the_hits_back_into_the_open_report(home: MainWindow, qtbot: QtBot) -> None:
    home.open_report(1)
    home.view.go_to("sections.phuong_huong")
    home._searching._go_everywhere()
    search(home, qtbot, "tap huan", "3 chỗ trong 3 báo cáo")
    press(results(home), Qt.Key.Key_Escape)
    editor = home.findChild(QTextEdit, "section:phuong_huong")
    assert home.view is not None
    assert editor.isVisible()
    assert home.focusWidget() is editor
    assert not home._searching.bar.isVisible()


def test_letters_that_unikey_takes_back_are_searched_as_they_end_up(home: MainWindow, qtbot: QtBot) -> None:
    home._workspace._store.add([report(opening="xây tường rào", closing="đường")])
    unikey(home.findChild(QLineEdit, "search"))
    qtbot.waitUntil(lambda: said(home) == "1 chỗ trong 1 báo cáo", timeout=10000)


def test_where_nothing_is_found_the_window_says_so_and_what_to_try(home: MainWindow, qtbot: QtBot) -> None:
    search(home, qtbot, "phiếu lạ", "Không thấy “phiếu lạ” trong báo cáo nào")
    assert not results(home).isVisible()
    search(home, qtbot, "…", "Hãy ghi từ cần tìm.")


def test_reports_are_read_some_at_a_time_so_that_typing_is_saved_meanwhile(
    home: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_REPORTS_AT_ONCE", 1)
    told: list[str] = []
    page = home._searching._results
    monkeypatch.setattr(page, "show_sentence", lambda _, hint="": told.append(hint))
    search(home, qtbot, "tap huan", "3 chỗ trong 3 báo cáo")
    assert told == ["Còn 2 báo cáo.", "Còn 1 báo cáo."]


def test_trouble_with_the_index_is_a_sentence(home: MainWindow, qtbot: QtBot) -> None:
    index_path(home._workspace.folder / "cchc.sqlite3").mkdir()
    home.findChild(QLineEdit, "search").setText("tập huấn")
    qtbot.waitUntil(lambda: "cchc.sqlite3.index" in said(home), timeout=10000)


def test_the_first_questions_have_no_bar_over_them(window: MainWindow) -> None:
    assert window.findChild(QWidget, "first_start").isVisible()
    assert not window._searching.bar.isVisible()
