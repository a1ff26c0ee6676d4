"""What the window does where the disk or the database fails the person."""

import itertools
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from cchc_desktop.app import build_window
from cchc_desktop.domain.edit import Edit, FieldEdit
from cchc_desktop.domain.period import Period
from cchc_desktop.storage.trouble import DiskTrouble
from cchc_desktop.ui import session as session_module
from cchc_desktop.ui.actions import COMMANDS
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE
from tests.storage.folders import everything, filled
from tests.ui.keyboard import type_text

Find = Callable[[type, str], Any]


@pytest.fixture(autouse=True)
def _quick_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "RETRY_DELAY_MS", 20)


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    window.open_report(window._workspace.new("nq30c", Period.parse("2022-H1")))
    return window


class FullDisk:
    """A workspace's `save` that refuses until room was made."""

    def __init__(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        self._save = workspace.save
        monkeypatch.setattr(workspace, "save", self.save)

    def save(self, report_id: int, edits: list[Edit]) -> None:
        if self.full:
            raise DiskTrouble("Đĩa đã đầy.")
        self._save(report_id, edits)


def saying(window: MainWindow) -> list[str]:
    return [box.text() for box in window.findChildren(QMessageBox) if box.isVisible()]


def press(parent: QWidget, text: str) -> None:
    (button,) = [made for made in parent.findChildren(QAbstractButton) if made.text() == text and made.isVisible()]
    button.click()


def test_what_cannot_be_written_is_never_called_saved_and_is_written_in_the_end(
    opened: MainWindow, find: Find, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    said: list[str] = []
    label = find(QLabel, "saved_at")
    disk = FullDisk(opened._workspace, monkeypatch)
    session = opened._view.session
    failures: list[str] = []
    session.save_failed.connect(failures.append)
    session.save_failed.connect(lambda _: said.append(label.text()))
    type_text(find(QLineEdit, "field:place"), "A")
    qtbot.waitUntil(lambda: len(failures) >= 3, timeout=5000)
    type_text(find(QLineEdit, "field:place"), "B")
    qtbot.waitUntil(lambda: len(failures) >= 5, timeout=5000)
    assert all(text.startswith("Chưa lưu được: Đĩa đã đầy") for text in said[1:])
    assert session.unsaved
    with qtbot.waitSignal(session.saved, timeout=5000):
        disk.full = False
    qtbot.waitUntil(lambda: not session.unsaved, timeout=5000)
    assert label.text().startswith("✓ Đã lưu ")
    assert '"place": "AB"' in everything(data_folder)[1]


def test_a_report_that_cannot_be_saved_keeps_the_window_and_can_go_elsewhere(
    opened: MainWindow, find: Find, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    FullDisk(opened._workspace, monkeypatch)
    type_text(find(QLineEdit, "field:place"), "Nơi A")
    assert not opened.close()
    assert opened.isVisible()
    (box,) = [box for box in opened.findChildren(QMessageBox) if box.objectName() == "unsaved_box"]
    assert "Đĩa đã đầy" in box.text()
    target = tmp_path / "USB" / "báo cáo.json"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    box.elsewhere.click()
    assert json.loads(target.read_text("utf-8"))["unit"]["place"] == "Nơi A"
    assert not opened.isVisible()


def test_the_end_of_the_session_commits_or_leaves_a_file(
    opened: MainWindow, find: Find, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    type_text(find(QLineEdit, "field:place"), "A")
    opened.end_session()
    assert not opened._view.session.unsaved
    FullDisk(opened._workspace, monkeypatch)
    type_text(find(QLineEdit, "field:place"), "B")
    opened.end()
    assert not opened.isVisible()
    (kept,) = data_folder.glob("chua-luu-2022-H1-*.json")
    assert json.loads(kept.read_text("utf-8"))["unit"]["place"] == "AB"
    again = build_window(data_folder)
    again.show()
    again._worker.wait(lambda: None)
    qtbot.waitUntil(lambda: again.findChild(QMessageBox, "kept_box") is not None, timeout=5000)
    press(again.findChild(QMessageBox, "kept_box"), "Nạp lại thành báo cáo riêng")
    assert again._view.session.report.unit.place == "AB"
    assert len(again._workspace.reports()) == 2
    assert again._workspace.kept_elsewhere() == []
    again.close()


def test_a_fault_of_ours_loses_no_edit_and_holds_up_no_other(
    opened: MainWindow, find: Find, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, session = opened._workspace, opened._view.session
    real, broken = workspace.save, [True]

    def save(report_id: int, edits: list[Edit]) -> None:
        if broken[0] and any(isinstance(edit, FieldEdit) and edit.name == "place" for edit in edits):
            raise KeyError("a fault")
        real(report_id, edits)

    monkeypatch.setattr(workspace, "save", save)
    failures: list[str] = []
    session.save_failed.connect(failures.append)
    with capture_exceptions() as raised:
        type_text(find(QLineEdit, "field:place"), "A")
        type_text(find(QLineEdit, "field:symbol"), "PB")
        qtbot.waitUntil(lambda: len(failures) >= 3, timeout=5000)
    assert len(raised) == 1
    assert "lỗi của chính nó" in failures[0]
    assert workspace.report(session.id).unit.symbol == "PB"
    assert session.unsaved
    assert not opened.close()
    broken[0] = False
    qtbot.waitUntil(lambda: not session.unsaved, timeout=5000)
    assert workspace.report(session.id).unit.place == "A"


def test_what_was_saved_elsewhere_comes_back_by_the_import_command_and_by_dropping_it(
    opened: MainWindow, find: Find, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    type_text(find(QLineEdit, "field:place"), "Nơi A")
    elsewhere = tmp_path / "USB"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    opened._save_elsewhere()
    (file,) = tmp_path.glob("USB.json")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    find(QAction, "action:import").trigger()
    assert opened._view.session.id == 2
    assert opened._view.session.report.unit.place == "Nơi A"
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(file))])
    assert drop(opened, dropped)
    assert opened._view.session.id == 4
    assert {summary.id for summary in opened._workspace.reports()} == {1, 2, 3, 4}
    editor = find(QTextEdit, "section:chi_dao.ke_hoach")
    assert not editor.canInsertFromMimeData(dropped)
    words = QMimeData()
    words.setText("chữ")
    assert not drop(opened, words)


def drop(window: MainWindow, data: QMimeData) -> bool:
    """Drops something on the window; whether it took it."""
    around = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), *around)
    entering.ignore()
    window.dragEnterEvent(entering)
    if entering.isAccepted():
        window.dropEvent(QDropEvent(QPointF(5, 5), *around))
    return entering.isAccepted()


def test_a_file_that_is_no_report_is_refused_and_changes_nothing(opened: MainWindow, tmp_path: Path) -> None:
    strange = tmp_path / "số liệu.xlsx"
    strange.write_bytes(b"PK\x05\x06 no report")
    opened.receive(strange, tmp_path / "gone.json")
    assert len(saying(opened)) == 1
    assert "\n" not in saying(opened)[0]
    assert len(opened._workspace.reports()) == 1


def test_every_command_says_why_while_the_data_folder_is_gone(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, data_folder: Path, tmp_path: Path
) -> None:
    """A refusal that nobody caught would come out of the test as an error."""
    (other,) = opened._workspace.load([SAMPLE])
    opened._workspace.trash(other)
    opened._worker.wait(lambda: None)
    nothing = {"getOpenFileName": ("", ""), "getOpenFileNames": ([], ""), "getSaveFileName": ("", "")}
    for name, chosen in nothing.items():
        monkeypatch.setattr(QFileDialog, name, lambda *_, chosen=chosen: chosen)
    for kind in (QDialog, QMessageBox, QPrintDialog):
        monkeypatch.setattr(kind, "exec", lambda _: QDialog.DialogCode.Rejected)
    report_id = opened._view.session.id
    away = data_folder.with_name("away")
    for reported, command in itertools.product((True, False), COMMANDS):
        if command.name == "quit":
            continue
        if not reported:
            opened.show_home()
        elif opened.view is None:
            opened.open_report(report_id)
        data_folder.rename(away)
        opened._actions[command.name].trigger()
        away.rename(data_folder)
        for dialog in opened.findChildren(QDialog):
            dialog.close()
    data_folder.rename(away)
    for signal in (opened._home.opened, opened._home.duplicated, opened._home.trashed):
        signal.emit(report_id)
    opened._home.trash_wanted.emit()
    assert {text.partition("(")[0] for text in saying(opened)} == {"Không thấy tệp dữ liệu ở chỗ cũ "}
    away.rename(data_folder)
    opened.show_home()
    assert [summary.id for summary in opened._workspace.reports()] == [report_id]


def test_no_commit_waits_for_other_work(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    """An export to a disk that does not answer may take minutes."""
    gate = threading.Event()
    opened._worker.submit(gate.wait, lambda _: None)
    try:
        with qtbot.waitSignal(opened._view.session.saved):
            type_text(find(QLineEdit, "field:place"), "A")
        assert opened._workspace.report(1).unit.place == "A"
        type_text(find(QLineEdit, "field:place"), "B")
        opened.flush()
        assert opened._workspace.report(1).unit.place == "AB"
    finally:
        gate.set()


def damage(folder: Path) -> bytes:
    database = folder / "cchc.sqlite3"
    whole = database.read_bytes()
    place = whole.index("kiểm soát thủ tục hành chính".encode())
    database.write_bytes(whole[:place] + b"#" + whole[place + 1 :])
    return database.read_bytes()


@pytest.fixture
def damaged(qtbot: QtBot, data_folder: Path):
    """A window on a database in which a letter was changed; there is a backup from before."""
    filled(data_folder)
    workspace = Workspace(data_folder)
    workspace.safekeeping.back_up("")
    workspace.close()
    damage(data_folder)
    made = build_window(data_folder)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: any(page.isVisible() for page in made.findChildren(QWidget, "damaged")), timeout=5000)
    yield made
    made.close()


def test_damage_is_found_after_the_start_and_the_newest_backup_brings_all_back(
    damaged: MainWindow, data_folder: Path, tmp_path: Path
) -> None:
    before = (data_folder / "cchc.sqlite3").read_bytes()
    page = damaged.findChild(QWidget, "damaged")
    assert any("hỏng" in label.text() for label in page.findChildren(QLabel))
    assert not damaged.findChild(QAction, "action:new").isEnabled()
    press(page, "Khôi phục bản sao lưu mới nhất")
    assert damaged.findChild(QWidget, "home").isVisible()
    assert len(damaged._workspace.reports()) == 1
    assert "Tệp hỏng được giữ" in saying(damaged)[0]
    kept = [path.read_bytes() for path in data_folder.glob("*/*/cchc.sqlite3")]
    assert before in kept
    damaged.open_report(1)
    type_text(damaged.findChild(QLineEdit, "field:place"), "A")
    damaged.flush()


def test_what_can_be_read_is_rescued_and_told(damaged: MainWindow) -> None:
    press(damaged.findChild(QWidget, "damaged"), "Cứu những gì còn đọc được")
    assert damaged.findChild(QWidget, "home").isVisible()
    told = damaged.findChild(QDialog, "rescue_report")
    assert told.isVisible()
    assert told.text.toPlainText() == "Báo cáo 6 tháng đầu năm 2022 (số 1): đọc lại được mọi phần."
    told.accept()


def test_a_file_that_the_person_put_there_is_taken_when_they_say_so(damaged: MainWindow, qtbot: QtBot) -> None:
    press(damaged.findChild(QWidget, "damaged"), "Vẫn dùng tệp này")
    damaged._worker.wait(lambda: None)
    assert damaged.findChild(QWidget, "home").isVisible()
    damaged.open_report(1)
    type_text(damaged.findChild(QLineEdit, "field:place"), "A")
    damaged.flush()


def test_a_start_without_any_data_is_the_last_way_out(
    opened: MainWindow, find: Find, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    """And what the last run kept in a file is offered as soon as there is a place for it."""
    with monkeypatch.context() as patched:
        FullDisk(opened._workspace, patched)
        type_text(find(QLineEdit, "field:place"), "A")
        opened.end()
    shutil.rmtree(data_folder / "backups")
    (data_folder / "cchc.sqlite3").write_bytes(b"rubbish")
    again = build_window(data_folder)
    qtbot.addWidget(again)
    again.show()
    page = again.findChild(QWidget, "damaged")
    assert page.isVisible()
    assert not page.newest.isEnabled()
    press(page, "Bắt đầu lại với dữ liệu trống")
    assert not page.isVisible()
    assert again._workspace.reports() == []
    assert [file.read_bytes() for file in data_folder.glob("replaced/*/cchc.sqlite3")] == [b"rubbish"]
    press(again.findChild(QMessageBox, "kept_box"), "Nạp lại thành báo cáo riêng")
    assert again._view.session.report.unit.place == "A"
    again.close()


@pytest.mark.parametrize("left", [0, 50, 3000])
def test_a_cut_off_database_opens_a_window_that_offers_the_way_back(qtbot: QtBot, data_folder: Path, left: int) -> None:
    database = filled(data_folder)
    database.write_bytes(database.read_bytes()[:left])
    made = build_window(data_folder)
    qtbot.addWidget(made)
    made.show()
    made._worker.wait(lambda: None)
    assert made.findChild(QWidget, "damaged").isVisible()
    assert database.stat().st_size == left
    made.close()


def test_restore_shows_what_differs_and_brings_it_back(window: MainWindow, qtbot: QtBot, data_folder: Path) -> None:
    workspace = window._workspace
    report_id = workspace.new("nq30c", Period.parse("2022-H1"))
    workspace.safekeeping.back_up("")
    workspace.trash(report_id)
    window.show_home()
    window.findChild(QAction, "action:restore").trigger()
    dialog = window.findChild(QWidget, "restore_dialog")
    assert dialog.findChild(QTableView).model().rowCount() == 1
    press(dialog, "Khôi phục bản đã chọn")
    assert [summary.id for summary in workspace.reports()] == [report_id]
    assert "Đã khôi phục" in saying(window)[0]


def test_backing_up_from_the_menu_makes_a_file(opened: MainWindow, find: Find, data_folder: Path) -> None:
    type_text(find(QLineEdit, "field:place"), "A")
    find(QAction, "action:backup").trigger()
    (made,) = opened._workspace.safekeeping.backups()
    assert made.reason == "theo yêu cầu"
    opened.findChild(QWidget, "backup_dialog").accept()


def test_closing_backs_up_what_changed(opened: MainWindow, find: Find, data_folder: Path) -> None:
    type_text(find(QLineEdit, "field:place"), "A")
    opened.close()
    workspace = Workspace(data_folder)
    (made,) = workspace.safekeeping.backups()
    assert made.reason == "khi đóng chương trình"
    workspace.close()
    assert (data_folder / "cchc.sqlite3.seal").exists()
    assert not list(data_folder.glob("*-wal"))


def test_history_shows_what_was_and_brings_it_back(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    editor = find(QTextEdit, "section:chi_dao.ke_hoach")
    opened._view.go_to("sections.chi_dao.ke_hoach")
    type_text(editor, "Một câu khá dài mà sau này không ai còn muốn mất đi nữa.")
    opened.flush()
    editor.selectAll()
    type_text(editor, "Ngắn")
    opened.flush()
    editor.setFocus()
    find(QAction, "action:history").trigger()
    dialog = opened.findChild(QWidget, "history_dialog")
    assert dialog.list.count() == 3
    assert dialog.text.toPlainText().startswith("Một câu")
    press(dialog, "Lấy lại nội dung này")
    stored = opened._workspace.report(opened._view.session.id).sections["chi_dao.ke_hoach"]
    assert [entry.text for entry in stored] == ["Một câu khá dài mà sau này không ai còn muốn mất đi nữa."]
    shown = find(QTextEdit, "section:chi_dao.ke_hoach")
    qtbot.waitUntil(shown.isVisible, timeout=5000)
    assert shown.entries() == stored


def test_a_handover_that_was_opened_is_shown_before_anything_changes(
    opened: MainWindow, find: Find, tmp_path: Path
) -> None:
    file = tmp_path / "ban giao.cchc"
    opened._workspace.safekeeping.back_up_to(file)
    opened.receive(file)
    dialog = opened.findChild(QWidget, "restore_dialog")
    assert dialog.isVisible()
    assert dialog.table.chosen().path == file
    dialog.reject()
    assert len(opened._workspace.reports()) == 1


def test_two_windows_on_one_report_lose_nothing(opened: MainWindow, qtbot: QtBot, data_folder: Path) -> None:
    other = build_window(data_folder)
    qtbot.addWidget(other)
    other.show()
    other.open_report(opened._view.session.id)
    type_text(opened.findChild(QLineEdit, "field:place"), "A")
    type_text(other.findChild(QLineEdit, "field:symbol"), "B")
    opened.flush()
    other.flush()
    type_text(opened.findChild(QLineEdit, "figure:may_in"), "3")
    type_text(other.findChild(QLineEdit, "figure:may_in"), "4")
    opened.flush()
    other.flush()
    report = opened._workspace.report(opened._view.session.id)
    assert (report.unit.place, report.unit.symbol) == ("A", "B")
    values = [version.edit.text for version in opened._workspace.versions(1, ("figure", "may_in"))]
    assert values[:2] == ["4", "3"]
    other.close()


def test_a_data_folder_that_went_away_and_came_back_loses_nothing(
    opened: MainWindow, find: Find, qtbot: QtBot, data_folder: Path
) -> None:
    opened._worker.wait(lambda: None)
    away = data_folder.with_name("away")
    data_folder.rename(away)
    failures: list[str] = []
    opened._view.session.save_failed.connect(failures.append)
    type_text(find(QLineEdit, "field:place"), "A")
    qtbot.waitUntil(lambda: len(failures) >= 2, timeout=5000)
    assert "Không thấy tệp dữ liệu" in failures[0]
    assert not data_folder.exists()
    away.rename(data_folder)
    qtbot.waitUntil(lambda: not opened._view.session.unsaved, timeout=5000)
    assert opened._workspace.report(1).unit.place == "A"
