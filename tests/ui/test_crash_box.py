"""What the person is told when the program itself fails, and what ends a window from outside."""

import os
import platform
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from cchc_desktop.crash import CrashLog
from cchc_desktop.domain.period import Period
from cchc_desktop.storage.trouble import DiskTrouble
from cchc_desktop.ui import single_instance
from cchc_desktop.ui.crash_box import CrashBox
from cchc_desktop.ui.ending import Ending
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.single_instance import SingleInstance
from tests.ui.keyboard import type_text

Find = Callable[[type, str], Any]


@pytest.fixture
def box(window: MainWindow, data_folder: Path) -> Iterator[CrashBox]:
    window.open_report(window._workspace.new("nq30c", Period.parse("2022-H1")))
    log = CrashLog(data_folder)
    yield CrashBox(window, log)
    log.close()


def shown(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox, "crash_box") if box.isVisible()]


def test_one_box_says_that_the_text_is_safe_and_it_is(
    window: MainWindow, box: CrashBox, find: Find, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    type_text(find(QLineEdit, "field:place"), "Nơi A")
    box.tell("ValueError\n  a.py:1 b")
    box.tell("ValueError\n  a.py:1 b")
    qtbot.waitUntil(lambda: len(shown(window)) == 1, timeout=5000)
    (told,) = shown(window)
    assert "đã được lưu an toàn" in told.text()
    assert window._workspace.report(1).unit.place == "Nơi A"
    target = tmp_path / "báo lỗi.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    (keep,) = [button for button in told.buttons() if button.text() == "Lưu tệp báo lỗi…"]
    keep.click()
    assert "a.py:1 b" in target.read_text("utf-8")
    assert "Nơi A" not in target.read_text("utf-8")
    assert shown(window) == []


def test_where_it_is_not_safe_that_is_said(
    window: MainWindow, box: CrashBox, find: Find, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskTrouble("Đĩa đã đầy.")

    with monkeypatch.context() as patched:
        patched.setattr(window._workspace, "save", full)
        type_text(find(QLineEdit, "field:place"), "A")
        box.tell("ValueError")
        qtbot.waitUntil(lambda: len(shown(window)) == 1, timeout=5000)
        assert "chưa lưu được" in shown(window)[0].text()
        shown(window)[0].accept()


def test_the_end_of_the_session_is_told_before_it_comes(qapp: QApplication, qtbot: QtBot) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    ending = Ending(qapp)
    told: list[str] = []
    ending.committing.connect(lambda: told.append("commit"))
    ending.asked.connect(lambda: told.append("end"))
    try:
        ending._commit(None)
        with qtbot.waitSignal(ending.asked, timeout=5000):
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        ending._notifier.setEnabled(False)
        for end in (ending._heard, ending._told):
            assert isinstance(end, socket.socket)
            end.close()
        ending.deleteLater()
    assert told == ["commit", "end"]


def test_one_of_two_has_the_right(tmp_path: Path, qapp: QApplication) -> None:
    first, second, elsewhere = SingleInstance(tmp_path), SingleInstance(tmp_path), SingleInstance(tmp_path.parent)
    assert first.take()
    assert elsewhere.take()
    elsewhere.release()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_one_that_does_not_answer_is_told_of_and_one_that_ends_is_followed(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_ANSWER_MS", 50)
    hanging, called = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert hanging.take()
    assert not called.take()
    assert not called.call_other("a.cchc")
    assert not called.take(patience_ms=50)
    hanging.release()
    assert called.take(patience_ms=50)
    called.release()


def test_each_of_several_calls_is_answered_once(tmp_path: Path, qtbot: QtBot) -> None:
    window = SingleInstance(tmp_path)
    assert window.take()
    files = ["", "D:/Báo cáo/quý I.cchc", "x" * 5000]
    heard: list[str] = []
    window.called.connect(heard.append)
    with ThreadPoolExecutor() as starts:
        answers = [starts.submit(SingleInstance(tmp_path).call_other, file) for file in files]
        qtbot.waitUntil(lambda: all(answer.done() for answer in answers))
    assert all(answer.result() for answer in answers)
    assert sorted(heard) == sorted(files)
    window.release()


def test_a_window_on_another_computer_is_not_called(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would come to the front where nobody here sees it, and this start would end without a word."""
    monkeypatch.setattr(single_instance, "_ANSWER_MS", 600)
    window = SingleInstance(tmp_path)
    assert window.take()
    heard: list[str] = []
    window.called.connect(heard.append)
    monkeypatch.setattr(platform, "node", lambda: "PC-02")
    with ThreadPoolExecutor() as starts:
        answer = starts.submit(SingleInstance(tmp_path).call_other)
        qtbot.waitUntil(answer.done)
    assert not answer.result()
    assert heard == []
    window.release()


def test_a_call_of_long_ago_opens_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    window = SingleInstance(tmp_path)
    assert window.take()
    call = tmp_path / f"window-{platform.node()}.call"
    heard: list[str] = []
    window.called.connect(heard.append)
    call.write_text("D:/cũ.cchc\n", encoding="utf-8")
    os.utime(call, (0, 0))
    qtbot.waitUntil(lambda: not call.exists())
    assert heard == []
    window.release()


@pytest.mark.parametrize("left", [b"", b"4711\ncchc-desktop\nPC-01\n", bytes(5000)])
def test_what_an_earlier_process_left_locks_nobody_out(tmp_path: Path, qapp: QApplication, left: bytes) -> None:
    """Its number may be another program's by now, or the stick may be in another computer."""
    earlier = SingleInstance(tmp_path)
    assert earlier.take()
    earlier.release()
    for file in tmp_path.iterdir():
        file.write_bytes(left)
    later = SingleInstance(tmp_path)
    assert later.take()
    later.release()


def test_a_folder_that_takes_no_lock_is_nobody_s(tmp_path: Path, qapp: QApplication) -> None:
    assert SingleInstance(tmp_path / "gone").take()
