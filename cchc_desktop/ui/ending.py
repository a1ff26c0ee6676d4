"""The ways in which a window is ended from outside: the session ends, or the process is told to end."""

import signal
import socket
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal
from PySide6.QtGui import QGuiApplication, QSessionManager

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Watches for the end of the session and, outside Windows, for signals.

    Signals:
        committing: the session is about to end; what is typed has to be on the disk when this returns
        asked: the process has to end now
    """

    committing = Signal()
    asked = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        app.commitDataRequest.connect(self._commit, Qt.ConnectionType.DirectConnection)
        if sys.platform != "win32":
            self._watch_signals()

    def _commit(self, manager: QSessionManager) -> None:
        self.committing.emit()

    def _watch_signals(self) -> None:
        """Qt waits in C++, where Python's handlers do not run: the signal wakes it through a socket."""
        self._heard, self._told = socket.socketpair()
        for end in (self._heard, self._told):
            end.setblocking(False)
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            signal.signal(getattr(signal, name), _wake)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        if self._heard.recv(64):
            self.asked.emit()


def _wake(number: int, frame: object) -> None:
    """What there is to do is done where the socket is read."""
