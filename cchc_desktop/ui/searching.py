"""Searching in the window: the bar, what is found in the open report and what in all of them."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QTextEdit, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui import theme
from cchc_desktop.ui.find_bar import FindBar
from cchc_desktop.ui.home import Home
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

if TYPE_CHECKING:
    from cchc_desktop.domain.search import Hit
    from cchc_desktop.ui.main_window import MainWindow
    from cchc_desktop.ui.report_finder import ReportFinder
    from cchc_desktop.ui.search_results import ResultsPage

_REPORTS_AT_ONCE = 20
"""Read for the search in one job of the worker: what is typed meanwhile is saved between two of them."""

_Found = tuple[str, int, "list[Hit]"]
"""What was sought, how many reports are still to be read before it can be, what was found."""


class Searching(QObject):
    """The `bar` stands over the pages of the window: always over the reports, over an open report when it is wanted."""

    def __init__(
        self,
        workspace: Workspace,
        worker: Worker,
        window: "MainWindow",
        pages: QStackedWidget,
        home: Home,
        report_page: QWidget,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._window = window
        self._pages = pages
        self._home = home
        self._report_page = report_page
        self._actions = actions
        self._finder: ReportFinder | None = None
        self._results_behind: QWidget | None = None
        self._focused: QWidget | None = None
        self._asked = ""
        self._looking = False
        self._stopped = False
        self.bar = FindBar(theme.colours_of(window))
        self.bar.sought.connect(self._look)
        self.bar.stepped.connect(self._step)
        self.bar.went_down.connect(self._enter_results)
        self.bar.everywhere_wanted.connect(self._go_everywhere)
        self.bar.replacing_shown.connect(self._look)
        self.bar.replace_wanted.connect(self._replace)
        self.bar.undo_wanted.connect(self._undo_replacing)
        self.bar.closed.connect(self._close)
        pages.currentChanged.connect(self._page_changed)

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """What each command does, by the command's name."""
        return {
            "search": self._start,
            "search_next": lambda: self._step(1),
            "search_previous": lambda: self._step(-1),
            "replace": self._start_replacing,
            "commands": self._show_commands,
        }

    def report_opened(self) -> None:
        """Another report is open: nothing is sought in it yet."""
        self._finder = None
        self._page_changed()

    def stop(self) -> None:
        """Asks the worker for nothing more; the window is about to go."""
        self._stopped = True

    def _page_changed(self) -> None:
        if self._results_behind is not None:
            if self._pages.currentWidget() is self._results:
                return
            self._results_behind = None
        if self._finder is not None:
            self._finder.stop()
            self._finder = None
        self._focused = None
        self.bar.clear()
        self.bar.show_for_all()
        self.bar.setVisible(self._pages.currentWidget() is self._home)

    # Commands

    def _start(self) -> None:
        finder = self._report_finder()
        if finder is not None:
            self._note_focus()
            selected = _selected_words(self._focused)
            self._show_over_report()
            finder.start_here()
            self.bar.seek(selected or self.bar.line.text())
        elif self._pages.currentWidget() is not self._home and self._results_behind is None:
            self._go_everywhere()
        self.bar.line.setFocus()
        self.bar.line.selectAll()

    def _start_replacing(self) -> None:
        self._start()
        if self.bar.in_report:
            self.bar.show_replacing(True)

    def _step(self, by: int) -> None:
        """Enter and F3: to the next find, or to the first of all reports."""
        finder = self._report_finder()
        if finder is None:
            if self._results_behind is not None and not self._looking:
                self._results.open_current()
        elif not self.bar.line.text():
            self._start()
        elif self.bar.isVisible():
            finder.step(by)
        else:
            finder.start_here()
            self._show_over_report()
            self._look()

    def _show_commands(self) -> None:
        from cchc_desktop.ui.command_palette import CommandPalette

        CommandPalette(self._actions, self._window, report_open=self._window.view is not None)

    def _look(self) -> None:
        finder = self._report_finder()
        if finder is not None:
            finder.look(self.bar.line.text(), typed=self.bar.replacing)
        else:
            self._look_everywhere()

    def _close(self) -> None:
        """Leaves the bar for what was found, or the results for what was there before."""
        finder = self._report_finder()
        if finder is not None:
            found = finder.widget()
            finder.stop()
            self.bar.show_replacing(False)
            self.bar.hide()
            focused = found or self._focused
        elif self._results_behind is not None:
            focused = self._focused or self._home.table
            self._pages.setCurrentWidget(self._results_behind)
        else:
            focused = self._home.table
            self.bar.clear()
        if focused is not None:
            focused.setFocus()

    def _note_focus(self) -> None:
        """Where the person is, to lead them back there."""
        focused = self._window.focusWidget()
        if not self.bar.isAncestorOf(focused):
            self._focused = focused

    # In the open report

    def _report_finder(self) -> "ReportFinder | None":
        """None while no report is to be seen."""
        view = self._window.view
        if view is None or self._pages.currentWidget() is not self._report_page:
            return None
        if self._finder is None:
            from cchc_desktop.ui.report_finder import ReportFinder

            self._finder = ReportFinder(view)
            self._finder.changed.connect(self._show_finds)
        return self._finder

    def _show_over_report(self) -> None:
        view = self._window.view
        self.bar.show_for_report(editable=view is not None and view.session.editable)
        self.bar.show()

    def _show_finds(self) -> None:
        finder = self._finder
        if finder is None:
            return
        self.bar.show_count(finder.present, len(finder.finds))
        words = changed = ""
        if finder.present >= 0:
            find = finder.finds[finder.present]
            words, changed = find.spot.words, finder.changed_words(find, self.bar.new.text())
        self.bar.show_change(words, changed, undoable=finder.can_undo)

    def _replace(self, everywhere: bool) -> None:
        finder = self._report_finder()
        if finder is None:
            return
        finder.refresh()
        chosen = finder.finds if everywhere else finder.finds[max(finder.present, 0) :][:1]
        new = self.bar.new.text()
        if everywhere and chosen:
            from cchc_desktop.ui.replace_dialog import ReplaceAll

            dialog = ReplaceAll(chosen, [finder.changed_words(find, new) for find in chosen], self._window)
            chosen = dialog.chosen() if dialog.exec() == ReplaceAll.DialogCode.Accepted else []
        if chosen:
            finder.replace(chosen, new)
            self._window.statusBar().showMessage(f"Đã thay {len(chosen)} chỗ; Ctrl+Z để hoàn tác.", 8000)

    def _undo_replacing(self) -> None:
        finder = self._report_finder()
        if finder is not None:
            finder.undo()

    # In all reports

    @cached_property
    def _results(self) -> "ResultsPage":
        from cchc_desktop.ui.search_results import ResultsPage

        page = ResultsPage()
        page.chosen.connect(self._open)
        page.closed.connect(self._close)
        self._pages.addWidget(page)
        return page

    def _go_everywhere(self) -> None:
        """Shows what all reports have of what is sought."""
        self._window.attempt(self._window.flush)
        if self._finder is not None:
            self._finder.stop()
        self._note_focus()
        self._results_behind = self._pages.currentWidget()
        self._pages.setCurrentWidget(self._results)
        self.bar.show_for_all()
        self.bar.show()
        self._look_everywhere()
        self.bar.line.setFocus()

    def _look_everywhere(self) -> None:
        sought = self.bar.line.text().strip()
        if self._results_behind is None:
            if sought:
                self._go_everywhere()
        elif not sought and self._results_behind is self._home:
            self._pages.setCurrentWidget(self._home)
            self.bar.line.setFocus()
        elif not sought:
            self._results.show_sentence("Gõ từ cần tìm", "Có dấu hay không dấu đều được; cụm từ đặt trong ngoặc kép.")
        elif not self._looking:
            self._ask(sought)

    def _ask(self, sought: str) -> None:
        workspace = self._workspace

        def job() -> _Found:
            left = workspace.catch_up_search(_REPORTS_AT_ONCE)
            return sought, left, [] if left else workspace.search(sought)

        self._asked, self._looking = sought, True
        self._worker.submit(job, self._answered)

    def _answered(self, future: "Future[_Found]") -> None:
        self._looking = False
        if self._stopped or self._results_behind is None:
            return
        wanted = self.bar.line.text().strip()
        try:
            sought, left, hits = future.result()
        except Refusal as refusal:
            self._results.show_sentence(str(refusal))
            left, sought = 0, self._asked
        else:
            if left:
                self._results.show_sentence("Đang đọc các báo cáo để tìm", f"Còn {left} báo cáo.")
            elif sought == wanted:
                self._results.show_hits(sought, hits)
        if wanted and (left or sought != wanted):
            self._ask(wanted)

    def _enter_results(self) -> None:
        if self._results_behind is not None:
            self._results.list.setFocus()

    def _open(self, hit: "Hit") -> None:
        """Opens the report of a hit at its place, with what was sought marked in it."""
        sought, view = self.bar.line.text(), self._window.view
        if view is not None and view.session.id == hit.report:
            self._pages.setCurrentWidget(self._report_page)
        else:
            self._window.open_report(hit.report)
        view, finder = self._window.view, self._report_finder()
        if view is None or finder is None or view.session.id != hit.report:
            return
        view.go_to(hit.place)
        finder.start_here()
        self._show_over_report()
        self.bar.seek(sought)


def _selected_words(widget: QWidget | None) -> str:
    """What is selected in a field, as far as it is words of one paragraph."""
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        text = widget.textCursor().selectedText()
        return text if text.isprintable() and "\ufffc" not in text else ""
    return widget.selectedText() if isinstance(widget, QLineEdit) and widget.objectName() != "search" else ""
