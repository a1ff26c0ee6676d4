"""The head of an appendix's table: what is printed above its rows, with merged cells."""

from dataclasses import dataclass

from cchc_desktop.domain.template import Appendix

ORDINAL = "TT"
"""Heads the column of ordinal numbers that stands first where an appendix is `numbered`."""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head: its upper left corner from 0, how far it reaches, what it says."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


def head_depth(appendix: Appendix) -> int:
    """How many rows the head has: one more than the deepest grouping."""
    return 1 + max((len(column.groups) for column in appendix.columns), default=0)


def label_column(appendix: Appendix) -> int:
    """Where the column of row labels stands: after the ordinal numbers, if there are any."""
    return 1 if appendix.numbered else 0


def head_grid(appendix: Appendix) -> tuple[HeadCell, ...]:
    """The head's cells, row by row from the left; together they cover `head_depth` rows without overlap.

    First the ordinal column where there is one, then the row header, then the template's columns. A group is
    printed once over neighbours that share it and all groups around it; a label reaches down to the last row.
    """
    depth = head_depth(appendix)
    leading = [ORDINAL] * appendix.numbered + [appendix.row_header]
    cells = [HeadCell(0, index, depth, 1, text) for index, text in enumerate(leading)]
    for index, column in enumerate(appendix.columns):
        level = len(column.groups)
        cells.append(HeadCell(level, len(leading) + index, depth - level, 1, column.label))
    for level in range(depth - 1):
        start = 0
        while start < len(appendix.columns):
            path = appendix.columns[start].groups[: level + 1]
            end = start + 1
            while end < len(appendix.columns) and appendix.columns[end].groups[: level + 1] == path:
                end += 1
            if len(path) > level:
                cells.append(HeadCell(level, len(leading) + start, 1, end - start, path[level]))
                start = end
            else:
                start += 1
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
