"""The year's figures in the window."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QTabWidget

from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.year_window import YearWindow
from tests.builders import SAMPLE


@pytest.fixture
def shown(window: MainWindow) -> YearWindow:
    """The year of the sample report."""
    window._workspace.load([SAMPLE])
    window.findChild(QAction, "action:year").trigger()
    return window.findChild(YearWindow)


def press(shown: YearWindow, text: str) -> None:
    (button,) = [made for made in shown.findChildren(QAbstractButton) if made.text() == text]
    button.click()


def test_the_year_is_shown_period_beside_period(shown: YearWindow) -> None:
    model = shown.findChild(QTabWidget).widget(0).model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Số liệu", "6 tháng", "Cả năm"]
    assert "chưa đủ số liệu" in [model.index(row, 2).data() for row in range(model.rowCount())]


def test_the_year_is_exported_as_numbers(shown: YearWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "năm.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(shown, "Xuất ra Excel…")
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Số liệu", "Cải cách thể chế", "Kết quả một cửa"]
    assert book["Số liệu"]["B5"].value == 14
    first = target.read_bytes()
    press(shown, "Xuất ra Excel…")
    assert target.read_bytes() == first


def test_a_report_for_the_year_is_put_together(shown: YearWindow, window: MainWindow) -> None:
    press(shown, "Lập báo cáo năm từ các kỳ")
    report = window._view.session.report
    assert report.period.id == "2022-Y"
    assert report.figures["tthc_tong"].value == 38
    assert report.figures["phan_anh"].value is None
