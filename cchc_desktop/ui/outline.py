"""An outline beside its pages: a part with its sub-sections, or the appendices."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from cchc_desktop.domain.progress import SectionState
from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon

_WIDTH = 232
_KEY = Qt.ItemDataRole.UserRole
_NAME = Qt.ItemDataRole.UserRole + 1


class OutlinedPages(QWidget):
    """The outline at the left, one page at a time beside it in `frame`. With one page there is no outline to see.

    Signals:
        shown: the key of the page that came into view
    """

    shown = Signal(str)

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__()
        self._pages: dict[str, QWidget] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.outline = QTreeWidget()
        self.outline.setObjectName(object_name)
        self.outline.setAccessibleName(accessible_name)
        self.outline.setHeaderHidden(True)
        self.outline.setRootIsDecorated(False)
        self.outline.setItemsExpandable(False)
        self.outline.setIndentation(theme.LARGE)
        self.outline.setIconSize(QSize(20, 20))
        self.outline.setFixedWidth(_WIDTH)
        self.outline.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.outline.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.outline.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.outline.currentItemChanged.connect(self._chosen)
        self.frame = QStackedWidget()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.outline)
        layout.addWidget(self.frame, 1)

    def add_heading(self, key: str, text: str, parent: str) -> None:
        """A line that has no page of its own: it leads to the first page below it."""
        self._add_item(key, text, parent)

    def add_page(self, key: str, text: str, parent: str, page: QWidget) -> None:
        self._add_item(key, text, parent)
        self._pages[key] = page
        self.frame.addWidget(page)
        self.outline.setVisible(len(self._pages) > 1)
        if self.outline.currentItem() is None:
            self.show_page(key)

    def keys(self) -> list[str]:
        return list(self._pages)

    def current_key(self) -> str:
        return next((key for key, page in self._pages.items() if page is self.frame.currentWidget()), "")

    def show_page(self, key: str) -> None:
        self.outline.setCurrentItem(self._items[key])

    def set_states(self, states: Mapping[str, SectionState]) -> None:
        """Marks the lines; each says its state in words too."""
        colours = theme.colours_of(self)
        marks = {
            SectionState.EMPTY: ("empty", colours.secondary),
            SectionState.PARTLY: ("partly", colours.secondary),
            SectionState.DONE: ("done", colours.good),
            SectionState.CARRIED: ("carried", colours.carried),
            SectionState.FAULTY: ("faulty", colours.warning),
        }
        for key, item in self._items.items():
            state = states.get(key)
            words = f"{item.data(0, _NAME)}: {state.value}" if state is not None else ""
            # What is said already need not be painted anew: this is asked for many times while somebody types.
            if state is not None and item.toolTip(0) != words:
                item.setIcon(0, icon(*marks[state]))
                item.setToolTip(0, words)
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)

    def _add_item(self, key: str, text: str, parent: str) -> None:
        item = QTreeWidgetItem(self._items.get(parent) or self.outline, [text])
        item.setData(0, _KEY, key)
        item.setData(0, _NAME, text)
        item.setToolTip(0, text)
        item.setExpanded(True)
        self._items[key] = item
        above = self._items.get(parent)
        if above is not None:
            above.setExpanded(True)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        key = item.data(0, _KEY)
        page_key = next((other for other in self._pages if other == key or other.startswith(f"{key}.")), None)
        if page_key is not None:
            self.frame.setCurrentWidget(self._pages[page_key])
            self.shown.emit(page_key)
