"""What a person changes in a report, piece by piece. Values are as typed; storage keeps them so."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cchc_desktop.domain.fields import FIELD_BY_NAME, FIELDS, Field, clean, read_fields, text_of
from cchc_desktop.domain.report import AppendixData, Entry, FigureValue, Report
from cchc_desktop.text.normal import is_blank
from cchc_desktop.text.numbers import parse_count


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """A field of domain/fields.py gets another text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionEdit:
    """A leaf section gets other entries."""

    key: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FigureEdit:
    """A figure gets another text and note; "" is blank."""

    key: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell of an existing row gets another text and note; "" is blank."""

    appendix: str
    row: str
    column: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AppendixEdit:
    """An appendix gets other rows. `unreadable` holds the texts that are no number by (row, column)."""

    key: str
    data: AppendixData
    unreadable: Mapping[tuple[str, str], str] = field(default_factory=dict)


Edit = FieldEdit | SectionEdit | FigureEdit | CellEdit | AppendixEdit


def target(edit: Edit) -> tuple[str, ...]:
    """What an edit replaces: a later edit with the same target makes an earlier one needless."""
    match edit:
        case FieldEdit():
            return ("field", edit.name)
        case SectionEdit():
            return ("section", edit.key)
        case FigureEdit():
            return ("figure", edit.key)
        case CellEdit():
            return ("cell", edit.appendix, edit.row, edit.column)
        case AppendixEdit():
            return ("appendix", edit.key)


def apply(report: Report, edit: Edit) -> Report:
    """The report after an edit, as storage would give it back."""
    match edit:
        case FieldEdit(name, text):
            return _with_field(report, FIELD_BY_NAME[name], text)
        case SectionEdit(key, entries):
            kept = tuple(entry for entry in entries if not is_blank(entry.text))
            return replace(report, sections={**report.sections, key: kept})
        case FigureEdit(key, text, note):
            value, unreadable = _number(report, f"figures.{key}", text)
            figures = {**report.figures, key: FigureValue(value, note or None)}
            return replace(report, figures=figures, unreadable=unreadable)
        case CellEdit():
            return _with_cell(report, edit)
        case AppendixEdit(key, data, texts):
            start = f"appendices.{key}."
            unreadable = {place: text for place, text in report.unreadable.items() if not place.startswith(start)}
            for index, row in enumerate(data.rows):
                for (row_key, column), text in texts.items():
                    if row_key == row.key:
                        unreadable[f"{start}rows[{index}].cells.{column}"] = text
            return replace(report, appendices={**report.appendices, key: data}, unreadable=unreadable)


def _with_field(report: Report, field: Field, text: str) -> Report:
    texts = {other.name: text_of(report, other) for other in FIELDS} | {field.name: clean(field, text)}
    values = read_fields(texts)
    places = {other.place for other in FIELDS}
    unreadable = {place: text for place, text in report.unreadable.items() if place not in places}
    return replace(
        report,
        unit=values.unit,
        document=values.document,
        signer=values.signer,
        window=values.window,
        opening=values.opening,
        closing=values.closing,
        unreadable={**values.unreadable, **unreadable},
    )


def _with_cell(report: Report, edit: CellEdit) -> Report:
    data = report.appendices[edit.appendix]
    index = [row.key for row in data.rows].index(edit.row)
    row = data.rows[index]
    value, unreadable = _number(report, f"appendices.{edit.appendix}.rows[{index}].cells.{edit.column}", edit.text)
    cells = {column: known for column, known in row.cells.items() if column != edit.column}
    if value is not None:
        cells[edit.column] = value
    notes = {column: note for column, note in row.notes.items() if column != edit.column}
    if edit.note:
        notes[edit.column] = edit.note
    rows = (*data.rows[:index], replace(row, cells=cells, notes=notes), *data.rows[index + 1 :])
    appendices = {**report.appendices, edit.appendix: replace(data, rows=rows)}
    return replace(report, appendices=appendices, unreadable=unreadable)


def _number(report: Report, place: str, text: str) -> tuple[int | None, dict[str, str]]:
    """The number that a text states, and the report's unreadable texts with it."""
    value = parse_count(text)
    unreadable = {other: kept for other, kept in report.unreadable.items() if other != place}
    if value is None and not is_blank(text):
        unreadable[place] = text
    return value, unreadable
