"""Somebody who types at an even pace, and the moments when the letters are seen."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QTextEdit, QWidget

from cchc_desktop.app import build_window
from cchc_desktop.ui.main_window import MainWindow
from tests.bench.reports import the_draft, twenty_years
from tests.ui.keyboard import type_text

SECTION = "ket_qua.tthc.kiem_soat"
WINDOW = (1366, 768)
SETTLE_MS = 1500


@contextmanager
def open_report(scratch: Path, *, preview: bool) -> Iterator[MainWindow]:
    """The real window on the folder of twenty years, with the sample report open at a long section."""
    window = build_window(twenty_years(scratch))
    window.resize(*WINDOW)
    window.show()
    window.open_report(the_draft(window._workspace))
    window._view.show_preview(preview)
    window._view.go_to(f"sections.{SECTION}[3]")
    rest(SETTLE_MS)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        rest(0)


def editor_of(window: MainWindow) -> QTextEdit:
    """The editor of the section that the report is open at."""
    return window._view.sections[SECTION].editor


@contextmanager
def bare_editor() -> Iterator[QTextEdit]:
    """A text box of Qt in an empty window, as large as the report's."""
    window = QMainWindow()
    window.resize(*WINDOW)
    editor = QTextEdit()
    window.setCentralWidget(editor)
    window.show()
    rest(0)
    try:
        yield editor
    finally:
        window.close()
        window.deleteLater()
        rest(0)


def rest(milliseconds: int) -> None:
    """Lets the window go on by itself."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Frames(QObject):
    """Calls `finished` each time that a frame of a window is on the screen."""

    def __init__(self, window: QWidget, finished: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._finished = finished
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window or event.type() != QEvent.Type.UpdateRequest:
            return False
        done = watched.event(event)
        self._finished()
        return done

    def stop(self) -> None:
        self._window.removeEventFilter(self)


def typed(editor: QTextEdit, letters: Sequence[str], pace_ms: int) -> list[float]:
    """Milliseconds from the moment when each key was due to the end of the frame that shows it.

    A key that has to wait for other work of the window has waited since it was due.
    """
    waits: list[float] = []
    due: list[float] = []
    loop = QEventLoop()
    left = iter(letters)
    began = time.perf_counter()

    def press() -> None:
        due.append(began + len(due) * pace_ms / 1000)
        type_text(editor, next(left))

    def seen() -> None:
        now = time.perf_counter()
        while len(waits) < len(due):
            waits.append((now - due[len(waits)]) * 1000)
        if len(waits) == len(letters):
            loop.quit()

    def wait_for_next() -> None:
        if len(due) < len(letters):
            at = began + len(due) * pace_ms / 1000
            timer.start(max(0, round((at - time.perf_counter()) * 1000)))

    def tick() -> None:
        press()
        wait_for_next()

    timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    frames = Frames(editor.window(), seen)
    began = time.perf_counter()
    timer.start(0)
    loop.exec()
    frames.stop()
    return waits
