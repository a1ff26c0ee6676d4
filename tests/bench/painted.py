"""What a window tells of its process once it has been painted. Nothing but Qt is imported: it would count."""

import pathlib
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

SETTLE_MS = 1500


class FirstFrame(QObject):
    """Prints, when the first frame of a window is finished, the moment and the processor's seconds spent so far.

    With `memory` it waits until the window has come to rest, and prints the resident megabytes too.
    """

    def __init__(self, window: QMainWindow, memory: bool) -> None:
        super().__init__(window)
        self._window = window
        self._memory = memory
        self._figures: dict[str, float] = {}
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._figures:
            QTimer.singleShot(0, self._painted)
            self._figures = {"at": 0.0}
        return False

    def _painted(self) -> None:
        self._figures = {"at": time.time(), "cpu": time.process_time()}
        QTimer.singleShot(SETTLE_MS if self._memory else 0, self._tell)

    def _tell(self) -> None:
        if self._memory:
            self._figures["megabytes"] = resident_megabytes()
        print(str(self._figures).replace("'", '"'), flush=True)
        self._window.close()
        QApplication.exit(0)


def resident_megabytes() -> float:
    """What Linux counts as resident of this process."""
    with pathlib.Path("/proc/self/status").open(encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def show(window: QMainWindow) -> None:
    """Shows the window, has it tell and ends; with the argument `memory` it tells that too."""
    frame = FirstFrame(window, "memory" in sys.argv)
    window.show()
    QApplication.exec()
    del frame
