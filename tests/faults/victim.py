"""A process that does one thing over and over in children that may be killed: `python -m tests.faults.victim`.

It imports everything once, then forks: a child is at work some hundredths of a second after it was asked for. Each
line of input is a JSON list: the name of what to do and its arguments. Each answer is a line: the child's process
number, and when the child has ended, its exit code (negative: the signal).
"""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from cchc_desktop import storage
from cchc_desktop.domain import serial
from cchc_desktop.domain.status import ISSUED
from cchc_desktop.storage import safekeeping  # noqa: F401 (what a verb imports should be there before the fork)
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.workspace import Workspace
from tests.builders import sample

IMPORTED = bytes(range(256)) * 400

_STORAGE = str(Path(storage.__file__).parent)


def typist(folder: str, log: str) -> None:
    """Types into a window for ever; writes the moment of each key, and which it was, into `log`."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

    from cchc_desktop.app import build_window
    from tests.ui.keyboard import type_text

    window = build_window(Path(folder))
    window.show()
    window.open_report(1)
    line, text = window.findChild(QLineEdit, "field:place"), window.findChild(QTextEdit, "section:phuong_huong")
    keys = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    typed = [0, 0]

    def key() -> None:
        which = typed[0] % 3 == 0
        type_text(text if which else line, "x")
        typed[which] += 1
        os.write(keys, f"{time.monotonic()} {int(which)} {typed[which]}\n".encode())

    timer = QTimer()
    timer.timeout.connect(key)
    timer.start(15)
    app = QApplication.instance()
    assert app is not None
    app.exec()


def sitting(folder: str, end: str) -> None:
    """Runs the program, types a letter into report 1 and is ended at once: by a signal's name, or in another way."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit

    from cchc_desktop import app as program
    from cchc_desktop.ui.main_window import MainWindow
    from tests.ui.keyboard import type_text

    def type_and_end() -> None:
        (window,) = [made for made in QApplication.topLevelWidgets() if isinstance(made, MainWindow)]
        window.open_report(1)
        type_text(window.findChild(QLineEdit, "field:place"), "Z")
        how, _, name = end.partition(" ")
        if how == "asking":
            QTimer.singleShot(0, window._new)
            QTimer.singleShot(300, lambda: os.kill(os.getpid(), getattr(signal, name)))
        elif how == "committing":
            # A session manager asks for this; what comes next is not in the program's hands.
            program_s_ending(window).committing.emit()
            os.kill(os.getpid(), signal.SIGKILL)
        elif how == "exit":
            QApplication.exit(0)
        else:
            os.kill(os.getpid(), getattr(signal, how))

    QTimer.singleShot(0, lambda: QTimer.singleShot(300, type_and_end))
    os._exit(program.main(["--data", folder]))


def program_s_ending(window: Any) -> Any:
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui.ending import Ending

    app = QApplication.instance()
    assert app is not None
    return app.findChild(Ending)


def opener(folder: str, killed_at: int) -> None:
    """Opens the data folder, which may bring it to a newer version; dies at a line of storage, 0 for none."""
    _die_at(killed_at)
    workspace = Workspace(Path(folder))
    workspace.check_database()
    workspace.close()
    _say_lines(folder)


def restorer(folder: str, file: str, killed_at: int) -> None:
    """Restores a file; dies at a line of storage, 0 for none."""
    _die_at(killed_at)
    workspace = Workspace(Path(folder))
    workspace.safekeeping.restore(Path(file))
    workspace.close()
    _say_lines(folder)


def importer(folder: str, killed_at: int) -> None:
    """Stores an imported report with its file; dies at a line of storage, 0 for none."""
    report = sample()
    _die_at(killed_at)
    workspace = Workspace(Path(folder))
    workspace._store.add_imported(report, "cũ.docx", IMPORTED)
    workspace.close()
    _say_lines(folder)


def issuer(folder: str, killed_at: int) -> None:
    """Stores report 1 as issued; dies at a line of storage, 0 for none."""
    _die_at(killed_at)
    workspace = Workspace(Path(folder))
    report = workspace.report(1)
    document = replace(report.document, number=7, date=date(2022, 6, 16))
    issued = replace(report, status=ISSUED, document=document)
    workspace._store.issue(1, issued, serial.dump(issued), {".docx": IMPORTED, ".pdf": IMPORTED[::-1]})
    workspace.close()
    _say_lines(folder)


def nobody(folder: str, what: str) -> None:
    """Does with the rights of a user who owns nothing what a command line says, and gives its exit code."""
    from cchc_desktop.cli import main

    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    # Once with all rights, in another folder: no module is left to be imported afterwards.
    rehearsal = Path(folder).with_name("rehearsal")
    main(["--data", str(rehearsal), *json.loads(what)])
    shutil.rmtree(rehearsal, ignore_errors=True)
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    os._exit(main(["--data", folder, *json.loads(what)]))


_lines = [0]


def _die_at(number: int) -> None:
    """Counts the lines of storage that are run, and dies at one of them as if the power went."""

    def local(frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        if event == "line":
            _lines[0] += 1
            if _lines[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return local

    def every(frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        return local if frame.f_code.co_filename.startswith(_STORAGE) else None

    sys.settrace(every)


def _say_lines(folder: str) -> None:
    sys.settrace(None)
    Path(folder).with_name("lines").write_text(str(_lines[0]), encoding="ascii")


def serve() -> None:
    """Answers until the input ends."""
    assert FILE_NAME
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                globals()[name](*arguments)
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    if "typist" in sys.argv:
        # Everything of Qt that can be loaded before a fork; the application itself is the child's.
        import cchc_desktop.ui.main_window  # noqa: F401
    serve()
