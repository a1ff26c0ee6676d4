"""One window for each data folder: a second start shows the first one's window."""

import hashlib
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LOCK = "cchc.lock"
_PATIENCE_MS = 500
_TRIES = 6
_LONGEST_MESSAGE = 4096


class SingleInstance(QObject):
    """The right to be the window of a data folder. It ends with the process, however that ends.

    Signals:
        called: another start wants the window shown; a file that it was to open, or ""
    """

    called = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        where = str(folder.resolve())
        self._name = f"cchc-{hashlib.sha256(where.encode()).hexdigest()[:24]}"
        self._lock = QLockFile(str(folder / _LOCK))
        # However long the window is open: only a process that is gone has left its lock behind.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def take(self) -> bool:
        """Takes the right; False where a running process has it. A folder that takes no lock is nobody's."""
        if not self._lock.tryLock(0):
            return self._lock.error() != QLockFile.LockError.LockFailedError
        # A process that was killed leaves its socket behind, and we alone have the lock.
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def call_other(self, file: str = "") -> bool:
        """Has the window that has the right shown, with a file to open; False where it does not answer."""
        self._let_it_come_to_front()
        for _ in range(_TRIES):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_PATIENCE_MS):
                socket.write(f"{file}\n".encode())
                socket.waitForBytesWritten(_PATIENCE_MS)
                heard = socket.waitForReadyRead(_PATIENCE_MS * _TRIES)
                socket.disconnectFromServer()
                return heard
        return False

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

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

            # The number of the process, its machine and its name: (0, "", "") where nobody has the lock.
            process, *_ = self._lock.getLockInfo()  # type: ignore[misc]
            ctypes.windll.user32.AllowSetForegroundWindow(process)
