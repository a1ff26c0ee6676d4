"""Looks in the background for reports that no longer agree with a corrected one."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject, QTimer

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

DELAY_MS = 1500
"""After the list of reports is shown: neither a start nor a report opened at once waits for it."""


class AgreementWatch(QObject):
    """Gives what it finds, reasons by report id, to `show`."""

    def __init__(
        self, workspace: Workspace, worker: Worker, show: Callable[[Mapping[int, str]], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker
        self._show = show
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._look)

    def look_soon(self) -> None:
        """Looks when the window has come to rest; asked again meanwhile, later."""
        self._timer.start()

    def stop(self) -> None:
        """Does not look any more until asked again."""
        self._timer.stop()

    def _look(self) -> None:
        self._worker.submit(self._workspace.disagreeing, self._looked)

    def _looked(self, future: "Future[dict[int, str]]") -> None:
        try:
            self._show(future.result())
        except Refusal:
            # What cannot be read is told where the person opens it.
            self._show({})
