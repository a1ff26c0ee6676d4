"""What every part of a report was before: one version for each sitting in which it was changed."""

import json
from dataclasses import dataclass
from datetime import datetime

from peewee import SqliteDatabase

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, FigureEdit, SectionEdit
from cchc_desktop.domain.report import AppendixData, Row
from cchc_desktop.domain.version import SITTING, Version, kept, loses_much
from cchc_desktop.storage.report_rows import entries_of
from cchc_desktop.storage.tables import (
    StoredCell,
    StoredRow,
    StoredTotal,
    StoredVersion,
)
from cchc_desktop.storage.trouble import Unreadable
from cchc_desktop.text.numbers import parse_count

Target = tuple[str, ...]

# What stands for each kind of part, and what it is where nothing was stored yet.
_VALUES = {
    "field": ("SELECT text FROM field WHERE report_id = ? AND name = ?", '""'),
    "section": ("SELECT entries FROM section WHERE report_id = ? AND key = ?", "[]"),
    "figure": ("SELECT text, note FROM figure WHERE report_id = ? AND key = ?", '["",null]'),
    "cell": (
        "SELECT text, note FROM cell WHERE report_id = ? AND appendix = ? AND row = ? AND column_key = ?",
        '["",null]',
    ),
}
_LAST = "SELECT id, value, sitting, saved FROM version WHERE report_id = ? AND target = ? ORDER BY id DESC LIMIT 1"
_NONE = (None, None, "", "")
_GO_ON = "UPDATE version SET saved = ?, value = ? WHERE id = ?"
_BEGIN = "INSERT INTO version (report_id, target, saved, sitting, author, value) VALUES (?, ?, ?, ?, ?, ?)"


def value_of(database: SqliteDatabase, report_id: int, target: Target) -> str:
    """What is stored of a part of a report, as JSON."""
    kind, *keys = target
    if kind == "appendix":
        return _appendix_value(database, report_id, keys[0])
    query, nothing = _VALUES[kind]
    stored = database.execute_sql(query, (report_id, *keys)).fetchone()
    if stored is None:
        return nothing
    # A section is stored as JSON.
    return str(stored[0]) if kind == "section" else _json(stored[0] if kind == "field" else stored)


@dataclass(frozen=True, slots=True)
class Now:
    """When and by whom something is written. A sitting is one run of the program."""

    moment: datetime
    sitting: str
    author: str


def remember(database: SqliteDatabase, report_id: int, target: Target, before: str, last_change: str, now: Now) -> None:
    """Keeps what a part of a report has become; `before` is its value before it was written.

    The version of this sitting goes along with what is typed. A new one begins after a pause, where somebody else
    wrote meanwhile, and where much is thrown away. `last_change` is when the report was changed before.
    """
    value = value_of(database, report_id, target)
    if value == before:
        return
    name = _json(target)
    last, last_value, last_sitting, saved = database.execute_sql(_LAST, (report_id, name)).fetchone() or _NONE
    moment = now.moment.isoformat(timespec="seconds")
    if last_value != before:
        # The first change that is remembered, or one by somebody who remembers nothing.
        database.execute_sql(_BEGIN, (report_id, name, last_change, "", "", before))
    elif last_sitting == now.sitting and now.moment - _moment(saved) <= SITTING and not loses_much(before, value):
        database.execute_sql(_GO_ON, (moment, value, last))
        return
    database.execute_sql(_BEGIN, (report_id, name, moment, now.sitting, now.author, value))


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
