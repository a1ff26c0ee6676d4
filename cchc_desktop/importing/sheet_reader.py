"""One-stop figures from an .xlsx of other software: columns proposed by their heads, taken when confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.archive import Package, open_package
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.template import Appendix
from cchc_desktop.importing.appendix_reader import PART_TOTALS, TOTALS
from cchc_desktop.importing.columns import SURE, Columns, find_columns, label_columns
from cchc_desktop.importing.grid import LEAST_COLUMNS, Grid, Place, grid_of, make_grid
from cchc_desktop.importing.html_reader import TooMuchText, read_html
from cchc_desktop.importing.other_wordings import Stack
from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.source import MOST_LETTERS, Table, tidy
from cchc_desktop.importing.wording import canonical
from cchc_desktop.text.normal import normal

_LARGEST_SHEET = 12_000_000
_MOST_ROWS, _MOST_COLUMNS = 5_000, 60


@dataclass(frozen=True)
class Sheet:
    """A sheet with figures, as shown: merged cells filled, formulas by their last value."""

    name: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """A column of the appendix as a sum over columns of the sheet, counted from 0, less those of `minus`."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    head: str
    confidence: Confidence


@dataclass(frozen=True)
class Proposal:
    """What the columns of a sheet may be; `label` is the column with the names of the rows.

    `source` is the same for every sheet with the same head: under it a confirmed proposal can be remembered.
    """

    source: str
    label: int
    columns: Mapping[str, ColumnProposal]


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx that may hold figures. Refused in one sentence where it is none or could do harm."""
    package = open_package(data)
    if not any(name.startswith("xl/") for name in package.xml):
        raise Refusal("Tệp không phải là tệp Excel (.xlsx).")
    types = package.xml["[Content_Types].xml"]
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise Refusal("Tệp có macro nên không được nhập; hãy mở bằng Excel và lưu lại dạng Excel Workbook (.xlsx).")
    if any(len(xml) > _LARGEST_SHEET for name, xml in package.xml.items() if name.startswith("xl/worksheets/")):
        raise Refusal("Tệp Excel quá lớn so với một bảng số liệu một cửa nên không được đọc.")
    try:
        workbook = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(BytesIO(data), keep_links=False) if _has_formulas(package) else workbook
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        raise Refusal("Tệp Excel đã hỏng nên không đọc được; hãy mở bằng Excel và lưu lại.") from None
    pairs = zip(workbook.worksheets, formulas.worksheets, strict=True)
    sheets = [Sheet(sheet.title, make_grid(_places(sheet, said))) for sheet, said in pairs]
    return tuple(sheet for sheet in sheets if sheet.grid.width >= 3 and sheet.grid.body)


def pasted_sheet(html: str, lines: Sequence[Sequence[str]]) -> Sheet | None:
    """A block of cells that was copied with its head, from its HTML, where there is any, else from its texts.

    None for cells without a head.
    """
    grid = _grid_of_html(html) or _grid_of_lines(lines)
    if grid is None or grid.width < LEAST_COLUMNS or not grid.body or not grid.path(grid.width - 1):
        return None
    return Sheet("Vùng đã chép", grid)


def head_of(sheet: Sheet, plus: tuple[int, ...], minus: tuple[int, ...] = ()) -> str:
    """How columns of a sheet are headed, in short: "Trực tuyến (Tiếp nhận)", "Trực tuyến + Trực tiếp"."""
    several = len(plus + minus) > 1

    def head(column: int) -> str:
        *groups, label = sheet.grid.path(column) or (f"Cột {column + 1}",)
        return f"{label} ({' / '.join(groups)})" if groups and not several else label

    added, taken_off = " + ".join(map(head, plus)), " trừ ".join(map(head, minus))
    return f"{added} trừ {taken_off}" if minus else added


def propose_columns(sheet: Sheet, appendix: Appendix) -> Proposal:
    """Which columns of the sheet the appendix' columns are. A column that is not recognised is left out."""
    grid = sheet.grid
    paths = [grid.path(column) for column in range(grid.width)]
    found = find_columns(paths, appendix)
    columns = {
        column.key: _proposal(paths, found.columns[column.key])
        for column in appendix.typed_columns
        if column.key in found.columns
    }
    labels = label_columns(grid, found)
    source = " | ".join(canonical(" ".join(path)) for path in paths)
    return Proposal(source, labels[-1] if labels else 0, columns)


