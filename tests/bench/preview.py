"""The page beside the form after one keystroke in the sample report."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measure import Result, limited, timed
from tests.bench.typist import editor_of, open_report, rest
from tests.ui.keyboard import type_text

ROUNDS = 15
OWN_WORK_MS = 100.0
PAUSE_MS = 700


def measure(scratch: Path) -> Iterator[Result]:
    with open_report(scratch, preview=True) as window:
        editor = editor_of(window)
        preview = window._view.preview

        def update() -> None:
            preview.refresh()
            preview.pages.viewport().repaint()

        work = []
        for letter in "Các thủ tục này"[:ROUNDS]:
            type_text(editor, letter)
            work.append(timed(update, time.perf_counter))
            rest(PAUSE_MS)
    yield limited("Xem trước sau một phím: việc của ta", median(work), "mức cho phép", OWN_WORK_MS)
