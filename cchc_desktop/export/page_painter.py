"""One page on whatever a QPainter paints on: a PDF, a printer, the preview."""

from PySide6.QtCore import QLineF, QMarginsF, QPointF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPen

from cchc_desktop.export.page_layout import Page
from cchc_desktop.export.style import Font


def sheet(landscape: bool) -> QPageLayout:
    """A whole sheet of A4, without margins."""
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF())


def paint(page: Page, painter: QPainter, font: Font) -> None:
    """Paints what stands on `page`; one unit of `painter` is one twip, its origin the paper's top left corner."""
    colour = QColor(f"#{font.color}")
    for line in page.lines:
        own = line.text.look.color
        painter.setPen(QColor(f"#{own}") if own else colour)
        made = line.text.layout.lineAt(line.index)
        made.draw(painter, QPointF(line.x, line.y - line.index * line.text.pitch))
    for stroke in page.strokes:
        painter.setPen(QPen(colour, stroke.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QLineF(stroke.x1, stroke.y1, stroke.x2, stroke.y2))
