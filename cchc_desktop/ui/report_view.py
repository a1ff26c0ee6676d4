"""An open report: the tabs that mirror it."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.answers import Answer, answered
from cchc_desktop.domain.checks import check
from cchc_desktop.domain.citations import Document
from cchc_desktop.domain.edit import AppendixEdit, CellEdit, FieldEdit, SectionEdit
from cchc_desktop.domain.fields import FIELD_BY_NAME, FIELD_BY_PLACE
from cchc_desktop.domain.finding import INFO, Finding
from cchc_desktop.domain.fixes import Fix, fix
from cchc_desktop.domain.progress import Progress, SectionState, progress, section_states
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.register import register
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.template import Section
from cchc_desktop.domain.values import slot_text
from cchc_desktop.ui.answering import AnswerFinding
from cchc_desktop.ui.appendix_page import AppendixPage
from cchc_desktop.ui.documents_dialog import DocumentsDialog
from cchc_desktop.ui.findings_view import FindingsView
from cchc_desktop.ui.header_form import HeaderForm
from cchc_desktop.ui.outline import OutlinedPages
from cchc_desktop.ui.pasting import BlocksWithHeads, ConversionNotice, WholeReports
from cchc_desktop.ui.preview import Preview
from cchc_desktop.ui.section_page import SectionPage
from cchc_desktop.ui.session import ReportSession
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

if TYPE_CHECKING:
    from cchc_desktop.importing.legacy_text import Conversion

CHECK_DELAY_MS = 400
_ROOM_FOR_PREVIEW = 1180
_PREVIEW_SHARE = 0.3
_ENTRY = re.compile(r"sections\.([a-z0-9_.]+?)(?:\[(\d+)\].*)?")
_FIGURE = re.compile(r"figures\.([a-z0-9_]+)(\.note)?")
_CELL = re.compile(r"appendices\.([a-z0-9_]+)(?:\.rows\[(\d+)\](?:\.(?:cells|notes)\.([a-z0-9_]+))?)?.*")


class ReportView(QWidget):
    """The tabs of one report; what is typed goes into its session, findings are looked for in the background.

    Signals:
        progressed: a `Progress` after every check
        refused: one sentence about what could not be done
        preview_shown: whether the preview is to be seen
        report_pasted: what was copied is to be reviewed as a whole report
        sheet_pasted: a `Sheet` of one-stop figures was pasted
    """

    progressed = Signal(object)
    report_pasted = Signal(QMimeData)
    sheet_pasted = Signal(object)
    refused = Signal(str)
    preview_shown = Signal(bool)

    def __init__(self, workspace: Workspace, worker: Worker, session: ReportSession, parent: QWidget) -> None:
        # Everything is made from the outside in: what moves into another widget gets its looks anew, with all in it.
        super().__init__(parent)
        self.session = session
        session.setParent(self)
        self.findings: list[Finding] = []
        self._found = _Found(session.report, (), {}, ())
        self._register: tuple[Document, ...] = ()
        self._workspace = workspace
        self._answers = workspace.answers(session.id)
        self._context = workspace.context(session.report.period, session.id)
        self._worker = worker
        self._checking = False
        self._stopped = False
        self._preview_wanted = True
        self._roomy = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._layout.addWidget(self._splitter, 1)
        self.tabs = QTabWidget()
        self._splitter.addWidget(self.tabs)
        self._splitter.setStretchFactor(0, 1)
        self.tabs.setObjectName("tabs")
        self.tabs.setAccessibleName("Các phần của báo cáo")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setUsesScrollButtons(True)
        self.tabs.tabBar().setDrawBase(False)
        self.header = HeaderForm(session, self._slot_text, self.tabs)
        self.header.refused.connect(self.refused)
        self.sections: dict[str, SectionPage] = {}
        self.appendices: dict[str, AppendixPage] = {}
        self._parts: dict[str, OutlinedPages] = {}
        self._blocks = BlocksWithHeads(self)
        self._blocks.wanted.connect(self.sheet_pasted)
        self._whole_reports = WholeReports(session.report.template, self)
        self._whole_reports.wanted.connect(self.report_pasted)
        self.tabs.addTab(self.header, "Thông tin chung")
        for part in session.report.template.parts:
            pages = OutlinedPages(f"outline:{part.key}", f"Các mục của phần {part.number} {part.title}")
            self.tabs.addTab(pages, f"{part.number} {part.short}".strip())
            for section in part.walk():
                above = section.key.rpartition(".")[0]
                text = f"{section.number} {section.short}".strip()
                if section.children:
                    if section is not part:
                        pages.add_heading(section.key, text, above)
                else:
                    self.sections[section.key] = self._section_page(section, pages.frame)
                    pages.add_page(section.key, text, above, self.sections[section.key])
            self._parts[part.key] = pages
        if session.report.template.appendices:
            self._appendix_pages = OutlinedPages("outline:appendices", "Các phụ lục")
            self.tabs.addTab(self._appendix_pages, "Phụ lục")
            for appendix in session.report.template.appendices:
                page = AppendixPage(appendix, session, self._context.history, self._appendix_pages.frame)
                page.refused.connect(self.refused)
                self.appendices[appendix.key] = page
                if appendix.open and session.editable:
                    self._blocks.watch(page.view, appendix)
                self._appendix_pages.add_page(appendix.key, appendix.short, "", page)
        self.findings_view = FindingsView()
        self.findings_view.chosen.connect(self.go_to)
        self.findings_view.fix_wanted.connect(self._fix)
        self.findings_view.answer_wanted.connect(self._answer)
        self.findings_view.answer_unwanted.connect(self._take_answer_back)
        self.tabs.addTab(self.findings_view, "Kiểm tra")
        self._add_preview()
        session.changed.connect(self._changed)
        self._timer = QTimer(self, singleShot=True, interval=CHECK_DELAY_MS)
        self._timer.timeout.connect(self._check)
        self._show(self._findings(session.report))
        worker.submit(workspace.register, self._registered)

    def go_to(self, place: str) -> None:
        """Shows a place of the report (a path of `cchc-report/1`) and puts the cursor there."""
        widget = self.reveal(place)
        if widget is not None:
            widget.setFocus()
        match = _ENTRY.fullmatch(place)
        if match and match[2]:
            self.sections[match[1]].editor.go_to_entry(int(match[2]))

    def reveal(self, place: str) -> QWidget | None:
        """Shows a place of the report and leaves the focus where it is; gives the widget that holds the place."""
        if match := _ENTRY.fullmatch(place):
            return self._reveal_section(match[1]).editor
        if match := _FIGURE.fullmatch(place):
            page = self._reveal_section(self.session.report.template.figure_by_key[match[1]].section)
            figure_field = page.figures[match[1]]
            page.ensureWidgetVisible(figure_field)
            return figure_field.note if match[2] else figure_field.input
        if match := _CELL.fullmatch(place):
            self.tabs.setCurrentWidget(self._appendix_pages)
            self._appendix_pages.show_page(match[1])
            self.appendices[match[1]].reveal(int(match[2] or 0), match[3] or "")
            return self.appendices[match[1]].view
        if place in FIELD_BY_PLACE:
            self.tabs.setCurrentWidget(self.header)
            return self.header.reveal(FIELD_BY_PLACE[place].name)
        return None

    def show_preview(self, shown: bool) -> None:
        """Shows or closes the preview until the window becomes too narrow, or wide enough again."""
        self._preview_wanted = shown
        self._set_preview_shown(shown)

    def one_stop_page(self) -> AppendixPage | None:
        """The page of the first appendix with open rows, None where the template has none."""
        return next((page for page in self.appendices.values() if page.appendix.open), None)

    def show_notice(self, notice: QWidget) -> None:
        """Puts a notice above the tabs; it goes with the view."""
        self._layout.insertWidget(0, notice)

    def _tell_conversions(self, conversions: "tuple[Conversion, ...]") -> None:
        for earlier in self.findChildren(ConversionNotice):
            earlier.hide()
            earlier.deleteLater()
        self.show_notice(ConversionNotice(conversions))

    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy = self.width() >= _ROOM_FOR_PREVIEW
        if roomy != self._roomy:
            self._roomy = roomy
            self._set_preview_shown(roomy and self._preview_wanted)

    def stop(self) -> None:
        """Asks for no further check; the view is about to go."""
        self._stopped = True
        self._timer.stop()

    def read_citations(self) -> None:
        """Takes what the lists of documents say now."""
        self._context = replace(self._context, citations=self._workspace.citations())
        self._worker.submit(self._workspace.register, self._registered)
        self._timer.start()

    def check_now(self) -> None:
        """Checks the whole report and shows the findings."""
        self._show(self._findings(self.session.report))
        self.tabs.setCurrentWidget(self.findings_view)

    def _add_preview(self) -> None:
        self.preview = Preview(self.session, self._workspace.style_sheet)
        self.preview.place_clicked.connect(self.go_to)
        self.preview.close_wanted.connect(self._close_preview)
        self.preview.hide()
        self._splitter.addWidget(self.preview)
        for page in self.sections.values():
            page.editor.current_entry_changed.connect(self._follow_focus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def _set_preview_shown(self, shown: bool) -> None:
        if shown and not self.preview.isVisible():
            width = round(self.width() * _PREVIEW_SHARE)
            self._splitter.setSizes([self.width() - width, width])
        self.preview.setVisible(shown)
        self._follow_focus()
        self.preview_shown.emit(shown)

    @Slot()
    def _close_preview(self) -> None:
        self.show_preview(False)

    @Slot()
    def _follow_focus(self) -> None:
        """Has the preview show what is being edited."""
        focused = QApplication.focusWidget()
        if focused is None or not self.preview.isVisible() or not self.tabs.isAncestorOf(focused):
            return
        kind, _, key = focused.objectName().partition(":")
        if kind == "section":
            editor = self.sections[key].editor
            index = editor.entry_index(editor.textCursor().block())
            self.preview.show_place(f"sections.{key}" + (f"[{index}]" if index >= 0 else ""))
        elif kind == "figure":
            self.preview.show_place(f"sections.{self.session.report.template.figure_by_key[key].section}")
        elif kind == "appendix":
            self.preview.show_place(f"appendices.{key}")
        elif kind == "field":
            self.preview.show_place(FIELD_BY_NAME[key].place)

    def _findings(self, report: Report) -> "_Found":
        found = check(report, self._context)
        fixes = {finding: made for finding in found if (made := fix(finding, report, self._context))}
        cited = register((text for _, text in report.body_texts()), self._context.citations)
        return _Found(report, tuple(found), fixes, cited)

    def _section_page(self, section: Section, parent: QWidget) -> SectionPage:
        page = SectionPage(section, self.session, self._slot_text, self._context.history, self._documents, parent)
        page.refused.connect(self.refused)
        page.editor.converted.connect(self._tell_conversions)
        self._whole_reports.watch(page.editor)
        page.citing_wanted.connect(self._choose_document)
        return page

    def _documents(self) -> list[Document]:
        """What can be cited: what this report cites, what others do, and the list, which has the last word."""
        known = self._context.citations.documents
        return list({made.key: made for made in (*self._found.cited, *self._register, *known)}.values())

    def _registered(self, future: "Future[tuple[Document, ...]]") -> None:
        # Where the reports cannot be read, the list alone is offered; the damage is told elsewhere.
        with suppress(Refusal):
            self._register = future.result()

    def _choose_document(self) -> None:
        page = self.sender()
        day = self.session.report.document.date or self.session.report.window.end
        cited = (*self._register, *self._found.cited)
        dialog = DocumentsDialog(self._workspace, cited, day, self, citing=True)
        dialog.changed.connect(self.read_citations)
        if dialog.exec() == DocumentsDialog.DialogCode.Accepted and dialog.document and isinstance(page, SectionPage):
            page.cite(dialog.document)

    def _slot_text(self, slot: str) -> str | None:
        return slot_text(slot, self.session.report)

    def _reveal_section(self, key: str) -> SectionPage:
        """Shows a section, or the first one below it."""
        key = next(leaf for leaf in self.sections if leaf == key or leaf.startswith(f"{key}."))
        part = self._parts[key.partition(".")[0]]
        self.tabs.setCurrentWidget(part)
        part.show_page(key)
        return self.sections[key]

    def _changed(self, target: tuple[str, ...]) -> None:
        if target[0] in ("figure", "cell", "appendix"):
            for page in self.sections.values():
                page.refresh_values()
            self.header.refresh_values()
        if not self._timer.isActive() and not self._stopped:
            self._timer.start()

    def _check(self) -> None:
        if self._checking:
            self._timer.start()
            return
        self._checking = True
        report = self.session.report
        self._worker.submit(lambda: self._findings(report), self._checked)

    def _checked(self, future: "Future[_Found]") -> None:
        self._checking = False
        if not self._stopped:
            self._show(future.result())

    def _show(self, found: "_Found") -> None:
        """What was found; what was answered with a reason is set apart and counts no more."""
        self._found = found
        self.findings, done = answered(found.findings, self._answers)
        states: dict[str, SectionState] = section_states(self.session.report, self.findings)
        for pages in self._parts.values():
            pages.set_states(states)
        self.findings_view.show_findings(found.report, self.findings, done, found.fixes, editable=self.session.editable)
        points = sum(1 for finding in self.findings if finding.severity != INFO)
        self.tabs.setTabText(self.tabs.indexOf(self.findings_view), f"Kiểm tra · {points}" if points else "Kiểm tra")
        self.progressed.emit(self.progress())

    def _fix(self, finding: Finding) -> None:
        """Puts right what was found, in the editor that holds it: one step of its undo."""
        made = fix(finding, self.session.report, self._context)
        if made is None:
            self.refused.emit("Chỗ này đã thay đổi từ lần kiểm tra trước; hãy xem lại danh sách.")
            return
        match made.edits:
            case (SectionEdit(key, entries),):
                self.sections[key].editor.replace_entries(entries)
            case (FieldEdit(name, text),):
                self.header.inputs[name].replace_text(text)
            case (AppendixEdit(key, data),):
                self.appendices[key].model.put_stated(data)
            case _:
                cells = [edit for edit in made.edits if isinstance(edit, CellEdit)]
                texts = [(edit.row, edit.column, edit.text) for edit in cells]
                self.appendices[cells[0].appendix].model.put_texts(f"Sửa: {made.words}", texts)

    def _answer(self, finding: Finding) -> None:
        dialog = AnswerFinding(finding, self)
        if dialog.exec() == AnswerFinding.DialogCode.Accepted:
            workspace, report_id, reason = self._workspace, self.session.id, dialog.reason
            self._change_answers(lambda: workspace.answer(report_id, finding, reason))

    def _take_answer_back(self, finding: Finding) -> None:
        workspace, report_id = self._workspace, self.session.id
        self._change_answers(lambda: workspace.take_answer_back(report_id, finding))

    def _change_answers(self, change: Callable[[], None]) -> None:
        workspace, report_id = self._workspace, self.session.id

        def job() -> list[Answer]:
            change()
            return workspace.answers(report_id)

        self._worker.submit(job, self._answers_changed)

    def _answers_changed(self, future: "Future[list[Answer]]") -> None:
        if self._stopped:
            return
        try:
            self._answers = future.result()
        except Refusal as refusal:
            self.refused.emit(str(refusal))
        self._show(self._found)

    def progress(self) -> Progress:
        return progress(self.session.report, self.findings)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a check had to say of a report, what could be put right of it, and the documents outside the list."""

    report: Report
    findings: tuple[Finding, ...]
    fixes: Mapping[Finding, Fix]
    cited: tuple[Document, ...]
