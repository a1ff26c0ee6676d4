"""Kiểm tra: putting right what is found, and answering it with a reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)
from pytestqt.qtbot import QtBot

from cchc_desktop.domain import serial
from cchc_desktop.domain.report import CARRIED, Entry
from cchc_desktop.ui.answering import AnswerFinding
from cchc_desktop.ui.findings_view import FindingsView
from cchc_desktop.ui.main_window import MainWindow
from tests.builders import SAMPLE

SECTION = "ket_qua.the_che"
WRONG = "Cải cách thẻ chế được quan tâm."
SUBJECT = "Công tác cải cách hành chính 6 tháng  đầu năm 2022"
REASON = "đúng như đã thống nhất với cấp trên"
FIX, ANSWER = 1, 2


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a report open that has something of everything to put right."""
    stated = json.loads(SAMPLE.read_text("utf-8"))
    stated["sections"][SECTION] = [{"text": WRONG}, *stated["sections"][SECTION]]
    stated["document"]["subject"] = SUBJECT
    stated["appendices"]["mot_cua"]["total"] = {"cells": {"nhan": 1}}
    stated["appendices"]["mot_cua"]["rows"][0]["cells"]["qua_han"] = None
    file = tmp_path / "báo cáo.json"
    file.write_text(json.dumps(stated), "utf-8")
    window.open_report(window._workspace.load([file])[0])
    return window


def view(window: MainWindow) -> FindingsView:
    return window._view.findings_view


def items(window: MainWindow) -> list[QTreeWidgetItem]:
    walk, found = QTreeWidgetItemIterator(view(window).list), []
    while walk.value() is not None:
        found.append(walk.value())
        walk += 1
    return found


def item(window: MainWindow, text: str) -> QTreeWidgetItem:
    (found,) = [each for each in items(window) if text in each.text(0)]
    return found


def messages(window: MainWindow) -> str:
    return "\n".join(each.text(0) for each in items(window))


def click(window: MainWindow, text: str, column: int) -> None:
    view(window).list.itemClicked.emit(item(window, text), column)


def report(window: MainWindow) -> str:
    """The report as a file has it."""
    return serial.dump(window._view.session.report)


@pytest.mark.parametrize(
    ("message", "undo"),
    [
        ("“thẻ chế” có phải", lambda view: view.sections[SECTION].editor.undo),
        ("Có nhiều dấu cách", lambda view: view.header.inputs["subject"].widget.undo),
        ("tệp ghi 1, cộng lại", lambda view: view.appendices["mot_cua"].model.undo_stack.undo),
        ("còn để trống “Đã quá hạn”", lambda view: view.appendices["mot_cua"].model.undo_stack.undo),
    ],
)
def test_a_fix_is_one_step_of_undo_in_the_editor_that_holds_it(
    opened: MainWindow, qtbot: QtBot, message: str, undo: Any
) -> None:
    before = report(opened)
    qtbot.waitUntil(lambda: message in messages(opened))
    assert item(opened, message).text(FIX) == "Sửa"
    click(opened, message, FIX)
    after = report(opened)
    assert after != before
    qtbot.waitUntil(lambda: message not in messages(opened))
    opened.flush()
    assert opened._workspace.dump(opened._view.session.id) == after
    undo(opened._view)()
    assert report(opened) == before


