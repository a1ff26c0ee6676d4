from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from cchc_desktop import __version__
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.updating import UpdateDialog
from cchc_desktop.update import Update, updated
from cchc_desktop.workspace import Workspace

SETUP = Update("9.0.0", ("Thêm mẫu báo cáo mới.",), {"cchc-desktop-9.0.0-setup.exe": b"MZ"})
LISTS = Update(__version__, ("Danh mục văn bản đến tháng 6.",), {"data/extra.toml": b"a = 1"})


def texts(dialog: UpdateDialog) -> str:
    return "\n".join(made.text() for made in dialog.findChildren(QLabel))


def test_the_dialog_tells_what_a_setup_changes(qtbot: QtBot):
    dialog = UpdateDialog(SETUP)
    qtbot.addWidget(dialog)
    assert "9.0.0" in texts(dialog)
    assert __version__ in texts(dialog)
    assert "Thêm mẫu báo cáo mới." in texts(dialog)


def test_the_dialog_tells_which_lists_change(qtbot: QtBot):
    dialog = UpdateDialog(LISTS)
    qtbot.addWidget(dialog)
    assert "data/extra.toml" in texts(dialog)
    assert "Danh mục văn bản đến tháng 6." in texts(dialog)


@pytest.fixture
def choose(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, bool], None]:
    """Does the command of the menu with an update that the workspace reads (or a refusal), and answers the dialog."""

    def chosen(read: Update | Refusal, accepted: bool) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("x.cchc-update", ""))

        def reading(workspace: Workspace, file: Path) -> Update:
            if isinstance(read, Refusal):
                raise read
            return read

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, UpdateDialog):
                dialog.done(int(accepted))

        monkeypatch.setattr(Workspace, "read_update", reading)
        QTimer.singleShot(0, answer)
        action = window.findChild(QAction, "action:update")
        assert action is not None
        action.trigger()

    return chosen


def said(window: MainWindow) -> str:
    boxes = window.findChildren(QMessageBox)
    for box in boxes:
        box.close()
    return "\n".join(box.text() for box in boxes)


def test_lists_are_taken_into_use(window: MainWindow, choose: Callable[[Any, bool], None], data_folder: Path):
    choose(LISTS, True)
    assert updated(data_folder, "data/extra.toml", Path("shipped")).read_bytes() == b"a = 1"
    assert "Đã nhận" in said(window)


def test_who_says_no_gets_nothing(window: MainWindow, choose: Callable[[Any, bool], None], data_folder: Path):
    choose(LISTS, False)
    assert not (data_folder / "updates").exists()


def test_an_update_that_is_not_right_is_told_in_a_sentence(window: MainWindow, choose: Callable[[Any, bool], None]):
    choose(Refusal("Chữ ký không đúng."), True)
    assert said(window) == "Chữ ký không đúng."


@pytest.mark.skipif("sys.platform == 'win32'", reason="there the setup starts")
def test_a_setup_does_not_start_where_it_cannot(window: MainWindow, choose: Callable[[Any, bool], None]):
    choose(SETUP, True)
    assert "Windows" in said(window)
    assert window.isVisible()
