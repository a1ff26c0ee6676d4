"""What an import did to the text of a file by itself: old encodings turned into Unicode, lines left out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from cchc_desktop.ui import theme
from cchc_desktop.ui.import_text_cells import WholeText


class TextsTable(QTableWidget):
    """Texts side by side, to read and to copy. The first `wide` columns share the width that is left."""

    def __init__(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], wide: int) -> None:
        super().__init__(len(rows), len(heads))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setItemDelegate(WholeText(self))
        theme.set_look(self, "list")
        self.verticalHeader().hide()
        for number, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.setItem(number, column, QTableWidgetItem(text))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(heads)):
            mode = QHeaderView.ResizeMode.Stretch if column < wide else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, mode)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
