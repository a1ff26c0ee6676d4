"""From a reviewed import to a report."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter

from cchc_desktop.domain.fields import FIELD_BY_PLACE, FIELDS, Field, Form, read_fields, text_of
from cchc_desktop.domain.report import NEW, Entry, FigureValue, Report
from cchc_desktop.domain.status import DRAFT, ISSUED
from cchc_desktop.importing.result import Confidence, Import, ImportedTable, Piece
from cchc_desktop.text.marks import Run, parse, write
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.text.sentences import typed

LEFT_OUT = ""
"""A decision: the person does not want this piece."""

NOTE = (
    "*(Các đoạn dưới đây có trong tệp cũ nhưng chương trình chưa rõ thuộc mục nào; hãy xem lại và chuyển về đúng mục.)*"
)
"""The entry before what has no certain place."""

_SECTION = "sections."
_CITATION = re.compile(r"\d{1,5}(?:/\d{4})?/[A-ZĐ][A-ZĐa-z0-9]*(?:-[A-ZĐ][A-ZĐa-z0-9]*)*")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided otherwise than proposed.

    `places` by the index of the piece: a place, `LEFT_OUT`, or None for "không thuộc mục nào". `tables` by index:
    False keeps a table out, True takes one that is not certain. `figures` are the indexes of those accepted.
    """

    places: Mapping[int, str | None] = field(default_factory=dict)
    tables: Mapping[int, bool] = field(default_factory=dict)
    figures: Collection[int] = ()


def places(imported: Import, decisions: Decisions) -> list[str | None]:
    """Where each piece goes: a place, `LEFT_OUT`, or None for the end of the last section.

    A field of one value takes one piece: another one for it goes to the end, too.
    """
    leaves = {f"{_SECTION}{section.key}" for section in imported.draft.template.leaves}
    full: set[str] = set()
    found: list[str | None] = []
    for index, piece in enumerate(imported.pieces):
        place = decisions.places.get(index, piece.target if piece.confidence is Confidence.SURE else None)
        if is_blank(piece.text):
            place = LEFT_OUT
        elif place in full or (place not in leaves and place not in FIELD_BY_PLACE and place != LEFT_OUT):
            place = None
        elif place is not None and place in FIELD_BY_PLACE and FIELD_BY_PLACE[place].form is not Form.LINES:
            full.add(place)
        found.append(place)
    return found


def to_report(imported: Import, decisions: Decisions | None = None) -> Report:
    """The report: what is certain or decided stands in its place, the rest whole under the last section with a note.

    It is issued when it has number and date.
    """
    decisions = decisions or Decisions()
    report = imported.draft
    texts = {field.name: text_of(report, field) for field in FIELDS}
    sections: dict[str, list[Entry]] = {section.key: [] for section in report.template.leaves}
    rest: list[str] = []
    for index, (piece, place) in enumerate(zip(imported.pieces, places(imported, decisions), strict=True)):
        text = _with_slots(piece, index, imported, decisions)
        if place is None:
            rest.append(text)
        elif place.startswith(_SECTION):
            sections[place.removeprefix(_SECTION)].append(_entry(text))
        elif place != LEFT_OUT:
            _add(texts, FIELD_BY_PLACE[place], text)
    appendices = dict(report.appendices)
    unreadable: dict[str, str] = {}
    for index, table in enumerate(imported.tables):
        if decisions.tables.get(index, table.confidence is Confidence.SURE):
            appendices[table.appendix] = table.data
            unreadable |= table.unreadable
        else:
            rest += _table_lines(report, table)
    if rest:
        last = report.template.leaves[-1].key
        sections[last] += [_entry(text) for text in (NOTE, *rest)]
    figures = dict(report.figures)
    for index in decisions.figures:
        found = imported.figures[index]
        figures[found.key] = FigureValue(found.value)
    values = read_fields(texts)
    window = values.window if values.window.start or values.window.end else report.period.window
    numbered = values.document.number is not None and isinstance(values.document.date, date)
    return replace(
        report,
        window=window,
        status=ISSUED if numbered else DRAFT,
        unit=values.unit,
        document=values.document,
        signer=values.signer,
        opening=values.opening,
        closing=values.closing,
        sections={key: tuple(entries) for key, entries in sections.items()},
        figures=figures,
        appendices=appendices,
        unreadable={**values.unreadable, **unreadable},
    )


def _add(texts: dict[str, str], field: Field, text: str) -> None:
    before = texts[field.name]
    texts[field.name] = f"{before}\n{text}" if before else text


def _entry(text: str) -> Entry:
    cited = dict.fromkeys(_CITATION.findall(typed(text)))
    return Entry(normal(text), NEW, tuple(cited))


def _table_lines(report: Report, table: ImportedTable) -> list[str]:
    """A table that is not taken, line by line."""
    appendix = report.template.appendix_by_key[table.appendix]
    lines = []
    for index, row in enumerate(table.data.rows):
        cells = [
            f"{column.label}: {_shown(table, appendix.key, index, column.key, row.cells.get(column.key))}"
            for column in appendix.columns
            if row.cells.get(column.key) is not None
            or f"appendices.{appendix.key}.rows[{index}].cells.{column.key}" in table.unreadable
        ]
        if cells:
            lines.append(f"{appendix.short} | {row.label} | {' | '.join(cells)}")
    return lines


def _shown(table: ImportedTable, appendix: str, row: int, column: str, value: int | None) -> str:
    return table.unreadable.get(f"appendices.{appendix}.rows[{row}].cells.{column}", str(value))


def _with_slots(piece: Piece, index: int, imported: Import, decisions: Decisions) -> str:
    """The text with a slot for each number that was accepted as a figure."""
    accepted = [found for number in decisions.figures if (found := imported.figures[number]).piece == index]
    if not accepted:
        return piece.text
    runs = parse(piece.text)
    whole = "".join(run.text for run in runs)
    places = sorted(((whole.find(found.sentence) + found.start, found) for found in accepted), key=itemgetter(0))
    # From the end, so that the places before stay where they are.
    for start, found in reversed(places):
        runs = _with_slot(runs, start, start + found.end - found.start, found.key)
    return write(runs)


def _with_slot(runs: list[Run], start: int, end: int, key: str) -> list[Run]:
    """The runs with a slot in place of the text from `start` to `end`."""
    made: list[Run] = []
    position = 0
    for run in runs:
        left, right = start - position, end - position
        position += len(run.text)
        if run.slot or right <= 0 or left >= len(run.text):
            made.append(run)
        else:
            made.append(replace(run, text=run.text[: max(0, left)]))
            if left >= 0:
                made.append(replace(run, text=f"{{{key}}}", slot=key))
            made.append(replace(run, text=run.text[max(0, right) :]))
    return [run for run in made if run.text]
