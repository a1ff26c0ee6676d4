"""What every part of a report was before: one version for each sitting in which it was changed."""

import json
from collections.abc import Sequence
from datetime import datetime

from peewee import SqliteDatabase

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, FigureEdit, SectionEdit
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.version import SITTING, Version, kept, loses_much
from cchc_desktop.storage.report_rows import entries_of
from cchc_desktop.storage.tables import (
    StoredCell,
    StoredField,
    StoredFigure,
    StoredReport,
    StoredRow,
    StoredSection,
    StoredTotal,
    StoredVersion,
)
from cchc_desktop.storage.trouble import Unreadable
from cchc_desktop.text.numbers import parse_count

Target = tuple[str, ...]

_NOTHING = {"field": '""', "section": "[]", "figure": '["",null]', "cell": '["",null]'}


def value_of(database: SqliteDatabase, report_id: int, target: Target) -> str:
    """What is stored of a part of a report, as JSON."""
    kind, key, *rest = target
    match kind:
        case "field":
            field = StoredField.select(StoredField.text).where(
                (StoredField.report == report_id) & (StoredField.name == key)
            )
            return next((_json(text) for (text,) in field.tuples().execute(database)), _NOTHING[kind])
        case "section":
            section = StoredSection.select(StoredSection.entries).where(
                (StoredSection.report == report_id) & (StoredSection.key == key)
            )
            return next((entries for (entries,) in section.tuples().execute(database)), _NOTHING[kind])
        case "figure":
            figure = StoredFigure.select(StoredFigure.text, StoredFigure.note).where(
                (StoredFigure.report == report_id) & (StoredFigure.key == key)
            )
            return next((_json(pair) for pair in figure.tuples().execute(database)), _NOTHING[kind])
        case "cell":
            row, column = rest
            cell = StoredCell.select(StoredCell.text, StoredCell.note).where(
                (StoredCell.report == report_id)
                & (StoredCell.appendix == key)
                & (StoredCell.row == row)
                & (StoredCell.column == column)
            )
            return next((_json(pair) for pair in cell.tuples().execute(database)), _NOTHING[kind])
    return _appendix_value(database, report_id, key)


def remember(
    database: SqliteDatabase,
    report: StoredReport,
    target: Target,
    before: str,
    now: datetime,
    sitting: str,
    author: str,
) -> None:
    """Keeps what a part of a report has become; `before` is its value before it was written.

    The version of this sitting goes along with what is typed. A new one begins after a pause, where somebody else
    wrote meanwhile, and where much is thrown away.
    """
    value = value_of(database, report.id, target)
    if value == before:
        return
    name = _json(target)
    last = _last(database, report.id, name)
    if last is None or last.value != before:
        # The first change that is remembered, or one by somebody who remembers nothing.
        _insert(database, report.id, name, report.updated, "", "", before)
    elif last.sitting == sitting and now - _moment(last.saved) <= SITTING and not loses_much(before, value):
        changed = {"saved": now.isoformat(timespec="seconds"), "value": value}
        StoredVersion.update(**changed).where(StoredVersion.id == last.id).execute(database)
        return
    _insert(database, report.id, name, now.isoformat(timespec="seconds"), sitting, author, value)


def versions(database: SqliteDatabase, report_id: int, target: Target) -> list[Version]:
    """The versions of a part of a report, the newest first: the first of them is what it is now."""
    query = (
        StoredVersion.select()
        .where((StoredVersion.report == report_id) & (StoredVersion.target == _json(target)))
        .order_by(StoredVersion.id.desc())
    )
    return [
        Version(stored.id, _moment(stored.saved), stored.author, _edit(target, stored.value))
        for stored in query.execute(database)
    ]


def thin_versions(database: SqliteDatabase, now: datetime) -> int:
    """Throws away what is too old to be kept so densely (domain/version.py); gives how many that were."""
    rows = StoredVersion.select(
        StoredVersion.report_id, StoredVersion.target, StoredVersion.id, StoredVersion.saved
    ).order_by(StoredVersion.id)
    groups: dict[tuple[int, str], list[tuple[int, datetime]]] = {}
    for report_id, target, version_id, saved in rows.tuples().execute(database):
        groups.setdefault((report_id, target), []).append((version_id, _moment(saved)))
    gone: list[int] = []
    for group in groups.values():
        stay = kept([moment for _, moment in group], now)
        gone += [version_id for index, (version_id, _) in enumerate(group) if index not in stay]
    for start in range(0, len(gone), 500):
        StoredVersion.delete().where(StoredVersion.id.in_(gone[start : start + 500])).execute(database)
    return len(gone)


def _last(database: SqliteDatabase, report_id: int, name: str) -> StoredVersion | None:
    query = (
        StoredVersion.select()
        .where((StoredVersion.report == report_id) & (StoredVersion.target == name))
        .order_by(StoredVersion.id.desc())
        .limit(1)
    )
    found: Sequence[StoredVersion] = list(query.execute(database))
    return found[0] if found else None


def _insert(
    database: SqliteDatabase, report_id: int, name: str, saved: str, sitting: str, author: str, value: str
) -> None:
    StoredVersion.insert(
        report=report_id, target=name, saved=saved, sitting=sitting, author=author, value=value
    ).execute(database)


def _appendix_value(database: SqliteDatabase, report_id: int, appendix: str) -> str:
    rows = (
        StoredRow.select(StoredRow.key, StoredRow.label)
        .where((StoredRow.report == report_id) & (StoredRow.appendix == appendix))
        .order_by(StoredRow.position)
    )
    cells = StoredCell.select(StoredCell.row, StoredCell.column, StoredCell.text, StoredCell.note).where(
        (StoredCell.report == report_id) & (StoredCell.appendix == appendix)
    )
    totals = StoredTotal.select(StoredTotal.cells).where(
        (StoredTotal.report == report_id) & (StoredTotal.appendix == appendix)
    )
    total = next((json.loads(text) for (text,) in totals.tuples().execute(database)), None)
    return _json([list(rows.tuples().execute(database)), sorted(cells.tuples().execute(database), key=str), total])


def _edit(target: Target, value: str) -> Edit:
    """The edit that brings a value back."""
    kind, key, *rest = target
    try:
        stored = json.loads(value)
    except ValueError:
        raise Unreadable(kind) from None
    match kind:
        case "field":
            return FieldEdit(key, stored)
        case "section":
            return SectionEdit(key, entries_of(value))
        case "figure":
            return FigureEdit(key, stored[0], stored[1] or "")
        case "cell":
            return CellEdit(key, rest[0], rest[1], stored[0], stored[1] or "")
    rows, cells, total = stored
    unreadable = {(row, column): text for row, column, text, _ in cells if text and parse_count(text) is None}
    made = tuple(
        Row(
            row_key,
            label,
            {
                column: parse_count(text)
                for row, column, text, _ in cells
                if row == row_key and parse_count(text) is not None
            },
            {column: note for row, column, _, note in cells if row == row_key and note},
        )
        for row_key, label in rows
    )
    return AppendixEdit(key, AppendixData(made, total), unreadable)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
