"""The open report: what is typed goes in here, into the report as it is now, and on to the disk."""

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from cchc_desktop import crash
from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, apply, target
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.status import DRAFT
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

SAVE_DELAY_MS = 250
"""From the first unsaved change to its commit; a timer that each key restarts would lose steady typing."""

RETRY_DELAY_MS = 2000

_OUR_FAULT = "Chương trình gặp lỗi của chính nó khi lưu"


class ReportSession(QObject):
    """One open report. Every edit is committed within `SAVE_DELAY_MS`; `flush` commits at once.

    An edit that cannot be written, for whatever reason, stays here, is told by `save_failed` and tried again until
    it is written or `give_up` is called.

    Signals:
        changed: the target of an edit (see domain.edit.target); `report` has it already
        pending: something typed is not on the disk yet
        saved: the moment of a commit
        save_failed: one sentence; nothing typed is lost
    """

    changed = Signal(tuple)
    pending = Signal()
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
        self._fault_told = False
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
        first = not self.unsaved
        self._keep(edit)
        if not self._timer.isActive() and self._future is None:
            self._timer.start(SAVE_DELAY_MS)
        if first:
            self.pending.emit()
        self.changed.emit(target(edit))

    def flush(self) -> None:
        """Returns when everything typed is on the disk; refused where it cannot be, then nothing typed is lost."""
        while self.unsaved:
            self._send()
            if self._future is not None:
                self._settle(self._future, raising=True)

    def give_up(self) -> None:
        """Leaves what cannot be written: it is kept elsewhere."""
        self._timer.stop()
        self._unsaved.clear()
        self._saving = ()
        self._future = None

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
            _save(workspace, report_id, edits)
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
            self._fault_told = False
            if self._unsaved:
                self._timer.start(SAVE_DELAY_MS)
            self.saved.emit(future.result())
            return
        newer = self._unsaved
        self._unsaved = {}
        left = error.edits if isinstance(error, _PartlySaved) else self._saving
        for edit in (*left, *newer.values()):
            self._keep(edit)
        self._saving = ()
        self._timer.start(RETRY_DELAY_MS)
        if isinstance(error, Refusal):
            self.save_failed.emit(str(error))
            if raising:
                raise error
            return
        sentence = f"{_OUR_FAULT}; chữ bạn gõ vẫn còn trong cửa sổ."
        self.save_failed.emit(sentence)
        if raising:
            raise Refusal(sentence) from error
        if not self._fault_told:
            # Once for the person to hear of it; the next tries fail the same way.
            self._fault_told = True
            raise error


class _PartlySaved(Exception):
    """Some edits bring down the program's own code; the others are on the disk."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        super().__init__()
        self.edits = tuple(edits)


def _save(workspace: Workspace, report_id: int, edits: Sequence[Edit]) -> None:
    """Commits the edits together. A fault of ours in one of them does not keep the others from the disk."""
    try:
        workspace.save(report_id, edits)
        return
    except Refusal:
        raise
    except Exception as error:
        crash.note(error)
    bad, last = [], None
    for edit in edits:
        try:
            workspace.save(report_id, [edit])
        except Refusal:
            raise
        except Exception as error:
            bad.append(edit)
            last = error
    if bad:
        raise _PartlySaved(bad) from last
