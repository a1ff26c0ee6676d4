"""The office's own look for Word files: chosen in the window, tried at once, and left again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QTreeWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.verdict_window import VerdictWindow
from tests import builders
from tests.builders import SAMPLE

Find = Callable[[type, str], Any]


def press(window: MainWindow, find: Find, text: str) -> QMessageBox:
    """Opens the question by the menu and presses the button of that text."""
    find(QAction, "action:office_template").trigger()
    box = window.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if button.text() == text).click()
    return box


def choose(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))


def test_a_template_is_tried_at_once_restyles_exports_and_can_be_left(
    window: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, report = window._workspace, builders.sample()
    workspace.export(report, tmp_path / "built-in.docx")
    made = docx.Document(str(tmp_path / "built-in.docx"))
    made.styles["Nội dung"].font.size = Pt(11)
    made.save(str(tmp_path / "mẫu.docx"))

    choose(monkeypatch, tmp_path / "mẫu.docx")
    press(window, find, "Chọn tệp Word…")
    listed = window.findChild(VerdictWindow).findChild(QTreeWidget)
    failed = [listed.topLevelItem(0).child(row).text(0) for row in range(listed.topLevelItem(0).childCount())]
    assert listed.topLevelItem(0).text(0).startswith("Không đạt")
    assert any(text.startswith("K04") and "cỡ 11" in text for text in failed)
    workspace.export(report, tmp_path / "own.docx")
    assert docx.Document(str(tmp_path / "own.docx")).styles["Nội dung"].font.size == Pt(11)

    press(window, find, "Trở lại mẫu sẵn có")
    workspace.export(report, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "built-in.docx").read_bytes()


def test_a_file_that_is_no_template_changes_nothing_and_says_so(
    window: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(MainWindow, "say", lambda _, sentence: said.append(sentence))
    docx.Document().save(str(tmp_path / "lạ.docx"))
    (tmp_path / "hỏng.docx").write_bytes(SAMPLE.read_bytes()[:500])
    for name, sentence in (("lạ.docx", "không có kiểu nào mang tên"), ("hỏng.docx", "không phải là tệp Word")):
        choose(monkeypatch, tmp_path / name)
        press(window, find, "Chọn tệp Word…")
        assert said[-1].startswith(f"{name}: ")
        assert sentence in said[-1]
    assert len(said) == 2
    assert not window._workspace.has_office_template()
    assert window.findChild(VerdictWindow) is None


def test_the_pages_beside_the_form_follow_the_template_at_once(
    window: MainWindow, find: Find, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def size() -> float:
        lines = (line for page in window.view.preview.pages.pages for line in page.lines)
        return next((line.text.look.size for line in lines if line.place == "opening"), 0)

    window.resize(1366, 768)
    window.open_report(window._workspace.load([SAMPLE])[0])
    qtbot.waitUntil(lambda: size() == 14)
    window._workspace.export(builders.sample(), tmp_path / "mẫu.docx")
    made = docx.Document(str(tmp_path / "mẫu.docx"))
    made.styles["Nội dung"].font.size = Pt(13)
    made.styles["Nội dung"].font.name = "Không Có"
    made.save(str(tmp_path / "mẫu.docx"))
    choose(monkeypatch, tmp_path / "mẫu.docx")
    press(window, find, "Chọn tệp Word…")
    qtbot.waitUntil(lambda: size() == 13)
    said = [one for one in window.view.preview.findChildren(QLabel) if "phông Không Có" in one.text()]
    assert [one.isVisible() for one in said] == [True]
    press(window, find, "Trở lại mẫu sẵn có")
    qtbot.waitUntil(lambda: size() == 14)
    assert not said[0].isVisible()


def test_a_template_that_broke_in_the_data_folder_is_named_and_stops_what_it_lays_out(
    window: MainWindow, tmp_path: Path
) -> None:
    workspace, report = window._workspace, builders.sample()
    (workspace.folder / "templates").mkdir()
    (workspace.folder / "templates" / "mau_trinh_bay.docx").write_bytes(b"PK")
    with pytest.raises(Refusal, match=r"^Mẫu trình bày Word của cơ quan: .* hỏng"):
        workspace.export(report, tmp_path / "a.docx")
    with pytest.raises(Refusal, match=r"^Mẫu trình bày Word của cơ quan: .* hỏng"):
        workspace.export(report, tmp_path / "a.pdf")
    window.open_report(workspace.load([SAMPLE])[0])
    window.view.preview.refresh()
    said = [one.text() for one in window.view.preview.findChildren(QLabel) if "hỏng" in one.text()]
    assert len(said) == 1
    assert said[0].startswith("Mẫu trình bày Word của cơ quan: ")
    assert not list(tmp_path.glob("a.*"))
    workspace.export(report, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").exists()
