"""Giải trình: the question why a warning stands as it is."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import Finding
from cchc_desktop.text.normal import is_blank
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import answers, label
from cchc_desktop.ui.lines_field import LinesField


class AnswerFinding(QDialog):
    """Asks for the reason. After `accept`, `reason` holds it."""

    def __init__(self, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Giải trình")
        self._reason = LinesField()
        self._reason.setAccessibleName("Lý do")
        self._reason.setPlaceholderText("Ví dụ: đã đối chiếu với sổ theo dõi, số đúng là 12")
        self._fault = label("", "error", wrap=True)
        self._reason.refused.connect(self._fault.setText)
        buttons = answers(self, "Ghi giải trình")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label(finding.message, wrap=True))
        layout.addWidget(
            label(
                "Lý do được giữ cùng báo cáo và không in ra. Khi chỗ này thay đổi, điểm này hiện lại.",
                "secondary",
                wrap=True,
            )
        )
        layout.addWidget(self._reason)
        layout.addWidget(self._fault)
        layout.addWidget(buttons)
        self.setMinimumWidth(480)

    @property
    def reason(self) -> str:
        return self._reason.toPlainText()

    def accept(self) -> None:
        if is_blank(self.reason.replace("\n", " ")):
            self._fault.setText("Cần ghi lý do.")
        else:
            super().accept()
