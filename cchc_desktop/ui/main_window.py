"""The main window: home, first start and the open report, and the commands that lead between them."""

import gc
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QStandardPaths, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop import crash, paths
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.schedule import due
from cchc_desktop.storage.trouble import Damaged
from cchc_desktop.ui import theme
from cchc_desktop.ui.actions import COMMANDS, add_commands
from cchc_desktop.ui.agreement import AgreementWatch
from cchc_desktop.ui.data_care import DataCare
from cchc_desktop.ui.dropped_files import dropped_files
from cchc_desktop.ui.home import Home
from cchc_desktop.ui.layouts import label
from cchc_desktop.ui.office_commands import OfficeCommands
from cchc_desktop.ui.report_commands import ReportCommands
from cchc_desktop.ui.save_status import SaveStatus
from cchc_desktop.ui.searching import Searching
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

# What the first sight of the window does not need is imported where it is opened: a start is waited for.
if TYPE_CHECKING:
    from cchc_desktop.domain.progress import Progress
    from cchc_desktop.domain.report import Report, Signer, Unit
    from cchc_desktop.importing.sheet_reader import Sheet
    from cchc_desktop.ui.damaged_page import DamagedPage
    from cchc_desktop.ui.first_start import FirstStart
    from cchc_desktop.ui.importer import Importer
    from cchc_desktop.ui.report_bar import ReportBar
    from cchc_desktop.ui.report_view import ReportView

TITLE = "CCHC Desktop"
_WORD_ENDINGS = (".docx", ".docm", ".doc", ".rtf", ".htm", ".html")
_REPORT_FILES = "Báo cáo Word, báo cáo đã lưu ra tệp (*.docx *.doc *.rtf *.json);;Mọi tệp (*)"
_SMALLEST = (900, 600)
_USUAL = (1280, 720)
_SETTLE_MS = 20
"""After the window is shown, so that its first frame comes first."""


