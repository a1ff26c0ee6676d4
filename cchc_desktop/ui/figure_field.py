"""A figure (số liệu) as a labelled field beside the text it belongs to."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.prior import Prior
from cchc_desktop.domain.template import Figure
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.text.numbers import format_count, parse_count
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import button, label


class _Input(QLineEdit):
    """Takes any text: what is no number is kept and marked, never dropped or rewritten while it is typed."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class FigureField(QWidget):
    """Label, input `figure:KEY`, unit and note `note:figure:KEY`. A ratio is shown and can neither be typed nor noted.

    Signals:
        edited: key, text and note, at every change by the person
        note_shown: the note has come into sight or gone
    """

    edited = Signal(str, str, str)
    note_shown = Signal()

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self.input = _Input(self)
        self.input.setObjectName(f"figure:{figure.key}")
        self.input.setAccessibleName(figure.label)
        self.input.setPlaceholderText("tự tính" if figure.ratio else "chưa có số")
        self.input.setReadOnly(figure.ratio is not None)
        if figure.ratio is None:
            # Not textEdited: a screen reader or a script sets the text without a key.
            self.input.textChanged.connect(self._typed)
        self.input.left.connect(self.show_fault)
        required = " (bắt buộc)" if figure.required else ""
        caption = label(figure.label + required, wrap=True)
        caption.setBuddy(self.input)
        self._below = label("", "secondary", wrap=True)
        self._prior = Prior()
        self.input.setAccessibleDescription(figure.unit)
        self.note = QLineEdit(self)
        self.note.setObjectName(f"note:figure:{figure.key}")
        self.note.setAccessibleName(f"Ghi chú cho {figure.label}")
        self.note.setPlaceholderText("Giải thích con số này; không in vào báo cáo")
        self.note.textEdited.connect(self._typed)
        self.note.editingFinished.connect(self._note_left)
        self.note.hide()
        self._add_note = button("Ghi chú", "link")
        self._add_note.setAccessibleName(f"Ghi chú cho {figure.label}")
        self._add_note.setToolTip("Giải thích con số này, ví dụ vì sao khác kỳ trước")
        self._add_note.clicked.connect(self._write_note)
        policy = self._add_note.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._add_note.setSizePolicy(policy)
        below = QHBoxLayout()
        below.setSpacing(theme.SMALL)
        below.addWidget(self._below, 1)
        below.addWidget(self._add_note, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(caption)
        layout.addStretch()
        layout.addWidget(self.input)
        layout.addLayout(below)
        layout.addWidget(self.note)
        self._add_note.setVisible(figure.ratio is None)
        self.show_fault()

    def set_text(self, text: str) -> None:
        """Shows a stored text; a number with dots between thousands."""
        value = parse_count(text)
        with QSignalBlocker(self.input):
            self.input.setText(text if value is None else format_count(value))
        self.show_fault()

    def set_note(self, note: str) -> None:
        """Shows a stored note; without one, the button that asks for it."""
        # The stored note has no spaces at its ends; those being typed stay.
        if _note(self.note.text()) != note:
            self.note.setText(note)
            self.note.setCursorPosition(0)
        self._show_note(bool(note) or self.note.hasFocus())

    def keep_room(self, kept: bool) -> None:
        """Whether the note takes up its room unseen, so that the field stands level with one that shows a note."""
        policy = self.note.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.note.setSizePolicy(policy)

    def set_prior(self, prior: Prior) -> None:
        """What the figure was; shown below it, with a word where the figure jumps out of the pattern."""
        self._prior = prior
        self.show_fault()

    def set_editable(self, editable: bool) -> None:
        self.input.setReadOnly(not editable or self.figure.ratio is not None)
        self.note.setReadOnly(not editable)
        self._add_note.setEnabled(editable)

    def show_fault(self) -> None:
        """Says what is wrong with the text, once the person has left the field."""
        text = self.input.text()
        count = parse_count(text)
        faulty = not self.figure.ratio and not is_blank(text) and count is None
        prior = self._prior
        said = (self.figure.unit, prior.words(), prior.sum_words(count), prior.jump(count))
        parts = [part for part in said if part]
        self._below.setText(
            f"“{text}” không phải là số đếm; báo cáo coi như chưa có." if faulty else " · ".join(parts) or " "
        )
        theme.set_look(self._below, "error" if faulty else "secondary")
        theme.set_fault(self.input, faulty)

    def _typed(self) -> None:
        self.edited.emit(self.figure.key, self.input.text(), _note(self.note.text()))

    def _write_note(self) -> None:
        self._show_note(True)
        self.note.setFocus()

    def _note_left(self) -> None:
        self._show_note(bool(_note(self.note.text())))

    def _show_note(self, shown: bool) -> None:
        self.note.setVisible(shown)
        self._add_note.setVisible(not shown and self.figure.ratio is None)
        self.note_shown.emit()


def _note(typed: str) -> str:
    """What is stored of a note as it is typed."""
    return "" if is_blank(typed) else normal(typed).strip()
