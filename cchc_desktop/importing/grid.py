"""A table as a grid of texts with a head: what stands above each column, where the rows of figures begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cchc_desktop.importing.source import Table
from cchc_desktop.text.numbers import parse_count

LEAST_COLUMNS, MOST_COLUMNS, MOST_ROWS = 3, 63, 2_000
"""Of a table of figures: the labels and two columns of numbers; Word itself draws no more than 63."""

_ORDINALS = re.compile(r"\(?(?:\d{1,2}|[A-ZĐ]|[IVX]+)\)?(?:\s*=.*)?")
_MOST_HEAD_ROWS = 6
_LONGEST_NUMBER, _LONGEST_LABEL = 12, 400


@dataclass(frozen=True, slots=True)
class Place:
    """The text at a place of the grid; `origin` is the cell it belongs to: the same for all that a cell covers."""

    text: str
    origin: int


@dataclass(frozen=True)
class Grid:
    """Rows of places, all of one length. `head` rows stand above `body`, between them may be one of ordinals."""

    rows: tuple[tuple[Place, ...], ...]
    head_start: int
    head_end: int
    body_start: int

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    @property
    def body(self) -> tuple[tuple[Place, ...], ...]:
        return self.rows[self.body_start :]

    @property
    def holds_figures(self) -> bool:
        """Whether figures stand in it: columns with heads, and short cells below most of them."""
        if self.width < LEAST_COLUMNS or not self.body or not self.path(self.width - 1):
            return False
        lengths = [len(text) for text in {place.origin: place.text for row in self.body for place in row}.values()]
        short = sum(length <= _LONGEST_NUMBER for length in lengths)
        return short * 2 >= len(lengths) and max(lengths) <= _LONGEST_LABEL

    def path(self, column: int) -> tuple[str, ...]:
        """What stands above a column from the top, each text once."""
        texts: list[str] = []
        seen: set[int] = set()
        for row in self.rows[self.head_start : self.head_end]:
            place = row[column]
            if place.text and place.origin not in seen:
                seen.add(place.origin)
                texts.append(place.text)
        return tuple(texts)


def grid_of(table: Table) -> Grid:
    """A table of a document as a grid. A diagonal head cell counts for each column below it."""
    filled: list[list[Place | None]] = [[None] * table.columns for _ in range(table.rows)]
    depth = 0
    for origin, cell in enumerate(table.cells):
        place = Place(cell.text, origin)
        for row in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            for column in range(cell.column, min(cell.column + cell.colspan, table.columns)):
                filled[row][column] = place
        if cell.row == 0:
            depth = max(depth, cell.rowspan)
    rows = [
        tuple(found or Place("", -1 - row * table.columns - column) for column, found in enumerate(places))
        for row, places in enumerate(filled)
    ]
    return make_grid(rows, depth)


def make_grid(rows: Sequence[tuple[Place, ...]], least_depth: int = 0) -> Grid:
    """The grid with its head found: `least_depth` rows at least where merged cells say so."""
    start = next((index for index, row in enumerate(rows) if _is_head_row(row)), 0)
    end = start + 1
    while end < min(len(rows), start + _MOST_HEAD_ROWS) and not _is_body_row(rows[end], rows[start]):
        end += 1
    end = min(max(end, start + least_depth), len(rows))
    body = end
    if body < len(rows) and _is_ordinals(rows[body]):
        body += 1
    rows = [*rows[:start], *_spread(rows[start:end]), *rows[end:]]
    return Grid(tuple(rows), start, end, body)


def _is_head_row(row: tuple[Place, ...]) -> bool:
    """Three different texts at least, and not mostly numbers."""
    texts = {place.origin: place.text for place in row if place.text}
    return len(set(texts.values())) >= 3 and sum(parse_count(text) is not None for text in texts.values()) * 2 < len(
        texts
    )


def _is_body_row(row: tuple[Place, ...], first: tuple[Place, ...]) -> bool:
    """Whether a row below the head's first belongs to the figures: numbers, ordinals or a label of its own alone."""
    if _is_ordinals(row):
        return True
    cells = {place.origin: place.text for column, place in enumerate(row) if place.origin != first[column].origin}
    own = [text for text in cells.values() if text]
    numbers = sum(parse_count(text) is not None for text in own)
    if numbers:
        return True
    # A row of the head has texts over several columns; a row of figures without any has its label.
    return len(own) <= 1 or (len(own) == 2 and own[0].strip(".").isalnum() and len(own[0]) <= 3)


def _is_ordinals(row: tuple[Place, ...]) -> bool:
    """A row that only numbers the columns: (1), (2), … or A, B, 1, 2, …, 3=4+5+6."""
    texts = [place.text for place in row if place.text]
    if len(texts) < 3 or not all(_ORDINALS.fullmatch(text) for text in texts):
        return False
    numbers = [int(match[0]) for text in texts if (match := re.search(r"\d+", text))]
    return len(numbers) >= 3 and all(b == a + 1 for a, b in pairwise(numbers))


def _spread(head: Sequence[tuple[Place, ...]]) -> list[tuple[Place, ...]]:
    """The head with groups spread over the blanks beside them, where they are not merged but left blank."""
    spread = [list(row) for row in head]
    for row, below in pairwise(spread):
        for column in range(1, len(row)):
            left = row[column - 1]
            reaches_down = below[column - 1].origin == left.origin
            if left.text and not row[column].text and below[column].text and not reaches_down:
                row[column] = left
    return [tuple(row) for row in spread]
