"""The commands on the open report: exporting, printing, issuing, undoing, and what a part of it was before."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

if TYPE_CHECKING:
    from cchc_desktop.domain.edit import Edit
    from cchc_desktop.ui.exporting import Exporter
    from cchc_desktop.ui.main_window import MainWindow
    from cchc_desktop.ui.report_view import ReportView


class ReportCommands(QObject):
    """What `window` does with the report that it has open; without one, nothing."""

    def __init__(self, workspace: Workspace, worker: Worker, window: "MainWindow", page: QVBoxLayout) -> None:
        """`page` holds the report's bar, and below it the report."""
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._window = window
        self._page = page

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """What each command does, by the command's name."""
        return {
            "save": lambda: self._window.attempt(self._window.flush),
            "export_docx": lambda: self._export(".docx"),
            "export_unsigned": self._export_unsigned,
            "export_pdf": lambda: self._export(".pdf"),
            "export_xlsx": lambda: self._export(".xlsx"),
            "print": lambda: self._with_report(self._print),
            "issue": lambda: self._with_report(self._issue),
            "reopen": lambda: self._with_report(self._reopen),
            "history": lambda: self._with_report(self._show_history),
            "check": lambda: self._with_report(lambda view: view.check_now()),
            "undo": lambda: _on_focus("undo"),
            "redo": lambda: _on_focus("redo"),
            "bold": lambda: _on_focus("toggle_bold"),
            "italic": lambda: _on_focus("toggle_italic"),
        }

    @cached_property
    def exporter(self) -> "Exporter":
        from cchc_desktop.ui.exporting import Exporter

        made = Exporter(self._workspace, self._worker, self._window)
        made.refused.connect(self._window.say)
        self._page.insertWidget(1, made.notice)
        return made

    def _with_report(self, act: "Callable[[ReportView], object]") -> None:
        view = self._window.view
        if view is not None:
            self._window.attempt(lambda: act(view))

    def _export(self, ending: str) -> None:
        self._window.attempt(self._window.flush)
        self._with_report(lambda view: self.exporter.ask(view.session.report, ending))

    def _export_unsigned(self) -> None:
        from cchc_desktop.domain.report import unsigned

        self._window.attempt(self._window.flush)
        self._with_report(lambda view: self.exporter.ask(unsigned(view.session.report), ".docx"))

    def _print(self, view: "ReportView") -> None:
        from cchc_desktop.ui.printing import print_report

        print_report(view.session.report, self._workspace.style_sheet(), self._window)

    def _issue(self, view: "ReportView") -> None:
        from cchc_desktop.ui.issuing import IssueReport

        dialog = IssueReport(view.session.report.document, self._window)
        if dialog.exec() == IssueReport.DialogCode.Accepted:
            self._issue_as(view.session.id, dialog.number, dialog.day)

    def _issue_as(self, report_id: int, number: int, day: date) -> None:
        self._window.flush()
        warnings = self._workspace.issue(report_id, number, day)
        self._window.open_report(report_id)
        self._window.say("\n".join([f"Đã ban hành báo cáo số {number}; báo cáo được khóa lại.", *warnings]))

    def _reopen(self, view: "ReportView") -> None:
        from cchc_desktop.ui.issuing import ReopenReport

        report_id = view.session.id
        dialog = ReopenReport(self._workspace.issues(report_id), self._window)
        if dialog.exec() == ReopenReport.DialogCode.Accepted:
            self._workspace.reopen(report_id, dialog.reason)
            self._window.open_report(report_id)

    def _show_history(self, view: "ReportView") -> None:
        from cchc_desktop.ui.history_dialog import HistoryDialog, part_of

        part = part_of(self._window.focusWidget())
        if part is None:
            raise Refusal("Hãy đặt con trỏ vào mục, ô số liệu hoặc ô của phụ lục muốn xem lịch sử.")
        self._window.flush()
        session = view.session
        versions = self._workspace.versions(session.id, part)
        dialog = HistoryDialog(session.report, part, versions, session.editable, self._window)
        dialog.wanted.connect(self._bring_back)
        dialog.open()

    def _bring_back(self, edit: "Edit") -> None:
        self._with_report(lambda view: self._bring_back_into(view, edit))

    def _bring_back_into(self, view: "ReportView", edit: "Edit") -> None:
        from cchc_desktop.domain.edit import target
        from cchc_desktop.ui.history_dialog import place_of

        view.session.edit(edit)
        self._window.open_report(view.session.id)
        self._with_report(lambda shown: shown.go_to(place_of(shown.session.report, target(edit))))


def _on_focus(method: str) -> None:
    """Undo and the like belong to the field that has the focus."""
    focused: QWidget | None = QApplication.focusWidget()
    act = getattr(focused, method, None)
    if act is not None:
        act()
