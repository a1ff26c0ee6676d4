"""The explanation of a cell, written below its table."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from cchc_desktop.text.normal import normal
from cchc_desktop.ui.appendix_model import LABEL, AppendixModel
from cchc_desktop.ui.appendix_view import AppendixView
from cchc_desktop.ui.theme import SMALL


class NoteField(QWidget):
    """Shows and takes the note of the table's present cell. What is typed reaches the model key by key."""

    def __init__(self, view: AppendixView, model: AppendixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._model = model
        self._typing = object()
        self._field = QLineEdit()
        self._field.setObjectName(f"note:{model.appendix.key}")
        self._caption = QLabel("Ghi chú cho ô đang chọn")
        self._caption.setBuddy(self._field)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(self._caption)
        layout.addWidget(self._field, 1)
        self._field.textEdited.connect(self._typed)
        view.selectionModel().currentChanged.connect(self._show_cell)
        model.note_edited.connect(self._show_note)
        self._show_cell()

    def _show_cell(self) -> None:
        index = self._view.currentIndex()
        self._typing = object()
        self._field.setEnabled(self._has_note(index) and self._model.editable)
        cell = str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if self._has_note(index) else "đang chọn"
        self._field.setAccessibleName(f"Ghi chú cho ô {cell}")
        self._show_note()

    def _show_note(self) -> None:
        index = self._view.currentIndex()
        note = self._model.note(index.row(), index.column()) if self._has_note(index) else ""
        # The model's note has no spaces at its ends; those being typed stay.
        if normal(self._field.text()).strip() != note:
            self._field.setText(note)

    def _typed(self, text: str) -> None:
        index = self._view.currentIndex()
        self._model.set_note(index.row(), index.column(), text, self._typing)

    def _has_note(self, index: QModelIndex) -> bool:
        return index.isValid() and index.column() != LABEL and not self._model.is_total(index.row())