class MainWindow(QMainWindow):
    """The window on one workspace, which it closes when it is closed itself."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._worker = Worker(self)
        # No commit waits for a check, a search or an export to a slow disk.
        self._saver = Worker(self)
        self._view: ReportView | None = None
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        self.resize(*_USUAL)
        self._actions = add_commands(self, self.menuBar())
        self._home = Home(self._actions)
        self._home.opened.connect(self.open_report)
        self._home.duplicated.connect(self._duplicate)
        self._home.trashed.connect(self._trash)
        self._home.trash_wanted.connect(self._show_trash)
        self._report_page = QWidget()
        self._report_layout = QVBoxLayout(self._report_page)
        self._report_layout.setContentsMargins(0, 0, 0, 0)
        self._report_layout.setSpacing(0)
        self._care = DataCare(workspace, self._worker, self._saver, self)
        self._care.damaged.connect(self._show_damaged)
        self._care.replaced.connect(self._data_replaced)
        self._care.noticed.connect(self.say)
        self._care.taken_back.connect(self.open_report)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._settled = False
        self._ended = False
        self._pages = QStackedWidget()
        for page in (self._home, self._report_page):
            self._pages.addWidget(page)
        self._searching = Searching(
            workspace, self._worker, self, self._pages, self._home, self._report_page, self._actions
        )
        centre = QWidget()
        below_each_other = QVBoxLayout(centre)
        below_each_other.setContentsMargins(0, 0, 0, 0)
        below_each_other.setSpacing(0)
        below_each_other.addWidget(self._searching.bar)
        below_each_other.addWidget(self._pages, 1)
        self.setCentralWidget(centre)
        self._status = SaveStatus()
        self._status.elsewhere_wanted.connect(self._save_elsewhere)
        self._progress = label("")
        self.statusBar().addWidget(self._status)
        self.statusBar().addPermanentWidget(self._progress)
        self.statusBar().setSizeGripEnabled(False)
        self._agreement = AgreementWatch(workspace, self._worker, self._home.table.reports.show_disagreeing, self)
        self._report_commands = ReportCommands(workspace, self._worker, self, self._report_layout)
        self._connect_commands()
        self._show_reports()

    @property
    def view(self) -> "ReportView | None":
        """The open report."""
        return self._view

    @cached_property
    def _bar(self) -> "ReportBar":
        from cchc_desktop.ui.report_bar import ReportBar

        bar = ReportBar(self._actions, theme.colours_of(self))
        bar.back_wanted.connect(self.show_home)
        self._report_layout.insertWidget(0, bar)
        return bar

    @cached_property
    def _damaged_page(self) -> "DamagedPage":
        self._pages.addWidget(self._care.page)
        return self._care.page

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

    def open_report(self, id: int) -> None:
        """Shows a report, after everything typed into the one before is on the disk."""
        from cchc_desktop.ui.report_view import ReportView
        from cchc_desktop.ui.session import ReportSession

        if not self._leave_report():
            return
        self._agreement.stop()
        try:
            session = ReportSession(self._workspace, self._saver, id)
        except Damaged as damage:
            self._care.show_damage(damage)
            return
        except Refusal as refusal:
            self.say(str(refusal))
            return
        self._view = ReportView(self._workspace, self._worker, session, self._report_page)
        session.pending.connect(self._status.pending)
        session.saved.connect(self._saved)
        session.save_failed.connect(self._status.failed)
        self._view.progressed.connect(self._show_progress)
        self._view.refused.connect(self.say)
        self._view.report_pasted.connect(self._review_pasted)
        self._view.sheet_pasted.connect(self._review_sheet)
        self._view.preview_shown.connect(self._actions["preview"].setChecked)
        self._bar.show_report(session.report)
        self._report_layout.addWidget(self._view, 1)
        self._pages.setCurrentWidget(self._report_page)
        self.setWindowTitle(f"{session.report.period.title_alone} – {TITLE}")
        self._status.say("Chữ đã gõ được lưu ngay")
        self._show_progress(self._view.progress())
        self._searching.report_opened()
        self._enable_commands()
        # A look through all that lives would take longer than a frame while somebody types.
        gc.freeze()

    def receive(self, *files: Path) -> None:
        """Takes the reports of `cchc-report/1` files in as reports of their own, all or none, and shows the last.

        A handover is asked about first, old reports in Word are reviewed first.
        """
        from cchc_desktop.storage.backup import is_backup

        in_word = [file for file in files if file.suffix.lower() in _WORD_ENDINGS]
        backups = [file for file in files if file not in in_word and is_backup(file)]
        reports = [file for file in files if file not in (*in_word, *backups)]
        if reports:
            self.attempt(lambda: self.open_report(self._workspace.load(reports)[-1]))
        if in_word:
            self._importer.review(in_word)
        elif backups and self._leave_report():
            self.attempt(lambda: self._care.open_restore(backups[0]))

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
        if self._leave_report():
            self._pages.setCurrentWidget(self._home)
            self._enable_commands()
            self.attempt(self._show_reports)

    def _show_reports(self) -> None:
        try:
            summaries = self._workspace.reports()
        except Damaged as damage:
            self._care.show_damage(damage)
            return
        self._home.show_reports(summaries, len(self._workspace.trashed()))
        self._home.show_due(due(self._workspace.schedule(), summaries, self._workspace.now().date()))
        asked = bool(summaries) or self._workspace.profile() is not None
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

    def attempt(self, act: Callable[[], object]) -> None:
        """Does it; where it is refused, tells the person why."""
        try:
            act()
        except Refusal as refusal:
            self.say(str(refusal))

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
        if not self._settled:
            self._settling.start()

    def _settle(self) -> None:
        """What the window needs soon, but not to be seen."""
        from cchc_desktop.ui.icons import icon

        self._settled = True
        self.setWindowIcon(icon("app", theme.colours_of(self).accent))
        self._care.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._pages.currentWidget() is not self._damaged_page and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.receive(*dropped_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is on the disk and at rest when this returns; questions that stand open go with the window.

        A setup asks again and again until the program is gone, which a file dialog of the system may delay.
        """
        if self._ended:
            event.accept()
            return
        if not self._leave_report(self.close):
            event.ignore()
            return
        self._settling.stop()
        self._agreement.stop()
        self._searching.stop()
        self._care.end()
        self._workspace.close()
        self._ended = True
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        event.accept()

    # Commands

    def _connect_commands(self) -> None:
        acts = {
            "new": self._new,
            "open": self.show_home,
            "import": self._import,
            "import_paste": self._import_pasted,
            "import_sheet": self._import_sheet,
            "original": self._save_original,
            "preview": self._toggle_preview,
            "profile": self._show_profile,
            "backup": self._back_up,
            "restore": self._restore,
            "quit": self.close,
            **self._report_commands.acts(),
            **self._searching.acts(),
            **OfficeCommands(self._workspace, self).acts(),
        }
        for name, act in acts.items():
            self._actions[name].triggered.connect(act)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(self._tab_wanted)

    def _enable_commands(self) -> None:
        for command in COMMANDS:
            self._actions[command.name].setEnabled(not command.report or self._view is not None)
        if self._view is not None:
            self._actions["issue"].setEnabled(self._view.session.editable)
            self._actions["replace"].setEnabled(self._view.session.editable)
            self._actions["reopen"].setEnabled(not self._view.session.editable)

    def _new(self) -> None:
        self.attempt(lambda: self._ask_for_new(self._workspace.now().date()))

    def _ask_for_new(self, today: date) -> None:
        from cchc_desktop.ui.new_report import NewReport

        workspace = self._workspace
        made = {summary.period for summary in workspace.reports()}
        suggested = workspace.schedule().next_due(today, made)
        dialog = NewReport(workspace.templates(), workspace.previous_report, today, suggested, self)
        if dialog.exec() == NewReport.DialogCode.Accepted:
            self._make(dialog.template_key, dialog.period, dialog.earlier_id)

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
        made.changed.connect(self.reports_changed)
        return made

    def _import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Nhập báo cáo cũ", "", _REPORT_FILES)
        self.receive(*map(Path, chosen))

    def _import_pasted(self) -> None:
        # None where nothing was copied yet, though Qt's stubs do not say so.
        data = QApplication.clipboard().mimeData() or QMimeData()
        files = dropped_files(data)
        if files:
            self.receive(*files)
        else:
            self._review_pasted(data)

    def _review_pasted(self, data: QMimeData) -> None:
        self.attempt(lambda: self._importer.review_pasted(data))

    def _review_sheet(self, sheet: "Sheet") -> None:
        if self._view is not None:
            self._importer.review_sheets(self._view, [sheet])

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

    def reports_changed(self) -> None:
        """Shows the reports anew, unless one is open."""
        if self._view is None:
            self.show_home()

    def _import_sheet(self) -> None:
        view = self._view
        if view is not None:
            self.attempt(lambda: self._importer.ask_for_sheet(view))

    def _save_original(self) -> None:
        if self._view is not None:
            report_id = self._view.session.id
            self.attempt(lambda: self._importer.save_original(report_id))

    def _toggle_preview(self, shown: bool) -> None:
        if self._view is not None:
            self._view.show_preview(shown)

    def _tab_wanted(self) -> None:
        shortcut = self.sender()
        if self._view is not None and isinstance(shortcut, QShortcut):
            number = int(shortcut.key().toString()[-1])
            if number <= self._view.tabs.count():
                self._view.tabs.setCurrentIndex(number - 1)

    # The data

    def _back_up(self) -> None:
        self.attempt(self.flush)
        self.attempt(self._care.open_backup)

    def _restore(self) -> None:
        if self._leave_report():
            self._show_home_if_sound()
            self.attempt(self._care.open_restore)

    def _show_home_if_sound(self) -> None:
        if self._pages.currentWidget() is not self._damaged_page:
            self.show_home()

    def _show_damaged(self) -> None:
        if self._view is not None:
            self.end_session()
            self._view.session.give_up()
            self._leave_report()
        self._pages.setCurrentWidget(self._damaged_page)
        self.setWindowTitle(TITLE)
        for command in COMMANDS:
            self._actions[command.name].setEnabled(command.name in ("restore", "quit", "help", "about"))

    def _data_replaced(self, said: str) -> None:
        self.show_home()
        if said:
            self.say(said)

    # Reports

    def _duplicate(self, report_id: int) -> None:
        self.attempt(lambda: self._workspace.duplicate(report_id))
        self.show_home()

    def _trash(self, report_id: int) -> None:
        self.attempt(lambda: self._put_into_trash(report_id))
        self.show_home()

    def _put_into_trash(self, report_id: int) -> None:
        self._workspace.trash(report_id)
        self.statusBar().showMessage("Đã bỏ báo cáo vào thùng rác; có thể lấy lại bất cứ lúc nào.", 8000)

    def _show_trash(self) -> None:
        self.attempt(self._open_trash)

    def _open_trash(self) -> None:
        from cchc_desktop.ui.trash import Trash

        dialog = Trash(self._workspace, self)
        dialog.changed.connect(self.show_home)
        dialog.open()

    def _profile_answered(self, unit: "Unit", signer: "Signer") -> None:
        self.attempt(lambda: self._workspace.set_profile(unit, signer))
        self.show_home()

    def _show_profile(self) -> None:
        if self._leave_report():
            self._enable_commands()
            self.attempt(self._show_answers)

    def _show_answers(self) -> None:
        self._first_start.show_answers(self._workspace.profile())
        self._pages.setCurrentWidget(self._first_start)

    def _load_sample(self) -> None:
        sample = paths.resource("samples/bao_cao_mau_nq76.json")
        self.attempt(lambda: self.open_report(self._workspace.load([sample])[0]))

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
        gc.unfreeze()
        self._status.say("")
        self._progress.setText("")
        return True

    # What the window says

    def _saved(self, moment: datetime) -> None:
        self._status.saved(moment, more=self._view is not None and self._view.session.unsaved)

    def _save_elsewhere(self) -> bool:
        """Writes the open report into a file that the person chooses; the window goes on trying to save it."""
        if self._view is None:
            return False
        report = self._view.session.report
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(documents) / f"{_file_name(report)} – chưa lưu.json")
        chosen, _ = QFileDialog.getSaveFileName(self, "Lưu ra tệp khác", suggested, "Tệp báo cáo (*.json)")
        if not chosen:
            return False
        target = Path(chosen if chosen.lower().endswith(".json") else f"{chosen}.json")
        try:
            self._workspace.write_report(report, target)
        except Refusal as refusal:
            self.say(str(refusal))
            return False
        self.say(f"Đã ghi báo cáo vào {target}; nạp lại ở máy này hay máy khác bằng Báo cáo → Nhập báo cáo cũ.")
        return True

    def _save_elsewhere_and_leave(self) -> None:
        if self._view is not None and self._save_elsewhere():
            self._view.session.give_up()
            self._after_leaving()

    def _show_progress(self, progress: "Progress") -> None:
        self._progress.setText(progress.words)


def _file_name(report: "Report") -> str:
    """A file name as a person would give it: "Báo cáo CCHC 6 tháng đầu năm 2022"."""
    return f"Báo cáo CCHC {report.period.title}"
