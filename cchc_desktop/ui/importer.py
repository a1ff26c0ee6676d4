"""Old reports and one-stop sheets come in, and the files that they came from go out again."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.report_view import ReportView
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

if TYPE_CHECKING:
    from cchc_desktop.importing.sheet_reader import Sheet
    from cchc_desktop.ui.incoming import Incoming


class Importer(QObject):
    """Asks for files and has them reviewed. Its verbs raise `Refusal`.

    Signals:
        stored: the id of a report that came in and is to be shown, and the name of its file
        changed: reports came in or went
    """

    stored = Signal(int, str)
    changed = Signal()

    def __init__(self, workspace: Workspace, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._window = window

    def review(self, files: Sequence[Path]) -> None:
        """Shows what was found in old reports; nothing is stored before the person agrees."""
        from cchc_desktop.ui.incoming import from_file

        self._review([from_file(self._workspace, file) for file in files])

    def review_pasted(self, data: QMimeData) -> None:
        """Shows what was found in a report that was copied from Word."""
        from cchc_desktop.ui.incoming import from_clipboard

        self._review([from_clipboard(self._workspace, data)])

    def _review(self, chosen: "Sequence[Incoming]") -> None:
        from cchc_desktop.ui.import_window import ImportWindow

        window = ImportWindow(self._workspace, self._worker, chosen, self._window)
        window.stored.connect(self.stored)
        window.changed.connect(self.changed)
        window.open()

    def ask_for_sheet(self, view: ReportView) -> None:
        """Puts one-stop figures of an Excel file into the open report."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Nhập số liệu một cửa", "", "Tệp Excel (*.xlsx)")
        if not chosen:
            return
        if view.one_stop_page() is None or not view.session.editable:
            raise Refusal("Báo cáo đang mở không có phụ lục một cửa sửa được, nên chưa có chỗ cho số liệu này.")
        self.review_sheets(view, self._workspace.read_sheets(Path(chosen)))

    def review_sheets(self, view: ReportView, sheets: "Sequence[Sheet]") -> None:
        """Has the columns of one-stop figures confirmed, and puts these into the open report."""
        from cchc_desktop.ui.import_sheet import ImportSheet

        page = view.one_stop_page()
        assert page is not None
        dialog = ImportSheet(self._workspace, sheets, page.appendix, self._window)
        if dialog.exec() == ImportSheet.DialogCode.Accepted:
            dialog.put_into(page.model)
            view.go_to(f"appendices.{page.appendix.key}")

    def save_original(self, report_id: int) -> None:
        """Writes the file that a report was imported from where the person wants it."""
        name = self._workspace.original_name(report_id)
        if name is None:
            raise Refusal("Báo cáo này không phải nhập từ tệp Word nên không có tệp gốc.")
        kind = f"Tệp gốc (*{Path(name).suffix})"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Lưu lại tệp Word đã nhập", name, kind)
        if chosen:
            self._workspace.save_original(report_id, Path(chosen), force=True)
