"""The commands that need no open report: the office's periods, lists and looks, its year, updates and help."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from cchc_desktop import __version__, paths
from cchc_desktop.workspace import Workspace, verify

if TYPE_CHECKING:
    from cchc_desktop.ui.main_window import MainWindow


class OfficeCommands(QObject):
    """What `window` does for the office as a whole, whichever report is open."""

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """What each command does, by the command's name."""
        attempt = self._window.attempt
        return {
            "schedule": lambda: attempt(self._show_schedule),
            "year": lambda: attempt(self._show_year),
            "verify": lambda: attempt(self._verify),
            "citations": lambda: attempt(self._show_citations),
            "office_template": lambda: attempt(self._show_office_template),
            "help": self._show_help,
            "update": lambda: attempt(self._update),
            "about": self._about,
        }

    def _show_schedule(self) -> None:
        from cchc_desktop.ui.schedule_dialog import ScheduleDialog

        dialog = ScheduleDialog(self._workspace.schedule(), self._window)
        if dialog.exec() == ScheduleDialog.DialogCode.Accepted:
            self._workspace.set_schedule(dialog.schedule)
            self._window.reports_changed()

    def _show_year(self) -> None:
        from cchc_desktop.ui.year_window import YearWindow

        self._window.attempt(self._window.flush)
        year = YearWindow(self._workspace, self._window)
        year.made.connect(self._window.open_report)
        year.refused.connect(self._window.say)
        year.show()

    def _verify(self) -> None:
        from cchc_desktop.ui.verdict_window import VerdictWindow

        chosen, _ = QFileDialog.getOpenFileName(self._window, "Xét một tệp Word", "", "Tệp Word (*.docx)")
        if chosen:
            VerdictWindow(Path(chosen).name, verify(Path(chosen)), self._window).show()

    def _show_citations(self) -> None:
        from cchc_desktop.ui.documents_dialog import DocumentsDialog

        self._window.attempt(self._window.flush)
        dialog = DocumentsDialog(self._workspace, self._workspace.register(), None, self._window, citing=False)
        if self._window.view:
            dialog.changed.connect(self._window.view.read_citations)
        dialog.exec()

    def _show_office_template(self) -> None:
        from cchc_desktop.ui.office_template import ask_for_office_template

        view = self._window.view
        ask_for_office_template(self._window, self._workspace, view.session.report if view else None)

    def _show_help(self) -> None:
        from cchc_desktop.ui.help_window import HelpWindow

        HelpWindow(paths.resource("help/huong_dan.md").read_text("utf-8"), self._window).show()

    def _update(self) -> None:
        from cchc_desktop.ui.updating import update_from_file

        update_from_file(self._window, self._workspace)

    def _about(self) -> None:
        self._window.say(f"CCHC Desktop {__version__}: lập báo cáo cải cách hành chính định kỳ, không cần mạng.")