def heads_known(sheet: Sheet, appendix: Appendix) -> bool:
    """Whether most columns of the appendix are among those of a sheet."""
    found = propose_columns(sheet, appendix).columns
    return len(found) * 2 >= len(appendix.typed_columns)


def take_rows(sheet: Sheet, proposal: Proposal, appendix: Appendix) -> tuple[AppendixData, dict[str, str]]:
    """The rows of the sheet by a confirmed proposal, and by place what is no number.

    Total rows are kept as stated; a row that adds up some of the others is none. For an appendix with open rows.
    """
    rows: list[Row] = []
    total: dict[str, int | None] | None = None
    unreadable: dict[str, str] = {}
    for places in sheet.grid.body:
        label = places[proposal.label].text
        said = canonical(label)
        row = [place.text for place in places]
        found = {key: Columns(column.plus, column.minus, 0).value(row) for key, column in proposal.columns.items()}
        cells = {key: value for key, (value, _) in found.items()}
        texts = {key: wrong for key, (_, wrong) in found.items()}
        if said in TOTALS or (not label and any(value is not None for value in cells.values())):
            total = total or cells
        elif said.startswith(PART_TOTALS):
            continue
        elif label and any(value is not None or texts[key] for key, value in cells.items()):
            unreadable |= {
                f"appendices.{appendix.key}.rows[{len(rows)}].cells.{key}": text for key, text in texts.items() if text
            }
            rows.append(Row(f"r{len(rows) + 1}", label, cells))
    return AppendixData(tuple(rows), total), unreadable


def _proposal(paths: list[Stack], columns: Columns) -> ColumnProposal:
    plus, minus = (" + ".join(" / ".join(paths[index]) for index in part) for part in (columns.plus, columns.minus))
    confidence = Confidence.SURE if columns.score >= SURE else Confidence.NEAR
    return ColumnProposal(columns.plus, columns.minus, f"{plus} trừ {minus}" if minus else plus, confidence)


def _grid_of_html(html: str) -> Grid | None:
    try:
        blocks = read_html(html, MOST_LETTERS).blocks if html else ()
    except (TooMuchText, ValueError):
        return None
    table = next((block for block in blocks if isinstance(block, Table)), None)
    fits = table is not None and table.rows <= _MOST_ROWS and table.columns <= _MOST_COLUMNS
    return grid_of(table) if table is not None and fits else None


def _grid_of_lines(lines: Sequence[Sequence[str]]) -> Grid | None:
    width = max(map(len, lines), default=0)
    if not 0 < len(lines) <= _MOST_ROWS or width > _MOST_COLUMNS:
        return None
    numbers = count()
    rows = [tuple(Place(_text(text), next(numbers)) for text in (*line, *[""] * (width - len(line)))) for line in lines]
    return make_grid(rows)


def _has_formulas(package: Package) -> bool:
    sheets = (xml for name, xml in package.xml.items() if name.startswith("xl/worksheets/"))
    return any(b"<f>" in xml or b"<f " in xml for xml in sheets)


def _places(sheet: Worksheet, said: Worksheet) -> list[tuple[Place, ...]]:
    """The texts of a sheet; a formula that nobody has computed yet stands as it is in `said`."""
    height, width = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, height) + 1)
        for column in range(area.min_col, min(area.max_col, width) + 1)
    }
    values = [
        [formula if value is None else value for value, formula in zip(*row, strict=True)]
        for row in zip(_values(sheet, height, width), _values(said, height, width), strict=True)
    ]
    rows = []
    for row in range(1, height + 1):
        places = []
        for column in range(1, width + 1):
            at_row, at_column = merged.get((row, column), (row, column))
            places.append(Place(_text(values[at_row - 1][at_column - 1]), at_row * (_MOST_COLUMNS + 1) + at_column))
        rows.append(tuple(places))
    return rows


def _values(sheet: Worksheet, height: int, width: int) -> Iterator[tuple[object, ...]]:
    return sheet.iter_rows(min_row=1, max_row=height, max_col=width, values_only=True)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(normal(tidy(str(value))).split())
