"""Reading what can still be read of a damaged database into a new one."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.database import FILE_NAME, open_database, uri
from cchc_desktop.storage.migrations import at_a_glance
from cchc_desktop.storage.restore import put_in_place
from cchc_desktop.storage.store import Store
from cchc_desktop.storage.trouble import Unreadable, told

_HEADER = 100
_PAGE = 4096
_PARTS = {
    "field": "thông tin chung",
    "section": "các mục",
    "figure": "số liệu",
    "appendix_row": "dòng phụ lục",
    "cell": "ô phụ lục",
    "stated_total": "dòng tổng",
    "version": "các bản trước",
    "issue": "các lần ban hành",
    "answer": "các giải trình",
}
"""The tables that belong to a report, in an order in which they can be filled."""

_ISSUED_FILES = "văn bản đã ban hành"
_ORIGINAL = "tệp gốc đã nhập"
_JSON = {"section": "entries", "stated_total": "cells", "version": "value"}
"""Columns of which a text that is no JSON any more is not worth having."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class RescuedReport:
    """`lost` names the parts of which not everything could be read; `parts` counts what came back.

    `period` is a period's id.
    """

    id: int
    period: str
    parts: dict[str, int]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Rescued:
    """What came back and what did not; `gone` are the ids of reports of which too little could be read."""

    reports: tuple[RescuedReport, ...]
    gone: tuple[int, ...]
    settings: int

    def summary(self) -> str:
        """All of it in a sentence."""
        whole = sum(not report.lost for report in self.reports)
        gone = f", {len(self.gone)} báo cáo không cứu được" if self.gone else ""
        return f"Đã đọc lại {len(self.reports)} báo cáo từ tệp hỏng, trong đó {whole} báo cáo đủ mọi phần{gone}."

    def sentences(self) -> Iterator[str]:
        """What a person is told, report by report, the worst first."""
        for report_id in self.gone:
            yield f"Báo cáo số {report_id}: không cứu được; hãy lấy từ bản sao lưu."
        for report in sorted(self.reports, key=lambda report: not report.lost):
            name = f"Báo cáo {Period.parse(report.period).title} (số {report.id})"
            if report.lost:
                yield f"{name}: không đọc được hết {', '.join(report.lost)}."
            else:
                yield f"{name}: đọc lại được mọi phần."


