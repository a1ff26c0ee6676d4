"""The documents that can be cited: the list, and those that the office's reports cite already."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cchc_desktop.domain.citations import Document
from cchc_desktop.text.dates import format_date
from cchc_desktop.text.folding import fold
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import button, label, row

_DOCUMENT = Qt.ItemDataRole.UserRole


class DocumentsDialog(QDialog):
    """Finds a document by any of its words. After `accept`, `document` is the one that is to be cited.

    `day` is the report's: a document that is no longer in force then says so. Without a report (`citing` false)
    there is nothing to cite, but a list can be imported.

    Signals:
        import_wanted: a list of documents is to be taken in from a file
    """

    import_wanted = Signal()

    def __init__(
        self, documents: Sequence[Document], as_of: date | None, day: date | None, parent: QWidget, *, citing: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Văn bản viện dẫn")
        self.resize(720, 480)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Tìm theo số, cơ quan ban hành hoặc nội dung")
        self._search.setAccessibleName("Tìm văn bản")
        self._search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("documents")
        self.list.setAccessibleName("Các văn bản")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for document in documents:
            over = f"\nđã hết hiệu lực sau ngày {format_date(document.valid_to)}" if _over(document, day) else ""
            item = QListWidgetItem(document.full + over, self.list)
            item.setData(_DOCUMENT, document)
        self._cite = button("Chèn vào câu", "primary")
        self._cite.clicked.connect(self.accept)
        self._cite.setVisible(citing)
        take_in = button("Nhập danh mục từ tệp…")
        take_in.clicked.connect(self.import_wanted)
        take_in.setVisible(not citing)
        close = button("Đóng")
        close.clicked.connect(self.reject)
        tools = row(take_in)
        tools.addStretch()
        tools.addWidget(close)
        tools.addWidget(self._cite)
        known = f"Danh mục kiểm tra ngày {format_date(as_of)}" if as_of else "Chưa có danh mục"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(self._search)
        layout.addWidget(self.list, 1)
        layout.addWidget(
            label(f"{known}, cùng các văn bản mà báo cáo của cơ quan đã viện dẫn.", "secondary", wrap=True)
        )
        layout.addLayout(tools)
        self._search.textChanged.connect(self._filter)
        self.list.itemActivated.connect(self._activated)
        self.list.itemSelectionChanged.connect(self._enable)
        self._citing = citing
        self._enable()

    @property
    def document(self) -> Document | None:
        chosen = self.list.selectedItems()
        found: Document | None = chosen[0].data(_DOCUMENT) if chosen else None
        return found

    def _filter(self, text: str) -> None:
        """Shows what has every word that is looked for, whatever its case and marks."""
        words = fold(text).split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(not all(word in fold(item.text()) for word in words))
        shown = [at for at in range(self.list.count()) if not self.list.item(at).isHidden()]
        self.list.setCurrentRow(shown[0] if words and shown else -1)

    def _activated(self) -> None:
        if self._citing:
            self.accept()

    def _enable(self) -> None:
        self._cite.setEnabled(self.document is not None)


def _over(document: Document, day: date | None) -> bool:
    return day is not None and document.expired_on(day)
