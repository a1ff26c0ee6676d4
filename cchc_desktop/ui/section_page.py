"""One section in the middle of the window: what belongs there, the text, and its figures."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget

from cchc_desktop.domain.citations import Document
from cchc_desktop.domain.edit import FigureEdit, SectionEdit
from cchc_desktop.domain.history import History
from cchc_desktop.domain.places import slot_name
from cchc_desktop.domain.prior import Renaming, figure_prior, renamings, section_prior
from cchc_desktop.domain.register import is_mentioned
from cchc_desktop.domain.report import CARRIED, Report
from cchc_desktop.domain.template import Section
from cchc_desktop.domain.values import figure_text, slot_text
from cchc_desktop.text.marks import literal
from cchc_desktop.ui import theme
from cchc_desktop.ui.carried_bar import CarriedBar, RenamePeriods
from cchc_desktop.ui.citation_completer import CitationCompleter
from cchc_desktop.ui.figure_field import FigureField
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import ReportPage, button, card, label, page, row
from cchc_desktop.ui.prior_text import PriorText
from cchc_desktop.ui.section_editor import SectionEditor
from cchc_desktop.ui.session import ReportSession

_FIGURES_A_ROW = 3


class SectionPage(ReportPage):
    """The page of a leaf section.

    Signals:
        refused: one sentence about what could not be pasted
        citing_wanted: a document is to be chosen, for `cite`
    """

    refused = Signal(str)
    citing_wanted = Signal()

    def __init__(
        self,
        section: Section,
        session: ReportSession,
        resolve: Callable[[str], str | None],
        history: History,
        documents: Callable[[], Sequence[Document]],
        parent: QWidget,
    ) -> None:
        """`documents` gives what can be cited."""
        super().__init__(parent)
        self.section = section
        self._session = session
        self._history = history
        self.editor = SectionEditor(section.key, plain=section.plain, label=section.title)
        self.editor.set_slot_values(resolve)
        self.editor.set_entries(session.report.sections[section.key])
        self.editor.setReadOnly(not session.editable)
        self.editor.edited.connect(self._text_edited)
        self.editor.refused.connect(self.refused)
        self.figures = {figure.key: FigureField(figure) for figure in session.report.template.figures_of(section.key)}
        self._count = label("", "secondary")
        content, layout = page()
        self.setWidget(content)
        heading = label(f"{section.number} {section.title}".strip(), "heading", wrap=True)
        layout.addWidget(heading)
        if section.hint:
            layout.addWidget(label(section.hint, "secondary", wrap=True))
        frame, inside = card()
        layout.addWidget(frame)
        CitationCompleter(self.editor, documents, self._is_cited)
        self._carried = CarriedBar()
        self._carried.kept.connect(self.editor.confirm_all)
        self._carried.dropped.connect(self._drop_carried)
        self._carried.rename_wanted.connect(self._rename_periods)
        inside.addWidget(self._carried)
        # What it shows comes before the editor for who goes through the page with Tab.
        self._show_count()
        inside.addWidget(self.editor)
        self._tools = QGridLayout()
        inside.addLayout(self._tools)
        if self.figures:
            layout.addWidget(self._figure_card())
        layout.addStretch()
        self.setFocusProxy(self.editor)
        self._show_priors()
        self.refresh_figures()

    def refresh_values(self) -> None:
        """Shows what the report's numbers come to now: chips and ratios."""
        self.editor.refresh_slots()
        for figure_field in self.figures.values():
            if figure_field.figure.ratio is not None:
                figure_field.input.setText(figure_text(figure_field.figure, self._session.report))

    def refresh_figures(self) -> None:
        report = self._session.report
        for key, figure_field in self.figures.items():
            figure_field.set_editable(self._session.editable)
            if figure_field.figure.ratio is None:
                value = report.figures[key].value
                figure_field.set_text(report.unreadable.get(f"figures.{key}", "" if value is None else str(value)))
                figure_field.set_note(report.figures[key].note or "")
        self.refresh_values()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._tools.count():
            # Most pages of a report are not looked at in a sitting.
            self._add_tools()
        super().showEvent(event)

    def _add_tools(self) -> None:
        # The page itself is transparent by now.
        colours = theme.colours_of(self.window())
        bold, italic = QToolButton(), QToolButton()
        for tool, name, tip, act in (
            (bold, "bold", "Chữ đậm (Ctrl+B)", self.editor.toggle_bold),
            (italic, "italic", "Chữ nghiêng (Ctrl+I)", self.editor.toggle_italic),
        ):
            tool.setIcon(icon(name, colours.text))
            tool.setToolTip(tip)
            tool.setAccessibleName(tip)
            tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tool.clicked.connect(act)
        insert = button("Chèn số liệu")
        insert.setIcon(icon("number", colours.text))
        insert.setToolTip("Đặt vào câu một số liệu hoặc một cột của phụ lục; số trong câu luôn khớp với bảng")
        self._menu = QMenu(insert)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._insert)
        insert.setMenu(self._menu)
        prior = button("Kỳ trước")
        prior.setToolTip("Xem mục này ở báo cáo kỳ trước và cùng kỳ năm trước")
        prior.clicked.connect(self._show_prior_text)
        cite = button("Viện dẫn…")
        cite.setToolTip("Chọn một văn bản; lần đầu ghi đủ số, ngày và cơ quan ban hành, các lần sau ghi gọn")
        cite.clicked.connect(self.citing_wanted)
        self._tools.addLayout(row(bold, italic, insert, cite, prior), 0, 0)
        self._tools.setColumnStretch(1, 1)
        self._tools.addWidget(self._count, 0, 2)
        for made in (bold, italic, insert, cite):
            made.setEnabled(self._session.editable)
        for before, after in pairwise((self.editor, bold, italic, insert, cite, prior)):
            self.setTabOrder(before, after)

    def _fill_menu(self) -> None:
        """This section's figures first, then the other figures, then each appendix's totals."""
        self._menu.clear()
        report = self._session.report
        template = report.template
        mine = template.figures_of(self.section.key)
        self._add_slots(self._menu, report, [figure.key for figure in mine])
        others = self._menu.addMenu("Số liệu của mục khác")
        self._add_slots(others, report, [figure.key for figure in template.figures if figure not in mine])
        for appendix in template.appendices:
            below = self._menu.addMenu(f"Phụ lục: {appendix.short}")
            self._add_slots(below, report, [f"{appendix.key}.{column.key}" for column in appendix.columns])

    def _add_slots(self, menu: QMenu, report: Report, slots: list[str]) -> None:
        for slot in slots:
            name = slot_name(report, slot).rpartition(": ")[2]
            menu.addAction(f"{name}\t{slot_text(slot, report)}").setData(slot)

    def _insert(self, action: object) -> None:
        self.editor.insert_slot(action.data())  # type: ignore[attr-defined]
        self.editor.setFocus()

    def cite(self, document: Document) -> None:
        """Puts a document at the cursor: in full where the report has not named it before, else in short."""
        cursor = self.editor.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        self.editor.insert_words(document.short if self._is_cited(document, before) else document.full)
        self.editor.setFocus()

    def _is_cited(self, document: Document, before: str) -> bool:
        """Whether the report names a document before the cursor; `before` stands before it in its own entry."""
        report = self._session.report
        leaves = [section.key for section in report.template.leaves]
        texts = [report.opening]
        for key in leaves[: leaves.index(self.section.key)]:
            texts += [entry.text for entry in report.sections[key]]
        texts += [entry.text for entry in report.sections[self.section.key][: self._entries_before_cursor()]]
        return is_mentioned(document, (*texts, literal(before)))

    def _entries_before_cursor(self) -> int:
        """How many entries end before the one that the cursor is in."""
        here = block = self.editor.textCursor().block()
        while block.isValid() and self.editor.entry_index(block) < 0:
            block = block.previous()
        index = self.editor.entry_index(block)
        return index if block == here else index + 1

    def _show_priors(self) -> None:
        for key, figure_field in self.figures.items():
            if figure_field.figure.ratio is None:
                figure_field.set_prior(figure_prior(key, self._session.report.period, self._history))

    def _show_prior_text(self) -> None:
        found = section_prior(self.section.key, self._session.report.period, self._history)
        PriorText(self.section.short, found, self).show()

    def _renamings(self) -> list[Renaming]:
        period = self._session.report.period
        earlier = self._history.previous(period)
        entries = self._session.report.sections[self.section.key]
        return renamings(entries, period, earlier.period) if earlier else []

    def _rename_periods(self) -> None:
        dialog = RenamePeriods(self._renamings(), self)
        if dialog.exec() == RenamePeriods.DialogCode.Accepted:
            after = {renaming.index: renaming.after for renaming in dialog.chosen()}
            entries = enumerate(self.editor.entries())
            self.editor.replace_entries(tuple(replace(e, text=after.get(index, e.text)) for index, e in entries))

    def _drop_carried(self) -> None:
        self.editor.replace_entries(tuple(e for e in self.editor.entries() if e.state != CARRIED))

    def _figure_card(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label("Số liệu của mục", "secondary"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.LARGE)
        grid.setVerticalSpacing(theme.MEDIUM)
        for place, figure_field in enumerate(self.figures.values()):
            grid.addWidget(figure_field, place // _FIGURES_A_ROW, place % _FIGURES_A_ROW)
            figure_field.edited.connect(self._figure_edited)
            figure_field.note_shown.connect(self._align_figures)
        for column in range(_FIGURES_A_ROW):
            grid.setColumnStretch(column, 1)
        inside.addLayout(grid)
        return frame

    def _text_edited(self) -> None:
        self._session.edit(SectionEdit(self.section.key, self.editor.entries()))
        self._show_count()

    def _figure_edited(self, key: str, text: str, note: str) -> None:
        self._session.edit(FigureEdit(key, text, note))

    def _align_figures(self) -> None:
        """The inputs of a row stand level, whichever of them has a note below."""
        fields = list(self.figures.values())
        for start in range(0, len(fields), _FIGURES_A_ROW):
            side_by_side = fields[start : start + _FIGURES_A_ROW]
            noted = any(not figure_field.note.isHidden() for figure_field in side_by_side)
            for figure_field in side_by_side:
                figure_field.keep_room(noted)

    def _show_count(self) -> None:
        entries = self._session.report.sections[self.section.key]
        unreviewed = sum(1 for entry in entries if entry.state == CARRIED)
        words = f"{len(entries)} ý" if entries else "chưa có nội dung"
        self._count.setText(words + (f" · {unreviewed} chưa rà soát" if unreviewed else ""))
        self._carried.show_state(unreviewed if self._session.editable else 0, len(self._renamings()))
