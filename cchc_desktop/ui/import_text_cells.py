"""Cells of a table that show their whole text, however long."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cchc_desktop.ui import theme

NOTE = Qt.ItemDataRole.UserRole
"""The role of what stands below a text, in the colour of secondary words."""

MARK_SIZE = QSize(14, 14)
_ABOVE, _SIDE = theme.SMALL, theme.MEDIUM
_UNBOUNDED = 100_000
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


class WholeText(QStyledItemDelegate):
    """Draws texts from the top of their cells, and makes rows as high as their wrapped texts need."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        self.initStyleOption(option, index)
        area: QRect = option.rect  # type: ignore[attr-defined]
        room = QRect(0, 0, max(1, area.width() - 2 * _SIDE - _mark(option)), _UNBOUNDED)
        heights = [_height(option, room, text) for text in _texts(option, index)]
        return QSize(area.width(), sum(heights) + 2 * _ABOVE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, note = _texts(option, index)
        option.text = ""  # type: ignore[attr-defined]
        widget = option.widget  # type: ignore[attr-defined]
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        area: QRect = option.rect  # type: ignore[attr-defined]
        room = area.adjusted(_SIDE, _ABOVE, -_SIDE - _mark(option), -_ABOVE)
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        painter.save()
        painter.setFont(option.font)  # type: ignore[attr-defined]
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, _WRAPPED, text)
        if note:
            painter.setPen(theme.colours_of(widget).secondary)
            painter.drawText(room.adjusted(0, _height(option, room, text), 0, 0), _WRAPPED, note)
        painter.restore()


def _texts(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
    return option.text, index.data(NOTE) or ""  # type: ignore[attr-defined]


def _mark(option: QStyleOptionViewItem) -> int:
    """The room that a mark at the right takes."""
    marked = QStyleOptionViewItem.ViewItemFeature.HasDecoration in option.features  # type: ignore[attr-defined]
    return MARK_SIZE.width() + theme.SMALL if marked else 0


def _height(option: QStyleOptionViewItem, room: QRect, text: str) -> int:
    metrics = option.fontMetrics  # type: ignore[attr-defined]
    return int(metrics.boundingRect(QRect(0, 0, room.width(), _UNBOUNDED), _WRAPPED, text).height()) if text else 0
