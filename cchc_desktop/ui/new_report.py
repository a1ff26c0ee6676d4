"""The question before a new report: which period, in which form."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.summary import Summary
from cchc_desktop.domain.template import Template
from cchc_desktop.text.dates import format_date
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import answers, label

_OFFERED = (Kind.Q1, Kind.H1, Kind.Q3, Kind.M9, Kind.Y, Kind.Q2, Kind.Q4)
_YEARS_BACK = 12


class Choice(QComboBox):
    """A combo box that the wheel does not change while the mouse merely passes over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NewReport(QDialog):
    """Asks for period, template and what to bring along; after `accept`, the properties hold the answer.

    `previous` gives the report that one of a period would continue.
    """

    def __init__(
        self,
        templates: Mapping[str, Template],
        previous: Callable[[Period], Summary | None],
        today: date,
        suggested: Period,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Báo cáo mới")
        self._templates = sorted(templates.values(), key=lambda template: template.used_from)
        self._previous = previous
        self._kind, self._year, self._form, self._from = Choice(), Choice(), Choice(), Choice()
        for kind in _OFFERED:
            self._kind.addItem(kind.label, kind)
        for year in range(today.year + 1, today.year - _YEARS_BACK, -1):
            self._year.addItem(str(year), year)
        for template in self._templates:
            self._form.addItem(template.name, template.key)
        self._kind.setCurrentIndex(_OFFERED.index(suggested.kind))
        self._year.setCurrentIndex(self._year.findData(suggested.year))
        self._window = label("", "secondary", wrap=True)
        form = QFormLayout()
        form.setSpacing(theme.MEDIUM)
        for caption, choice in (
            ("Kỳ báo cáo", self._kind),
            ("Năm", self._year),
            ("Mẫu báo cáo", self._form),
            ("Nội dung", self._from),
        ):
            choice.setAccessibleName(caption)
            form.addRow(caption, choice)
        form.addRow("", self._window)
        buttons = answers(self, "Lập báo cáo")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.LARGE)
        layout.addWidget(label("Lập báo cáo cho kỳ nào?", "heading"))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(600)
        self._kind.currentIndexChanged.connect(self._period_chosen)
        self._year.currentIndexChanged.connect(self._period_chosen)
        self._period_chosen()

    @property
    def period(self) -> Period:
        return Period(self._year.currentData(), self._kind.currentData())

    @property
    def template_key(self) -> str:
        return str(self._form.currentData())

    @property
    def earlier_id(self) -> int | None:
        """The report whose text and balances are to come along; None for an empty report."""
        earlier: int | None = self._from.currentData()
        return earlier

    def _period_chosen(self) -> None:
        """Offers the template in use in that period; another one may still be chosen."""
        period = self.period
        window = period.window
        self._window.setText(f"Số liệu từ {format_date(window.start)} đến {format_date(window.end)}; sửa được sau.")
        in_use = [template for template in self._templates if template.used_from <= period] or self._templates[:1]
        self._form.setCurrentIndex(self._form.findData(in_use[-1].key))
        self._from.clear()
        earlier = self._previous(period)
        if earlier is not None:
            self._from.addItem(f"Mang sang từ báo cáo {earlier.period.title}, để rà soát lại", earlier.id)
        self._from.addItem("Để trống", None)
