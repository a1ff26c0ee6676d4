"""The power goes between two writes: of what was written last, any part may be on the disk."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from cchc_desktop.domain.edit import FieldEdit
from cchc_desktop.workspace import Workspace
from tests.storage.folders import everything, filled

PAGE = 4096
FRAME = 24 + PAGE
COMMITS = 12


def place(folder: Path) -> str:
    """Where the report says it was written; whatever is broken comes out."""
    with closing(sqlite3.connect(folder / "cchc.sqlite3")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    workspace = Workspace(folder)
    try:
        workspace.check_database()
        return workspace.report(1).unit.place
    finally:
        workspace.close()


def copied(source: Path, target: Path, database: bytes, log: bytes) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    (target / "cchc.sqlite3").write_bytes(database)
    if log:
        (target / "cchc.sqlite3-wal").write_bytes(log)
    return target


def written(folder: Path) -> tuple[bytes, bytes, list[int]]:
    """A database that was never checkpointed, its log, and how long the log was after each commit."""
    database = filled(folder)
    before = database.read_bytes()
    workspace = Workspace(folder)
    log = folder / "cchc.sqlite3-wal"
    lengths = [0]
    for number in range(COMMITS):
        workspace.save(1, [FieldEdit("place", f"Nơi {number}")])
        lengths.append(log.stat().st_size)
    assert database.read_bytes() == before
    after = before, log.read_bytes(), lengths
    workspace.close()
    return after


def test_every_part_of_the_log_opens_as_some_commit_left_it(tmp_path: Path) -> None:
    database, log, lengths = written(tmp_path / "data")
    first = place(copied(tmp_path, tmp_path / "power", database, b""))
    states = [first, *(f"Nơi {number}" for number in range(COMMITS))]
    chance = random.Random(4)
    cuts = {*lengths, *range(32, len(log), FRAME), *chance.sample(range(len(log)), 40)}
    for cut in sorted(cuts):
        committed = max(number for number, length in enumerate(lengths) if length <= cut)
        folder = copied(tmp_path, tmp_path / "power", database, log[:cut])
        assert place(folder) == states[committed], cut


def test_a_torn_last_write_costs_only_what_was_not_committed(tmp_path: Path) -> None:
    database, log, lengths = written(tmp_path / "data")
    chance = random.Random(5)
    for number in range(2, COMMITS):
        torn = bytearray(log[: lengths[number + 1]])
        at = chance.randrange(lengths[number], len(torn) - 64)
        torn[at : at + 64] = chance.randbytes(64)
        folder = copied(tmp_path, tmp_path / "power", database, bytes(torn))
        assert place(folder) in (f"Nơi {number - 1}", f"Nơi {number}")


def test_a_checkpoint_that_was_half_done_is_done_again(tmp_path: Path) -> None:
    database, log, _ = written(tmp_path / "data")
    closed = (tmp_path / "data" / "cchc.sqlite3").read_bytes()
    expected = everything(tmp_path / "data")
    chance = random.Random(6)
    for _ in range(15):
        pages = [
            (closed if chance.random() < 0.5 else database.ljust(len(closed), b"\0"))[at : at + PAGE]
            for at in range(0, len(closed), PAGE)
        ]
        folder = copied(tmp_path, tmp_path / "power", b"".join(pages), log)
        assert everything(folder) == expected
