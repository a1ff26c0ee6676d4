"""A table's head with merged cells, which stays readable at every width."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from cchc_desktop.domain.appendix_head import HeadCell
from cchc_desktop.ui.theme import SECONDARY_SIZE, SMALL, TIGHT, colours_of

_WRAPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_UNBOUNDED = 10_000


def draw_right_line(painter: QPainter, rect: QRect) -> None:
    """A line at a cell's right edge. With a pen of width 0 it is one pixel of the screen at every scale.

    It reaches one unit further: at a scale of 150 % the last pixel of a cell lies beyond its last coordinate.
    """
    painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom() + 1)


def draw_bottom_line(painter: QPainter, rect: QRect) -> None:
    """A line at a cell's bottom edge, like `draw_right_line`."""
    painter.drawLine(rect.left(), rect.bottom(), rect.right() + 1, rect.bottom())


class GroupedHeader(QHeaderView):
    """A horizontal head of merged cells over a table whose columns are numbered as in `cells`.

    Text wraps within its cell, and the rows of the head are as high as their texts need at the present widths.
    The first column's cell stays at the left edge while the table scrolls.
    """

    def __init__(self, cells: Sequence[HeadCell], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._cells = tuple(cells)
        self._heights: list[int] = []
        font = self.font()
        font.setPixelSize(SECONDARY_SIZE)
        self.setFont(font)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.sectionResized.connect(self._measure_again)

    def least_width(self, column: int) -> int:
        """The narrowest that a column may be without a word of its own head cut in two."""
        own = (cell for cell in self._cells if (cell.column, cell.colspan) == (column, 1))
        widths = (self._text_size(word, _UNBOUNDED).width() for cell in own for word in cell.text.split())
        return max(widths, default=0) + 2 * TIGHT + 1

    def row_heights(self) -> list[int]:
        """How high each row of the head is at the present column widths."""
        if not self._heights:
            self._heights = self._measured()
        return self._heights

    def cell_rect(self, cell: HeadCell) -> QRect:
        """Where a cell stands in the viewport, its right and bottom line included."""
        heights = self.row_heights()
        left = 0 if cell.column == 0 else self.sectionViewportPosition(cell.column)
        top = sum(heights[: cell.row])
        return QRect(left, top, self._width(cell), sum(heights[cell.row : cell.row + cell.rowspan]))

    def text_rect(self, cell: HeadCell) -> QRect:
        """The room that a cell has for its text."""
        return self.cell_rect(cell).adjusted(TIGHT, TIGHT, -TIGHT - 1, -TIGHT - 1)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), sum(self.row_heights()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = colours_of(self)
        painter.fillRect(event.rect(), QColor(colours.background))
        # The first column last: it stays in place and covers what scrolls under it.
        for cell in sorted(self._cells, key=lambda cell: cell.column == 0):
            rect = self.cell_rect(cell)
            if not rect.intersects(event.rect()):
                continue
            painter.fillRect(rect, QColor(colours.background))
            painter.setPen(QPen(QColor(colours.line), 0))
            if cell.column + cell.colspan < self.count():  # the last has the table's frame for a line
                draw_right_line(painter, rect)
            draw_bottom_line(painter, rect)
            painter.setPen(QColor(colours.text))
            painter.drawText(self.text_rect(cell), int(_WRAPPED), cell.text)

    def _measure_again(self) -> None:
        self._heights = []
        self.viewport().update()

    def _measured(self) -> list[int]:
        """Cells of one row set its height; one that reaches over more rows stretches the last of them if need be."""
        heights = [0] * max(cell.row + cell.rowspan for cell in self._cells)
        for cell in sorted(self._cells, key=lambda cell: cell.rowspan):
            rows = slice(cell.row, cell.row + cell.rowspan)
            text = self._text_size(cell.text, self._width(cell) - 2 * TIGHT - 1)
            missing = text.height() + 2 * SMALL + 1 - sum(heights[rows])
            heights[rows.stop - 1] += max(0, missing)
        return heights

    def _text_size(self, text: str, width: int) -> QSize:
        room = QRect(0, 0, max(1, width), _UNBOUNDED)
        return self.fontMetrics().boundingRect(room, int(_WRAPPED), text).size()

    def _width(self, cell: HeadCell) -> int:
        return sum(self.sectionSize(column) for column in range(cell.column, cell.column + cell.colspan))
