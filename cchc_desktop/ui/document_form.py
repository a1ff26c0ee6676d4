"""One document of the office's own list: what a citation needs, and from when till when it holds."""

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.citations import KINDS, Document
from cchc_desktop.domain.own_documents import stated
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.text.dates import format_date
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import answers, label
from cchc_desktop.ui.new_report import Choice

_EXPLANATION = "Chỉ cần loại, số và ký hiệu; ghi đủ thì chương trình viện dẫn đủ và nhắc khi văn bản hết hiệu lực."
_FIELDS = (
    ("number", "Số và ký hiệu", "36/KH-UBND"),
    ("date", "Ngày ban hành", "05/3/2020"),
    ("issuer", "Cơ quan ban hành", "UBND xã Lam Khê"),
    ("subject", "Trích yếu", "về cải cách hành chính năm 2026"),
    ("valid_from", "Có hiệu lực từ ngày", "để trống nếu không rõ"),
    ("valid_to", "Đến hết ngày", "để trống nếu còn hiệu lực"),
    ("successor", "Văn bản thay thế", "Kế hoạch số 12/KH-UBND"),
)


class DocumentForm(QDialog):
    """After `accept`, `document` is the answer. The one that is given fills the form."""

    def __init__(self, document: Document | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Văn bản của cơ quan")
        self.document = document
        self.kind = Choice()
        self.kind.setAccessibleName("Loại văn bản")
        for kind in sorted(KINDS):
            self.kind.addItem(kind)
        self.kind.setCurrentText(document.kind if document else "Kế hoạch")
        self.inputs = {name: QLineEdit() for name, _, _ in _FIELDS}
        form = QFormLayout()
        form.setSpacing(theme.MEDIUM)
        form.addRow("Loại văn bản", self.kind)
        for name, words, example in _FIELDS:
            self.inputs[name].setAccessibleName(words)
            self.inputs[name].setPlaceholderText(example)
            form.addRow(words, self.inputs[name])
        if document:
            for name, text in _texts(document).items():
                self.inputs[name].setText(text)
                self.inputs[name].setCursorPosition(0)
        self._fault = label("", "error", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label(_EXPLANATION, "secondary", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self._fault)
        layout.addWidget(answers(self, "Ghi vào danh mục"))
        self.setMinimumWidth(560)
        self.inputs["number"].setFocus()

    def accept(self) -> None:
        texts = {name: field.text() for name, field in self.inputs.items()}
        try:
            self.document = stated({"kind": self.kind.currentText(), **texts})
        except Refusal as refusal:
            self._fault.setText(str(refusal))
        else:
            super().accept()


def _texts(document: Document) -> dict[str, str]:
    return {
        "number": document.number,
        "date": format_date(document.day),
        "issuer": document.issuer,
        "subject": document.subject,
        "valid_from": format_date(document.valid_from),
        "valid_to": format_date(document.valid_to),
        "successor": document.successor,
    }
