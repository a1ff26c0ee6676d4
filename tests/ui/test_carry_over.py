"""A report that continues an earlier one, in the window."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QTextBrowser, QTextEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.period import Period
from cchc_desktop.ui.carried_bar import CarriedBar, RenamePeriods
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.new_report import NewReport
from tests.builders import SAMPLE
from tests.ui.keyboard import type_text

Find = Callable[[type, str], Any]
SECTION = "ket_qua.bo_may"


@pytest.fixture
def carried(window: MainWindow) -> MainWindow:
    """The window with a report open that continues the sample."""
    (sample,) = window._workspace.load([SAMPLE])
    report_id, _ = window._workspace.new_from(sample, "nq30c", Period.parse("2022-Q3"))
    window.open_report(report_id)
    window._view.go_to(f"sections.{SECTION}")
    return window


def page(window: MainWindow) -> Any:
    return window._view.sections[SECTION]


def press(window: MainWindow, text: str) -> None:
    bar = page(window).findChild(CarriedBar)
    (button,) = [made for made in bar.findChildren(QAbstractButton) if made.text() == text]
    button.click()


def states(window: MainWindow) -> list[str]:
    return [entry.state for entry in window._view.session.report.sections[SECTION]]


def test_a_new_report_is_offered_the_text_of_the_one_before(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window._workspace.load([SAMPLE])
    asked = []

    def answer(dialog: NewReport) -> int:
        dialog._kind.setCurrentIndex(dialog._kind.findText("Quý III"))
        dialog._year.setCurrentIndex(dialog._year.findText("2022"))
        asked.append((dialog._from.currentText(), dialog.template_key))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NewReport, "exec", answer)
    monkeypatch.setattr(MainWindow, "say", lambda _, sentence: asked.append(sentence))
    window._actions["new"].trigger()
    assert asked[0] == ("Mang sang từ báo cáo 6 tháng đầu năm 2022, để rà soát lại", "nq76")
    assert "Những ưu điểm" in asked[1]
    assert window._view.session.report.period.id == "2022-Q3"


def test_carried_text_is_said_to_be_unreviewed_and_is_kept_with_one_click(carried: MainWindow) -> None:
    bar = page(carried).findChild(CarriedBar)
    assert bar.isVisible()
    count = len(states(carried))
    assert bar.findChild(QLabel).text() == f"{count} ý mang sang từ kỳ trước, chưa rà soát"
    press(carried, "Đã rà soát cả mục")
    assert states(carried) == ["confirmed"] * count
    assert bar.isHidden()


def test_dropped_text_comes_back_with_undo(carried: MainWindow, find: Find) -> None:
    editor = find(QTextEdit, f"section:{SECTION}")
    before = editor.entries()
    press(carried, "Bỏ các ý này")
    assert editor.entries() == ()
    editor.undo()
    assert editor.entries() == before
    carried.flush()
    assert carried._workspace.report(carried._view.session.id).sections[SECTION] == before


def test_period_words_are_shown_before_they_change(
    carried: MainWindow, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = find(QTextEdit, f"section:{SECTION}")
    first, *others = editor.entries()
    renamed = type(first)("Trong 6 tháng đầu năm 2022, không đổi.", "carried", first.citations)
    editor.replace_entries((renamed, *others))
    shown = []

    def answer(dialog: RenamePeriods) -> int:
        shown.extend(renaming.after for renaming in dialog.chosen())
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(RenamePeriods, "exec", answer)
    press(carried, "Đổi tên kỳ…")
    assert "Trong quý III năm 2022, không đổi." in shown
    assert editor.entries()[0].text == "Trong quý III năm 2022, không đổi."
    assert editor.entries()[0].state == "carried"


def test_a_figure_says_what_it_was_and_that_it_jumps(carried: MainWindow, find: Find, qtbot: QtBot) -> None:
    field = find(QLineEdit, "figure:bien_che_giao")
    field.selectAll()
    type_text(field, "40")
    field.left.emit()
    said = " ".join(label.text() for label in field.parentWidget().findChildren(QLabel))
    assert "kỳ trước 12" in said
    assert "gấp 3,3 lần kỳ trước" in said


def test_the_section_of_the_period_before_can_be_read_beside_the_form(carried: MainWindow) -> None:
    (button,) = [made for made in page(carried).findChildren(QAbstractButton) if made.text() == "Kỳ trước"]
    button.click()
    text = page(carried).findChild(QTextBrowser).toPlainText()
    assert text.startswith("6 THÁNG ĐẦU NĂM 2022\n- ")


def test_a_cell_says_what_it_was(carried: MainWindow) -> None:
    carried._view.go_to("appendices.mot_cua.rows[0].cells.nhan")
    said = [label.text() for label in carried._view.appendices["mot_cua"].findChildren(QLabel)]
    assert any("kỳ trước 164" in text for text in said)


def test_tab_goes_through_a_section_from_the_top_to_the_bottom(carried: MainWindow) -> None:
    buttons = page(carried).findChildren(QAbstractButton)
    (first,) = [made for made in buttons if made.text() == "Đã rà soát cả mục"]
    reached = [first]
    while (following := reached[-1].nextInFocusChain()) is not first:
        reached.append(following)
    here = [made for made in reached if page(carried).isAncestorOf(made)]
    names = [made.text() if isinstance(made, QAbstractButton) else made.objectName() for made in here]
    parts = ["Đã rà soát cả mục", f"section:{SECTION}", "Kỳ trước", "figure:bien_che_giao"]
    assert [name for name in names if name in parts] == parts
