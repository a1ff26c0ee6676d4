"""The smallest window that PySide6 makes: what a start is compared with. Writes when it was first painted."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Tells the moment of its first paint in a file, and ends."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        Path(sys.argv[1]).write_text(repr(time.time()), "utf-8")
        QTimer.singleShot(0, self.close)


application = QApplication(sys.argv[:1])
window = BareWindow()
window.resize(1280, 720)
window.show()
sys.exit(application.exec())
