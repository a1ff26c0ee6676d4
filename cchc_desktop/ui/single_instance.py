"""One window for each data folder: a second start shows the first one's window."""

import platform
import sqlite3
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cchc_desktop.storage.hold import Hold

_LOCK = "window"
_LOOKING_MS = 200
_ANSWER_MS = 15_000
"""How long a first start may take until its window answers, with an old disk and a virus scanner at work."""

_LONGEST_PATH = 40_000
_ANY_PROCESS = -1


class SingleInstance(QObject):
    """The right to be the window of a data folder. It ends with the process, however that ends.

    It is a lock of the operating system and no file with a process number: a stick that was pulled out and goes into
    another computer, or a number that another process got, locks nobody out.

    A call is a file beside the lock, which the window takes away for an answer: that needs no server and no network
    library, and only who may write to the data folder can call. A window on another computer, which nobody here could
    see, is not called.

    Signals:
        called: another start wants the window shown; a file that it was to open, or ""
    """

    called = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Hold(folder / _LOCK)
        self._call = folder / f"window-{platform.node()}.call"
        self._timer = QTimer(self, interval=_LOOKING_MS)
        self._timer.timeout.connect(self._answer)

    def take(self, patience_ms: int = 0) -> bool:
        """Takes the right; False where a running process has it. A folder that takes no lock is nobody's."""
        try:
            self._lock.alone(patience_ms)
        except sqlite3.Error as error:
            return getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY"
        self._timer.start()
        return True

    def call_other(self, file: str = "") -> bool:
        """Has the window that has the right shown, with a file to open; False where it does not answer, or ends."""
        self._let_it_come_to_front()
        until = time.monotonic() + _ANSWER_MS / 1000
        placed = False
        while time.monotonic() < until:
            if not placed:
                placed = self._place_call(file)
            elif not self._call.exists():
                return True
            elif self.take():
                break
            time.sleep(_LOOKING_MS / 4000)
        self._take_call_away()
        return False

    def release(self) -> None:
        """Gives the right up. Who is calling at this moment hears no answer and may take it."""
        self._timer.stop()
        self._lock.release()

    def _place_call(self, file: str) -> bool:
        """False while another call is there."""
        try:
            with self._call.open("x", encoding="utf-8") as call:
                call.write(f"{file}\n")
        except OSError:
            return False
        return True

    def _take_call_away(self) -> bool:
        try:
            self._call.unlink()
        except OSError:  # it is gone, or Windows keeps it for the one who is still writing
            return False
        return True

    @Slot()
    def _answer(self) -> None:
        try:
            with self._call.open(encoding="utf-8", errors="replace") as call:
                message = call.readline(_LONGEST_PATH)
            # Who called so long ago has given up, or was ended.
            forgotten = time.time() - self._call.stat().st_mtime > _ANSWER_MS / 1000
        except OSError:
            return
        whole = message.endswith("\n")
        if (whole or forgotten) and self._take_call_away() and not forgotten:
            self.called.emit(message.strip())

    def _let_it_come_to_front(self) -> None:
        """Windows lets only the process in front give that place to another."""
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
