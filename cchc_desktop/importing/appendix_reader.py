"""A table of figures into the cells of an appendix. Blank stays blank and 0 stays 0; nothing is guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.template import Appendix, Template
from cchc_desktop.importing.columns import (
    SURE,
    Columns,
    FoundColumns,
    find_columns,
    label_columns,
    same_columns,
    wordings_of,
)
from cchc_desktop.importing.fixed_rows import FixedRows
from cchc_desktop.importing.grid import Grid, Place
from cchc_desktop.importing.other_wordings import other_wordings
from cchc_desktop.importing.wording import canonical, likeness
from cchc_desktop.text.numbers import LARGEST, parse_count

_LEAST_COLUMNS = 0.5
_LEAST_ROWS, _LEAST_ROWS_TITLED = 0.5, 0.25
"""Of the fixed rows; where the title above the table is that of the appendix, fewer are enough."""

_SURE_COLUMNS = 0.75
_SAME_TITLE, _MOST_DOUBTS = 80.0, 3
TOTALS = ("tong", "tong so", "tong cong", "cong", "cong tong", "tong chung")
PART_TOTALS = ("cong ", "tong ")
"""How the label of a total row reads, and how that of a part of the rows begins."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Figures of a table that have no cell to go to, as text."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """`unreadable` holds what is no number by (row index, column key); `sure`: heads and rows were all certain."""

    appendix: Appendix
    data: AppendixData
    unreadable: Mapping[tuple[int, str], str]
    sure: bool
    why: str
    leftovers: tuple[Leftover, ...]


def read_table(grid: Grid, template: Template, titles: Sequence[str] = ()) -> ReadTable | None:
    """The appendix that a table is, with its rows; None where it is none of the template's.

    `titles` are the lines that stand above the table. Total rows are kept as stated, never as data.
    """
    paths = [grid.path(column) for column in range(grid.width)]
    best: tuple[float, Appendix, FoundColumns] | None = None
    for appendix in _in_the_same_words(paths, template) or template.appendices:
        found = find_columns(paths, appendix)
        wanted = appendix.typed_columns
        scores = [found.columns[column.key].score for column in wanted if column.key in found.columns]
        share = len(scores) / len(wanted) if wanted else 0.0
        quality = share * (sum(scores) / len(scores) if scores else 0) + 0.2 * _titled(titles, appendix)
        if share >= _LEAST_COLUMNS and (best is None or quality > best[0]):
            best = quality, appendix, found
    if best is None:
        return None
    _, appendix, found = best
    labels = label_columns(grid, found)
    if not labels:
        return None
    reading = _Reading(grid, appendix, found, labels)
    reading.read()
    share = sum(column.key in found.columns for column in appendix.typed_columns) / len(appendix.typed_columns)
    weak = [key for key, columns in found.columns.items() if columns.score < SURE]
    doubts = [f"cột “{appendix.column_by_key[key].label}”" for key in weak] + reading.doubts
    sure = share >= _SURE_COLUMNS and not doubts
    least_rows = _LEAST_ROWS_TITLED if _titled(titles, appendix) >= _SAME_TITLE else _LEAST_ROWS
    if reading.fixed_found < least_rows * len(appendix.rows):
        return None
    why = f"đầu bảng giống phụ lục “{appendix.short}”"
    if doubts:
        why += f", nhưng chưa chắc ở {', '.join(doubts[:_MOST_DOUBTS])}"
        why += " và chỗ khác" if len(doubts) > _MOST_DOUBTS else ""
    return ReadTable(appendix, reading.data(), reading.unreadable, sure, why, tuple(reading.leftovers))


def _titled(titles: Sequence[str], appendix: Appendix) -> float:
    """How far a line above the table says the appendix' title."""
    return max((likeness(title, appendix.title) for title in titles), default=0.0)


def _in_the_same_words(paths: Sequence[tuple[str, ...]], template: Template) -> list[Appendix]:
    """The appendices whose columns are all headed as the table's are: no other fits better."""
    return [
        appendix
        for appendix in template.appendices
        if {column.key for column in appendix.typed_columns} <= same_columns(paths, wordings_of(appendix)).keys()
    ]


def as_text(row: Sequence[Place]) -> str:
    """A row on one line, its cells parted by bars."""
    return " | ".join(text for _, text in dict.fromkeys((place.origin, place.text) for place in row) if text)


