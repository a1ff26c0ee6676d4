"""Citing documents: completed while typing, chosen from the list, with a list that an office can import."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report import Entry
from cchc_desktop.ui.citation_completer import CitationCompleter
from cchc_desktop.ui.documents_dialog import DocumentsDialog
from cchc_desktop.ui.main_window import MainWindow
from tests.builders import SAMPLE
from tests.ui.keyboard import press, type_text

SECTION, LATER = "ket_qua.bo_may", "phuong_huong"
LIST = """
as_of = "2027-01-05"
[[document]]
kind = "Quyết định"
number = "91/QĐ-UBND"
date = "2022-02-03"
issuer = "UBND huyện Lam Khê"
sure = "confirmed"
"""


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the sample open at the end of a section that has one short entry."""
    workspace = window._workspace
    window.open_report(workspace.load([SAMPLE, SAMPLE])[1])
    window._view.go_to(f"sections.{SECTION}")
    with qtbot.waitExposed(editor(window)):
        pass
    editor(window).replace_entries((Entry("Đã làm"),))
    editor(window).moveCursor(editor(window).textCursor().MoveOperation.End)
    qtbot.waitUntil(lambda: bool(window._view._register))
    return window


def editor(window: MainWindow, section: str = SECTION) -> Any:
    return window._view.sections[section].editor


def offered(window: MainWindow) -> QListWidget:
    found = editor(window).findChild(CitationCompleter).list
    assert isinstance(found, QListWidget)
    return found


def text(window: MainWindow) -> str:
    return str(editor(window).toPlainText())


def test_a_number_is_completed_only_where_the_person_goes_into_the_list(opened: MainWindow) -> None:
    type_text(editor(opened), " theo Nghị định số 107/2021/n")
    assert not offered(opened).isHidden()
    press(editor(opened), Qt.Key.Key_Down)
    press(editor(opened), Qt.Key.Key_Return, text="\r")
    assert text(opened) == "Đã làm theo Nghị định số 107/2021/nĐ-CP"
    assert offered(opened).isHidden()
    editor(opened).undo()
    assert text(opened).endswith("107/2021/n")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_list_that_is_left_alone_takes_no_key(opened: MainWindow, key: Qt.Key) -> None:
    type_text(editor(opened), " theo Nghị định số 107/2021/N")
    assert not offered(opened).isHidden()
    press(editor(opened), key, text="\r" if key == Qt.Key.Key_Return else "")
    assert text(opened) == "Đã làm theo Nghị định số 107/2021/N" + "\n" * (key == Qt.Key.Key_Return)
    assert offered(opened).isHidden()


@pytest.mark.parametrize("words", [" 107 hồ sơ", " số 107/2021/NĐ-CP", " 107", " 12/3"])
def test_a_count_is_not_completed(opened: MainWindow, words: str) -> None:
    type_text(editor(opened), words)
    assert offered(opened).isHidden()


def test_a_document_of_another_report_is_offered(opened: MainWindow, qtbot: QtBot) -> None:
    entries = (Entry("Ban hành Kế hoạch số 777/KH-ABC ngày 05/01/2022 của Phòng A."),)
    editor(opened, LATER).replace_entries(entries)
    type_text(editor(opened), " thực hiện Kế hoạch số 77")

    def words() -> list[str]:
        return [offered(opened).item(at).text() for at in range(offered(opened).count())]

    qtbot.waitUntil(lambda: any(made.number == "777/KH-ABC" for made in opened._view._documents()))
    type_text(editor(opened), "7")
    assert words() == ["Kế hoạch số 777/KH-ABC"]


def choose(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    def chosen(dialog: DocumentsDialog) -> int:
        dialog.findChild(QLineEdit).setText(words)
        assert dialog.document is not None
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(DocumentsDialog, "exec", chosen)


def cite(window: MainWindow, section: str) -> None:
    (button,) = [
        made for made in window._view.sections[section].findChildren(QPushButton) if made.text() == "Viện dẫn…"
    ]
    button.click()


def test_the_first_mention_is_full_and_the_next_short(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, "59/2023 ND-CP")
    cite(opened, SECTION)
    assert text(opened).startswith("Đã làmNghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ")
    editor(opened, LATER).replace_entries((Entry("Theo "),))
    editor(opened, LATER).moveCursor(editor(opened).textCursor().MoveOperation.End)
    cite(opened, LATER)
    assert editor(opened, LATER).toPlainText() == "Theo Nghị định số 59/2023/NĐ-CP"
    editor(opened, "chi_dao.ke_hoach").replace_entries((Entry("Trước đó"),))
    cite(opened, "chi_dao.ke_hoach")
    assert "ngày 14/8/2023" in editor(opened, "chi_dao.ke_hoach").toPlainText()


def test_a_list_is_imported_and_its_day_is_shown(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "danh mục.toml"
    file.write_text(LIST, "utf-8")
    said: list[str] = []
    monkeypatch.setattr(MainWindow, "say", lambda _, sentence: said.append(sentence))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(DocumentsDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    window._actions["citations"].trigger()
    assert said == ["Đã nhận danh mục 1 văn bản; báo cáo mở từ bây giờ dùng danh mục này."]
    known = window._workspace.citations()
    assert known.find("91/QĐ-UBND")
    assert known.find("130/2005/NĐ-CP")
    assert f"{known.as_of}" == "2027-01-05"
    file.write_text("as_of = 5", "utf-8")
    window._actions["citations"].trigger()
    assert "danh mục.toml" in said[1]
    assert window._workspace.citations() == known
