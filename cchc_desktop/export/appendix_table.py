"""An appendix as a table: rows numbered and indented, what is computed filled in."""

from collections.abc import Iterator
from itertools import groupby

from cchc_desktop.domain.appendix_head import head_grid, label_column
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.template import Appendix, FixedRow
from cchc_desktop.domain.values import cell, totals
from cchc_desktop.export.blocks import Cell, Table
from cchc_desktop.text.numbers import format_count

_HEAD, _GROUP, _TEXT, _INDENTED = "bang_dau", "bang_nhom", "bang_chu", "bang_chu_thut"
_NUMBER, _TOTAL = "bang_so", "bang_cong"


def appendix_table(appendix: Appendix, data: AppendixData) -> Table:
    """The table that an appendix is printed as. A cell that is not known is empty, never 0."""
    return Table(
        column_count=_column_count(appendix),
        label_column=label_column(appendix),
        head=tuple(_head(appendix)),
        body=(*_rows(appendix, data), *_total(appendix, data)),
    )


def _column_count(appendix: Appendix) -> int:
    return label_column(appendix) + 1 + len(appendix.columns)


def _head(appendix: Appendix) -> Iterator[tuple[Cell, ...]]:
    for _, row in groupby(head_grid(appendix), key=lambda head: head.row):
        yield tuple(Cell(_HEAD, head.text, columns=head.colspan, rows=head.rowspan) for head in row)


def _rows(appendix: Appendix, data: AppendixData) -> Iterator[tuple[Cell, ...]]:
    forms = {form.key: form for form in appendix.rows}
    for index, row in enumerate(data.rows):
        form = forms.get(row.key, FixedRow(row.key, row.label))
        place = f"appendices.{appendix.key}.rows[{index}]"
        if form.heading:
            yield (Cell(_GROUP, form.heading, columns=_column_count(appendix)),)
        number = (Cell(_NUMBER, str(index + 1), place),) if appendix.numbered else ()
        label = Cell(_INDENTED if form.indent else _TEXT, row.label, f"{place}.label")
        yield (*number, label, *_values(appendix, row, place))


def _values(appendix: Appendix, row: Row, place: str) -> Iterator[Cell]:
    for column in appendix.columns:
        yield _number(_NUMBER, cell(column, row.cells), f"{place}.cells.{column.key}")


def _total(appendix: Appendix, data: AppendixData) -> Iterator[tuple[Cell, ...]]:
    if appendix.total:
        place = f"appendices.{appendix.key}.total"
        sums = totals(appendix, data)
        label = Cell(_TOTAL, appendix.total, place, columns=label_column(appendix) + 1)
        yield (label, *(_number(_TOTAL, value, f"{place}.cells.{key}") for key, value in sums.items()))


def _number(style: str, value: int | None, place: str) -> Cell:
    return Cell(style, "" if value is None else format_count(value), place)
