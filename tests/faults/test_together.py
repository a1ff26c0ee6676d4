"""Several at once on one data folder, and the ways in which a window is ended and called from outside."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cchc_desktop.app import build_window
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE
from tests.faults.conftest import ROOT
from tests.storage.folders import everything, filled
from tests.ui.keyboard import type_text

PROGRAM = [sys.executable, "-m", "cchc_desktop", "--data"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dữ liệu"


def cli(folder: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*PROGRAM, str(folder), *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_commands_at_once_on_a_new_folder_lose_nothing(folder: Path) -> None:
    started = [cli(folder, "load", str(SAMPLE), str(SAMPLE)) for _ in range(4)]
    ids: list[int] = []
    for process in started:
        out, error = process.communicate(timeout=60)
        assert (process.returncode, error) == (0, "")
        ids += map(int, out.split())
    assert sorted(ids) == list(range(1, 9))
    assert set(everything(folder)) == set(ids)


def test_a_window_and_the_command_line_work_side_by_side(folder: Path, qtbot: QtBot, tmp_path: Path) -> None:
    filled(folder)
    window = build_window(folder)
    qtbot.addWidget(window)
    window.show()
    window.open_report(1)
    place = window.findChild(QLineEdit, "field:place")
    backup = tmp_path / "a.cchc"
    started = [cli(folder, "load", str(SAMPLE)), cli(folder, "backup", "--to", str(backup)), cli(folder, "dump", "1")]
    typed = 0
    while any(process.poll() is None for process in started):
        type_text(place, "x")
        typed += 1
        window.flush()
        qtbot.wait(5)
    assert [process.communicate()[1] for process in started] == ["", "", ""]
    assert window._workspace.report(1).unit.place.count("x") == typed
    refused = cli(folder, "restore", str(backup))
    assert "đóng cửa sổ" in refused.communicate(timeout=60)[1]
    assert refused.returncode == 2
    window.close()
    done = cli(folder, "restore", str(backup))
    assert (done.communicate(timeout=60)[1], done.returncode) == ("", 0)


class Program:
    """The program as a person starts it, in a process of its own without a screen."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [*PROGRAM, str(folder), *words],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> None:
        """The window is shown: it answers a second start."""
        log = self.folder / "logs" / "cchc.log"
        until = time.monotonic() + 60
        while "shown" not in (log.read_text("utf-8") if log.exists() else ""):
            assert self.process.poll() is None, self.process.stderr and self.process.stderr.read()
            assert time.monotonic() < until
            time.sleep(0.05)

    def end(self) -> None:
        """Is told to end, and does so in good order."""
        self.process.send_signal(signal.SIGTERM)
        _, error = self.process.communicate(timeout=60)
        # The offscreen platform says so of a window that another start has called.
        assert (self.process.returncode, error.replace("This plugin does not support raise()\n", "")) == (0, "")


@pytest.fixture
def program(folder: Path) -> Iterator[Program]:
    filled(folder)
    made = Program(folder)
    made.wait_until_ready()
    yield made
    if made.process.returncode is None:
        made.process.kill()
        made.process.communicate()


def test_a_second_start_calls_the_first_one_s_window_and_ends(program: Program, folder: Path) -> None:
    second = Program(folder)
    _, error = second.process.communicate(timeout=60)
    assert (second.process.returncode, error) == (0, "")
    assert program.process.poll() is None
    assert "called by another start" in (folder / "logs" / "cchc.log").read_text("utf-8")
    with_file = Program(folder, str(SAMPLE))
    _, error = with_file.process.communicate(timeout=60)
    assert (with_file.process.returncode, error) == (0, "")
    assert len(everything(folder)) == 2
    elsewhere = folder.with_name("other")
    filled(elsewhere)
    third = Program(elsewhere)
    third.wait_until_ready()
    third.end()


def test_of_two_starts_at_once_one_becomes_the_window(folder: Path) -> None:
    filled(folder)
    both = [Program(folder), Program(folder)]
    try:
        while all(made.process.poll() is None for made in both):
            time.sleep(0.05)
        (left,) = [made for made in both if made.process.poll() is None]
        (gone,) = [made for made in both if made is not left]
        _, error = gone.process.communicate(timeout=60)
        assert (gone.process.returncode, error) == (0, "")
        left.wait_until_ready()
        left.end()
    finally:
        for made in both:
            made.process.kill()
            made.process.communicate()


def test_a_start_while_the_window_is_closing_becomes_the_next_window(program: Program, folder: Path) -> None:
    workspace = Workspace(folder)
    workspace.load([SAMPLE] * 40)
    workspace.close()
    (folder / "logs" / "cchc.log").unlink()
    program.process.send_signal(signal.SIGTERM)
    next_ = Program(folder)
    _, error = program.process.communicate(timeout=60)
    assert (program.process.returncode, error) == (0, "")
    next_.wait_until_ready()
    next_.end()


def test_a_killed_window_leaves_no_lock_behind(program: Program, folder: Path) -> None:
    program.process.kill()
    program.process.communicate()
    log = folder / "logs" / "cchc.log"
    log.unlink()
    again = Program(folder)
    again.wait_until_ready()
    again.end()


def test_a_signal_ends_the_window_in_good_order(program: Program, folder: Path) -> None:
    program.end()
    assert (folder / "cchc.sqlite3.seal").exists()
    assert not (folder / "cchc.sqlite3-wal").exists()
    assert list(folder.glob("backups/*.cchc"))
    log = (folder / "logs" / "cchc.log").read_text("utf-8")
    assert log.rstrip().endswith("end")


def test_no_word_of_a_report_is_in_the_log(program: Program, folder: Path) -> None:
    program.end()
    words = {word for entries in json.loads(SAMPLE.read_text("utf-8"))["sections"].values() for word in [str(entries)]}
    log = (folder / "logs" / "cchc.log").read_text("utf-8")
    assert not [word for text in words for word in text.split() if len(word) > 7 and word in log]
