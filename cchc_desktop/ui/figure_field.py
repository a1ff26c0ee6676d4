"""A figure (số liệu) as a labelled field beside the text it belongs to."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.prior import Prior
from cchc_desktop.domain.template import Figure
from cchc_desktop.text.normal import is_blank
from cchc_desktop.text.numbers import format_count, parse_count
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import label


class _Input(QLineEdit):
    """Takes any text: what is no number is kept and marked, never dropped or rewritten while it is typed."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class FigureField(QWidget):
    """Label, input `figure:KEY` and unit. A ratio is shown and cannot be typed.

    Signals:
        edited: key and text, at every change by the person
    """

    edited = Signal(str, str)

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self.input = _Input(self)
        self.input.setObjectName(f"figure:{figure.key}")
        self.input.setAccessibleName(figure.label)
        self.input.setPlaceholderText("tự tính" if figure.ratio else "chưa có số")
        self.input.setReadOnly(figure.ratio is not None)
        self.input.textEdited.connect(self._edited)
        self.input.left.connect(self.show_fault)
        required = " (bắt buộc)" if figure.required else ""
        caption = label(figure.label + required, wrap=True)
        caption.setBuddy(self.input)
        self._below = label("", "secondary", wrap=True)
        self._prior = Prior()
        self.input.setAccessibleDescription(figure.unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(caption)
        layout.addStretch()
        layout.addWidget(self.input)
        layout.addWidget(self._below)
        self.show_fault()

    def set_text(self, text: str) -> None:
        """Shows a stored text; a number with dots between thousands."""
        value = parse_count(text)
        self.input.setText(text if value is None else format_count(value))
        self.show_fault()

    def set_prior(self, prior: Prior) -> None:
        """What the figure was; shown below it, with a word where the figure jumps out of the pattern."""
        self._prior = prior
        self.show_fault()

    def set_editable(self, editable: bool) -> None:
        self.input.setReadOnly(not editable or self.figure.ratio is not None)

    def show_fault(self) -> None:
        """Says what is wrong with the text, once the person has left the field."""
        text = self.input.text()
        count = parse_count(text)
        faulty = not self.figure.ratio and not is_blank(text) and count is None
        parts = [part for part in (self.figure.unit, self._prior.words(), self._prior.jump(count)) if part]
        self._below.setText(
            f"“{text}” không phải là số đếm; báo cáo coi như chưa có." if faulty else " · ".join(parts) or " "
        )
        theme.set_look(self._below, "error" if faulty else "secondary")
        theme.set_fault(self.input, faulty)

    def _edited(self, text: str) -> None:
        self.edited.emit(self.figure.key, text)
