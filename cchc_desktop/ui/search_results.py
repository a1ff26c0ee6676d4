"""What was found in all reports: one line a hit, with the words that were found marked in it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.search import Hit
from cchc_desktop.ui import theme
from cchc_desktop.ui.entry_format import units
from cchc_desktop.ui.home import status_words
from cchc_desktop.ui.layouts import label
from cchc_desktop.workspace import MOST_HITS

Index = QModelIndex | QPersistentModelIndex
_HIT = Qt.ItemDataRole.UserRole


class ResultsPage(QWidget):
    """The page `results`.

    Signals:
        chosen: a hit that is to be opened
        closed: the results are not wanted any more
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("results")
        self._heading = label("", "heading")
        self._hint = label("", "secondary", wrap=True)
        self.hits = _Hits(self)
        self.list = _List()
        self.list.setModel(self.hits)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setAccessibleName("Kết quả tìm trong mọi báo cáo")
        self.list.activated.connect(self._choose)
        self.list.clicked.connect(self._choose)
        self.list.escaped.connect(self.closed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._heading)
        layout.addWidget(self._hint)
        layout.addWidget(self.list, 1)
        layout.addStretch()

    def show_hits(self, sought: str, hits: Sequence[Hit]) -> None:
        """Shows what was found; says what to do where it is nothing or too much."""
        self.hits.show(hits)
        reports = len({hit.report for hit in hits})
        if not hits:
            self._say(f"Không thấy “{sought}” trong báo cáo nào", "Thử ít từ hơn, hoặc gõ không dấu.")
        elif len(hits) >= MOST_HITS:
            self._say(f"{len(hits)} chỗ đầu tiên", "Còn nhiều chỗ nữa: gõ thêm từ, hoặc đặt cụm từ trong ngoặc kép.")
        else:
            self._say(f"{len(hits)} chỗ trong {reports} báo cáo", "Enter hoặc bấm vào một chỗ để mở báo cáo tại đó.")
        self.list.setVisible(bool(hits))
        if hits:
            self.list.setCurrentIndex(self.hits.index(0))

    def show_sentence(self, heading: str, hint: str = "") -> None:
        """Says something in the place of hits."""
        self.hits.show(())
        self.list.hide()
        self._say(heading, hint)

    def open_current(self) -> None:
        """Opens the hit that is selected."""
        self._choose(self.list.currentIndex())

    def _say(self, heading: str, hint: str) -> None:
        self._heading.setText(heading)
        self._hint.setText(hint)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_HIT))


class _Hits(QAbstractListModel):
    """The hits, each with what is said of it: where it is, and the words around."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.snippet.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = ", ".join(dict.fromkeys(f"“{hit.snippet.text[start:end]}”" for start, end in hit.snippet.spans))
            return f"{where(hit)}. Có {words} trong: {hit.snippet.text}"
        if role == _HIT:
            return hit
        return None


def where(hit: Hit) -> str:
    """The report and the place of a hit, as a person would name them."""
    return f"{hit.period.title_alone} · {status_words(hit.status)} · {hit.name}"


class _List(QListView):
    """The list of hits.

    Signals:
        escaped: the key Escape
    """

    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The hits are as high as their texts need, which the width decides.
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class _Painter(QStyledItemDelegate):
    """Paints a hit: where it is above, below it the snippet with what was found on a ground of its own."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.widget.viewport().width()  # type: ignore[attr-defined]
        snippet = self._snippet(index.data(_HIT), option, width)
        height = QFontMetrics(_head_font(option)).height() + theme.TIGHT + snippet.boundingRect().height()
        return QSize(width, round(height) + 2 * theme.SMALL + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(_HIT)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        colours = theme.colours_of(option.widget)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_ground))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.background))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(colours.line))
        font = _head_font(option)
        metrics = QFontMetrics(font)
        inside = rect.adjusted(theme.MEDIUM, theme.SMALL, -theme.MEDIUM, -theme.SMALL)
        painter.setFont(font)
        painter.setPen(QColor(colours.secondary))
        head = metrics.elidedText(where(hit), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, head)
        painter.setPen(QColor(colours.text))
        top = QPointF(inside.left(), inside.top() + metrics.height() + theme.TIGHT)
        self._snippet(hit, option, rect.width()).draw(painter, top)
        painter.restore()

    def _snippet(self, hit: Hit, option: QStyleOptionViewItem, width: int) -> QTextLayout:
        colours = theme.colours_of(option.widget)  # type: ignore[attr-defined]
        layout = QTextLayout(hit.snippet.text, option.font)  # type: ignore[attr-defined]
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrap)
        marks = []
        for start, end in hit.snippet.spans:
            mark = QTextLayout.FormatRange()
            mark.start = units(hit.snippet.text[:start])  # type: ignore[attr-defined]
            mark.length = units(hit.snippet.text[start:end])  # type: ignore[attr-defined]
            look = QTextCharFormat()
            look.setBackground(QColor(colours.found_ground))
            look.setForeground(QColor(colours.text))
            look.setFontWeight(QFont.Weight.DemiBold)
            mark.format = look  # type: ignore[attr-defined]
            marks.append(mark)
        layout.setFormats(marks)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width - 2 * theme.MEDIUM, 1))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


def _head_font(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)  # type: ignore[attr-defined]
    font.setPixelSize(theme.SECONDARY_SIZE)
    return font
