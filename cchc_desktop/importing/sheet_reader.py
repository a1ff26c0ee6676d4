"""One-stop figures from an .xlsx of other software: columns proposed by their heads, taken when confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.archive import open_package
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.template import Appendix
from cchc_desktop.importing.appendix_reader import TOTALS, is_ordinal_head
from cchc_desktop.importing.columns import OTHER_WORDINGS, SURE, Match, Stack, match_columns, wordings_of
from cchc_desktop.importing.grid import Grid, Place, make_grid
from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.source import tidy
from cchc_desktop.importing.wording import canonical
from cchc_desktop.text.normal import normal
from cchc_desktop.text.numbers import LARGEST, parse_count

_LARGEST_SHEET = 12_000_000
_MOST_ROWS, _MOST_COLUMNS = 5_000, 60
_RECEIVED: Mapping[str, tuple[Stack, ...]] = {
    "tiep_nhan": (("Tiếp nhận", "Tổng số"), ("Số lượng hồ sơ tiếp nhận", "Tổng số")),
    "truc_tiep": (
        ("Tiếp nhận", "Trong kỳ", "Trực tiếp, dịch vụ bưu chính"),
        ("Tiếp nhận", "Trực tiếp, qua bưu chính"),
    ),
    "truc_tuyen": OTHER_WORDINGS["truc_tuyen"],
    "da_giai_quyet": (("Đã giải quyết", "Tổng số"),),
    "dang_giai_quyet": (("Đang giải quyết", "Tổng số"),),
}
"""Columns of other forms that no appendix has: they tell `nhan`, or are sums."""


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
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        raise Refusal("Tệp Excel đã hỏng nên không đọc được; hãy mở bằng Excel và lưu lại.") from None
    sheets = [Sheet(sheet.title, make_grid(_places(sheet))) for sheet in workbook.worksheets]
    return tuple(sheet for sheet in sheets if sheet.grid.width >= 3 and sheet.grid.body)


def head_of(sheet: Sheet, plus: tuple[int, ...], minus: tuple[int, ...] = ()) -> str:
    """How columns of a sheet are headed, in short: "Trực tuyến (Tiếp nhận)", "Trực tuyến + Trực tiếp"."""
    several = len(plus + minus) > 1

    def head(column: int) -> str:
        *groups, label = sheet.grid.path(column) or (f"Cột {column + 1}",)
        return f"{label} ({' / '.join(groups)})" if groups and not several else label

    added, taken_off = " + ".join(map(head, plus)), " trừ ".join(map(head, minus))
    return f"{added} trừ {taken_off}" if minus else added


def propose_columns(sheet: Sheet, appendix: Appendix) -> Proposal:
    """Which columns of the sheet the appendix' columns are. A column that is not recognised is left out.

    Form II.06a counts what came over from the last period into its total received: `nhan` is then what came in
    online and otherwise, or the total less what came over.
    """
    grid = sheet.grid
    paths = [grid.path(column) for column in range(grid.width)]
    wordings = {**_RECEIVED, **wordings_of(appendix)}
    if "nhan" in wordings:
        # "Tổng số" alone would be taken for the total received.
        wordings["nhan"] = OTHER_WORDINGS["nhan"]
    matches = match_columns(paths, wordings)
    columns = {
        key: _single(paths, matches[key])
        for key in wordings_of(appendix)
        if key in matches and key not in _sums(appendix)
    }
    if "nhan" in wordings and "nhan" not in columns and (received := _received(paths, matches)):
        columns["nhan"] = received
    first = min((match.column for match in matches.values()), default=grid.width)
    labels = [column for column in range(first) if not is_ordinal_head(paths[column])]
    source = " | ".join(canonical(" ".join(path)) for path in paths)
    ordered = {column.key: columns[column.key] for column in appendix.typed_columns if column.key in columns}
    return Proposal(source, labels[-1] if labels else 0, ordered)


def take_rows(sheet: Sheet, proposal: Proposal, appendix: Appendix) -> tuple[AppendixData, dict[str, str]]:
    """The rows of the sheet by a confirmed proposal, and by place what is no number. Total rows are kept as stated.

    For an appendix with open rows.
    """
    rows: list[Row] = []
    total: dict[str, int | None] | None = None
    unreadable: dict[str, str] = {}
    for places in sheet.grid.body:
        label = places[proposal.label].text
        said = canonical(label)
        cells = {key: _value(places, column) for key, column in proposal.columns.items()}
        texts = {key: _unread(places, column) for key, column in proposal.columns.items()}
        if said in TOTALS or (not label and any(value is not None for value in cells.values())):
            total = total or cells
        elif label and any(value is not None or texts[key] for key, value in cells.items()):
            unreadable |= {
                f"appendices.{appendix.key}.rows[{len(rows)}].cells.{key}": text for key, text in texts.items() if text
            }
            rows.append(Row(f"r{len(rows) + 1}", label, cells))
    return AppendixData(tuple(rows), total), unreadable


def _sums(appendix: Appendix) -> set[str]:
    return {column.key for column in appendix.columns if column.formula is not None}


def _single(paths: list[Stack], match: Match) -> ColumnProposal:
    confidence = Confidence.SURE if match.score >= SURE else Confidence.NEAR
    return ColumnProposal((match.column,), (), " / ".join(paths[match.column]), confidence)


def _received(paths: list[Stack], matches: Mapping[str, Match]) -> ColumnProposal | None:
    """What was received in the period, without what came over from the last one."""
    total, carried = matches.get("tiep_nhan"), matches.get("ton_dau")
    online, other = matches.get("truc_tuyen"), matches.get("truc_tiep")
    if online and other:
        head = " + ".join(" / ".join(paths[match.column]) for match in (online, other))
        return ColumnProposal((online.column, other.column), (), head, Confidence.SURE)
    if total is None:
        return None
    includes = (
        carried is not None and len(paths[carried.column]) > 1 and paths[carried.column][0] == paths[total.column][0]
    )
    if carried is not None and includes:
        head = " trừ ".join(" / ".join(paths[match.column]) for match in (total, carried))
        return ColumnProposal((total.column,), (carried.column,), head, Confidence.NEAR)
    return _single(paths, total)


def _value(places: tuple[Place, ...], column: ColumnProposal) -> int | None:
    """The sum; None where every part is blank or one is no number, or the sum is negative."""
    if _unread(places, column):
        return None
    plus = [parse_count(places[index].text) for index in column.plus]
    minus = [parse_count(places[index].text) for index in column.minus]
    if all(value is None for value in plus) or any(value is None for value in minus):
        return None
    value = sum(filter(None, plus)) - sum(filter(None, minus))
    return value if 0 <= value <= LARGEST else None


def _unread(places: tuple[Place, ...], column: ColumnProposal) -> str:
    texts = [places[index].text for index in (*column.plus, *column.minus)]
    return "; ".join(text for text in texts if text and parse_count(text) is None)


def _places(sheet: Worksheet) -> list[tuple[Place, ...]]:
    height, width = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, height) + 1)
        for column in range(area.min_col, min(area.max_col, width) + 1)
    }
    values = list(sheet.iter_rows(min_row=1, max_row=height, max_col=width, values_only=True))
    rows = []
    for row in range(1, height + 1):
        places = []
        for column in range(1, width + 1):
            at_row, at_column = merged.get((row, column), (row, column))
            places.append(Place(_text(values[at_row - 1][at_column - 1]), at_row * (_MOST_COLUMNS + 1) + at_column))
        rows.append(tuple(places))
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(normal(tidy(str(value))).split())
