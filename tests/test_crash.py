"""When the program itself fails."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop import crash
from cchc_desktop.crash import CrashLog, describe
from cchc_desktop.domain.refusal import Refusal

SECRET = "Nội dung của báo cáo"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashLog]:
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = CrashLog(tmp_path / "data")
    yield made
    made.close()


def failing() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"{SECRET}, nữa") from error


def test_an_error_is_described_by_its_lines_and_never_by_its_words(log: CrashLog) -> None:
    try:
        failing()
    except ValueError as error:
        crash.note(error)
        described = describe(error)
    assert described.splitlines()[0] == "ValueError"
    assert "KeyError" in described
    assert "failing" in described
    written = (log.folder / "cchc.log").read_text("utf-8")
    assert described in written
    assert SECRET not in described + written + log.report(described)


def test_an_error_that_was_raised_from_itself_is_described_once() -> None:
    error = ValueError()
    error.__cause__ = error
    assert describe(error) == "ValueError"


def test_what_nobody_caught_is_told_whatever_thread_it_is_in(log: CrashLog) -> None:
    told: list[str] = []
    refused: list[str] = []
    crash.watch(told.append, refused.append)
    try:
        failing()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=failing)
    thread.start()
    thread.join()
    assert [text.splitlines()[0] for text in told] == ["ValueError", "ValueError"]
    assert refused == []
    refusal = Refusal("Đĩa đã đầy.")
    sys.excepthook(Refusal, refusal, None)
    assert (len(told), refused) == (2, ["Đĩa đã đầy."])


def test_the_report_says_versions_error_and_the_last_lines(log: CrashLog) -> None:
    report = log.report("ValueError\n  a.py:1 b")
    assert report.startswith("CCHC Desktop ")
    assert "SQLite" in report
    assert "a.py:1 b" in report
    assert " start " in report


def test_a_log_stays_small(tmp_path: Path) -> None:
    made = CrashLog(tmp_path / "data")
    for _ in range(9000):
        crash.log.info("%s", "x" * 100)
    made.close()
    sizes = [file.stat().st_size for file in made.folder.glob("cchc.log*")]
    assert len(sizes) == 4
    assert max(sizes) <= 200_000


def test_a_sudden_end_is_noticed_at_the_next_start(tmp_path: Path) -> None:
    first = CrashLog(tmp_path / "data")
    assert not first.ended_badly
    first.close()
    second = CrashLog(tmp_path / "data")
    assert not second.ended_badly
    second.close()
    (tmp_path / "data" / "logs" / "fault.log").write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")
    third = CrashLog(tmp_path / "data")
    assert third.ended_badly
    assert "Segmentation" in (third.folder / "last-fault.log").read_text("utf-8")
    third.close()


def test_a_folder_that_takes_no_log_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    made = CrashLog(tmp_path / "data")
    crash.log.info("nowhere")
    assert made.report("E").startswith("CCHC Desktop ")
    made.close()