def rescue(data: Path) -> Rescued:
    """Puts what can be read of the damaged database in its place; the damaged one is kept.

    Refused, with everything as it was, where no report can be read, or while another window works with the data.
    """
    path = data / FILE_NAME
    with (
        told(path),
        tempfile.TemporaryDirectory(prefix="~rescue-", dir=data, ignore_cleanup_errors=True) as name,
    ):
        folder = Path(name)
        (folder / "damaged").mkdir()
        for file in (path.name, f"{path.name}-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(data / file, folder / "damaged" / file)
        new = folder / FILE_NAME
        open_database(new).close()
        if not (folder / "damaged" / path.name).exists():
            # Its log may hold all that was written since the program started, and for a new one all there ever was.
            (folder / "damaged" / path.name).write_bytes(new.read_bytes()[:_PAGE])
        rescued = _only_readable(new, _fill(folder / "damaged" / FILE_NAME, new))
        if not rescued.reports:
            raise Refusal("Không đọc được báo cáo nào từ tệp dữ liệu bị hỏng; hãy khôi phục từ bản sao lưu.")
        put_in_place(data, new)
    return rescued


def begin_anew(data: Path) -> None:
    """Puts an empty database in the place of one that nothing brings back; what is left of that is kept.

    Refused while another window works with the data.
    """
    with (
        told(data / FILE_NAME),
        tempfile.TemporaryDirectory(prefix="~rescue-", dir=data, ignore_cleanup_errors=True) as folder,
    ):
        new = Path(folder) / FILE_NAME
        open_database(new).close()
        put_in_place(data, new)


def _only_readable(new: Path, rescued: Rescued) -> Rescued:
    """Without the reports that came back as something that is no report."""
    store = Store(open_database(new), datetime.now)
    whole, gone = [], list(rescued.gone)
    try:
        for report in rescued.reports:
            try:
                store.load(report.id)
                whole.append(report)
            except (Refusal, KeyError, ValueError, TypeError):
                gone.append(report.id)
    finally:
        store.close()
    with closing(sqlite3.connect(uri(new, "rw"), uri=True)) as connection:
        connection.execute("PRAGMA foreign_keys = on")
        with connection:
            # Parts may be gone: whoever has read the report before must read it again.
            connection.execute("UPDATE report SET revision = abs(random() % 1099511627776)")
            connection.executemany("DELETE FROM report WHERE id = ?", [(report_id,) for report_id in gone])
            # An older database does not say it.
            for template_id, source in connection.execute("SELECT id, source FROM template").fetchall():
                with suppress(Unreadable):
                    glance = (*at_a_glance(source), template_id)
                    connection.execute("UPDATE template SET key = ?, leaves = ? WHERE id = ?", glance)
        connection.execute("PRAGMA journal_mode = delete")
    return Rescued(tuple(whole), tuple(gone), rescued.settings)


def _fill(damaged: Path, new: Path) -> Rescued:
    """Fills the empty database `new`, of the newest version, from a copy of a damaged one, which may be changed."""
    with (
        closing(sqlite3.connect(uri(new, "rw"), uri=True, isolation_level=None)) as target,
        closing(_opened(damaged, new)) as source,
    ):
        source.text_factory = _text
        target.execute("PRAGMA foreign_keys = off")
        target.execute("BEGIN IMMEDIATE")
        rescued = _Rescue(source, target).run()
        target.execute("COMMIT")
    return rescued


def _opened(damaged: Path, new: Path) -> sqlite3.Connection:
    """Opens the copy; where SQLite does not know it for a database, with the header or the first page of a new one."""
    original = damaged.read_bytes()
    with closing(sqlite3.connect(new)) as made:
        made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    first = new.read_bytes()[:_PAGE]
    pages = (len(original) // _PAGE).to_bytes(4, "big")
    header = first[:28] + pages + first[32:_HEADER]
    for start in (b"", header, header + first[_HEADER:]):
        damaged.write_bytes(start + original[len(start) :])
        connection = sqlite3.connect(uri(damaged, "rw"), uri=True, isolation_level=None)
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA cell_size_check = on")
            connection.execute("PRAGMA writable_schema = on")
            connection.execute("SELECT count(*) FROM report NOT INDEXED LIMIT 1")
            if connection.execute("SELECT name FROM sqlite_master WHERE name = 'report'").fetchone():
                return connection
        connection.close()
    raise Refusal("Tệp dữ liệu hỏng đến mức không đọc lại được gì; hãy khôi phục từ bản sao lưu.")


class _Rescue:
    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        self._source, self._target = source, target

    def run(self) -> Rescued:
        templates = dict.fromkeys(row[0] for row in self._copy("template")[0])
        settings = len(self._copy("setting")[0])
        known, _ = self._readable("report")
        ids = {row[0] for row in known} | self._ids_of_parts()
        rows = {row[0]: row for row in known}
        reports, gone = [], []
        for report_id in sorted(ids):
            row = rows.get(report_id) or self._one("report", "id", report_id)
            if row is None or row[1] not in templates:
                gone.append(report_id)
                continue
            self._insert("report", self._columns("report"), [row])
            reports.append(self._report(report_id, str(row[2])))
        return Rescued(tuple(reports), tuple(gone), settings)

    def _report(self, report_id: int, period: str) -> RescuedReport:
        parts, lost = {}, []
        for table, name in _PARTS.items():
            columns = self._columns(table)
            if not columns:
                continue
            rows, whole = self._readable(table, report_id)
            parts[table] = self._insert(table, columns, rows)
            if not whole or parts[table] < len(rows):
                lost.append(name)
        issues = self._target.execute("SELECT id FROM issue WHERE report_id = ?", [report_id]).fetchall()
        whole_issues = [self._copy_files("issued_file", f"issue_id = {issue_id}") for (issue_id,) in issues]
        if not all(whole_issues):
            lost.append(_ISSUED_FILES)
        if not self._copy_files("original", f"report_id = {report_id}"):
            lost.append(_ORIGINAL)
        return RescuedReport(report_id, period, parts, tuple(lost))

    def _copy_files(self, table: str, where: str) -> bool:
        """The files that are as they were made; whether those are all."""
        columns = self._columns(table)
        if not columns:
            return True
        rows, whole = self._rows(f"SELECT {', '.join(columns)} FROM {table} WHERE {where}")
        intact = [row for row in rows if _is_intact(dict(zip(columns, row, strict=True)))]
        self._insert(table, columns, intact)
        return whole and len(intact) == len(rows)

    def _copy(self, table: str) -> tuple[list[Row], bool]:
        rows, whole = self._readable(table)
        self._insert(table, self._columns(table), rows)
        return rows, whole

    def _readable(self, table: str, report_id: int | None = None) -> tuple[list[Row], bool]:
        """The rows that can be read, from the front and from the back, and whether those are all."""
        columns = self._columns(table)
        where = "" if report_id is None else f" WHERE report_id = {report_id}"
        found: dict[Row, None] = {}
        for direction in ("ASC", "DESC"):
            order = ", ".join(f"{column} {direction}" for column in self._key(table))
            rows, whole = self._rows(f"SELECT {', '.join(columns)} FROM {table}{where} ORDER BY {order}")
            found |= dict.fromkeys(rows)
            if whole:
                return list(found), True
        # Past an unreadable page, and without the index that led to it.
        found |= dict.fromkeys(self._rows(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED{where}")[0])
        return list(found), False

    def _rows(self, query: str) -> tuple[list[Row], bool]:
        """The rows up to the first that SQLite cannot reach, and whether those are all; no row with broken text."""
        rows: list[Row] = []
        whole = True
        with suppress(sqlite3.Error):
            for row in self._source.execute(query):
                if any(isinstance(value, Broken) for value in row):
                    whole = False
                else:
                    rows.append(row)
            return rows, whole
        return rows, False

    def _one(self, table: str, key: str, value: int) -> Row | None:
        rows, _ = self._rows(f"SELECT {', '.join(self._columns(table))} FROM {table} WHERE {key} = {value}")
        return rows[0] if rows else None

    def _ids_of_parts(self) -> set[int]:
        """Reports that are known only by what belongs to them."""
        tables = [table for table in _PARTS if self._columns(table)]
        rows = [row for table in tables for row in self._rows(f"SELECT DISTINCT report_id FROM {table}")[0]]
        return {row[0] for row in rows if isinstance(row[0], int)}

    def _columns(self, table: str) -> list[str]:
        """The columns that the damaged database and the new one both have."""
        try:
            own = {row[1] for row in self._source.execute(f"PRAGMA table_info({table})")}
        except sqlite3.Error:
            return []
        return [row[1] for row in self._target.execute(f"PRAGMA table_info({table})") if row[1] in own]

    def _key(self, table: str) -> list[str]:
        info = self._target.execute(f"PRAGMA table_info({table})").fetchall()
        return [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]

    def _insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> int:
        """Inserts what the new database takes; gives how many rows that were."""
        taken = 0
        query = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        for row in rows:
            with suppress(sqlite3.Error, ValueError, TypeError):
                if table in _JSON:
                    json.loads(row[columns.index(_JSON[table])])
                taken += self._target.execute(query, row).rowcount
        return taken


class Broken(bytes):
    """What is no text any more."""


def _text(data: bytes) -> str | Broken:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return Broken(data)


def _is_intact(file: dict[str, Any]) -> bool:
    return isinstance(file["data"], bytes) and hashlib.sha256(file["data"]).hexdigest() == file["sha256"]
