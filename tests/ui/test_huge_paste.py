"""More than a field can want, pasted: refused in a sentence, with everything as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit, QTableView, QTextEdit

from cchc_desktop.ui.lines_field import MOST_CHARACTERS
from cchc_desktop.ui.main_window import MainWindow
from tests.builders import SAMPLE

Find = Callable[[type, str], Any]
HUGE = 30_000_000


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (QTextEdit, "section:phuong_huong"),
        (QTextEdit, "field:opening"),
        (QPlainTextEdit, "field:recipients"),
        (QTableView, "appendix:mot_cua"),
    ],
)
@pytest.mark.parametrize("piece", ["một câu ", "7\n"])
def test_a_huge_paste_is_refused_and_changes_nothing(
    window: MainWindow, find: Find, kind: type, name: str, piece: str
) -> None:
    (report_id,) = window._workspace.load([SAMPLE])
    window.open_report(report_id)
    before = window._view.session.report
    widget = find(kind, name)
    if kind is QTableView:
        widget.setCurrentIndex(widget.model().index(0, 2))
    QGuiApplication.clipboard().setText(piece * (HUGE // len(piece)))
    widget.paste()
    QGuiApplication.clipboard().clear()
    (told,) = [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert told.startswith(("Chưa dán được", "Nội dung đã sao chép quá lớn"))
    assert window._view.session.report == before
    assert not window._view.session.unsaved


def test_a_field_of_lines_takes_lines_and_no_files(window: MainWindow, find: Find) -> None:
    (report_id,) = window._workspace.load([SAMPLE])
    window.open_report(report_id)
    field = find(QPlainTextEdit, "field:recipients")
    field.selectAll()
    QGuiApplication.clipboard().setText("Như trên\nLãnh đạo")
    field.paste()
    assert window._view.session.report.document.recipients == ("Như trên", "Lãnh đạo")
    most = QMimeData()
    most.setText("x" * MOST_CHARACTERS)
    assert field.canInsertFromMimeData(most)
    file = QMimeData()
    file.setUrls([QUrl.fromLocalFile("/a.json")])
    assert not field.canInsertFromMimeData(file)