class _Reading:
    """The rows of one table."""

    def __init__(self, grid: Grid, appendix: Appendix, found: FoundColumns, labels: list[int]) -> None:
        self._grid = grid
        self._appendix = appendix
        self._found = found
        self._labels = labels
        self._rows: dict[str, Row] = {}
        self._total: dict[str, int | None] | None = None
        self._unknown = [column for column in range(max(labels) + 1, grid.width) if column not in found.used]
        self._unread: dict[tuple[str, str], str] = {}
        self.leftovers: list[Leftover] = []
        self.doubts: list[str] = []
        self.fixed_found = 0

    def read(self) -> None:
        body = [row for row in self._grid.body if any(place.text for place in row)]
        if self._appendix.rows:
            self._read_fixed(body)
        else:
            self._read_open(body)

    def data(self) -> AppendixData:
        rows = tuple(self._rows.values())
        if self._appendix.rows:
            rows = tuple(self._rows.get(row.key, Row(row.key, row.label)) for row in self._appendix.rows)
        return AppendixData(rows, self._total)

    @property
    def unreadable(self) -> dict[tuple[int, str], str]:
        places = {row.key: index for index, row in enumerate(self.data().rows)}
        return {(places[key], column): text for (key, column), text in self._unread.items()}

    def _label(self, row: Sequence[Place]) -> str:
        origins = dict.fromkeys((row[column].origin, row[column].text) for column in self._labels)
        return " ".join(text for _, text in origins if text)

    def _texts(self, row: Sequence[Place]) -> dict[str, str]:
        label_origins = {row[column].origin for column in self._labels}
        said = ["" if place.origin in label_origins else place.text for place in row]
        return {key: _text(said, columns) for key, columns in self._found.columns.items()}

    def _read_open(self, body: list[tuple[Place, ...]]) -> None:
        for row in body:
            label, texts = self._label(row), self._texts(row)
            if canonical(label) in TOTALS or (not label and canonical(as_text(row)).startswith(TOTALS[0])):
                self._add_total(texts, row)
            elif not any(texts.values()):
                self.leftovers.append(Leftover(as_text(row), "dòng không có số trong bảng số liệu"))
            elif canonical(label).startswith(PART_TOTALS):
                self.leftovers.append(Leftover(as_text(row), "dòng cộng của một phần bảng, chương trình tự tính tổng"))
            else:
                self._add(f"r{len(self._rows) + 1}", label, texts, row)

    def _add_total(self, texts: dict[str, str], row: Sequence[Place]) -> None:
        if self._total is not None:
            self.leftovers.append(Leftover(as_text(row), "dòng tổng thứ hai của bảng"))
            return
        self._total = {key: parse_count(text) for key, text in texts.items()}
        if any(text and parse_count(text) is None for text in texts.values()):
            self.leftovers.append(Leftover(as_text(row), "dòng tổng có ô không phải là số"))

    def _read_fixed(self, body: list[tuple[Place, ...]]) -> None:
        forms = FixedRows(self._appendix.rows)
        labels = [self._label(row) for row in body]
        for row, label, match in zip(body, labels, forms.matched(labels), strict=True):
            texts = self._texts(row)
            if match is not None:
                form, certain = match
                self.fixed_found += 1
                if not certain:
                    self.doubts.append(f"dòng “{label}”")
                self._add(form.key, form.label, texts, row)
            elif any(texts.values()):
                self.doubts.append(f"dòng “{label}”")
                self.leftovers.append(Leftover(as_text(row), "dòng không có trong phụ lục của mẫu"))
            elif not forms.is_heading(label):
                self.leftovers.append(Leftover(as_text(row), "dòng không có số và không có trong phụ lục của mẫu"))

    def _add(self, key: str, label: str, texts: dict[str, str], row: Sequence[Place]) -> None:
        cells: dict[str, int | None] = {}
        for column, text in texts.items():
            count = parse_count(text)
            cells[column] = count if count is None or count <= LARGEST else None
            if text and cells[column] is None:
                self._unread[key, column] = text
        self._rows[key] = Row(key, label, cells)
        self._check_sums(label, cells, row)
        for index in self._unknown:
            if row[index].text:
                head = " / ".join(self._grid.path(index)) or f"cột {index + 1}"
                why = "cột không có trong phụ lục của mẫu"
                self.leftovers.append(Leftover(f"{label} | {head}: {row[index].text}", why))

    def _check_sums(self, label: str, cells: Mapping[str, int | None], row: Sequence[Place]) -> None:
        """Keeps a sum of the table that is not what its parts come to; the others the program computes itself."""
        for key, index in self._found.sums.items():
            parts = [cells.get(part) for part in other_wordings().parts.get(key, ())]
            stated = row[index].text
            if stated and parse_count(stated) != sum(filter(None, parts)):
                head = " / ".join(self._grid.path(index))
                why = "số cộng trong tệp không bằng tổng các cột"
                self.leftovers.append(Leftover(f"{label} | {head}: {stated}", why))


def _text(said: Sequence[str], columns: Columns) -> str:
    """What a row says for a column: as it stands, or what several columns come to."""
    if len(columns.plus) == 1 and not columns.minus:
        return said[columns.plus[0]]
    count, wrong = columns.value(said)
    return wrong if count is None else str(count)
