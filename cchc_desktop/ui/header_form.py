"""Thông tin chung: who writes to whom, and the sentences around the report."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from cchc_desktop.domain.edit import FieldEdit
from cchc_desktop.domain.fields import FIELD_BY_NAME, Field, Form, is_readable, text_of
from cchc_desktop.domain.report import Entry
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import ReportPage, card, label, page
from cchc_desktop.ui.lines_field import LinesField
from cchc_desktop.ui.section_editor import SectionEditor
from cchc_desktop.ui.session import ReportSession

_CARDS = (
    ("Cơ quan", (("superior", "issuer"), ("symbol", "place"))),
    ("Văn bản", (("number", "date"), ("subject",), ("window_from", "window_to"))),
    ("Người ký", (("on_behalf", "capacity"), ("signer_title", "deputy_title"), ("signer_name",))),
    ("Nơi gửi, nơi nhận", (("addressees", "recipients"), ("archive",))),
    ("Lời mở đầu và kết thúc", (("opening",), ("closing",))),
)


class FieldInput(QObject):
    """A field of the form: its widget, its text, and `edited` when the person changes it.

    The text is never rewritten while it is typed. What cannot be read is kept, marked and explained; `refused` says
    in a sentence why something was not pasted.
    """

    edited = Signal(str, str)
    refused = Signal(str)

    def __init__(self, field: Field, parent: QObject) -> None:
        super().__init__(parent)
        self.field = field
        self.widget: QLineEdit | LinesField | SectionEditor
        if field.form is Form.LINES:
            self.widget = LinesField()
            self.widget.setPlaceholderText(field.hint)
            self.widget.textChanged.connect(self._changed)
            self.widget.refused.connect(self.refused)
        elif field.form is Form.PARAGRAPH:
            self.widget = SectionEditor(field.name, plain=True, label=field.label)
            self.widget.hint = field.hint
            self.widget.edited.connect(self._changed)
            self.widget.refused.connect(self.refused)
        else:
            self.widget = QLineEdit()
            self.widget.setPlaceholderText(field.hint)
            # Not textEdited: a screen reader or a script sets the text without a key.
            self.widget.textChanged.connect(self._changed)
        self.widget.setObjectName(f"field:{field.name}")
        self.widget.setAccessibleName(field.label)
        self.widget.setAccessibleDescription(field.hint)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()

    def text(self) -> str:
        if isinstance(self.widget, SectionEditor):
            return " ".join(entry.text for entry in self.widget.entries())
        return self.widget.text() if isinstance(self.widget, QLineEdit) else self.widget.toPlainText()

    def set_text(self, text: str) -> None:
        self.widget.blockSignals(True)
        if isinstance(self.widget, SectionEditor):
            self.widget.set_entries((Entry(text),) if text else ())
        elif isinstance(self.widget, QLineEdit):
            self.widget.setText(text)
        else:
            self.widget.setPlainText(text)
        self.widget.blockSignals(False)
        self.show_fault()

    def replace_text(self, text: str) -> None:
        """Puts another text in place as one step of undo."""
        if isinstance(self.widget, SectionEditor):
            self.widget.replace_entries((Entry(text),))
        else:
            self.widget.selectAll()
            self.widget.insert(text) if isinstance(self.widget, QLineEdit) else self.widget.insertPlainText(text)

    def show_fault(self) -> None:
        """Says what is wrong with the text, once the person has left the field."""
        faulty = not is_readable(self.field, self.text())
        reason = "một ngày có thật, ghi ngày/tháng/năm" if self.field.form is Form.DATE else "số đếm"
        self.fault.setText(f"“{self.text()}” không phải là {reason}; báo cáo coi như chưa có." if faulty else "")
        self.fault.setVisible(faulty)
        theme.set_fault(self.widget, faulty)

    def _changed(self) -> None:
        self.edited.emit(self.field.name, self.text())


class HeaderForm(ReportPage):
    """The form of all fields; `refused` tells in one sentence why something was not pasted."""

    refused = Signal(str)

    def __init__(self, session: ReportSession, resolve: Callable[[str], str | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.inputs: dict[str, FieldInput] = {}
        content, layout = page()
        self.setWidget(content)
        for title, rows in _CARDS:
            frame, inside = card()
            layout.addWidget(frame)
            inside.addWidget(label(title, "heading"))
            grid = QGridLayout()
            inside.addLayout(grid)
            grid.setHorizontalSpacing(theme.LARGE)
            grid.setVerticalSpacing(theme.TIGHT)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            for number, names in enumerate(rows):
                for column, name in enumerate(names):
                    self._add(grid, 3 * number, column, 2 if len(names) == 1 else 1, name)
                grid.setRowMinimumHeight(3 * number + 2, theme.TIGHT)
        layout.addStretch()
        for editor in self._editors():
            editor.set_slot_values(resolve)
        self._fill()

    def reveal(self, name: str) -> QWidget:
        """Brings a field into sight; gives its widget."""
        widget = self.inputs[name].widget
        self.ensureWidgetVisible(widget)
        return widget

    def refresh_values(self) -> None:
        """Shows what the report's numbers come to now, in the chips of opening and closing."""
        for editor in self._editors():
            editor.refresh_slots()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            for field_input in self.inputs.values():
                if field_input.widget is watched:
                    field_input.show_fault()
        return super().eventFilter(watched, event)

    def _add(self, grid: QGridLayout, line: int, column: int, span: int, name: str) -> None:
        field = FIELD_BY_NAME[name]
        field_input = FieldInput(field, self)
        field_input.edited.connect(self._edited)
        field_input.refused.connect(self.refused)
        caption = label(field.label, "secondary")
        caption.setBuddy(field_input.widget)
        box = QWidget()
        grid.addWidget(box, line, column, 1, span)
        inside = QGridLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.TIGHT)
        inside.addWidget(caption)
        inside.addWidget(field_input.widget)
        inside.addWidget(field_input.fault)
        inside.setRowStretch(3, 1)
        field_input.widget.installEventFilter(self)
        self.inputs[name] = field_input

    def _fill(self) -> None:
        for field_input in self.inputs.values():
            field_input.set_text(text_of(self._session.report, field_input.field))
            field_input.widget.setReadOnly(not self._session.editable)

    def _editors(self) -> list[SectionEditor]:
        return [made.widget for made in self.inputs.values() if isinstance(made.widget, SectionEditor)]

    def _edited(self, name: str, text: str) -> None:
        self._session.edit(FieldEdit(name, text))
