"""The buttons for the rows of an appendix whose rows are open."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cchc_desktop.ui.appendix_view import AppendixView
from cchc_desktop.ui.theme import SMALL


class RowBar(QWidget):
    """Adds, takes out and moves the rows of the table's selected cells. All of it can be undone."""

    def __init__(self, view: AppendixView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._add = self._button("Thêm dòng", "Thêm một dòng dưới dòng đang chọn")
        self._remove = self._button("Bỏ dòng", "Bỏ các dòng đang chọn; hoàn tác được")
        self._up = self._button("Lên", "Chuyển dòng đang chọn lên trên")
        self._down = self._button("Xuống", "Chuyển dòng đang chọn xuống dưới")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        for button in (self._add, self._remove, self._up, self._down):
            layout.addWidget(button)
        layout.addStretch()
        self._add.clicked.connect(view.add_row)
        self._remove.clicked.connect(view.remove_rows)
        self._up.clicked.connect(lambda: view.move_row(-1))
        self._down.clicked.connect(lambda: view.move_row(1))
        model = view.model()
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            signal.connect(self._refresh)
        view.selectionModel().selectionChanged.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        rows = self._view.chosen_rows()
        self._remove.setEnabled(bool(rows))
        self._up.setEnabled(len(rows) == 1 and rows[0] > 0)
        self._down.setEnabled(len(rows) == 1 and rows[0] < self._view.last_row())

    def _button(self, text: str, what_it_does: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(what_it_does)
        button.setAccessibleName(f"{text}, {self._view.accessibleName()}")
        button.setAccessibleDescription(what_it_does)
        return button
