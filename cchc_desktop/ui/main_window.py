"""The main window: home, first start and the open report, and the commands that lead between them."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop import __version__, crash, paths
from cchc_desktop.domain.edit import Edit, target
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.progress import Progress
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report, Signer, Unit, unsigned
from cchc_desktop.domain.schedule import due
from cchc_desktop.storage.backup import is_backup
from cchc_desktop.storage.trouble import Damaged
from cchc_desktop.ui import theme
from cchc_desktop.ui.actions import COMMANDS, add_commands
from cchc_desktop.ui.agreement import AgreementWatch
from cchc_desktop.ui.data_care import DataCare
from cchc_desktop.ui.home import Home
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import label
from cchc_desktop.ui.report_bar import ReportBar
from cchc_desktop.ui.save_status import SaveStatus
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace, style_sheet, verify

# What the first sight of the window does not need is imported where it is opened: a start is waited for.
if TYPE_CHECKING:
    from cchc_desktop.ui.exporting import Exporter
    from cchc_desktop.ui.first_start import FirstStart
    from cchc_desktop.ui.importer import Importer
    from cchc_desktop.ui.report_view import ReportView

TITLE = "CCHC Desktop"
_WORD_ENDINGS = (".docx", ".docm", ".doc")
_SMALLEST = (900, 600)
_USUAL = (1280, 720)


class MainWindow(QMainWindow):
    """The window on one workspace, which it closes when it is closed itself."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._worker = Worker(self)
        self._view: ReportView | None = None
        colours = theme.colours_of(self)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("app", colours.accent))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self._actions = add_commands(self, self.menuBar())
        self._home = Home(self._actions["new"], colours)
        self._home.opened.connect(self.open_report)
        self._home.duplicated.connect(self._duplicate)
        self._home.trashed.connect(self._trash)
        self._home.trash_wanted.connect(self._show_trash)
        self._report_page = QWidget()
        self._bar = ReportBar(self._actions, colours)
        self._bar.back_wanted.connect(self.show_home)
        self._report_layout = QVBoxLayout(self._report_page)
        self._report_layout.setContentsMargins(0, 0, 0, 0)
        self._report_layout.setSpacing(0)
        self._report_layout.addWidget(self._bar)
        self._care = DataCare(workspace, self._worker, self)
        self._care.damaged.connect(self._show_damaged)
        self._care.replaced.connect(self._data_replaced)
        self._care.noticed.connect(self.say)
        self._care.taken_back.connect(self.open_report)
        self._checked = False
        self._pages = QStackedWidget()
        for page in (self._home, self._report_page, self._care.page):
            self._pages.addWidget(page)
        self.setCentralWidget(self._pages)
        self._status = SaveStatus()
        self._status.elsewhere_wanted.connect(self._save_elsewhere)
        self._progress = label("")
        self.statusBar().addWidget(self._status)
        self.statusBar().addPermanentWidget(self._progress)
        self.statusBar().setSizeGripEnabled(False)
        self._agreement = AgreementWatch(workspace, self._worker, self._home.table.reports.show_disagreeing, self)
        self._connect_commands()
        self.show_home()

    @cached_property
    def _first_start(self) -> "FirstStart":
        """The page of the first questions, made when it is to be shown."""
        from cchc_desktop.ui.first_start import FirstStart

        page = FirstStart()
        page.answered.connect(self._profile_answered)
        page.sample_wanted.connect(self._load_sample)
        page.left.connect(self.show_home)
        self._pages.addWidget(page)
        return page

    @cached_property
    def _exporter(self) -> "Exporter":
        from cchc_desktop.ui.exporting import Exporter

        exporter = Exporter(self._workspace, self._worker, self)
        exporter.refused.connect(self._export_refused)
        # Below the bar, above the report.
        self._report_layout.insertWidget(1, exporter.notice)
        return exporter

    def open_report(self, id: int) -> None:
        """Shows a report, after everything typed into the one before is on the disk."""
        from cchc_desktop.ui.report_view import ReportView
        from cchc_desktop.ui.session import ReportSession

        if not self._leave_report():
            return
        self._agreement.stop()
        try:
            session = ReportSession(self._workspace, self._worker, id)
        except Damaged as damage:
            self._care.show_damage(damage)
            return
        except Refusal as refusal:
            self.say(str(refusal))
            return
        self._view = ReportView(self._workspace, self._worker, session)
        session.pending.connect(self._status.pending)
        session.saved.connect(self._saved)
        session.save_failed.connect(self._status.failed)
        self._view.progressed.connect(self._show_progress)
        self._view.refused.connect(self.say)
        self._view.preview_shown.connect(self._actions["preview"].setChecked)
        self._report_layout.addWidget(self._view, 1)
        self._pages.setCurrentWidget(self._report_page)
        self._bar.show_report(session.report)
        self.setWindowTitle(f"{session.report.period.title_alone} – {TITLE}")
        self._status.say("Chữ đã gõ được lưu ngay")
        self._show_progress(self._view.progress())
        self._enable_commands()

    def receive(self, file: Path) -> None:
        """Takes the report of a `cchc-report/1` file in as another report, and shows it.

        A handover is asked about first, an old report in Word is reviewed first.
        """
        if file.suffix.lower() in _WORD_ENDINGS:
            self._importer.review([file])
            return
        if is_backup(file):
            if self._leave_report():
                self._care.open_restore(file)
            return
        self._try(lambda: self.open_report(self._workspace.load([file])[0]))

    def come_to_front(self, file: str = "") -> None:
        """Shows the window above others, and opens a file that another start was given."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        if file:
            self.receive(Path(file))

    def flush(self) -> None:
        """Returns when everything typed is on the disk; refused where it cannot be written."""
        if self._view is not None:
            self._view.session.flush()

    def show_home(self) -> None:
        """Shows the reports, or the first-start questions as long as nobody has answered them."""
        if not self._leave_report():
            return
        try:
            self._show_reports()
        except Damaged as damage:
            self._care.show_damage(damage)

    def _show_reports(self) -> None:
        summaries = self._workspace.reports()
        self._home.show_reports(summaries, len(self._workspace.trashed()))
        self._home.show_due(due(self._workspace.schedule(), summaries, self._workspace.now().date()))
        asked = self._workspace.profile() is not None or bool(summaries)
        self._pages.setCurrentWidget(self._home if asked else self._first_start)
        self._agreement.look_soon()
        self.setWindowTitle(TITLE)
        self._enable_commands()
        if asked:
            self._home.table.setFocus()
        else:
            self._first_start.focus_first()

    def say(self, sentence: str) -> None:
        """Tells the person one sentence."""
        QMessageBox(QMessageBox.Icon.Information, TITLE, sentence, QMessageBox.StandardButton.Ok, self).open()

    def end_session(self) -> None:
        """Everything typed is on the disk when this returns; where the data folder takes nothing, in a file elsewhere.

        For an end that nobody can be asked about: log-off, shutdown, a signal.
        """
        if self._view is None or not self._view.session.unsaved:
            return
        try:
            self.flush()
        except Refusal as refusal:
            crash.note(refusal)
            self._workspace.keep_elsewhere(self._view.session.report)

    def end(self) -> None:
        """Closes the window without asking anything."""
        self.end_session()
        if self._view is not None:
            self._view.session.give_up()
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._checked:
            self._checked = True
            self._care.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leave_report(self.close):
            event.ignore()
            return
        self._agreement.stop()
        self._care.end()
        self._workspace.close()
        event.accept()

    # Commands

    def _connect_commands(self) -> None:
        for name, act in (
            ("new", self._new),
            ("open", self.show_home),
            ("import", self._import),
            ("import_sheet", self._import_sheet),
            ("original", self._save_original),
            ("save", self._save_now),
            ("export_docx", self._export_docx),
            ("export_unsigned", self._export_unsigned),
            ("export_pdf", self._export_pdf),
            ("export_xlsx", self._export_xlsx),
            ("print", self._print),
            ("preview", self._toggle_preview),
            ("issue", self._issue),
            ("reopen", self._reopen),
            ("verify", self._verify),
            ("quit", self.close),
            ("undo", self._undo),
            ("redo", self._redo),
            ("bold", self._bold),
            ("italic", self._italic),
            ("profile", self._show_profile),
            ("history", self._history),
            ("citations", self._show_citations),
            ("office_template", self._show_office_template),
            ("backup", self._back_up),
            ("restore", self._restore),
            ("schedule", self._show_schedule),
            ("year", self._show_year),
            ("check", self._check),
            ("help", self._help),
            ("update", self._update),
            ("about", self._about),
        ):
            self._actions[name].triggered.connect(act)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(self._tab_wanted)

    def _enable_commands(self) -> None:
        for command in COMMANDS:
            self._actions[command.name].setEnabled(not command.report or self._view is not None)
        if self._view is not None:
            self._actions["issue"].setEnabled(self._view.session.editable)
            self._actions["reopen"].setEnabled(not self._view.session.editable)

    def _new(self) -> None:
        self._ask_for_new(self._workspace.now().date())

    def _ask_for_new(self, today: date) -> None:
        from cchc_desktop.ui.new_report import NewReport

        workspace = self._workspace
        made = {summary.period for summary in workspace.reports()}
        suggested = workspace.schedule().next_due(today, made)
        dialog = NewReport(workspace.templates(), workspace.previous_report, today, suggested, self)
        if dialog.exec() == NewReport.DialogCode.Accepted:
            self._try(lambda: self._make(dialog.template_key, dialog.period, dialog.earlier_id))

    def _make(self, template: str, period: Period, earlier_id: int | None) -> None:
        if earlier_id is None:
            self.open_report(self._workspace.new(template, period))
            return
        report_id, homeless = self._workspace.new_from(earlier_id, template, period)
        self.open_report(report_id)
        if homeless:
            names = "\n".join(f"- {section.number} {section.title}" for section in homeless)
            self.say(f"Mẫu này chưa có chỗ cho các mục sau của báo cáo trước; nội dung vẫn còn ở báo cáo đó:\n{names}")

    @cached_property
    def _importer(self) -> "Importer":
        from cchc_desktop.ui.importer import Importer

        made = Importer(self._workspace, self._worker, self)
        made.stored.connect(self._show_imported)
        made.changed.connect(self._reports_changed)
        return made

    def _import(self) -> None:
        self._importer.ask_for_reports()

    def _show_imported(self, report_id: int, file_name: str) -> None:
        from cchc_desktop.ui.import_notice import ImportNotice

        self.open_report(report_id)
        if self._view is not None:
            notice = ImportNotice(file_name)
            notice.undo_wanted.connect(self._undo_import)
            self._view.show_notice(notice)

    def _undo_import(self) -> None:
        if self._view is not None:
            report_id = self._view.session.id
            if self._leave_report():
                self._trash(report_id)

    def _reports_changed(self) -> None:
        if self._view is None:
            self.show_home()

    def _import_sheet(self) -> None:
        view = self._view
        if view is not None:
            self._try(lambda: self._importer.ask_for_sheet(view))

    def _save_original(self) -> None:
        if self._view is not None:
            report_id = self._view.session.id
            self._try(lambda: self._importer.save_original(report_id))

    def _save_now(self) -> None:
        self._try(self.flush)

    def _export_docx(self) -> None:
        self._export(".docx")

    def _export_unsigned(self) -> None:
        self._try(self.flush)
        if self._view is not None:
            self._exporter.ask(unsigned(self._view.session.report), ".docx")

    def _export_pdf(self) -> None:
        self._export(".pdf")

    def _export_xlsx(self) -> None:
        self._export(".xlsx")

    def _export(self, ending: str) -> None:
        self._try(self.flush)
        if self._view is not None:
            self._exporter.ask(self._view.session.report, ending)

    def _export_refused(self, sentence: str) -> None:
        self.say(sentence)

    def _print(self) -> None:
        from cchc_desktop.ui.printing import print_report

        if self._view is not None:
            report = self._view.session.report
            self._try(lambda: print_report(report, style_sheet(), self))

    def _toggle_preview(self, shown: bool) -> None:
        if self._view is not None:
            self._view.show_preview(shown)

    def _issue(self) -> None:
        from cchc_desktop.ui.issuing import IssueReport

        if self._view is None:
            return
        report_id = self._view.session.id
        dialog = IssueReport(self._view.session.report.document, self)
        if dialog.exec() == IssueReport.DialogCode.Accepted:
            self._try(lambda: self._issue_as(report_id, dialog.number, dialog.day))

    def _issue_as(self, report_id: int, number: int, day: date) -> None:
        self.flush()
        warnings = self._workspace.issue(report_id, number, day)
        self.open_report(report_id)
        self.say("\n".join([f"Đã ban hành báo cáo số {number}; báo cáo được khóa lại.", *warnings]))

    def _reopen(self) -> None:
        from cchc_desktop.ui.issuing import ReopenReport

        if self._view is None:
            return
        report_id = self._view.session.id
        dialog = ReopenReport(self._workspace.issues(report_id), self)
        if dialog.exec() == ReopenReport.DialogCode.Accepted:
            self._try(lambda: self._workspace.reopen(report_id, dialog.reason))
            self.open_report(report_id)

    def _verify(self) -> None:
        from cchc_desktop.ui.verdict_window import VerdictWindow

        chosen, _ = QFileDialog.getOpenFileName(self, "Xét một tệp Word", "", "Tệp Word (*.docx)")
        if chosen:
            self._try(lambda: VerdictWindow(Path(chosen).name, verify(Path(chosen)), self).show())

    def _undo(self) -> None:
        self._on_focus("undo")

    def _redo(self) -> None:
        self._on_focus("redo")

    def _bold(self) -> None:
        self._on_focus("toggle_bold")

    def _italic(self) -> None:
        self._on_focus("toggle_italic")

    def _on_focus(self, method: str) -> None:
        """Undo and the like belong to the field that has the focus."""
        act = getattr(QApplication.focusWidget(), method, None)
        if act is not None:
            act()

    def _check(self) -> None:
        if self._view is not None:
            self._view.check_now()

    def _tab_wanted(self) -> None:
        shortcut = self.sender()
        if self._view is not None and isinstance(shortcut, QShortcut):
            number = int(shortcut.key().toString()[-1])
            if number <= self._view.tabs.count():
                self._view.tabs.setCurrentIndex(number - 1)

    def _help(self) -> None:
        from cchc_desktop.ui.help_window import HelpWindow

        HelpWindow(paths.resource("help/huong_dan.md").read_text("utf-8"), self).show()

    def _update(self) -> None:
        from cchc_desktop.ui.updating import update_from_file

        self._try(lambda: update_from_file(self, self._workspace))

    def _about(self) -> None:
        self.say(f"CCHC Desktop {__version__}: lập báo cáo cải cách hành chính định kỳ, không cần mạng.")

    # The data

    def _show_office_template(self) -> None:
        from cchc_desktop.ui.office_template import ask_for_office_template

        ask_for_office_template(self, self._workspace, self._view.session.report if self._view else None)

    def _show_citations(self) -> None:
        self._try(self.flush)
        self._try(self._open_citations)

    def _open_citations(self) -> None:
        from cchc_desktop.ui.documents_dialog import DocumentsDialog

        known = self._workspace.citations()
        documents = [*(known.by_key or {}).values(), *self._workspace.register()]
        documents.sort(key=lambda made: (made.kind, made.key))
        dialog = DocumentsDialog(documents, known.as_of, None, self, citing=False)
        dialog.import_wanted.connect(dialog.accept)
        if dialog.exec() == DocumentsDialog.DialogCode.Accepted:
            self._import_citations()

    def _import_citations(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Nhập danh mục văn bản", "", "Danh mục văn bản (*.toml)")
        if chosen:
            count = self._workspace.import_citations(Path(chosen))
            self.say(f"Đã nhận danh mục {count} văn bản; báo cáo mở từ bây giờ dùng danh mục này.")

    def _back_up(self) -> None:
        self._try(self.flush)
        self._try(self._care.open_backup)

    def _restore(self) -> None:
        if self._leave_report():
            self._show_home_if_sound()
            self._care.open_restore()

    def _show_home_if_sound(self) -> None:
        if self._pages.currentWidget() is not self._care.page:
            self.show_home()

    def _show_damaged(self) -> None:
        if self._view is not None:
            self.end_session()
            self._view.session.give_up()
            self._leave_report()
        self._pages.setCurrentWidget(self._care.page)
        self.setWindowTitle(TITLE)
        for command in COMMANDS:
            self._actions[command.name].setEnabled(command.name in ("restore", "quit", "help", "about"))

    def _data_replaced(self, said: str) -> None:
        self.show_home()
        if said:
            self.say(said)

    def _history(self) -> None:
        if self._view is not None:
            self._try(lambda: self._show_history(self.focusWidget()))

    def _show_history(self, focused: QWidget | None) -> None:
        from cchc_desktop.ui.history_dialog import HistoryDialog, part_name, part_of

        view = self._view
        part = part_of(focused)
        if view is None or part is None:
            raise Refusal("Hãy đặt con trỏ vào mục, ô số liệu hoặc ô của phụ lục muốn xem lịch sử.")
        self.flush()
        session = view.session
        versions = self._workspace.versions(session.id, part)
        dialog = HistoryDialog(part_name(session.report, part), versions, session.editable, self)
        dialog.wanted.connect(self._bring_back)
        dialog.open()

    def _bring_back(self, edit: Edit) -> None:
        if self._view is not None:
            self._try(lambda: self._bring_back_into(edit))

    def _bring_back_into(self, edit: Edit) -> None:
        from cchc_desktop.ui.history_dialog import place_of

        if self._view is None:
            return
        report_id = self._view.session.id
        self._view.session.edit(edit)
        self.open_report(report_id)
        if self._view is not None:
            self._view.go_to(place_of(self._view.session.report, target(edit)))

    # Reports

    def _duplicate(self, report_id: int) -> None:
        self._try(lambda: self._workspace.duplicate(report_id))
        self.show_home()

    def _trash(self, report_id: int) -> None:
        self._try(lambda: self._workspace.trash(report_id))
        self.show_home()
        self.statusBar().showMessage("Đã bỏ báo cáo vào thùng rác; có thể lấy lại bất cứ lúc nào.", 8000)

    def _show_trash(self) -> None:
        from cchc_desktop.ui.trash import Trash

        dialog = Trash(self._workspace, self)
        dialog.changed.connect(self.show_home)
        dialog.exec()

    def _profile_answered(self, unit: Unit, signer: Signer) -> None:
        self._try(lambda: self._workspace.set_profile(unit, signer))
        self.show_home()

    def _show_profile(self) -> None:
        if self._leave_report():
            self._first_start.show_answers(self._workspace.profile())
            self._pages.setCurrentWidget(self._first_start)
            self._enable_commands()

    def _show_schedule(self) -> None:
        from cchc_desktop.ui.schedule_dialog import ScheduleDialog

        dialog = ScheduleDialog(self._workspace.schedule(), self)
        if dialog.exec() == ScheduleDialog.DialogCode.Accepted:
            self._try(lambda: self._workspace.set_schedule(dialog.schedule))
            if self._view is None:
                self.show_home()

    def _show_year(self) -> None:
        from cchc_desktop.ui.year_window import YearWindow

        self._try(self.flush)
        window = YearWindow(self._workspace, self)
        window.made.connect(self.open_report)
        window.refused.connect(self.say)
        window.show()

    def _load_sample(self) -> None:
        sample = paths.resource("samples/bao_cao_mau_nq76.json")
        self._try(lambda: self.open_report(self._workspace.load([sample])[0]))

    def _leave_report(self, then: Callable[[], object] | None = None) -> bool:
        """Closes the open report when everything typed is on the disk; False where the person stays.

        `then` is done where the person, asked, has the report written elsewhere.
        """
        if self._view is None:
            return True
        try:
            self.flush()
        except Refusal as refusal:
            from cchc_desktop.ui.unsaved_box import UnsavedBox

            box = UnsavedBox(str(refusal), self)
            self._after_leaving = then or self.show_home
            box.elsewhere_wanted.connect(self._save_elsewhere_and_leave)
            box.open()
            return False
        self._report_layout.removeWidget(self._view)
        # Its widgets carry names that the next report's widgets carry too: they must leave the window at once.
        self._view.stop()
        self._view.setParent(None)
        self._view.deleteLater()
        self._view = None
        self._status.say("")
        self._progress.setText("")
        return True

    def _try(self, act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except Refusal as refusal:
            self.say(str(refusal))

    # What the window says

    def _saved(self, moment: datetime) -> None:
        self._status.saved(moment, more=self._view is not None and self._view.session.unsaved)

    def _save_elsewhere(self) -> bool:
        """Writes the open report into a file that the person chooses; the window goes on trying to save it."""
        if self._view is None:
            return False
        report = self._view.session.report
        suggested = f"{_file_name(report)} – chưa lưu.json"
        chosen, _ = QFileDialog.getSaveFileName(self, "Lưu ra tệp khác", suggested, "Tệp báo cáo (*.json)")
        if not chosen:
            return False
        try:
            self._workspace.write_report(report, Path(chosen))
        except Refusal as refusal:
            self.say(str(refusal))
            return False
        self.say(f"Đã ghi báo cáo vào {chosen}; tệp này mang được sang máy khác và nạp lại được.")
        return True

    def _save_elsewhere_and_leave(self) -> None:
        if self._view is not None and self._save_elsewhere():
            self._view.session.give_up()
            self._after_leaving()

    def _show_progress(self, progress: Progress) -> None:
        self._progress.setText(progress.words)


def _file_name(report: Report) -> str:
    """A file name as a person would give it: "Báo cáo CCHC 6 tháng đầu năm 2022"."""
    return f"Báo cáo CCHC {report.period.title}"
