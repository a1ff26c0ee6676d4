"""A document divided into pages, as Word and LibreOffice do it.

Lengths are twips (1/1440 inch), places are measured from the paper's top left corner.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from cchc_desktop.export.blocks import Block, Document, Head, PageSection, Paragraph, Signature
from cchc_desktop.export.fitting import style_for
from cchc_desktop.export.grid_layout import head_row, signature_row, table_rows
from cchc_desktop.export.page_rows import Line, Row, RowMaker, Stroke
from cchc_desktop.export.style import Style
from cchc_desktop.export.typesetting import TWIPS_PER_PT, Typesetter, twips
from cchc_desktop.text.marks import Run

# So many lines of a paragraph stand together at the foot and at the top of a page.
_TOGETHER = 2


@dataclass(eq=False, slots=True)
class Page:
    """What stands on one sheet. `section` counts the document's sections from 0, `number` its pages from 1."""

    section: int
    number: int
    landscape: bool
    width: int
    height: int
    lines: list[Line] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


def lay_out(document: Document, style: Style, setter: Typesetter) -> list[Page]:
    """The pages of `document`; those of each section are counted from 1, and show their number from the second on.

    A page ends neither between a paragraph and the one it stays with, nor one line after a paragraph's beginning or
    before its end, nor inside a table's row.
    """
    style = style_for(document, style)
    setter.begin(style)
    maker = RowMaker(style, setter)
    return [page for index, section in enumerate(document.sections) for page in _Pages(index, section, maker).filled()]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a page ends before or after, or between two of its rows.

    `least` rows stay together at both ends. `repeated` is printed again on top of every further page, `edge` is the
    height of what is drawn below the last row on a page.
    """

    rows: tuple[Row, ...]
    before: float = 0
    after: float = 0
    keep_next: bool = False
    least: int = 1
    repeated: tuple[Row, ...] = ()
    edge: float = 0

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows) + self.edge

    @property
    def beginning(self) -> float:
        """The height of the least that may stand at the foot of a page."""
        least = self.least if len(self.rows) >= 2 * self.least else len(self.rows)
        while least < len(self.rows) and self.rows[least - 1].keep_next:
            least += 1
        return sum(row.height for row in self.rows[: least - 1]) + self.rows[least - 1].least + self.edge

    def filling(self, first: int, room: float) -> int:
        """The row before which `room` from row `first` on is full."""
        end = first
        room -= self.edge
        while end < len(self.rows) and self.rows[end].least <= room:
            room -= self.rows[end].height
            end += 1
        return end

    def end(self, first: int, room: float) -> int:
        """The row before which a page with that room may end; `first` where nothing may stand on it."""
        end = self.filling(first, room)
        if end == len(self.rows):
            return end
        end = min(end, len(self.rows) - self.least)
        while first < end and self.rows[end - 1].keep_next:
            end -= 1
        return end if end - first >= self.least else first


class _Pages:
    """The pages of one section while they are filled."""

    def __init__(self, index: int, section: PageSection, maker: RowMaker) -> None:
        self._index, self._section, self._maker = index, section, maker
        page = maker.style.page
        width, height = page.size(section.landscape)
        self._size = twips(width), twips(height)
        self._left, self._top = twips(page.left), twips(page.top)
        self._bottom = self._size[1] - twips(page.bottom)
        self._text_width = page.text_width(section.landscape)
        self._pages: list[Page] = []
        self._y: float = self._top
        self._fresh = True

    def filled(self) -> list[Page]:
        """All pages; at least one."""
        whole = self._maker.setter.whole
        pieces = [whole((block, self._text_width), partial(self._piece, block)) for block in self._section.blocks]
        self._turn()
        above, kept = 0.0, False
        for index, piece in enumerate(pieces):
            gap = max(above, piece.before)
            if not kept and self._y + gap + _least_height(pieces[index:]) > self._bottom:
                self._turn()
            self._put(piece, gap)
            above, kept = piece.after, piece.keep_next
        return self._pages

    def _piece(self, block: Block) -> _Piece:
        match block:
            case Paragraph():
                look = self._maker.style.paragraphs[block.style]
                keep_next = look.keep_next if block.keep_next is None else block.keep_next
                rows = self._maker.rows(block, self._text_width)
                return _Piece(
                    rows,
                    before=look.before * TWIPS_PER_PT,
                    after=look.after * TWIPS_PER_PT,
                    keep_next=keep_next,
                    least=len(rows) if look.keep_lines else _TOGETHER,
                )
            case Head():
                return _Piece((head_row(block, self._maker),))
            case Signature():
                return _Piece((signature_row(block, self._maker),))
        head, body = table_rows(block, self._text_width, self._maker)
        kept = tuple(replace(row, keep_next=True) for row in head)
        edge = self._maker.style.table.border_pt * TWIPS_PER_PT
        return _Piece((*kept, *body), repeated=head, edge=edge)

    def _turn(self) -> None:
        """Begins a page, unless nothing stands on this one."""
        if self._pages and self._fresh:
            return
        number = self._pages[-1].number + 1 if self._pages else 1
        page = Page(self._index, number, self._section.landscape, *self._size)
        self._pages.append(page)
        if number > 1:
            header = Paragraph("so_trang", (Run(str(number)),))
            self._y = twips(self._maker.style.page.header)
            self._add(self._maker.rows(header, self._text_width))
        self._y = self._top
        self._fresh = True

    def _put(self, piece: _Piece, gap: float) -> None:
        if not self._fresh or len(self._pages) == 1:
            self._y += gap
        first = 0
        while first < len(piece.rows):
            room = self._bottom - self._y
            end = piece.end(first, room)
            if end == first and not self._fresh:
                self._turn()
                if first >= len(piece.repeated):
                    self._add(piece.repeated)
                continue
            if end == first:
                # What belongs together is higher than a page; a row that is runs off the paper's end.
                end = max(piece.filling(first, room), first + 1)
            self._add(piece.rows[first:end])
            self._fresh = False
            first = end
        self._y += piece.edge

    def _add(self, rows: Sequence[Row]) -> None:
        page = self._pages[-1]
        for row in rows:
            page.lines += (line.moved(self._left, self._y) for line in row.lines)
            page.strokes += (stroke.moved(self._left, self._y) for stroke in row.strokes)
            self._y += row.height


def _least_height(pieces: Sequence[_Piece]) -> float:
    """The height of what must stand on the page where the first of `pieces` begins."""
    height = 0.0
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        if following is None or not piece.keep_next:
            return height + piece.beginning
        height += piece.height + max(piece.after, following.before)
    return height
