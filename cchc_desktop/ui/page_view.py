"""Printed pages one below the other. Nothing is kept as pixels: what comes into sight is painted."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from cchc_desktop.export.page_layout import Page
from cchc_desktop.export.page_painter import paint
from cchc_desktop.export.page_rows import Line
from cchc_desktop.export.style import Font
from cchc_desktop.export.typesetting import TWIPS_PER_INCH
from cchc_desktop.ui import theme

ZOOM_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
_GAP = theme.MEDIUM
# Twips from the mark beside a paragraph to its text, and the mark's width.
_MARK_DISTANCE, _MARK_WIDTH = 160, 50


class PageView(QAbstractScrollArea):
    """Pages, each as wide as the view unless somebody chose another size.

    Signals:
        place_clicked: the place (a path of `cchc-report/1`) that a clicked line comes from
        viewed: another page is in the middle of the view, or the same at another size
    """

    place_clicked = Signal(str)
    viewed = Signal()

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.pages: Sequence[Page] = ()
        self._font = font
        self._chosen_zoom: float | None = None
        self._frames: list[QRectF] = []
        self._place = ""

    @property
    def current(self) -> int:
        """The index of the page that the middle of the view shows."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return max((index for index, frame in enumerate(self._frames) if frame.top() <= middle), default=0)

    @property
    def zoom(self) -> float:
        """The size of the page in the middle of the view: 1 is its size on paper."""
        return self._zoom_of(self.pages[self.current]) if self.pages else 1.0

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Shows these pages where the view stands now."""
        self.pages = pages
        self._arrange()

    def set_zoom(self, zoom: float | None) -> None:
        """Another size, around the middle of the view; None: each page as wide as the view."""
        self._chosen_zoom = zoom
        self._arrange()

    @Slot()
    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self.zoom + 0.005), ZOOM_STEPS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom - 0.005), ZOOM_STEPS[0]))

    @Slot()
    def fit_width(self) -> None:
        self.set_zoom(None)

    def show_place(self, place: str) -> None:
        """Marks the lines that come from a place, or from within it, and brings the first of them into sight."""
        self._place = place
        self.viewport().update()
        for index, page in enumerate(self.pages):
            for line in page.lines:
                if _lies_in(line.place, place):
                    self._bring_into_sight(self.line_rect(index, line))
                    return

    def line_rect(self, index: int, line: Line) -> QRectF:
        """Where a line of a page stands in the view, as wide as the page."""
        frame, scale = self._frame(index), self._scale(self.pages[index])
        return QRectF(frame.left(), frame.top() + line.y * scale, frame.width(), line.text.pitch * scale)

    # What Qt asks of a view

    def paintEvent(self, event: QPaintEvent) -> None:
        seen = QRectF(event.rect())
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(theme.colours_of(self).line))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, page in enumerate(self.pages):
                frame = self._frame(index)
                if frame.intersects(seen):
                    painter.save()
                    painter.setClipRect(frame)
                    # Paper is white in both modes.
                    painter.fillRect(frame, QColor(theme.LIGHT.surface))
                    painter.translate(frame.topLeft())
                    painter.scale(self._scale(page), self._scale(page))
                    self._paint_mark(painter, page)
                    paint(page, painter, self._font)
                    painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place:
            self.place_clicked.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        leads = self._place_at(event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def _zoom_of(self, page: Page) -> float:
        if self._chosen_zoom is not None:
            return self._chosen_zoom
        room = self.viewport().width() - 2 * _GAP
        return max(room, 1) / (page.width * self._pixels_per_twip)

    def _scale(self, page: Page) -> float:
        return self._zoom_of(page) * self._pixels_per_twip

    @property
    def _pixels_per_twip(self) -> float:
        return self.logicalDpiX() / TWIPS_PER_INCH

    def _arrange(self) -> None:
        """Places the pages below one another; what was in the middle of the view stays there."""
        bar, across, view = self.verticalScrollBar(), self.horizontalScrollBar(), self.viewport().size()
        index, share = self._middle()
        share_across = (across.value() + across.pageStep() / 2) / (across.maximum() + across.pageStep())
        at_top = bar.value() == 0
        sizes = [(page.width * self._scale(page), page.height * self._scale(page)) for page in self.pages]
        widest = max((width for width, _ in sizes), default=0.0) + 2 * _GAP
        self._frames = []
        bottom = float(_GAP)
        for width, height in sizes:
            self._frames.append(QRectF((max(widest, view.width()) - width) / 2, bottom, width, height))
            bottom += height + _GAP
        for each, whole, seen in ((bar, bottom, view.height()), (across, widest, view.width())):
            each.setRange(0, max(round(whole) - seen, 0))
            each.setPageStep(seen)
            each.setSingleStep(2 * theme.WIDE)
        if self._frames and not at_top:
            frame = self._frames[min(index, len(self._frames) - 1)]
            bar.setValue(round(frame.top() + share * frame.height() - view.height() / 2))
        across.setValue(round(share_across * (across.maximum() + across.pageStep()) - across.pageStep() / 2))
        self.viewport().update()
        self.viewed.emit()

    def _middle(self) -> tuple[int, float]:
        """The page in the middle of the view, and how far down that page the middle is: 0 to 1."""
        if not self._frames:
            return 0, 0.0
        frame = self._frames[self.current]
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return self.current, (middle - frame.top()) / frame.height()

    def _frame(self, index: int) -> QRectF:
        """Where a page stands in the view."""
        return self._frames[index].translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _scrolled(self) -> None:
        self.viewport().update()
        self.viewed.emit()

    def _bring_into_sight(self, rect: QRectF) -> None:
        height = self.viewport().height()
        if rect.top() < 0 or rect.bottom() > height:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + rect.top() - height / 3))

    def _place_at(self, position: QPointF) -> str:
        for index in range(len(self.pages)):
            if self._frame(index).contains(position):
                return self._place_on(index, position)
        return ""

    def _place_on(self, index: int, position: QPointF) -> str:
        scale = self._scale(self.pages[index])
        corner = self._frame(index).topLeft()
        x, y = (position.x() - corner.x()) / scale, (position.y() - corner.y()) / scale
        for line in self.pages[index].lines:
            if line.x <= x <= line.x + line.text.width and line.y <= y < line.y + line.text.pitch:
                return line.place
        return ""

    def _paint_mark(self, painter: QPainter, page: Page) -> None:
        """A bar beside what is being edited."""
        marked = [line for line in page.lines if self._place and _lies_in(line.place, self._place)]
        left = min((line.x for line in marked), default=0.0) - _MARK_DISTANCE - _MARK_WIDTH
        for line in marked:
            painter.fillRect(QRectF(left, line.y, _MARK_WIDTH, line.text.pitch), QColor(theme.LIGHT.accent))


def _lies_in(place: str, whole: str) -> bool:
    """Whether a place is another one or a part of it."""
    return place == whole or place.startswith((f"{whole}.", f"{whole}["))
