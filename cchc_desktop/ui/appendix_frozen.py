"""The first column of a table, shown at the left edge while the table is scrolled sideways."""

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView, QWidget

from cchc_desktop.ui.grouped_header import draw_bottom_line, draw_right_line
from cchc_desktop.ui.theme import colours_of


class FrozenColumn(QWidget):
    """A picture of column 0, painted by the table's own delegate over what scrolls under it.

    It is only a picture: a click leads to the column itself, so that selection, typing and screen readers have
    one table to deal with. The table calls `place` whenever it is scrolled or its geometry changes.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        # Opaque, or every paint would ask the table below to paint itself again.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def place(self) -> None:
        """Stands over the left edge of the rows, or hides while the column itself is there."""
        viewport = self._table.viewport().geometry()
        self.setGeometry(viewport.x(), viewport.y(), self._table.columnWidth(0), viewport.height())
        self.setVisible(self._table.horizontalScrollBar().value() > 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._table.palette().base())
        model = self._table.model()
        for row in range(model.rowCount()):
            rect = QRect(0, self._table.rowViewportPosition(row), self.width(), self._table.rowHeight(row))
            if rect.intersects(event.rect()):
                index = model.index(row, 0)
                option: Any = QStyleOptionViewItem()
                option.widget = self._table
                option.font = self._table.font()
                option.rect = rect
                option.state |= QStyle.StateFlag.State_Enabled
                option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
                if self._table.selectionModel().isSelected(index):
                    option.state |= QStyle.StateFlag.State_Selected
                self._table.itemDelegate().paint(painter, option, index)
                if self._table.showGrid():
                    painter.setPen(QPen(QColor(colours_of(self).line), 0))
                    draw_right_line(painter, rect)
                    draw_bottom_line(painter, rect)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._table.rowAt(event.position().toPoint().y())
        if row >= 0:
            index = self._table.model().index(row, 0)
            self._table.setFocus()
            self._table.setCurrentIndex(index)
            self._table.clicked.emit(index)
