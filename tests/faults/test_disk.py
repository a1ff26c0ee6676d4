"""A disk that is full, read-only or held by another: nothing typed is lost, and it goes on when the trouble ends."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.app import build_window
from cchc_desktop.domain.edit import FieldEdit
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui import session as session_module
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.workspace import Workspace
from tests.faults.conftest import Disk, Victim
from tests.storage.folders import everything, filled
from tests.ui.keyboard import type_text

Open = Callable[[Path], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setattr(session_module, "RETRY_DELAY_MS", 50)
    windows: list[MainWindow] = []

    def opened(folder: Path) -> MainWindow:
        window = build_window(folder)
        qtbot.addWidget(window)
        window.show()
        window.open_report(1)
        windows.append(window)
        return window

    yield opened
    for window in windows:
        window.close()


def typed_in_trouble(window: MainWindow, qtbot: QtBot, sentence: str, text: str) -> None:
    """Types, and waits until the person is told twice that it is not saved."""
    session = window._view.session
    failures: list[str] = []
    session.save_failed.connect(failures.append)
    type_text(window.findChild(QLineEdit, "field:place"), text)
    qtbot.waitUntil(lambda: len(failures) >= 2, timeout=40_000)
    assert sentence in failures[-1]
    assert "\n" not in failures[-1]
    assert window.findChild(QLabel, "saved_at").text().startswith("Chưa lưu được")
    assert session.unsaved


def place(folder: Path) -> str:
    return str(json.loads(everything(folder)[1])["unit"]["place"])


def test_a_full_disk(small_disk: Disk, open_window: Open, qtbot: QtBot) -> None:
    filled(small_disk.folder)
    before = place(small_disk.folder)
    window = open_window(small_disk.folder)
    window.flush()
    small_disk.fill()
    # A database has some room in its own pages: type until even that is used.
    long = "dài " * 20_000
    window._view.session.edit(FieldEdit("opening", long))
    typed_in_trouble(window, qtbot, "Đĩa", " thêm")
    with pytest.raises(Refusal):
        window.flush()
    small_disk.make_room()
    qtbot.waitUntil(lambda: not window._view.session.unsaved, timeout=10_000)
    window.close()
    assert place(small_disk.folder) == before + " thêm"
    assert json.loads(everything(small_disk.folder)[1])["opening"] == long


def test_a_start_on_a_full_disk_is_refused_in_a_sentence(small_disk: Disk) -> None:
    filled(small_disk.folder)
    before = everything(small_disk.folder)
    small_disk.fill()
    try:
        assert everything(small_disk.folder) == before
    except Refusal as refusal:
        assert "ĩa" in str(refusal)
    small_disk.make_room()
    assert everything(small_disk.folder) == before


def held(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    before = place(folder)
    other = sqlite3.connect(folder / "cchc.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    typed_in_trouble(window, qtbot, "chương trình khác đang giữ", " A")
    other.execute("COMMIT")
    other.close()
    qtbot.waitUntil(lambda: not window._view.session.unsaved, timeout=10_000)
    window.close()
    assert place(folder) == before + " A"


def test_a_database_held_by_another_program(tmp_path: Path, open_window: Open, qtbot: QtBot) -> None:
    filled(tmp_path / "data")
    window = open_window(tmp_path / "data")
    window.flush()
    patience(window, 100)
    held(window, tmp_path / "data", qtbot)


@pytest.mark.long
def test_a_database_held_for_half_a_minute(tmp_path: Path, open_window: Open, qtbot: QtBot) -> None:
    filled(tmp_path / "data")
    window = open_window(tmp_path / "data")
    patience(window, 15_000)
    held(window, tmp_path / "data", qtbot)


def patience(window: MainWindow, milliseconds: int) -> None:
    """How long the connection that saves waits for another program."""
    database = window._workspace._store.database._database
    window._saver.wait(window._workspace.reports)
    window._saver.wait(lambda: database.connection().execute(f"PRAGMA busy_timeout = {milliseconds}"))
    database._pragmas = [(name, value) for name, value in database._pragmas if name != "busy_timeout"]
    database._pragmas.append(("busy_timeout", milliseconds))


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A data folder that a user with no rights can get to."""
    top = Path(tempfile.mkdtemp(prefix="cchc-"))
    top.chmod(0o755)
    data = top / "data"
    filled(data)
    yield data
    data.chmod(0o755)
    shutil.rmtree(top)


def test_a_read_only_folder_is_refused_and_left_as_it_is(victim: Victim, shared_folder: Path) -> None:
    files = {path: path.read_bytes() for path in shared_folder.iterdir()}
    for path in files:
        path.chmod(0o444)
    shared_folder.chmod(0o555)
    assert victim.do("nobody", shared_folder, json.dumps(["list"])) == 2
    assert victim.do("nobody", shared_folder, json.dumps(["new", "--template", "nq30c", "--period", "2022-Y"])) == 2
    assert {path: path.read_bytes() for path in shared_folder.iterdir()} == files


def test_a_database_that_may_only_be_read_is_refused_for_writing(victim: Victim, shared_folder: Path) -> None:
    before = everything(shared_folder)
    for path in shared_folder.iterdir():
        path.chmod(0o444)
    shared_folder.chmod(0o777)
    assert victim.do("nobody", shared_folder, json.dumps(["new", "--template", "nq30c", "--period", "2022-Y"])) == 2
    for path in shared_folder.iterdir():
        path.chmod(0o666)
    assert everything(shared_folder) == before


def test_a_window_whose_files_become_read_only_loses_nothing(tmp_path: Path, open_window: Open, qtbot: QtBot) -> None:
    """An open file goes on being written: what counts is that nothing is called saved that is not."""
    filled(tmp_path / "data")
    window = open_window(tmp_path / "data")
    window.flush()
    for path in (tmp_path / "data").iterdir():
        path.chmod(0o444)
    type_text(window.findChild(QLineEdit, "field:place"), " A")
    window.flush()
    for path in (tmp_path / "data").iterdir():
        path.chmod(0o644 if path.is_file() else 0o755)
    workspace = Workspace(tmp_path / "data")
    assert workspace.report(1).unit.place.endswith(" A")
    workspace.close()
