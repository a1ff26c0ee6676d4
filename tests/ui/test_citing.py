"""Citing documents: completed while typing, chosen from the list, with a list that an office can import."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report import Entry
from cchc_desktop.ui.citation_completer import CitationCompleter
from cchc_desktop.ui.document_form import DocumentForm
from cchc_desktop.ui.documents_dialog import DocumentsDialog
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE
from tests.ui.keyboard import press, type_text

Fill = Callable[..., None]

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
    qtbot.waitUntil(editor(window).hasFocus)
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


def test_the_first_mention_is_completed_in_full(opened: MainWindow) -> None:
    type_text(editor(opened), " theo nghị định số 59/2023")
    press(editor(opened), Qt.Key.Key_Down)
    press(editor(opened), Qt.Key.Key_Return, text="\r")
    assert text(opened).startswith("Đã làm theo nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ quy định")
    type_text(editor(opened), "; nghị định số 59/20")
    press(editor(opened), Qt.Key.Key_Down)
    press(editor(opened), Qt.Key.Key_Return, text="\r")
    assert text(opened).endswith("; nghị định số 59/2023/NĐ-CP")


def test_a_number_that_is_typed_whole_is_completed_in_full(opened: MainWindow) -> None:
    type_text(editor(opened), " theo Nghị định số 59/2023/NĐ-CP")
    assert "ngày 14/8/2023 của Chính phủ" in offered(opened).item(0).text()
    assert offered(opened).count() == 1


def test_what_follows_already_is_not_added_again(opened: MainWindow) -> None:
    type_text(editor(opened), " số  ngày 14/8/2023 của Chính phủ")
    cursor = editor(opened).textCursor()
    cursor.setPosition(len("Đã làm số "))
    editor(opened).setTextCursor(cursor)
    type_text(editor(opened), "59/2023/N")
    press(editor(opened), Qt.Key.Key_Down)
    press(editor(opened), Qt.Key.Key_Return, text="\r")
    assert text(opened) == "Đã làm số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ"


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
    assert words() == ["Kế hoạch số 777/KH-ABC ngày 05/01/2022 của Phòng A"]


def choose(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    def chosen(dialog: DocumentsDialog) -> int:
        dialog.findChild(QLineEdit).setText(words)
        assert dialog.document is not None
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(DocumentsDialog, "exec", chosen)


def cite(window: MainWindow, section: str) -> None:
    window._view.reveal(f"sections.{section}")
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


# ---- the office's own list ---------------------------------------------------------------------------------------


STATED = {"number": "91/QĐ-UBND", "date": "03/02/2022", "issuer": "UBND huyện Lam Khê", "subject": "ban hành Quy chế"}


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Has the form filled in and accepted whenever it is shown."""

    def fill(kind: str = "Quyết định", **texts: str) -> None:
        def answered(form: DocumentForm) -> int:
            form.kind.setCurrentText(kind)
            for name, words in texts.items():
                form.inputs[name].setText(words)
            form.accept()
            return form.result()

        monkeypatch.setattr(DocumentForm, "exec", answered)

    return fill


@pytest.fixture
def dialog(opened: MainWindow) -> DocumentsDialog:
    """The list as the menu shows it, beside the open report."""
    made = DocumentsDialog(opened._workspace, (), None, opened, citing=False)
    made.changed.connect(opened._view.read_citations)
    return made


