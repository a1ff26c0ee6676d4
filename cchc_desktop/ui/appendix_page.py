"""One appendix in the middle of the window."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.edit import AppendixEdit, CellEdit
from cchc_desktop.domain.history import History
from cchc_desktop.domain.prior import cell_prior
from cchc_desktop.domain.template import Appendix
from cchc_desktop.ui.appendix_model import AppendixModel
from cchc_desktop.ui.appendix_note_field import NoteField
from cchc_desktop.ui.appendix_row_bar import RowBar
from cchc_desktop.ui.appendix_view import AppendixView
from cchc_desktop.ui.layouts import ReportPage, label, page
from cchc_desktop.ui.session import ReportSession


class AppendixPage(ReportPage):
    """The table of an appendix with what belongs to it.

    Signals:
        refused: one sentence about what could not be pasted
    """

    refused = Signal(str)

    def __init__(self, appendix: Appendix, session: ReportSession, history: History, parent: QWidget) -> None:
        super().__init__(parent)
        self.appendix = appendix
        self._session = session
        self._history = history
        report = session.report
        data = report.appendices[appendix.key]
        unreadable = {
            (row.key, column): report.unreadable[place]
            for index, row in enumerate(data.rows)
            for column in appendix.column_by_key
            if (place := f"appendices.{appendix.key}.rows[{index}].cells.{column}") in report.unreadable
        }
        self.model = AppendixModel(appendix, data, unreadable, self, editable=session.editable)
        self.model.cell_edited.connect(self._cell_edited)
        self.model.note_edited.connect(self._note_edited)
        self.model.label_edited.connect(self._rows_edited)
        self.model.rows_edited.connect(self._rows_edited)
        self.view = AppendixView(self.model)
        self.view.refused.connect(self.refused)
        content, layout = page()
        self.setWidget(content)
        layout.addWidget(label(appendix.title, "heading", wrap=True))
        hint = "Tab hoặc Enter để sang ô tiếp theo; dán được cả khối ô chép từ Excel. Ô không có số thì để trống."
        if appendix.unit:
            hint = f"Đơn vị tính: {appendix.unit}. {hint}"
        layout.addWidget(label(hint, "secondary", wrap=True))
        layout.addWidget(self.view)
        if appendix.open and session.editable:
            layout.addWidget(RowBar(self.view))
        layout.addWidget(NoteField(self.view, self.model))
        self._prior = label(" ", "secondary")
        layout.addWidget(self._prior)
        self.view.selectionModel().currentChanged.connect(self._show_prior)
        layout.addStretch()
        self.setFocusProxy(self.view)

    def reveal(self, row: int, column: str) -> None:
        """Puts the cursor into a cell; `column` "" is the row's label."""
        index = self.model.index(row, self.model.column_of(column) if column else 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _show_prior(self, index: QModelIndex) -> None:
        """What the cell under the cursor was, with a word where it jumps out of the pattern."""
        rows = self.model.rows()
        if index.column() < 1 or index.row() >= len(rows):
            self._prior.setText(" ")
            return
        column, row = self.appendix.columns[index.column() - 1], rows[index.row()]
        prior = cell_prior(self.appendix, column, row, self._session.report.period, self._history)
        value = row.cells.get(column.key)
        words = [part for part in (prior.words(), prior.sum_words(value), prior.jump(value)) if part]
        self._prior.setText(f"{row.label}, {column.label}: {' · '.join(words)}" if words else " ")

    def _cell_edited(self, row: str, column: str, text: str) -> None:
        self._session.edit(CellEdit(self.appendix.key, row, column, text, self._note(row, column)))

    def _note_edited(self, row: str, column: str, note: str) -> None:
        self._session.edit(CellEdit(self.appendix.key, row, column, self._text(row, column), note))

    def _rows_edited(self) -> None:
        self._session.edit(AppendixEdit(self.appendix.key, self.model.data_now(), self.model.unreadable_now()))

    def _note(self, row: str, column: str) -> str:
        for stored in self._session.report.appendices[self.appendix.key].rows:
            if stored.key == row:
                return stored.notes.get(column, "")
        return ""

    def _text(self, row: str, column: str) -> str:
        unreadable = self.model.unreadable_now().get((row, column))
        if unreadable is not None:
            return unreadable
        for stored in self.model.data_now().rows:
            value = stored.cells.get(column)
            if stored.key == row and value is not None:
                return str(value)
        return ""
