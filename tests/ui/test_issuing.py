"""Issuing, reopening, exporting and judging files from the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QTreeWidget

from cchc_desktop.ui.issuing import IssueReport, ReopenReport
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.verdict_window import VerdictWindow
from tests.builders import SAMPLE

Find = Callable[[type, str], Any]


@pytest.fixture
def opened(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window with the sample open; what it says is kept in `window.said`."""
    window.said = []
    monkeypatch.setattr(MainWindow, "say", lambda self, sentence: self.said.append(sentence))
    window.open_report(window._workspace.load([SAMPLE])[0])
    return window


def answer(monkeypatch: pytest.MonkeyPatch, dialog: type, fill: Callable[[Any], None]) -> None:
    """Has a dialog answered as soon as it is asked."""

    def answered(asked: Any) -> int:
        fill(asked)
        asked.accept()
        return asked.result()

    monkeypatch.setattr(dialog, "exec", answered)


def test_issuing_locks_the_report_and_reopening_unlocks_it(
    opened: MainWindow, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, reopen = find(QAction, "action:issue"), find(QAction, "action:reopen")
    assert (issue.isEnabled(), reopen.isEnabled()) == (True, False)
    answer(monkeypatch, IssueReport, lambda dialog: dialog.findChildren(QLineEdit)[0].setText("91"))
    issue.trigger()
    assert opened.said == ["Đã ban hành báo cáo số 91; báo cáo được khóa lại."]
    assert find(QLineEdit, "field:subject").isReadOnly()
    assert (issue.isEnabled(), reopen.isEnabled()) == (False, True)
    answer(monkeypatch, ReopenReport, lambda dialog: dialog.findChild(QPlainTextEdit).setPlainText("Sai số"))
    reopen.trigger()
    assert not find(QLineEdit, "field:subject").isReadOnly()
    assert opened._workspace.issues(1)[0].reason == "Sai số"


def test_a_question_without_an_answer_stays_open(opened: MainWindow) -> None:
    asked = IssueReport(opened._view.session.report.document, opened)
    asked.findChildren(QLineEdit)[1].setText("31/06/2022")
    asked.accept()
    assert asked.result() == 0
    assert "ngày có thật" in asked.findChildren(QLabel)[-1].text() + asked._fault.text()
    why = ReopenReport([], opened)
    why.accept()
    assert why.result() == 0
    assert why._fault.text() == "Cần ghi lý do mở lại báo cáo."


def test_an_exported_file_is_judged_at_once(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Báo cáo"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    find(QAction, "action:export_docx").trigger()
    find(QAction, "action:export_xlsx").trigger()
    assert sorted(path.name for path in tmp_path.glob("Báo cáo*")) == ["Báo cáo.docx", "Báo cáo.xlsx"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "Báo cáo.docx"), ""))
    find(QAction, "action:verify").trigger()
    shown = opened.findChild(VerdictWindow)
    assert shown.findChild(QLabel).text() == "Đạt 24/24 quy tắc xét được; 1 không xét."
    heads = [shown.findChild(QTreeWidget).topLevelItem(i).text(0) for i in range(2)]
    assert heads == ["Không xét được (1)", "Đạt (24)"]


def test_what_goes_to_the_signer_has_blanks_for_number_and_date_and_locks_nothing(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "trình ký.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    find(QAction, "action:export_unsigned").trigger()
    text = "\n".join(cell.text for row in Document(str(target)).tables[0].rows for cell in row.cells)
    assert "84/BC-KTHT" not in text
    assert "/BC-KTHT" in text
    assert "16 tháng 6" not in text
    assert opened._workspace.report(1).document.number == 84
    assert opened._view.session.editable


def test_a_target_that_cannot_be_written_is_said_in_one_sentence(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "không có" / "a.docx"), ""))
    find(QAction, "action:export_docx").trigger()
    assert len(opened.said) == 1
    assert "không có" in opened.said[0]
