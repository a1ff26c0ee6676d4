"""From a key to the frame that shows its letter, while somebody types steadily, with a quick and with a slow disk."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cchc_desktop.ui.main_window import MainWindow
from tests.bench.measure import FRAME_MS, Result, limited, percentile
from tests.bench.typist import open_report, typed

PACE_MS = 50
LETTERS = "Cơ quan đã công khai đầy đủ các thủ tục hành chính tại bộ phận một cửa, " * 4
SLOW_DISK_SECONDS = 0.05


def measure(scratch: Path) -> Iterator[Result]:
    with open_report(scratch, preview=True) as window:
        typed(window, LETTERS[:20], PACE_MS)
        waits = typed(window, LETTERS, PACE_MS)
        _slow_down(window)
        slow = typed(window, LETTERS, PACE_MS)
    yield limited("Phím đến khi thấy chữ (p50)", percentile(waits, 0.5), "một khung hình", FRAME_MS)
    yield limited("Phím đến khi thấy chữ (p99)", percentile(waits, 0.99), "một khung hình", FRAME_MS)
    yield limited("Phím khi đĩa chậm 50 ms (p99)", percentile(slow, 0.99), "một khung hình", FRAME_MS)
    yield limited("Phím chậm nhất khi đĩa chậm 50 ms", max(slow), "một khung hình", FRAME_MS)


def _slow_down(window: MainWindow) -> None:
    """Has every commit wait as for a slow disk, in the thread that commits."""
    workspace: Any = window._workspace
    save = workspace.save

    def slowly(report_id: int, edits: Sequence[Any]) -> None:
        time.sleep(SLOW_DISK_SECONDS)
        save(report_id, edits)

    workspace.save = slowly
