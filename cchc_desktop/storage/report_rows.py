"""A report as rows: written piece by piece, read as a whole."""

import json
from collections.abc import Iterator
from typing import Any

from peewee import SqliteDatabase

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, FigureEdit, SectionEdit
from cchc_desktop.domain.fields import FIELD_BY_NAME, FIELDS, clean, read_fields, text_of
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import AppendixData, Entry, FigureValue, Report, Row
from cchc_desktop.domain.template import Appendix, Template
from cchc_desktop.storage.tables import (
    StoredCell,
    StoredReport,
    StoredRow,
    StoredTotal,
)
from cchc_desktop.storage.trouble import Unreadable
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.text.numbers import parse_count


def edits_of(report: Report) -> Iterator[Edit]:
    """The edits that make an empty report this one."""
    for field in FIELDS:
        yield FieldEdit(field.name, text_of(report, field))
    for section, entries in report.sections.items():
        yield SectionEdit(section, entries)
    for key, figure in report.figures.items():
        text = report.unreadable.get(f"figures.{key}", _number_text(figure.value))
        yield FigureEdit(key, text, figure.note or "")
    for key, data in report.appendices.items():
        unreadable = {
            (row.key, column): report.unreadable[place]
            for index, row in enumerate(data.rows)
            for column in report.template.appendix_by_key[key].column_by_key
            if (place := f"appendices.{key}.rows[{index}].cells.{column}") in report.unreadable
        }
        yield AppendixEdit(key, data, unreadable)


# A save waits for these. Plain SQL: SQLite needs less time for a row than building a query would take.
_FIELD = "REPLACE INTO field (report_id, name, text) VALUES (?, ?, ?)"
_SECTION = "REPLACE INTO section (report_id, key, entries) VALUES (?, ?, ?)"
_FIGURE = "REPLACE INTO figure (report_id, key, text, note) VALUES (?, ?, ?, ?)"
_CELL = "REPLACE INTO cell (report_id, appendix, row, column_key, text, note) VALUES (?, ?, ?, ?, ?, ?)"
_HAS_ROW = "SELECT 1 FROM appendix_row WHERE report_id = ? AND appendix = ? AND key = ?"


def write_edit(database: SqliteDatabase, report_id: int, template: Template, edit: Edit) -> None:
    """Writes one edit; must run inside a transaction. A key that the template does not have is a fault of ours."""
    match edit:
        case FieldEdit(name, text):
            database.execute_sql(_FIELD, (report_id, name, clean(FIELD_BY_NAME[name], text)))
        case SectionEdit(key, entries):
            if template.sections[key].children:
                raise KeyError(key)
            database.execute_sql(_SECTION, (report_id, key, _entries_text(entries)))
        case FigureEdit(key, text, note):
            figure = template.figure_by_key[key]
            database.execute_sql(_FIGURE, (report_id, figure.key, _typed_number(text), normal(note) or None))
        case CellEdit(appendix, row, column, text, note):
            form = template.appendix_by_key[appendix]
            _need_row(database, report_id, form, row)
            typed = _typed_number(text), normal(note) or None
            database.execute_sql(_CELL, (report_id, appendix, row, form.column_by_key[column].key, *typed))
        case AppendixEdit():
            _write_appendix(database, report_id, template.appendix_by_key[edit.key], edit)


