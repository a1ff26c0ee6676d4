"""One-stop figures from Excel: columns confirmed once, figures into the rows of the same name, undone in one step."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QMessageBox, QTableView

from cchc_desktop.domain.period import Period
from cchc_desktop.ui.import_sheet import ImportSheet
from tests.importing.test_sheets import FORM, MERGES


@pytest.fixture
def sheet_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of form II.06a, which the person chooses."""
    book = openpyxl.Workbook()
    for row in FORM:
        book.active.append(row)
    for merge in MERGES:
        book.active.merge_cells(merge)
    book.save(tmp_path / "một cửa.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "một cửa.xlsx"), ""))
    return tmp_path / "một cửa.xlsx"


@pytest.fixture
def opened(window):
    """A new report with one row of figures already there."""
    window.open_report(window._workspace.new("nq76", Period.parse("2026-H1")))
    model = window._view.appendices["mot_cua"].model
    key = model.add_row("HỘ TỊCH")
    model.put_texts("", [(key, "dung", "7"), (key, "nhan", "9")])
    return window


def answer(monkeypatch: pytest.MonkeyPatch, act=lambda dialog: dialog.accept()) -> list[ImportSheet]:
    """The person does `act` in the dialog."""
    shown: list[ImportSheet] = []

    def run(dialog: ImportSheet) -> int:
        shown.append(dialog)
        act(dialog)
        return dialog.result()

    monkeypatch.setattr(ImportSheet, "exec", run)
    return shown


def bring(window) -> None:
    window.findChild(QAction, "action:import_sheet").trigger()


def cells(window, label: str) -> dict[str, int | None]:
    (row,) = [row for row in window._view.session.report.appendices["mot_cua"].rows if row.label == label]
    return dict(row.cells)


def test_figures_go_into_the_rows_of_their_name_and_come_out_in_one_step(opened, sheet_file, monkeypatch) -> None:
    answer(monkeypatch)
    before = opened._view.session.report.appendices["mot_cua"]
    bring(opened)
    assert cells(opened, "Đất đai")["nhan"] == 25
    assert cells(opened, "HỘ TỊCH")["dung"] == 0
    assert opened._view.session.report.unreadable == {"appendices.mot_cua.rows[0].cells.qua_han": "x"}
    opened._view.appendices["mot_cua"].model.undo_stack.undo()
    assert opened._view.session.report.appendices["mot_cua"].rows == before.rows


def test_nothing_changes_when_the_person_declines(opened, sheet_file, monkeypatch) -> None:
    answer(monkeypatch, lambda dialog: dialog.reject())
    bring(opened)
    assert [row.label for row in opened._view.session.report.appendices["mot_cua"].rows] == ["HỘ TỊCH"]


def test_what_is_shown_is_what_comes_and_a_chosen_column_is_remembered(opened, sheet_file, monkeypatch) -> None:
    def choose(dialog: ImportSheet) -> None:
        choice = dialog.findChild(QComboBox, "import_column:nhan")
        assert "+" in choice.currentText()
        choice.setCurrentIndex(choice.findText("Tổng số (Số lượng hồ sơ tiếp nhận)"))
        choice.activated.emit(choice.currentIndex())
        shown = dialog.findChild(QTableView).model()
        texts = {shown.index(0, column).data() for column in range(shown.columnCount())}
        assert {"Đất đai", "30"} <= texts
        dialog.accept()

    answer(monkeypatch, choose)
    bring(opened)
    assert cells(opened, "Đất đai")["nhan"] == 30
    later = answer(monkeypatch)
    bring(opened)
    assert later[0].findChild(QComboBox, "import_column:nhan").currentText() == "Tổng số (Số lượng hồ sơ tiếp nhận)"
    assert "lần trước" in later[0]._said.text()


def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(opened, tmp_path, monkeypatch) -> None:
    (tmp_path / "ảnh.xlsx").write_bytes(b"\x89PNG")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "ảnh.xlsx"), ""))
    bring(opened)
    (box,) = opened.findChildren(QMessageBox)
    assert "Excel" in box.text()


def test_a_column_that_is_not_certain_says_so_until_it_is_chosen(opened, sheet_file, monkeypatch) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Lĩnh vực", "Hồ sơ nhận", "Đúng hạn", "Quá hạn", "Trong hạn", "Quá hạn"])
    book.active.append(["Đất đai", 5, 3, 1, 1, 0])
    book.save(sheet_file)

    def captions(dialog: ImportSheet) -> set[str]:
        return {made.text() for made in dialog.findChildren(QLabel) if made.text().endswith("gần đúng")}

    def look(dialog: ImportSheet) -> None:
        unsure = "Hồ sơ đã giải quyết / Trễ hẹn · gần đúng"
        assert unsure in captions(dialog)
        choice = dialog.findChild(QComboBox, "import_column:tre")
        choice.activated.emit(choice.currentIndex())
        assert unsure not in captions(dialog)
        assert "Hồ sơ đang giải quyết / Đã quá hạn · gần đúng" in captions(dialog)

    answer(monkeypatch, look)
    bring(opened)


def pasted(window, lines: list[list[object]], html: str = "") -> None:
    """A block of cells as Excel copies it, pasted into the one-stop appendix."""
    data = QMimeData()
    data.setText("\n".join("\t".join("" if cell is None else str(cell) for cell in line) for line in lines))
    if html:
        data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
    view = window._view.appendices["mot_cua"].view
    view.setCurrentIndex(view.model().index(0, 0))
    view.paste()


@pytest.mark.parametrize("rich", [False, True], ids=["text", "html"])
def test_a_block_with_its_head_has_its_columns_confirmed(opened, monkeypatch, rich: bool) -> None:
    head = ["Lĩnh vực", "Trễ hạn", "Đúng hạn", "Trước hạn", "Tiếp nhận trong kỳ", "Tồn kỳ trước"]
    lines = [head, ["Đất đai", 1, 3, 2, 5, 1]]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    shown = answer(monkeypatch)
    pasted(opened, lines, f"<table>{rows}</table>" if rich else "")
    assert len(shown) == 1
    found = cells(opened, "Đất đai")
    assert (found["ton_dau"], found["nhan"], found["truoc"], found["dung"], found["tre"]) == (1, 5, 2, 3, 1)


def test_cells_alone_are_pasted_where_they_are_put(opened, monkeypatch) -> None:
    shown = answer(monkeypatch)
    pasted(opened, [["Đất đai", 1, 5], ["Hộ tịch", 0, 2]])
    assert shown == []
    assert [row.label for row in opened._view.session.report.appendices["mot_cua"].rows] == ["Đất đai", "Hộ tịch"]