def lines(dialog: DocumentsDialog) -> list[str]:
    """The lists' documents that are to be seen, each with its remarks."""
    items = [dialog.list.item(at) for at in range(dialog.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def mark(dialog: DocumentsDialog, words: str) -> None:
    (at,) = [at for at in range(dialog.list.count()) if words in dialog.list.item(at).text()]
    dialog.list.setCurrentRow(at)


def test_a_document_that_was_put_down_is_offered_in_the_open_report(
    opened: MainWindow, dialog: DocumentsDialog, fill: Fill
) -> None:
    fill(**STATED)
    dialog.add.click()
    assert "Quyết định số 91/QĐ-UBND ngày 03/02/2022 của UBND huyện Lam Khê ban hành Quy chế" in "\n".join(
        lines(dialog)
    )
    type_text(editor(opened), " theo Quyết định số 91")
    assert offered(opened).count() == 1


def test_words_that_stand_together_are_looked_for_together(dialog: DocumentsDialog) -> None:
    search = dialog.findChild(QLineEdit)
    search.setText("mot cua")
    assert lines(dialog)
    assert all("một cửa" in line or "Một cửa" in line for line in lines(dialog))
    search.setText("nghị định 118/2025")
    assert any(line.startswith("Nghị định số 118/2025/NĐ-CP") for line in lines(dialog))


def test_a_document_is_changed_taken_out_and_taken_back(dialog: DocumentsDialog, fill: Fill) -> None:
    fill(**STATED)
    dialog.add.click()
    mark(dialog, "91/QĐ-UBND")
    fill(valid_to="31/12/2025", successor="Quyết định số 5/QĐ-UBND")
    dialog.edit.click()
    assert "hết hiệu lực sau ngày 31/12/2025, thay bằng Quyết định số 5/QĐ-UBND" in "\n".join(lines(dialog))
    dialog.remove.click()
    assert "91/QĐ-UBND" not in "\n".join(lines(dialog))
    dialog.sources.setCurrentText("Đã bỏ")
    (line,) = lines(dialog)
    assert "91/QĐ-UBND" in line
    assert dialog.remove.text() == "Lấy lại"
    dialog.remove.click()
    dialog.sources.setCurrentText("Văn bản của cơ quan")
    (line,) = lines(dialog)
    assert "hết hiệu lực sau ngày 31/12/2025" in line


def test_what_a_report_cites_is_put_on_the_list_from_there(
    opened: MainWindow, dialog: DocumentsDialog, fill: Fill
) -> None:
    cited = DocumentsDialog(opened._workspace, opened._view._register, None, opened, citing=True)
    cited.sources.setCurrentText("Đã viện dẫn trong báo cáo")
    number = cited.document.number
    assert cited.edit.text() == "Ghi vào danh mục…"
    fill(kind=cited.document.kind, subject="về kiểm tra")
    cited.edit.click()
    (kept,) = opened._workspace.citations().of_number(number)
    assert kept.subject == "về kiểm tra"


def test_what_cannot_be_is_said_in_the_form(opened: MainWindow) -> None:
    form = DocumentForm(None, opened)
    form.inputs["number"].setText("không rõ")
    form.accept()
    assert form.result() == 0
    assert "36/KH-UBND" in "".join(made.text() for made in form.findChildren(QLabel))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "danh mục.toml"
    made.write_text(LIST, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made), ""))
    return made


def command(dialog: DocumentsDialog, words: str) -> QAction:
    dialog.menu.aboutToShow.emit()
    (found,) = [action for action in dialog.menu.actions() if action.text().startswith(words)]
    return found


def test_a_list_is_imported_taken_out_of_use_and_back(opened: MainWindow, dialog: DocumentsDialog, file: Path) -> None:
    command(dialog, "Nhập").trigger()
    known = opened._workspace.citations()
    assert known.of_number("91/QĐ-UBND")
    assert known.of_number("130/2005/NĐ-CP")
    assert f"{known.as_of}" == "2027-01-05"
    dialog.sources.setCurrentText("Danh mục “danh mục”")
    assert len(lines(dialog)) == 1
    leave = command(dialog, "Bỏ danh mục")
    assert "1 văn bản, ngày 05/01/2027" in leave.text()
    leave.trigger()
    assert opened._workspace.citations().of_number("91/QĐ-UBND") == ()
    command(dialog, "Dùng lại danh mục").trigger()
    assert opened._workspace.citations().of_number("91/QĐ-UBND")


def test_a_broken_list_changes_nothing(opened: MainWindow, dialog: DocumentsDialog, file: Path) -> None:
    command(dialog, "Nhập").trigger()
    known = opened._workspace.citations()
    file.write_text("as_of = 5", "utf-8")
    command(dialog, "Nhập").trigger()
    assert any("danh mục.toml" in made.text() for made in dialog.findChildren(QLabel))
    assert opened._workspace.citations() == known


def test_the_office_s_documents_are_written_for_others(
    opened: MainWindow, dialog: DocumentsDialog, fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not command(dialog, "Lưu").isEnabled()
    fill(**STATED)
    dialog.add.click()
    target = tmp_path / "gửi xã.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    command(dialog, "Lưu").trigger()
    elsewhere = Workspace(tmp_path / "xã")
    elsewhere.import_citations(target)
    assert elsewhere.citations().of_number("91/QĐ-UBND") == opened._workspace.citations().of_number("91/QĐ-UBND")
    elsewhere.close()


def test_the_menu_s_command_shows_what_reports_cite(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(DocumentsDialog, "exec", lambda dialog: shown.extend(lines(dialog)))
    opened._actions["citations"].trigger()
    assert any("Đã viện dẫn trong báo cáo" in line for line in shown)
