"""Items of a list whose first line is what is said and whose other lines are remarks, wrapped and never cut off."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cchc_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex

_ABOVE = 6


class RemarkedItems(QStyledItemDelegate):
    """Draws the first line of an item's text in the colour of text, the others smaller and less marked.

    `room` gives the width for an item's text: the height depends on it.
    """

    def __init__(self, view: QAbstractItemView, room: Callable[[Index], int]) -> None:
        super().__init__(view)
        self._view = view
        self._room = room

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._room(index)
        height = sum(line.boundingRect().height() for line, _ in self._lines(index, width))
        return QSize(width, round(height) + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        style = self._view.style()
        room: QRect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, ground, self._view)
        ground.text = ""  # type: ignore[attr-defined]
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        colours = theme.colours_of(self._view)
        chosen = bool(ground.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        lines = list(self._lines(index, self._room(index)))
        top = room.center().y() - sum(line.boundingRect().height() for line, _ in lines) / 2
        for line, is_remark in lines:
            painter.setPen(QColor(colours.secondary if is_remark else colours.accent if chosen else colours.text))
            line.draw(painter, QPointF(room.left() + theme.TIGHT, top))
            top += line.boundingRect().height()

    def _lines(self, index: Index, width: int) -> Iterator[tuple[QTextLayout, bool]]:
        """Each line of the text, broken to the width; True for a remark."""
        font = QFont(index.data(Qt.ItemDataRole.FontRole) or self._view.font())
        for number, text in enumerate(str(index.data() or "").split("\n")):
            if number == 1:
                font.setPixelSize(theme.SECONDARY_SIZE)
            line = QTextLayout(text, font)
            line.beginLayout()
            top = 0.0
            while (broken := line.createLine()).isValid():
                broken.setLineWidth(width)
                broken.setPosition(QPointF(0, top))
                top += broken.height()
            line.endLayout()
            yield line, number > 0
