"""One window for each data folder: a second start shows the first one's window."""

import hashlib
import sqlite3
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from cchc_desktop.storage.hold import Hold

_LOCK = "window"
_CONNECTING_MS, _TRIES = 100, 20
_ANSWER_MS = 15_000
"""How long a first start may take until its window answers, with an old disk and a virus scanner at work."""

_LONGEST_MESSAGE = 4096
_ANY_PROCESS = -1


class SingleInstance(QObject):
    """The right to be the window of a data folder. It ends with the process, however that ends.

    It is a lock of the operating system and no file with a process number: a stick that was pulled out and goes into
    another computer, or a number that another process got, locks nobody out.

    Signals:
        called: another start wants the window shown; a file that it was to open, or ""
    """

    called = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        where = str(folder.resolve())
        self._name = f"cchc-{hashlib.sha256(where.encode()).hexdigest()[:24]}"
        self._lock = Hold(folder / _LOCK)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def take(self, patience_ms: int = 0) -> bool:
        """Takes the right; False where a running process has it. A folder that takes no lock is nobody's."""
        try:
            self._lock.alone(patience_ms)
        except sqlite3.Error as error:
            return getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY"
        # A process that was killed leaves its socket behind, and we alone have the lock.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def call_other(self, file: str = "") -> bool:
        """Has the window that has the right shown, with a file to open; False where it does not answer, or ends."""
        self._let_it_come_to_front()
        for _ in range(_TRIES):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_CONNECTING_MS):
                socket.write(f"{file}\n".encode())
                heard = socket.waitForReadyRead(_ANSWER_MS)
                socket.disconnectFromServer()
                return heard
            # It has the right, and will listen in a moment.
            QThread.msleep(_CONNECTING_MS)
        return False

    def release(self) -> None:
        """Gives the right up. Who is calling at this moment hears no answer and may take it."""
        self._server.close()
        self._lock.release()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._take_message(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            self._take_message(socket)

    def _take_message(self, socket: QLocalSocket) -> None:
        message = bytes(socket.readLine(_LONGEST_MESSAGE).data()).decode("utf-8", "replace").strip()
        socket.write(b"\n")
        socket.flush()
        self.called.emit(message)

    def _let_it_come_to_front(self) -> None:
        """Windows lets only the process in front give that place to another."""
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
