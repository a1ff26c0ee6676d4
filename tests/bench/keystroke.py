"""From a key to the frame that shows its letter, while somebody types steadily, with a quick and with a slow disk.

A bare text box of Qt is typed into by turns: on a machine that is busy with other things its keys wait too.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QTextEdit

from cchc_desktop.ui.main_window import MainWindow
from tests.bench.measure import FRAME_MS, Measure, Result, limited, percentile
from tests.bench.typist import bare_editor, editor_of, open_report, typed

PACE_MS = 50
LETTERS = "Cơ quan đã công khai đầy đủ các thủ tục tại bộ phận một cửa. "
TURNS = 5
SLOW_DISK_SECONDS = 0.05


def measure(scratch: Path) -> Iterator[Result]:
    with open_report(scratch, preview=True) as window, bare_editor() as bare:
        quick, beside = _by_turns(editor_of(window), bare)
        yield limited("Phím đến khi thấy chữ (p50)", percentile(quick, 0.5), "một khung hình", FRAME_MS)
        yield _tail("Phím đến khi thấy chữ (p99)", quick, beside)
        _slow_down(window)
        slow, beside = _by_turns(editor_of(window), bare)
        yield _tail("Phím khi đĩa chậm 50 ms (p99)", slow, beside)


def _by_turns(editor: QTextEdit, bare: QTextEdit) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    typed(editor, LETTERS[:10], PACE_MS)
    for _ in range(TURNS):
        ours += typed(editor, LETTERS, PACE_MS)
        theirs += typed(bare, LETTERS, PACE_MS)
    return ours, theirs


def _tail(name: str, ours: Sequence[float], bare: Sequence[float]) -> Measure:
    """The slowest keys beside a frame, or beside those of the bare box where the machine has no time for a frame."""
    mine, theirs = percentile(ours, 0.99), percentile(bare, 0.99)
    if theirs > FRAME_MS:
        return limited(name, mine, "ô chữ trơn của Qt (máy bận)", theirs)
    return limited(name, mine, "một khung hình", FRAME_MS)


def _slow_down(window: MainWindow) -> None:
    """Has every commit wait as for a slow disk, in the thread that commits."""
    workspace: Any = window._workspace
    save = workspace.save

    def slowly(report_id: int, edits: Sequence[Any]) -> None:
        time.sleep(SLOW_DISK_SECONDS)
        save(report_id, edits)

    workspace.save = slowly
