"""When the program itself fails: a log, a report that names no text of a person, and a hook for what nobody caught."""

import faulthandler
import logging
import platform
import sqlite3
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from cchc_desktop import __version__
from cchc_desktop.domain.refusal import Refusal

FOLDER = "logs"
_LOG, _FAULTS = "cchc.log", "fault.log"
_LARGEST = 200_000
_LAST_LINES = 60

log = logging.getLogger("cchc_desktop")


class CrashLog:
    """The log of a data folder and the file for faults below Python; nowhere where the folder takes no files."""

    def __init__(self, data: Path) -> None:
        """Begins both. `ended_badly` says whether the run before left the faults of a sudden end."""
        self.folder = data / FOLDER
        self.ended_badly = False
        self._faults: IO[str] | None = None
        self._handler: logging.Handler | None = None
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._begin_faults()
            self._handler = RotatingFileHandler(
                self.folder / _LOG, maxBytes=_LARGEST, backupCount=3, encoding="utf-8", delay=True
            )
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            log.addHandler(self._handler)
            log.setLevel(logging.INFO)
            # A full disk must not bring a second error on top of the first.
            logging.raiseExceptions = False
        log.info("start %s, Python %s, %s", __version__, platform.python_version(), platform.platform())

    def _begin_faults(self) -> None:
        path = self.folder / _FAULTS
        if path.exists() and path.stat().st_size:
            self.ended_badly = True
            path.replace(path.with_name(f"last-{_FAULTS}"))
        self._faults = path.open("a", encoding="utf-8")
        faulthandler.enable(self._faults)

    def close(self) -> None:
        """The program ends in good order."""
        log.info("end")
        if self._faults is not None:
            # Windows notes some harmless events there; only what a sudden end leaves is worth a word.
            faulthandler.disable()
            self._faults.truncate(0)
            self._faults.close()
        if self._handler is not None:
            log.removeHandler(self._handler)
            self._handler.close()

    def report(self, error: str) -> str:
        """A text for whoever looks after the program: versions, the error, the last lines of the log."""
        last = ""
        with suppress(OSError):
            last = "\n".join(
                (self.folder / _LOG).read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
            )
        lines = (
            f"CCHC Desktop {__version__}, {datetime.now():%d/%m/%Y %H:%M:%S}",
            f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {platform.platform()}",
            "",
            error,
            "",
            last,
        )
        return "\n".join(lines) + "\n"


def describe(error: BaseException) -> str:
    """An error as its kind and the lines of code that led to it, without its message: that may quote a report."""
    lines: list[str] = []
    told: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in told:
        told.append(cause)
        lines.append(type(cause).__name__)
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def note(error: BaseException) -> None:
    """Writes an error into the log."""
    log.error("%s", describe(error))


def watch(tell: Callable[[str], None], refuse: Callable[[str], None]) -> None:
    """From now on an error that nobody caught is written to the log and its description given to `tell`.

    A refusal is no fault of the program: its sentence is given to `refuse`. Both are called in the thread of the error.
    """

    def unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        described = describe(error)
        if isinstance(error, Refusal):
            log.error("%s", described)
            refuse(str(error))
            return
        log.critical("%s", described)
        tell(described)

    def unhandled_in_thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None and hook.exc_type is not SystemExit:
            unhandled(hook.exc_type, hook.exc_value, hook.exc_traceback)

    sys.excepthook = unhandled
    threading.excepthook = unhandled_in_thread
