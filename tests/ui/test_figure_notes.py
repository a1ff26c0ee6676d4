"""A note on a figure, beside the field."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from cchc_desktop.ui.main_window import MainWindow
from tests.builders import SAMPLE
from tests.ui.keyboard import type_text

Find = Callable[[type, str], Any]
KEY = "bien_che_giao"


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    """The window with the sample open at its staff figures."""
    window.open_report(window._workspace.load([SAMPLE])[0])
    window._view.go_to(f"figures.{KEY}")
    return window


def figure_field(window: MainWindow) -> Any:
    return window._view.sections["ket_qua.bo_may"].figures[KEY]


def ask_for_note(window: MainWindow) -> None:
    (asking,) = figure_field(window).findChildren(QPushButton)
    asking.click()


def test_a_note_is_written_beside_its_figure_and_kept(opened: MainWindow, find: Find) -> None:
    note = find(QLineEdit, f"note:figure:{KEY}")
    assert not note.isVisible()
    ask_for_note(opened)
    assert note.isVisible()
    assert note.hasFocus()
    type_text(note, " giảm 01 do nghỉ hưu ")
    assert note.text() == " giảm 01 do nghỉ hưu "
    opened.flush()
    report_id = opened._view.session.id
    stored = opened._workspace.report(report_id).figures[KEY]
    assert stored.note == "giảm 01 do nghỉ hưu"
    assert stored.value == opened._view.session.report.figures[KEY].value
    opened.open_report(report_id)
    again = find(QLineEdit, f"note:figure:{KEY}")
    opened._view.go_to(f"figures.{KEY}")
    assert not again.isHidden()
    assert again.text() == "giảm 01 do nghỉ hưu"


def test_the_note_stays_when_the_figure_is_typed_anew(opened: MainWindow, find: Find) -> None:
    ask_for_note(opened)
    type_text(find(QLineEdit, f"note:figure:{KEY}"), "điều chuyển")
    figure = find(QLineEdit, f"figure:{KEY}")
    figure.selectAll()
    type_text(figure, "khoảng 40")
    opened.flush()
    report = opened._workspace.report(opened._view.session.id)
    assert report.figures[KEY].note == "điều chuyển"
    assert report.unreadable[f"figures.{KEY}"] == "khoảng 40"


def test_undo_takes_a_note_back(opened: MainWindow, find: Find) -> None:
    ask_for_note(opened)
    note = find(QLineEdit, f"note:figure:{KEY}")
    type_text(note, "nhầm")
    assert opened._view.session.report.figures[KEY].note == "nhầm"
    note.undo()
    assert opened._view.session.report.figures[KEY].note is None


def test_a_row_of_figures_stays_level_where_one_has_a_note(opened: MainWindow) -> None:
    ask_for_note(opened)
    fields = list(opened._view.sections["ket_qua.bo_may"].figures.values())
    opened._view.sections["ket_qua.bo_may"].widget().layout().activate()
    assert len(fields) == 3
    assert len({made.input.mapTo(opened, made.input.rect().topLeft()).y() for made in fields}) == 1
