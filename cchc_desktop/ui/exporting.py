"""From an open report to a file: asks where, writes in the background, says what became of it."""

from collections.abc import Sequence
from concurrent.futures import Future, wait
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.ui.export_notice import ExportNotice
from cchc_desktop.ui.verdict_window import VerdictWindow
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace, verdict, verify_bytes

if TYPE_CHECKING:
    from cchc_desktop.export.verify import RuleResult

BLINK_SECONDS = 0.5
"""What takes longer goes on in the background, with a way to stop it."""

_TITLES = {".docx": "Xuất ra Word", ".pdf": "Xuất ra PDF", ".xlsx": "Xuất phụ lục ra Excel"}
_KINDS = {".docx": "Tệp Word (*.docx)", ".pdf": "Tệp PDF (*.pdf)", ".xlsx": "Tệp Excel (*.xlsx)"}


class Exporter(QObject):
    """Belongs to a window; `notice` is the bar in which it says how far it is.

    Signals:
        refused: one sentence, where a file could not be made or written
    """

    refused = Signal(str)

    def __init__(self, workspace: Workspace, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._window = window
        self._report: Report | None = None
        self._target = Path()
        self._judged: Sequence[RuleResult] = ()
        self._future: Future[Sequence[RuleResult] | None] | None = None
        self._stopped = Event()
        self.notice = ExportNotice()
        self.notice.open_wanted.connect(self._open_file)
        self.notice.folder_wanted.connect(self._open_folder)
        self.notice.verdict_wanted.connect(self._show_verdict)
        self.notice.stop_wanted.connect(self._stop)

    def ask(self, report: Report, ending: str) -> None:
        """Asks for a name, then exports."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(documents) / f"Báo cáo CCHC {report.period.title}{ending}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, _TITLES[ending], str(suggested), _KINDS[ending])
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != ending:
            target = target.with_name(f"{target.name}{ending}")
        self.export(report, target)

    def export(self, report: Report, target: Path) -> None:
        """Exports as the kind of file that the ending names; a file of that name is replaced."""
        if self._future is not None:
            self.refused.emit(f"Đang xuất {self._target.name}; hãy đợi xong hoặc bấm Dừng.")
            return
        workspace, stopped = self._workspace, Event()
        is_word = target.suffix.lower() == ".docx"
        try:
            painted = self._painted(report, target) if target.suffix.lower() == ".pdf" else None
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return

        def job() -> "Sequence[RuleResult] | None":
            data = workspace.rendered(report, target) if painted is None else painted
            # What cannot be opened again must not take the place of a file that can.
            judged = verify_bytes(data, target.name) if is_word else ()
            if stopped.is_set():
                return None
            workspace.write(target, data, force=True)
            return judged

        self._report, self._target, self._stopped = report, target, stopped
        self._future = self._worker.submit(job, self._settle)
        if wait([self._future], BLINK_SECONDS).done:
            self._settle(self._future)
        else:
            self.notice.show_busy(f"Đang xuất {target.name}…")

    def _painted(self, report: Report, target: Path) -> bytes:
        """The bytes of a PDF: only the main thread may paint."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return self._workspace.rendered(report, target)
        finally:
            QApplication.restoreOverrideCursor()

    def _settle(self, future: "Future[Sequence[RuleResult] | None]") -> None:
        """Says how an export went, once: the worker's word arrives later than what `export` has waited for."""
        from cchc_desktop.export.safe_file import Held

        if future is not self._future:
            return
        self._future = None
        self.notice.hide()
        try:
            judged = future.result()
        except Held as held:
            self._offer_other_name(str(held))
        except Refusal as refusal:
            self.refused.emit(str(refusal))
        else:
            if judged is not None:
                self._judged = judged
                self.notice.show_done(f"Đã xuất {self._target.name}. {self._note()}".strip(), bool(judged))

    def _note(self) -> str:
        """What the person should know of the file."""
        return verdict(self._judged) if self._judged else self._workspace.face_note(self._target)

    def _offer_other_name(self, reason: str) -> None:
        from cchc_desktop.export.safe_file import other_name

        self._target = other_name(self._target)
        box = QMessageBox(QMessageBox.Icon.Question, self._window.windowTitle(), reason, parent=self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.addButton(f"Lưu thành “{self._target.name}”", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Thôi", QMessageBox.ButtonRole.RejectRole)
        box.accepted.connect(self._export_to_other_name)
        box.open()

    @Slot()
    def _export_to_other_name(self) -> None:
        if self._report is not None:
            self.export(self._report, self._target)

    @Slot()
    def _stop(self) -> None:
        self._stopped.set()
        self.notice.show_busy("Đang dừng…")

    @Slot()
    def _open_file(self) -> None:
        self._open(self._target)

    @Slot()
    def _open_folder(self) -> None:
        self._open(self._target.parent)

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.refused.emit(f"Máy không có chương trình mở được {path}.")

    @Slot()
    def _show_verdict(self) -> None:
        VerdictWindow(self._target.name, self._judged, self._window).show()
