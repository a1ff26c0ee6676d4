"""The open report: what is typed goes in here, into the report as it is now, and on to the disk."""

from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, apply, target
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import DRAFT, Report
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

SAVE_DELAY_MS = 250
"""From the first unsaved change to its commit; a timer that each key restarts would lose steady typing."""

RETRY_DELAY_MS = 2000


class ReportSession(QObject):
    """One open report. Every edit is committed within `SAVE_DELAY_MS`; `flush` commits at once.

    An edit that cannot be written stays here, is told by `save_failed` and tried again until it is written.

    Signals:
        changed: the target of an edit (see domain.edit.target); `report` has it already
        saved: the moment of a commit
        save_failed: one sentence; nothing typed is lost
    """

    changed = Signal(tuple)
    saved = Signal(datetime)
    save_failed = Signal(str)

    def __init__(self, workspace: Workspace, worker: Worker, report_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.id = report_id
        self.report: Report = workspace.report(report_id)
        self._workspace = workspace
        self._worker = worker
        self._unsaved: dict[tuple[str, ...], Edit] = {}
        self._saving: tuple[Edit, ...] = ()
        self._future: Future[datetime] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._timer.timeout.connect(self._send)

    @property
    def editable(self) -> bool:
        return self.report.status == DRAFT

    @property
    def unsaved(self) -> bool:
        """True while something typed is not on the disk."""
        return bool(self._unsaved or self._saving)

    def edit(self, edit: Edit) -> None:
        """Takes an edit of the person."""
        self.report = apply(self.report, edit)
        self._keep(edit)
        if not self._timer.isActive() and self._future is None:
            self._timer.start(SAVE_DELAY_MS)
        self.changed.emit(target(edit))

    def flush(self) -> None:
        """Returns when everything typed is on the disk; raises what hinders it, then nothing typed is lost."""
        while self.unsaved:
            self._send()
            if self._future is not None:
                self._settle(self._future, raising=True)

    def _keep(self, edit: Edit) -> None:
        if isinstance(edit, AppendixEdit):
            for key in [k for k, e in self._unsaved.items() if isinstance(e, CellEdit) and e.appendix == edit.key]:
                del self._unsaved[key]
        self._unsaved.pop(target(edit), None)
        self._unsaved[target(edit)] = edit

    def _send(self) -> None:
        """Hands what is unsaved to the worker, one batch at a time."""
        self._timer.stop()
        if self._future is not None or not self._unsaved:
            return
        self._saving = tuple(self._unsaved.values())
        self._unsaved.clear()
        edits, report_id, workspace = self._saving, self.id, self._workspace

        def job() -> datetime:
            workspace.save(report_id, edits)
            return workspace.now()

        self._future = self._worker.submit(job, self._settle)

    def _settle(self, future: "Future[datetime]", raising: bool = False) -> None:
        """Waits for a batch and notes how it went. `flush` may have done so before the worker's word arrives."""
        error = future.exception()
        if future is not self._future:
            return
        self._future = None
        if error is None:
            self._saving = ()
            self.saved.emit(future.result())
            if self._unsaved:
                self._timer.start(SAVE_DELAY_MS)
            return
        newer = self._unsaved
        self._unsaved = {}
        for edit in (*self._saving, *newer.values()):
            self._keep(edit)
        self._saving = ()
        self._timer.start(RETRY_DELAY_MS)
        if raising or not isinstance(error, Refusal):
            raise error
        self.save_failed.emit(str(error))
