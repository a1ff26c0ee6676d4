"""Python's garbage is collected in the main thread only.

Python collects in whichever thread happens to allocate. Among the garbage may be widgets, and a widget that the
worker's thread destroys takes the program with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 1000


class MainThreadCollector(QObject):
    """While it lives, garbage is collected from the main thread's event loop, as often as Python would."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @Slot()
    def _collect(self) -> None:
        for generation, threshold in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] <= threshold:
                return
            gc.collect(generation)
