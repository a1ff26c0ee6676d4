"""Old .doc files are turned into .docx while the window goes on working."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.old_word import Conversion, find_converter

_POLL_MS = 200


class Conversions(QObject):
    """One conversion at a time.

    Signals:
        done: the .docx
        failed: one sentence
    """

    done = Signal(bytes)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._converter = find_converter()
        self._running: Conversion | None = None
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def program(self) -> str:
        """The program that converts, "" where this computer has none."""
        return self._converter.name if self._converter else ""

    def start(self, file: Path) -> None:
        """Begins to convert a file; refused where it cannot be read or the program does not start."""
        assert self._converter is not None
        try:
            old = file.read_bytes()
        except OSError:
            raise Refusal("không đọc được tệp.") from None
        self._running = Conversion(old, self._converter)
        self._timer.start()

    def stop(self) -> None:
        """Ends what runs, without a word."""
        self._timer.stop()
        if self._running is not None:
            self._running.stop()
            self._running = None

    def _poll(self) -> None:
        if self._running is None:
            return
        try:
            docx = self._running.poll()
        except Refusal as refusal:
            self._ended()
            self.failed.emit(str(refusal))
        else:
            if docx is not None:
                self._ended()
                self.done.emit(docx)

    def _ended(self) -> None:
        self._timer.stop()
        self._running = None