def read_report(database: SqliteDatabase, stored: StoredReport, template: Template) -> Report:
    """The whole report. What cannot be read as a number or date is unknown and stands in `unreadable`."""
    report_id = stored.id
    fields = read_fields(dict(_rows(database, report_id, "field", "name", "text")))
    unreadable = dict(fields.unreadable)

    def number(place: str, text: str) -> int | None:
        value = parse_count(text)
        if value is None and not is_blank(text):
            unreadable[place] = text
        return value

    sections = dict(_rows(database, report_id, "section", "key", "entries"))
    figure_rows = {key: (text, note) for key, text, note in _rows(database, report_id, "figure", "key", "text", "note")}
    figures = {}
    for figure in template.typed_figures:
        text, note = figure_rows.get(figure.key, ("", None))
        figures[figure.key] = FigureValue(number(f"figures.{figure.key}", text), note)

    cells: dict[tuple[str, str], list[tuple[str, str, str | None]]] = {}
    for appendix, row, column, text, note in _rows(
        database, report_id, "cell", "appendix", "row", "column_key", "text", "note"
    ):
        cells.setdefault((appendix, row), []).append((column, text, note))
    rows: dict[str, list[Row]] = {appendix.key: [] for appendix in template.appendices}
    for _, appendix, key, label in sorted(
        _rows(database, report_id, "appendix_row", "position", "appendix", "key", "label")
    ):
        form = template.appendix_by_key[appendix]
        place = f"appendices.{appendix}.rows[{len(rows[appendix])}].cells"
        stored_cells = cells.get((appendix, key), [])
        values = {column: number(f"{place}.{column}", text) for column, text, _ in stored_cells}
        known = {
            column: value for column, value in values.items() if value is not None or form.column_by_key[column].formula
        }
        rows[appendix].append(Row(key, label, known, {column: note for column, _, note in stored_cells if note}))
    totals = {key: json.loads(text) for key, text in _rows(database, report_id, "stated_total", "appendix", "cells")}

    return Report(
        template=template,
        period=Period.parse(stored.period),
        window=fields.window,
        status=stored.status,
        unit=fields.unit,
        document=fields.document,
        signer=fields.signer,
        opening=fields.opening,
        closing=fields.closing,
        sections={leaf.key: entries_of(sections.get(leaf.key, "[]")) for leaf in template.leaves},
        figures=figures,
        appendices={key: AppendixData(tuple(rows[key]), totals.get(key)) for key in rows},
        unreadable=unreadable,
    )


def _write_appendix(database: SqliteDatabase, report_id: int, form: Appendix, edit: AppendixEdit) -> None:
    for table in (StoredCell, StoredRow, StoredTotal):
        here = (table.report == report_id) & (table.appendix == form.key)
        table.delete().where(here).execute(database)
    rows, cells = [], []
    for position, row in enumerate(edit.data.rows):
        rows.append((report_id, form.key, row.key, position, normal(row.label)))
        for column in form.columns:
            text = edit.unreadable.get((row.key, column.key), _number_text(row.cells.get(column.key)))
            note = row.notes.get(column.key)
            stated = column.formula is not None and column.key in row.cells
            if text or note or stated:
                cells.append((report_id, form.key, row.key, column.key, _typed_number(text), note))
    if rows:
        StoredRow.insert_many(
            rows, [StoredRow.report, StoredRow.appendix, StoredRow.key, StoredRow.position, StoredRow.label]
        ).execute(database)
    for start in range(0, len(cells), 100):
        columns = [
            StoredCell.report,
            StoredCell.appendix,
            StoredCell.row,
            StoredCell.column,
            StoredCell.text,
            StoredCell.note,
        ]
        StoredCell.insert_many(cells[start : start + 100], columns).execute(database)
    if edit.data.total is not None:
        cells_text = json.dumps(dict(edit.data.total))
        StoredTotal.insert(report=report_id, appendix=form.key, cells=cells_text).execute(database)


def _need_row(database: SqliteDatabase, report_id: int, form: Appendix, key: str) -> None:
    """Another window may have taken the row out meanwhile: what is typed into it brings it back."""
    if database.execute_sql(_HAS_ROW, (report_id, form.key, key)).fetchone():
        return
    here = (StoredRow.report == report_id) & (StoredRow.appendix == form.key)
    label = next((row.label for row in form.rows if row.key == key), "")
    position = len(StoredRow.select(StoredRow.key).where(here).tuples().execute(database))
    StoredRow.insert(report=report_id, appendix=form.key, key=key, position=position, label=label).execute(database)


def _rows(database: SqliteDatabase, report_id: int, table: str, *columns: str) -> list[tuple[Any, ...]]:
    rows = database.execute_sql(f"SELECT {', '.join(columns)} FROM {table} WHERE report_id = ?", (report_id,))
    return list(rows)


def _typed_number(text: str) -> str:
    """A count in plain digits; anything else as typed."""
    value = parse_count(text)
    return normal(text) if value is None else str(value)


def _number_text(value: int | None) -> str:
    return "" if value is None else str(value)


def _entries_text(entries: tuple[Entry, ...]) -> str:
    kept = [(normal(entry.text), entry.state, entry.citations) for entry in entries if not is_blank(entry.text)]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def entries_of(text: str) -> tuple[Entry, ...]:
    """The entries of a stored section."""
    try:
        stored = [(entry_text, state, tuple(citations)) for entry_text, state, citations in json.loads(text)]
    except (ValueError, TypeError) as error:
        raise Unreadable(str(type(error))) from None
    return tuple(Entry(entry_text, state, citations) for entry_text, state, citations in stored)
