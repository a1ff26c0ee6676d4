"""The printed pages beside the form."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from cchc_desktop.export.page_rows import Line
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.page_view import PageView
from tests.builders import SAMPLE
from tests.ui.keyboard import type_text

Find = Callable[[type, str], Any]


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the sample report open and its pages shown."""
    window.resize(1366, 768)
    window.open_report(window._workspace.load([SAMPLE])[0])
    qtbot.waitUntil(lambda: len(view(window).pages) == 10)
    return window


def view(window: MainWindow) -> PageView:
    found = window.findChild(PageView, "preview")
    assert found is not None
    return found


def line_of(window: MainWindow, place: str) -> tuple[int, Line]:
    return next((i, line) for i, page in enumerate(view(window).pages) for line in page.lines if line.place == place)


def in_sight(window: MainWindow, place: str) -> bool:
    index, line = line_of(window, place)
    rect = view(window).line_rect(index, line)
    return rect.top() >= 0 and rect.bottom() <= view(window).viewport().height()


def test_what_is_typed_is_on_the_page_soon(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    opened._view.go_to("sections.phuong_huong")
    editor = find(QTextEdit, "section:phuong_huong")
    type_text(editor, "Ý mới viết ")
    place = "sections.phuong_huong[0]"
    qtbot.waitUntil(lambda: line_of(opened, place)[1].text.text.startswith("- Ý mới viết "))
    assert in_sight(opened, place)


def test_a_figure_in_a_field_reaches_the_sentence_that_shows_it(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    opened._view.go_to("figures.tthc_tong")
    field = find(QLineEdit, "figure:tthc_tong")
    field.selectAll()
    type_text(field, "57")
    qtbot.waitUntil(lambda: "thực hiện 57 TTHC" in line_of(opened, "sections.ket_qua.tthc.linh_vuc[0]")[1].text.text)


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("sections.phuong_huong[2]", "sections.phuong_huong[2]"),
        ("figures.may_in", "sections.ket_qua.hien_dai_hoa.cntt"),
        ("signer.name", "signer.name"),
        ("unit.place", "document.date"),
        ("appendices.mot_cua.rows[2].cells.nhan", "appendices.mot_cua"),
    ],
)
def test_the_pages_follow_what_is_edited(opened: MainWindow, qtbot: QtBot, place: str, shown: str) -> None:
    opened._view.go_to("sections.ket_qua.bo_may[0]")
    opened._view.go_to(place)
    qtbot.waitUntil(lambda: in_sight(opened, shown))


def test_an_edit_out_of_sight_leaves_the_pages_where_they_are(opened: MainWindow, qtbot: QtBot) -> None:
    pages = view(opened)
    pages.verticalScrollBar().setValue(1234)
    before = pages.pages
    opened._view.preview.refresh()
    assert pages.pages is not before
    assert pages.verticalScrollBar().value() == 1234


@pytest.mark.parametrize(
    ("place", "focused"),
    [
        ("sections.ket_qua.the_che[1]", "section:ket_qua.the_che"),
        ("sections.chi_dao", "section:chi_dao.ke_hoach"),
        ("document.subject", "field:subject"),
        ("appendices.mot_cua.rows[3].cells.dung", "appendix:mot_cua"),
    ],
)
def test_a_click_on_a_line_leads_to_its_field(
    opened: MainWindow, find: Find, qtbot: QtBot, place: str, focused: str
) -> None:
    pages = view(opened)
    index, line = line_of(opened, place)
    pages._bring_into_sight(pages.line_rect(index, line))
    rect = pages.line_rect(index, line)
    scale = rect.height() / line.text.pitch
    middle = QPointF(rect.left() + (line.x + line.text.width / 2) * scale, rect.center().y())
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint())
    qtbot.waitUntil(lambda: opened.focusWidget() is not None and opened.focusWidget().objectName() == focused)


def test_the_bar_says_page_and_size_and_changes_them(opened: MainWindow, qtbot: QtBot) -> None:
    pages = view(opened)
    words = next(label for label in opened._view.preview.findChildren(QLabel) if label.text().startswith("Trang"))
    tools = {tool.accessibleName(): tool for tool in opened._view.preview.findChildren(QToolButton)}
    pages.set_zoom(1.0)
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().maximum())
    assert words.text() == "Trang 10 / 10 · 100 %"
    qtbot.mouseClick(tools["Thu nhỏ trang"], Qt.MouseButton.LeftButton)
    assert words.text() == "Trang 10 / 10 · 90 %"
    qtbot.mouseClick(tools["Vừa bề rộng"], Qt.MouseButton.LeftButton)
    assert pages.horizontalScrollBar().maximum() == 0


def test_another_size_keeps_the_middle_of_the_view(opened: MainWindow) -> None:
    pages = view(opened)
    pages.verticalScrollBar().setValue(1800)
    index, share = pages._middle()
    pages.zoom_in()
    assert pages._middle() == (index, pytest.approx(share, abs=0.01))


def test_another_size_keeps_upright_pages_in_sight_beside_wide_ones(opened: MainWindow) -> None:
    pages = view(opened)
    pages.set_zoom(1.5)
    room, frame = pages.viewport().width(), pages._frame(0)
    assert (frame.left() + frame.right()) / 2 == pytest.approx(room / 2, abs=2)
    pages.horizontalScrollBar().setValue(0)
    pages.set_zoom(2.0)
    assert pages._frame(0).left() > 0


def test_a_narrow_window_folds_the_pages_away_and_a_wide_one_brings_them_back(opened: MainWindow, find: Find) -> None:
    wanted = find(QAction, "action:preview")
    assert wanted.isChecked()
    opened.resize(1024, 700)
    assert not view(opened).isVisible()
    assert not wanted.isChecked()
    wanted.trigger()
    assert view(opened).isVisible()
    assert opened.width() == 1024
    opened.resize(1366, 768)
    assert view(opened).isVisible()
    wanted.trigger()
    opened.resize(1024, 700)
    opened.resize(1366, 768)
    assert not view(opened).isVisible()


def test_hidden_pages_cost_nothing_and_are_up_to_date_when_shown(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    preview = opened._view.preview
    find(QAction, "action:preview").trigger()
    before = preview.pages.pages
    opened._view.go_to("sections.phuong_huong")
    type_text(find(QTextEdit, "section:phuong_huong"), "Khuất ")
    assert not preview._timer.isActive()
    assert preview.pages.pages is before
    find(QAction, "action:preview").trigger()
    qtbot.waitUntil(lambda: "Khuất" in line_of(opened, "sections.phuong_huong[0]")[1].text.text)


def test_a_page_is_painted_on_white_in_black(opened: MainWindow) -> None:
    pages = view(opened)
    pages.set_zoom(1.0)
    pages.verticalScrollBar().setValue(0)
    pages.horizontalScrollBar().setValue(0)
    image = pages.viewport().grab().toImage()
    frame = pages._frame(0)
    assert image.pixelColor(round(frame.left()) + 5, round(frame.top()) + 5).name() == "#ffffff"
    colours = {
        image.pixelColor(x, y).lightness()
        for x in range(0, image.width(), 2)
        for y in range(round(frame.top()) + 70, min(image.height(), 300))
    }
    assert min(colours) < 60
