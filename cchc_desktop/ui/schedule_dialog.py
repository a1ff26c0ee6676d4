"""Kỳ báo cáo của cơ quan: which reports are owed, when the books close and when a report is due."""

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.period import Kind
from cchc_desktop.domain.schedule import Schedule
from cchc_desktop.text.numbers import parse_count
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import answers, label, row

_EXPLANATION = (
    "Theo Bộ Nội vụ: quý I, 6 tháng, quý III và năm; chốt ngày 14, gửi trước ngày 20. "
    "Nơi nào quy định khác thì sửa ở đây."
)


class ScheduleDialog(QDialog):
    """After `accept`, `schedule` holds the answer."""

    def __init__(self, schedule: Schedule, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kỳ báo cáo của cơ quan")
        self.schedule = schedule
        self._kinds = {kind: QCheckBox(kind.label) for kind in Kind}
        for kind, box in self._kinds.items():
            box.setChecked(kind in schedule.owed)
        self._closing, self._days = QLineEdit(str(schedule.closing_day)), QLineEdit(str(schedule.days_to_send))
        self._closing.setAccessibleName("Ngày chốt số liệu trong tháng cuối kỳ")
        self._days.setAccessibleName("Số ngày được gửi sau khi chốt")
        for field in (self._closing, self._days):
            field.setFixedWidth(72)
        self._fault = label("", "error", wrap=True)
        form = QFormLayout()
        form.setSpacing(theme.MEDIUM)
        form.addRow("Phải báo cáo", row(*self._kinds.values()))
        form.addRow("Chốt số liệu ngày", _with_words(self._closing, "của tháng cuối kỳ; 31 là ngày cuối tháng"))
        form.addRow("Gửi trong vòng", _with_words(self._days, "ngày sau khi chốt"))
        buttons = answers(self, "Lưu")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label(_EXPLANATION, "secondary", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self._fault)
        layout.addWidget(buttons)

    def accept(self) -> None:
        owed = tuple(kind for kind, box in self._kinds.items() if box.isChecked())
        closing, days = parse_count(self._closing.text()), parse_count(self._days.text())
        if not owed:
            self._fault.setText("Cần chọn ít nhất một kỳ báo cáo.")
        elif closing is None or not 1 <= closing <= 31:
            self._fault.setText("Ngày chốt số liệu phải từ 1 đến 31.")
        elif days is None or days > 60:
            self._fault.setText("Số ngày gửi phải từ 0 đến 60.")
        else:
            self.schedule = Schedule(owed, closing, days)
            super().accept()


def _with_words(field: QLineEdit, words: str) -> QWidget:
    box = QWidget()
    inside = row(field, label(words, "secondary"))
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addStretch()
    box.setLayout(inside)
    return box
