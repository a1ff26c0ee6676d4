"""Searching 10,000 reports: what an official types, one query after the other, with the index up to date."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count, cycle
from pathlib import Path

from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.report import Entry, Report
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.workspace import Workspace
from tests.bench.measure import Result, limited, percentile, timed
from tests.bench.reports import SAMPLES
from tests.builders import sample

REPORTS = 10_000
DIFFERENT = 100
ENTRIES = 20
ROUNDS = 10
P95_MS = 20.0
QUERIES = (
    *("cải cách", "cai cach hanh chinh", "hồ sơ trực tuyến", "bộ phận một cửa", "van hoa", "Ủy ban nhân dân"),
    *("“thủ tục hành chính”", '"mot cua dien tu"', "nghi quyet 76", "36/KH-PB", "tuyên truyền 2022", "quy trinh iso"),
    *("đất đai", "chuyen doi so", "danh gia", "đúng hẹn trước hẹn", "cách hành", "phiếu lạ", "tap huan", "công chứ"),
)


def measure(scratch: Path) -> Iterator[Result]:
    yield from searches(scratch)


def searches(scratch: Path, reports: int = REPORTS, rounds: int = ROUNDS) -> Iterator[Result]:
    data = scratch / "many-reports"
    workspace = Workspace(data)
    workspace._store.add(_different_reports())
    workspace.close()
    _multiply(data / FILE_NAME, reports // DIFFERENT)
    # The first search reads the reports.
    workspace.search(QUERIES[0])
    took = [timed(lambda query=query: workspace.search(query)) for _ in range(rounds) for query in QUERIES]
    workspace.close()
    yield limited(f"Tìm trong {reports} báo cáo, p95", percentile(took, 0.95), "mức cho phép", P95_MS)


def _different_reports() -> list[Report]:
    """Reports of some entries each, no two with the same."""
    shipped = [sample(file) for file in SAMPLES]
    texts = cycle([entry.text for report in shipped for _, entry in report.entries()])
    numbers, made = count(), []
    for report, _ in zip(cycle(shipped), range(DIFFERENT), strict=False):
        entries = [Entry(f"{next(texts)} Đợt {next(numbers)}.") for _ in range(ENTRIES)]
        keys = list(report.sections)
        sections = {key: tuple(entries[place :: len(keys)]) for place, key in enumerate(keys)}
        made.append(replace(report, sections=sections))
    return made


def _multiply(database: Path, times: int) -> None:
    """Copies every report, each time for another period: row by row, as the program would store it, takes minutes."""
    periods = cycle([Period(year, kind) for year in range(1990, 2190) for kind in Kind])
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in tables}
        parts = [table for table in tables if "report_id" in columns[table]]
        for copy, period in zip(range(1, times), periods, strict=False):
            values = {"id": f"id + {copy * DIFFERENT}", "period": f"'{period.id}'", "revision": f"revision + {copy}"}
            _copy(connection, "report", columns["report"], values, f"id <= {DIFFERENT}")
            for table in parts:
                values = {"report_id": f"report_id + {copy * DIFFERENT}"}
                _copy(connection, table, columns[table], values, f"report_id <= {DIFFERENT}")
        connection.commit()


def _copy(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], values: dict[str, str], which: str
) -> None:
    taken = ", ".join(values.get(column, column) for column in columns)
    connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM {table} WHERE {which}")
