"""The places of a report beside the pieces of an old one: a piece is dragged onto its place, or sent there by a key."""

import json
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from cchc_desktop.domain.template import Template
from cchc_desktop.ui import theme
from cchc_desktop.ui.import_places import REST_EXPLAINED, place_groups

MIME = "application/x-cchc-pieces"
_NAME, _COUNT = 0, 1
_NUMBER = Qt.ItemDataRole.UserRole


def pieces_data(rows: Iterable[int]) -> QMimeData:
    """Pieces under the mouse, by their rows."""
    data = QMimeData()
    data.setData(MIME, QByteArray(json.dumps(list(rows)).encode()))
    return data


class PlaceTree(QTreeWidget):
    """All places of a template, each with the number of pieces that go there.

    Signals:
        dropped: the rows of pieces and the place that they were dropped on
        wanted: Enter or a double click on a place
    """

    dropped = Signal(list, object)
    wanted = Signal()

    def __init__(self, template: Template) -> None:
        super().__init__()
        self._items: dict[str | None, QTreeWidgetItem] = {}
        self._places: list[str | None] = []
        self._before_drag: QTreeWidgetItem | None = None
        self.setObjectName("import_places")
        self.setAccessibleName("Các mục để chuyển đoạn vào")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(theme.MEDIUM)
        self.setUniformRowHeights(True)
        theme.set_look(self, "places")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        self.setAcceptDrops(True)
        self.itemActivated.connect(self.wanted)
        for head, places in place_groups(template):
            above = self._head(head) if head else self.invisibleRootItem()
            for place, words in places:
                item = QTreeWidgetItem(above, [words])
                item.setToolTip(_NAME, words if place is not None else REST_EXPLAINED)
                item.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setData(_NAME, _NUMBER, len(self._places))
                self._items[place] = item
                self._places.append(place)
        self.expandAll()

    @property
    def has_place(self) -> bool:
        """Whether a place is chosen."""
        return _is_place(self.currentItem())

    @property
    def place(self) -> str | None:
        """The chosen place, None for the end of the report. Ask `has_place` before."""
        return self._places[int(self.currentItem().data(_NAME, _NUMBER))]

    def show_place(self, place: str | None) -> None:
        """Chooses a place."""
        self.setCurrentItem(self._items[place])

    def show_counts(self, counts: Mapping[str | None, int]) -> None:
        """Says how many pieces go to each place."""
        for place, item in self._items.items():
            count = counts.get(place, 0)
            item.setText(_COUNT, str(count) if count else "")
            item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(_NAME)}, {count} đoạn")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._before_drag = self.currentItem()
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # The view scrolls by itself near its edges.
        super().dragMoveEvent(event)
        item = self.itemAt(event.position().toPoint())
        if _is_place(item):
            self.setCurrentItem(item)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        if self._before_drag is not None:
            self.setCurrentItem(self._before_drag)

    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if event.mimeData().hasFormat(MIME) and _is_place(item):
            event.acceptProposedAction()
            self.setCurrentItem(item)
            self.dropped.emit(json.loads(bytes(event.mimeData().data(MIME).data())), self.place)

    def _head(self, words: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [words])
        head.setFirstColumnSpanned(True)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setForeground(_NAME, self.palette().placeholderText())
        return head


def _is_place(item: QTreeWidgetItem) -> bool:
    # Qt gives None where there is no item, though its stubs do not say so.
    return bool(item) and item.data(_NAME, _NUMBER) is not None
