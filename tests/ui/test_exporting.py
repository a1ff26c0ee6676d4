"""Exports of the window: names, places, what is said, and what happens when a file cannot be written."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export import safe_file
from cchc_desktop.export.page_layout import Page
from cchc_desktop.ui import exporting, printing
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.verdict_window import VerdictWindow
from tests.builders import SAMPLE

Find = Callable[[type, str], Any]


@pytest.fixture
def opened(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window with the sample open; what it says is kept in `window.said`."""
    window.said = []
    monkeypatch.setattr(MainWindow, "say", lambda self, sentence: self.said.append(sentence))
    monkeypatch.setattr(exporting, "BLINK_SECONDS", 30)
    window.open_report(window._workspace.load([SAMPLE])[0])
    return window


def choose(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))


def notice(window: MainWindow) -> QWidget:
    return window._report_commands.exporter.notice


def buttons(window: MainWindow) -> dict[str, QPushButton]:
    return {button.text(): button for button in notice(window).findChildren(QPushButton) if not button.isHidden()}


def said(window: MainWindow) -> str:
    return notice(window).findChild(QLabel).text()


def test_a_pdf_is_written_and_its_face_is_named(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "Báo cáo")
    find(QAction, "action:export_pdf").trigger()
    assert len(PdfReader(tmp_path / "Báo cáo.pdf").pages) == 10
    assert said(opened).startswith("Đã xuất Báo cáo.pdf.")
    assert said(opened).endswith("dùng Tinos, cùng bề rộng chữ.") == ("Tinos" in said(opened))
    assert set(buttons(opened)) == {"Mở tệp", "Mở thư mục"}


def test_a_word_file_is_judged_and_can_be_opened(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(shown.append(url.toLocalFile())) or True)
    choose(monkeypatch, tmp_path / "a.docx")
    find(QAction, "action:export_docx").trigger()
    assert said(opened) == "Đã xuất a.docx. Đạt 24/24 quy tắc xét được; 1 không xét."
    buttons(opened)["Mở tệp"].click()
    buttons(opened)["Mở thư mục"].click()
    assert [Path(path) for path in shown] == [tmp_path / "a.docx", tmp_path]
    buttons(opened)["Xem từng quy tắc"].click()
    assert opened.findChild(VerdictWindow) is not None


def test_a_file_that_word_holds_open_is_offered_another_name(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.docx").write_bytes(b"before")
    real = safe_file._move

    def move(temporary: Path, target: Path) -> None:
        if target.name == "a.docx":
            raise safe_file._held(target)
        real(temporary, target)

    monkeypatch.setattr(safe_file, "_move", move)
    choose(monkeypatch, tmp_path / "a.docx")
    find(QAction, "action:export_docx").trigger()
    box = opened.findChild(QMessageBox)
    assert "đang mở trong chương trình khác" in box.text()
    offered = next(button for button in box.buttons() if "(2)" in button.text())
    offered.click()
    assert (tmp_path / "a.docx").read_bytes() == b"before"
    assert (tmp_path / "a (2).docx").read_bytes().startswith(b"PK")
    assert said(opened).startswith("Đã xuất a (2).docx.")
    assert opened.said == []


def test_slow_work_goes_on_in_the_background_and_can_be_stopped(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(exporting, "BLINK_SECONDS", 0)
    go_on = Event()
    rendered = opened._workspace.rendered
    monkeypatch.setattr(opened._workspace, "rendered", lambda *args: go_on.wait(30) and rendered(*args))
    choose(monkeypatch, tmp_path / "a.docx")
    find(QAction, "action:export_docx").trigger()
    assert said(opened) == "Đang xuất a.docx…"
    find(QAction, "action:export_docx").trigger()
    assert opened.said == ["Đang xuất a.docx; hãy đợi xong hoặc bấm Dừng."]
    buttons(opened)["Dừng"].click()
    go_on.set()
    qtbot.waitUntil(notice(opened).isHidden)
    assert list(tmp_path.glob("*.docx")) == []


def test_slow_work_that_is_not_stopped_ends_with_a_file(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(exporting, "BLINK_SECONDS", 0)
    choose(monkeypatch, tmp_path / "a.xlsx")
    find(QAction, "action:export_xlsx").trigger()
    qtbot.waitUntil(lambda: said(opened) == "Đã xuất a.xlsx.")
    assert (tmp_path / "a.xlsx").is_file()


def test_what_cannot_be_opened_again_does_not_replace_the_old_file(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")
    monkeypatch.setattr(opened._workspace, "rendered", lambda *_: b"PK cut off")
    choose(monkeypatch, tmp_path / "a.docx")
    find(QAction, "action:export_docx").trigger()
    assert len(opened.said) == 1
    assert opened.said[0].startswith("a.docx: ")
    with pytest.raises(Refusal, match=r"^a\.docx: "):
        opened._workspace.export(opened.view.session.report, tmp_path / "a.docx", force=True)
    assert [(file.name, file.read_bytes()) for file in tmp_path.glob("*.docx")] == [("a.docx", b"old")]


def test_a_refusal_in_the_background_is_said(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(exporting, "BLINK_SECONDS", 0)
    choose(monkeypatch, tmp_path / "không có" / "a.docx")
    find(QAction, "action:export_docx").trigger()
    qtbot.waitUntil(lambda: len(opened.said) == 1)
    assert "không có" in opened.said[0]
    assert notice(opened).isHidden()


def test_the_printer_gets_the_pages_of_the_pdf(
    opened: MainWindow, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "printed.pdf"

    def accepted(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(target))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    find(QAction, "action:print").trigger()
    printed = PdfReader(target)
    sizes = [page.mediabox.width < page.mediabox.height for page in printed.pages]
    assert sizes == [True] * 9 + [False]
    assert "KẾT QUẢ TIẾP NHẬN" in " ".join(printed.pages[9].extract_text().split())


def test_a_range_of_pages_is_that_range() -> None:
    pages = [Page(0, number, False, 1, 1) for number in range(1, 6)]
    printer = QPrinter()
    assert printing.wanted(pages, printer) == pages
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert [page.number for page in printing.wanted(pages, printer)] == [2, 3]
