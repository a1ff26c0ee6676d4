"""Ban hành and Mở lại: the questions before a report is issued or opened again."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.issue import Issue
from cchc_desktop.domain.report import DocumentHead
from cchc_desktop.text.dates import format_date, parse_date
from cchc_desktop.text.normal import is_blank
from cchc_desktop.text.numbers import parse_count
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import answers, label
from cchc_desktop.ui.lines_field import LinesField


class IssueReport(QDialog):
    """Asks for the number and the day that the registry gave; none is suggested but what the report already has."""

    def __init__(self, head: DocumentHead, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ban hành báo cáo")
        self._number, self._date = QLineEdit(), QLineEdit()
        self._number.setText("" if head.number is None else str(head.number))
        self._date.setText(format_date(head.date))
        self._date.setPlaceholderText("ngày/tháng/năm")
        self._fault = label("", "error", wrap=True)
        form = QFormLayout()
        form.setSpacing(theme.MEDIUM)
        for caption, field in (("Số văn bản", self._number), ("Ngày ký", self._date)):
            field.setAccessibleName(caption)
            form.addRow(caption, field)
        _frame(
            self,
            "Số và ngày do văn thư cấp. Sau khi ban hành, báo cáo được khóa lại, tệp Word và PDF được giữ "
            "cùng báo cáo; muốn sửa thì mở lại và ghi lý do.",
            form,
            self._fault,
            "Ban hành",
        )

    @property
    def number(self) -> int:
        return parse_count(self._number.text()) or 0

    @property
    def day(self) -> date:
        day = parse_date(self._date.text())
        assert day is not None
        return day

    def accept(self) -> None:
        if not self.number:
            self._fault.setText("Cần ghi số văn bản, ví dụ 91.")
        elif parse_date(self._date.text()) is None:
            self._fault.setText("Cần ghi một ngày có thật dạng ngày/tháng/năm, ví dụ 16/06/2022.")
        else:
            super().accept()


class ReopenReport(QDialog):
    """Asks why an issued report is opened again, and shows how it was issued."""

    def __init__(self, issues: Sequence[Issue], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mở lại báo cáo")
        self._reason = LinesField()
        self._reason.setAccessibleName("Lý do mở lại")
        self._reason.setPlaceholderText("Ví dụ: sửa số hồ sơ theo yêu cầu của Phòng Nội vụ")
        self._fault = label("", "error", wrap=True)
        self._reason.refused.connect(self._fault.setText)
        form = QFormLayout()
        form.addRow(label("Lý do mở lại"))
        form.addRow(self._reason)
        _frame(self, issue_words(issues), form, self._fault, "Mở lại")

    @property
    def reason(self) -> str:
        return self._reason.toPlainText()

    def accept(self) -> None:
        if is_blank(self.reason.replace("\n", " ")):
            self._fault.setText("Cần ghi lý do mở lại báo cáo.")
        else:
            super().accept()


def issue_words(issues: Sequence[Issue]) -> str:
    """How a report was issued and opened again, a line each."""
    if not issues:
        return "Báo cáo này được nạp từ tệp khi đã ban hành nên chưa giữ tệp Word, PDF nào."
    lines = []
    for issue in issues:
        who = f", {issue.author}" if issue.author else ""
        registered = f"số {issue.number} ngày {format_date(issue.date)}"
        lines.append(f"Lần {issue.version}: {registered} (ban hành {_moment(issue.issued)}{who})")
        if issue.reopened:
            lines.append(f"   mở lại {_moment(issue.reopened)}: {issue.reason}")
    return "\n".join(lines)


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%H:%M %d/%m/%Y")


def _frame(dialog: QDialog, explanation: str, form: QFormLayout, fault: QWidget, verb: str) -> None:
    buttons = answers(dialog, verb)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
    layout.setSpacing(theme.MEDIUM)
    layout.addWidget(label(explanation, "secondary", wrap=True))
    layout.addLayout(form)
    layout.addWidget(fault)
    layout.addWidget(buttons)
    dialog.setMinimumWidth(480)
