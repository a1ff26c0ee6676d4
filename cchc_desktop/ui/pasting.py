"""What is pasted into an open report: what needs a review first is offered one, old encodings are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QVBoxLayout, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.template import Appendix, Template
from cchc_desktop.ui import entry_clipboard, theme
from cchc_desktop.ui.appendix_block import read_block
from cchc_desktop.ui.appendix_view import AppendixView
from cchc_desktop.ui.import_texts import TextsTable
from cchc_desktop.ui.layouts import button
from cchc_desktop.ui.notice_bar import NoticeBar
from cchc_desktop.ui.section_editor import SectionEditor

if TYPE_CHECKING:
    from cchc_desktop.importing.legacy_text import Conversion

_LEAST_HEADINGS = 3
_LEAST_LETTERS = 200
_LEAST_LINES = 2
_CONVERTED_SIZE = (860, 480)


class WholeReports(QObject):
    """Notices a whole report among what is pasted into a section, and asks what is meant.

    Signals:
        wanted: what was copied is to be reviewed as a whole report
    """

    wanted = Signal(QMimeData)

    def __init__(self, template: Template, window: QWidget) -> None:
        super().__init__(window)
        self._template = template
        self._window = window

    def watch(self, editor: SectionEditor) -> None:
        """Asks of everything that is pasted into this editor from now on."""
        editor.takes_elsewhere = lambda data: self._takes(editor, data)

    def _takes(self, editor: SectionEditor, data: QMimeData) -> bool:
        if entry_clipboard.is_own(data) or len(data.text() or data.html()) < _LEAST_LETTERS:
            return False
        # Late: most of what is pasted is a sentence.
        from cchc_desktop.importing.opening import html_file, html_of_text
        from cchc_desktop.importing.report_reader import count_headings

        html = data.html() if data.hasHtml() else html_of_text(data.text())
        count = count_headings(html_file(html), self._template)
        if count < _LEAST_HEADINGS:
            return False
        copied = QMimeData()
        copied.setText(data.text())
        copied.setHtml(html)
        self._ask(editor, copied, count)
        return True

    def _ask(self, editor: SectionEditor, copied: QMimeData, count: int) -> None:
        box = QMessageBox(self._window)
        box.setObjectName("whole_report")
        box.setWindowTitle("Dán cả báo cáo")
        box.setText(f"Phần vừa chép có {count} đề mục của mẫu, giống cả một báo cáo.")
        box.setInformativeText("Bạn muốn xem để chia vào các mục, hay dán tất cả vào mục này?")
        review = box.addButton("Chia vào các mục…", QMessageBox.ButtonRole.AcceptRole)
        here = box.addButton("Dán vào mục này", QMessageBox.ButtonRole.ActionRole)
        box.addButton("Hủy", QMessageBox.ButtonRole.RejectRole)
        review.clicked.connect(lambda: self.wanted.emit(copied))
        here.clicked.connect(lambda: editor.insert_copied(copied))
        box.finished.connect(box.deleteLater)
        box.open()


class BlocksWithHeads(QObject):
    """Notices figures that are pasted with their heads: their columns are to be confirmed, not their order trusted.

    Signals:
        wanted: the `Sheet` that was pasted
    """

    wanted = Signal(object)

    def watch(self, view: AppendixView, appendix: Appendix) -> None:
        """Looks at everything that is pasted into this table from now on."""
        view.takes_elsewhere = lambda data: self._takes(appendix, data)

    def _takes(self, appendix: Appendix, data: QMimeData) -> bool:
        from cchc_desktop.importing.sheet_reader import heads_known, pasted_sheet

        try:
            lines = read_block(data.text())
        except Refusal:
            return False
        if len(lines) < _LEAST_LINES:
            return False
        sheet = pasted_sheet(data.html() if data.hasHtml() else "", lines)
        if sheet is None or not heads_known(sheet, appendix):
            return False
        self.wanted.emit(sheet)
        return True


class ConversionNotice(NoticeBar):
    """Says that what was just pasted was in an old encoding, and shows it before and after."""

    def __init__(self, conversions: "Sequence[Conversion]") -> None:
        encodings = " và ".join(sorted({one.encoding for one in conversions}))
        words = f"{len(conversions)} đoạn vừa dán dùng bảng mã cũ {encodings}, đã chuyển sang Unicode."
        show = button("Xem trước và sau")
        super().__init__("conversion_notice", words, show)
        self._conversions = conversions
        show.clicked.connect(self._show)

    def _show(self) -> None:
        dialog = QDialog(self.window())
        dialog.setWindowTitle("Các đoạn đã chuyển mã")
        dialog.resize(*_CONVERTED_SIZE)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.MEDIUM)
        rows = [(one.before, one.after, one.encoding) for one in self._conversions]
        layout.addWidget(TextsTable("Các đoạn đã chuyển mã", ("Khi dán", "Sau khi chuyển", "Bảng mã cũ"), rows, 2))
        dialog.open()
