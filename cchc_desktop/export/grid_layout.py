"""What stands side by side, as rows: the head, the signature block and tables.

Lengths are millimetres in what a caller gives and twips (1/1440 inch) in rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cchc_desktop.export.blocks import Head, Paragraph, Signature, Table
from cchc_desktop.export.fitting import cells_at, column_widths, fit_place_date
from cchc_desktop.export.page_rows import Line, Row, RowMaker, Stroke
from cchc_desktop.export.typesetting import TWIPS_PER_PT, twips
from cchc_desktop.text.marks import Run


@dataclass(frozen=True, slots=True)
class _Box:
    """The content of a cell: rows with their tops, and how high they are together with the gaps around them."""

    rows: tuple[tuple[float, Row], ...]
    height: float

    def placed(self, x: float, y: float) -> tuple[list[Line], list[Stroke]]:
        lines = [line.moved(x, y + top) for top, row in self.rows for line in row.lines]
        return lines, [stroke.moved(x, y + top) for top, row in self.rows for stroke in row.strokes]


def head_row(head: Head, maker: RowMaker) -> Row:
    """The whole head as one row: names and state begin level, number and date end level."""
    left, right = maker.style.head_columns
    place_date = fit_place_date(head.place_date, right, maker.style)
    upper = _side_by_side(_box(head.names, left, maker), _box(head.state, right, maker), left)
    number = _box((head.number,), left, maker)
    date = _stacked([(head.place_date, maker.rows(head.place_date, right, place_date))], maker)
    height = max(number.height, date.height)
    lower = [
        number.placed(0, upper.height + height - number.height),
        date.placed(twips(left), upper.height + height - date.height),
    ]
    return _whole(
        upper.height + height,
        (*upper.lines, *(line for lines, _ in lower for line in lines)),
        upper.strokes,
    )


def signature_row(signature: Signature, maker: RowMaker) -> Row:
    """The signature block as one row, the gap above it included."""
    left, right = maker.style.signature_columns
    gap = maker.style.signature_gap_pt * TWIPS_PER_PT
    recipients, signer = _box(signature.recipients, left, maker), _box(signature.signer, right, maker)
    return _side_by_side(recipients, signer, left, gap)


def table_rows(table: Table, width: float, maker: RowMaker) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows of a table's head and of its body, ruled.

    The stroke above a row belongs to the row before, or to the head's first row.
    """
    grid = _Grid(table, width, maker)
    rows = tuple(grid.row(index) for index in range(len(table.head) + len(table.body)))
    return rows[: len(table.head)], rows[len(table.head) :]


def _box(paragraphs: Iterable[Paragraph], width: float, maker: RowMaker) -> _Box:
    return _stacked([(paragraph, maker.rows(paragraph, width)) for paragraph in paragraphs], maker)


def _stacked(paragraphs: Sequence[tuple[Paragraph, tuple[Row, ...]]], maker: RowMaker) -> _Box:
    rows = []
    y = above = 0.0
    for paragraph, lines in paragraphs:
        look = maker.style.paragraphs[paragraph.style]
        y += max(above, look.before * TWIPS_PER_PT)
        for row in lines:
            rows.append((y, row))
            y += row.height
        above = look.after * TWIPS_PER_PT
    return _Box(tuple(rows), y + above)


def _side_by_side(left: _Box, right: _Box, column: float, gap: float = 0) -> Row:
    lines, strokes = left.placed(0, gap)
    more_lines, more_strokes = right.placed(twips(column), gap)
    return _whole(gap + max(left.height, right.height), (*lines, *more_lines), (*strokes, *more_strokes))


def _whole(height: float, lines: tuple[Line, ...], strokes: tuple[Stroke, ...], keep_next: bool = False) -> Row:
    return Row(height, height, lines, strokes, keep_next)


class _Grid:
    """A table's measures: where columns and rows begin. Cells are centred between the strokes around them."""

    def __init__(self, table: Table, width: float, maker: RowMaker) -> None:
        look = maker.style.table
        widths = column_widths(table, width, maker.style)
        self._border = look.border_pt * TWIPS_PER_PT
        self._padding = twips(look.padding)
        self._lefts = [twips(sum(widths[:column])) for column in range(table.column_count + 1)]
        self._cells: dict[int, list[tuple[int, int, int, _Box]]] = {}
        self._kept: set[int] = set()
        heights = [0.0] * (len(table.head) + len(table.body))
        spanning = []
        for row, column, cell in cells_at(table):
            inside = sum(widths[column : column + cell.columns]) - 2 * look.padding
            paragraph = Paragraph(cell.style, (Run(cell.text),), cell.place)
            box = _box((paragraph,), inside, maker)
            self._cells.setdefault(row, []).append((column, cell.columns, cell.rows, box))
            if maker.style.paragraphs[cell.style].keep_next:
                self._kept.add(row)
            if cell.rows == 1:
                heights[row] = max(heights[row], box.height + self._border)
            else:
                spanning.append((row, cell.rows, box))
        for row, rows, box in spanning:
            heights[row + rows - 1] += max(0.0, box.height + self._border - sum(heights[row : row + rows]))
        self._heights = heights

    def row(self, index: int) -> Row:
        lines: list[Line] = []
        strokes: list[Stroke] = []
        half = self._border / 2
        for column, columns, rows, box in self._cells.get(index, ()):
            left, right = self._lefts[column], self._lefts[column + columns]
            height = sum(self._heights[index : index + rows])
            placed, _ = box.placed(left + self._padding, (height + self._border - box.height) / 2)
            lines += placed
            bottom = height + half
            strokes.append(Stroke(left - half, bottom, right + half, bottom, self._border))
            strokes.append(Stroke(right, 0, right, bottom, self._border))
            if column == 0:
                strokes.append(Stroke(left, 0, left, bottom, self._border))
            if index == 0:
                strokes.append(Stroke(left - half, half, right + half, half, self._border))
        return _whole(self._heights[index], tuple(lines), tuple(strokes), index in self._kept)
