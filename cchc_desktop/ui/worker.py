"""The one background worker: work that a person should not wait for, in order, with plain data in and out."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class Worker(QObject):
    """Runs jobs one after the other in a thread of its own."""

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker")
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, job: Callable[[], T], finished: "Callable[[Future[T]], None]") -> "Future[T]":
        """Queues a job; `finished` gets its future in the main thread. The job must not touch a QObject."""
        future = self._executor.submit(job)
        future.add_done_callback(lambda done: self._finished.emit(finished, done))
        return future

    def wait(self, job: Callable[[], T]) -> T:
        """Runs a job after all that is queued, and waits for it."""
        return self._executor.submit(job).result()

    def close(self, last: Callable[[], None]) -> None:
        """Runs `last` in the worker's thread after all that is queued, and waits for it."""
        self.wait(last)
        self._executor.shutdown(wait=True)

    @Slot(object, object)
    def _deliver(self, finished: Callable[[Any], None], future: "Future[Any]") -> None:
        finished(future)
