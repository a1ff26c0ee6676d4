"""The section as earlier reports have it, to read and to copy from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from cchc_desktop.domain.report import Entry, Report
from cchc_desktop.domain.values import run_text
from cchc_desktop.text.marks import parse


class PriorText(QDialog):
    """Stays open beside the form, so that one can read it while writing."""

    def __init__(self, title: str, found: Sequence[tuple[Report, tuple[Entry, ...]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Kỳ trước: {title}")
        self.resize(560, 480)
        browser = QTextBrowser()
        browser.setAccessibleName("Nội dung kỳ trước")
        lines = []
        for report, entries in found:
            lines.append(report.period.title_alone.upper())
            lines += [f"- {''.join(run_text(run, report) for run in parse(entry.text))}" for entry in entries]
            lines.append("")
        browser.setPlainText("\n".join(lines) or "Chưa có báo cáo nào trước kỳ này có nội dung cho mục.")
        layout = QVBoxLayout(self)
        layout.addWidget(browser)