def answer_with(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    def answer(dialog: AnswerFinding) -> int:
        dialog.findChild(QPlainTextEdit).setPlainText(reason)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(AnswerFinding, "exec", answer)


def test_a_warning_is_answered_with_a_reason_until_that_is_taken_back(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, REASON)
    points = opened._view.progress().points
    click(opened, "“thẻ chế” có phải", ANSWER)
    qtbot.waitUntil(lambda: REASON in messages(opened))
    assert "Đã giải trình (1)" in messages(opened)
    assert opened._view.progress().points == points - 1
    opened.open_report(opened._view.session.id)
    assert REASON in item(opened, "“thẻ chế” có phải").text(0)
    click(opened, "“thẻ chế” có phải", ANSWER)
    qtbot.waitUntil(lambda: REASON not in messages(opened))
    assert opened._view.progress().points == points


def test_no_reason_is_no_answer(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, " \n ")
    dialogs = []
    monkeypatch.setattr(QDialog, "accept", lambda dialog: dialogs.append(dialog))
    click(opened, "“thẻ chế” có phải", ANSWER)
    assert dialogs == []
    assert opened._workspace.answers(opened._view.session.id) == []


def test_an_error_has_no_answer(opened: MainWindow) -> None:
    error = item(opened, "tệp ghi 1, cộng lại")
    assert error.text(ANSWER) == ""
    assert [action.text() for action in view(opened).menu_of(error).actions()] == [
        "Đến chỗ này",
        "Sửa: dùng số cộng lại",
    ]


def test_nothing_is_to_be_done_in_an_issued_report(opened: MainWindow, tmp_path: Path) -> None:
    stated = json.loads(opened._workspace.dump(opened._view.session.id)) | {"status": "issued"}
    file = tmp_path / "đã ban hành.json"
    file.write_text(json.dumps(stated), "utf-8")
    opened.open_report(opened._workspace.load([file])[0])
    assert {each.text(FIX) + each.text(ANSWER) for each in items(opened)} == {""}


def test_a_click_on_the_message_leads_to_the_place(opened: MainWindow) -> None:
    click(opened, "Có nhiều dấu cách", 0)
    subject = opened.findChild(QLineEdit, "field:subject")
    assert opened._view.tabs.currentWidget().isAncestorOf(subject)


def test_every_finding_says_where_it_is(opened: MainWindow) -> None:
    assert item(opened, "“thẻ chế” có phải").text(0).split("\n")[1] == "II.1. Cải cách thể chế, ý 1"
    assert "Thông tin chung: Trích yếu" in item(opened, "Có nhiều dấu cách").text(0)
    row = opened._view.session.report.appendices["mot_cua"].rows[0].label
    where = f"Phụ lục Kết quả một cửa, dòng “{row}”, cột “Đã quá hạn”"
    assert where in item(opened, "còn để trống “Đã quá hạn”").text(0)


def test_in_a_group_findings_stand_in_the_order_of_the_report(opened: MainWindow) -> None:
    warnings = [each.text(0) for each in items(opened) if each.parent() and "Nên" in each.parent().text(0)]
    places = [text.split("\n")[1] for text in warnings]
    parts = [place.partition(" ")[0] for place in places]
    assert parts == sorted(parts, key=["Thông", "II.1.", "Phụ"].index)


def test_entries_that_wait_for_review_are_one_line_a_section(opened: MainWindow) -> None:
    carried = (Entry("Đã làm việc này.", CARRIED), Entry("Đã làm việc kia.", CARRIED))
    opened._view.sections[SECTION].editor.replace_entries(carried)
    opened._view.sections["phuong_huong"].editor.replace_entries(carried[:1])
    opened._view.check_now()
    lines = [each.text(0) for each in items(opened) if "chưa rà soát" in each.text(0)]
    assert [line.split("\n")[1] for line in lines] == ["II.1. Cải cách thể chế, 2 ý", "IV. Phương hướng, ý 1"]
    chosen: list[str] = []
    view(opened).chosen.connect(chosen.append)
    click(opened, "II.1. Cải cách thể chế, 2 ý", 0)
    assert chosen == [f"sections.{SECTION}[0].text"]


def test_the_marked_finding_stays_marked_while_others_go(opened: MainWindow, qtbot: QtBot) -> None:
    view(opened).list.setCurrentItem(item(opened, "còn để trống “Đã quá hạn”"))
    click(opened, "“thẻ chế” có phải", FIX)
    qtbot.waitUntil(lambda: "“thẻ chế” có phải" not in messages(opened))
    assert "còn để trống “Đã quá hạn”" in view(opened).list.currentItem().text(0)


def test_a_finding_has_the_room_that_its_lines_need_when_the_window_becomes_narrow(opened: MainWindow) -> None:
    said = (Entry("Tỷ lệ hồ sơ giải quyết đúng hẹn đạt 90%."),)
    opened._view.sections["ket_qua.tthc.kiem_soat"].editor.replace_entries(said)
    opened._view.show_preview(False)
    tree = view(opened).list

    def height() -> int:
        QApplication.processEvents()
        long = item(opened, "còn theo phụ lục là")
        room = tree.visualItemRect(long).height()
        metrics = QFontMetrics(tree.font())
        lines = -(-metrics.horizontalAdvance(long.text(0).split("\n")[0]) // tree.columnWidth(0))
        assert lines * metrics.lineSpacing() < room < (lines + 3) * metrics.lineSpacing()
        return room

    opened.resize(1900, 700)
    opened._view.check_now()
    wide = height()
    opened.resize(1024, 700)
    narrow = height()
    opened.resize(1900, 700)
    assert height() == wide < narrow
