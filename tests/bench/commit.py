"""Saving one edit in a database of twenty years, beside a bare commit of sqlite3 with the same pragmas."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from cchc_desktop.domain.edit import SectionEdit
from cchc_desktop.domain.report import Entry
from cchc_desktop.workspace import Workspace
from tests.bench.measure import Measure, Result, by_turns, percentile
from tests.bench.reports import the_draft, twenty_years

ROUNDS = 200
BESIDE_BARE = 2.0
SECTION = "chi_dao.ke_hoach"


def measure(scratch: Path) -> Iterator[Result]:
    workspace = Workspace(twenty_years(scratch))
    report_id = the_draft(workspace)
    entries = workspace.report(report_id).sections[SECTION]
    numbers = count()
    with closing(sqlite3.connect(scratch / "bare.sqlite3", isolation_level=None)) as bare:
        for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, words TEXT)")
        bare.execute("INSERT INTO text VALUES (1, '')")
        words = " ".join(entry.text for entry in entries)

        def saved() -> None:
            last = Entry(f"{entries[-1].text} {next(numbers)}")
            workspace.save(report_id, [SectionEdit(SECTION, (*entries[:-1], last))])

        def committed() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("UPDATE text SET words = ? WHERE id = 1", (f"{words} {next(numbers)}",))
            bare.execute("COMMIT")

        # Waiting for the disk is what this is about.
        ours, theirs = by_turns(saved, committed, ROUNDS, time.perf_counter)
    workspace.close()
    mine, other = percentile(ours, 0.95), percentile(theirs, 0.95)
    yield Measure("Lưu một chỗ sửa (p95)", mine, "sqlite3 ghi một dòng (p95)", other, mine / other, BESIDE_BARE)
