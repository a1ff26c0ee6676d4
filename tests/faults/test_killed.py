"""A process that is ended in the middle of something leaves everything whole."""

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cchc_desktop.domain import serial
from cchc_desktop.storage.migrations import MIGRATIONS
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE, sample
from tests.faults.conftest import Victim
from tests.faults.victim import IMPORTED
from tests.storage.folders import everything, filled, old

OLDEST_LOST_SECONDS = 1.0


@pytest.fixture(scope="module")
def typist() -> Iterator[Victim]:
    made = Victim("typist")
    yield made
    said = made.close()
    assert "Traceback" not in said


def lost_when_killed(typist: Victim, folder: Path, delay: float) -> float:
    """How old, in seconds, the oldest key is that is not in the database; 0 where all are."""
    filled(folder)
    workspace = Workspace(folder)
    before = workspace.report(1)
    workspace.close()
    log = folder.with_name("keys")
    child = typist.begin("typist", folder, log)
    while not log.exists() or not log.stat().st_size:
        assert Path(f"/proc/{child}").exists() or os.name == "nt"
        time.sleep(0.01)
    time.sleep(delay)
    typist.kill(child)
    database = folder / "cchc.sqlite3"
    with sqlite3.connect(database) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    opened.close()
    workspace = Workspace(folder)
    after = workspace.report(1)
    workspace.close()
    stored = [
        len(after.unit.place) - len(before.unit.place),
        sum(len(entry.text) for entry in after.sections["phuong_huong"])
        - sum(len(entry.text) for entry in before.sections["phuong_huong"]),
    ]
    keys = [line.split() for line in log.read_text().splitlines()]
    last = float(keys[-1][0])
    lost = [last - float(moment) for moment, which, number in keys if int(number) > stored[int(which)]]
    return max(lost, default=0.0)


def kill_many(typist: Victim, folder: Path, times: int) -> None:
    losses = []
    for number in range(times):
        # Spread evenly however many they are; some longer than what may be lost.
        delay = 1.6 * (number * 0.618 % 1)
        losses.append(lost_when_killed(typist, folder / str(number) / "data", delay))
        shutil.rmtree(folder / str(number))
    losses.sort()
    spread = {f"{share}%": round(losses[min(len(losses) - 1, len(losses) * share // 100)], 3) for share in (50, 90, 99)}
    print(f"{times} kills, seconds of typing lost: {spread}, most {losses[-1]:.3f}")
    assert losses[-1] <= OLDEST_LOST_SECONDS


def test_a_window_killed_while_it_is_typed_into_loses_less_than_a_second(typist: Victim, tmp_path: Path) -> None:
    kill_many(typist, tmp_path, 6)


@pytest.mark.long
def test_a_window_killed_five_hundred_times_loses_less_than_a_second(typist: Victim, tmp_path: Path) -> None:
    kill_many(typist, tmp_path, 500)


@pytest.mark.parametrize(
    "end",
    ["SIGTERM", "SIGINT", "SIGHUP", "exit", "asking SIGTERM", "committing"],
    ids=lambda end: end.replace(" ", "-"),
)
def test_whatever_ends_the_program_what_was_typed_is_on_the_disk(typist: Victim, tmp_path: Path, end: str) -> None:
    folder = tmp_path / "data"
    before = Workspace(folder)
    before.load([SAMPLE])
    place = before.report(1).unit.place
    before.close()
    code = typist.do("sitting", folder, end)
    assert code == (-signal.SIGKILL if end == "committing" else 0)
    workspace = Workspace(folder)
    assert workspace.report(1).unit.place == place + "Z"
    workspace.close()
    if end not in ("committing", "exit"):
        assert len(list(folder.glob("backups/*.cchc"))) == 1


def points(folder: Path, count: int) -> list[int]:
    """Lines at which to die, spread over all of them; the last are where it ends."""
    lines = int((folder / "lines").read_text())
    return sorted({1 + lines * number // count for number in range(count)} | set(range(lines - 4, lines + 1)))


def kill_migrations(victim: Victim, tmp_path: Path, version: int, count: int) -> None:
    old(tmp_path / "new" / "data", version)
    assert victim.do("opener", tmp_path / "new" / "data", 0) == 0
    expected = everything(tmp_path / "new" / "data")
    versions = set()
    for point in points(tmp_path / "new", count):
        folder = tmp_path / str(point) / "data"
        database = old(folder, version)
        assert victim.do("opener", folder, point) == -signal.SIGKILL
        with sqlite3.connect(database) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            versions.add(opened.execute("PRAGMA user_version").fetchone()[0])
        opened.close()
        assert everything(folder) == expected
        shutil.rmtree(folder.parent)
    assert {version, len(MIGRATIONS)} <= versions <= set(range(version, len(MIGRATIONS) + 1))


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_migration_killed_anywhere_leaves_the_old_or_the_new(victim: Victim, tmp_path: Path, version: int) -> None:
    kill_migrations(victim, tmp_path, version, 15)


@pytest.mark.long
@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_migration_killed_at_very_many_places(victim: Victim, tmp_path: Path, version: int) -> None:
    kill_migrations(victim, tmp_path, version, 500)


def states(
    victim: Victim, tmp_path: Path, what: str, begin: Callable[[Path], object], state: Callable[[Workspace], object]
) -> set[object]:
    """What the data is, of a folder that `begin` made, when the victim is killed at many points of doing something."""
    begin(tmp_path / "whole" / "data")
    assert victim.do(what, tmp_path / "whole" / "data", 0) == 0
    found = set()
    for point in (*points(tmp_path / "whole", 20), 0):
        folder = tmp_path / str(point) / "data"
        begin(folder)
        assert victim.do(what, folder, point) == (-signal.SIGKILL if point else 0)
        workspace = Workspace(folder)
        workspace.check_database()
        found.add(state(workspace))
        workspace.close()
        shutil.rmtree(folder.parent)
    return found


def test_a_first_start_killed_anywhere_can_be_done_again(victim: Victim, tmp_path: Path) -> None:
    assert states(victim, tmp_path, "opener", lambda _: None, lambda made: len(made.reports())) == {0}


def test_an_import_killed_anywhere_leaves_the_report_with_its_file_or_neither(victim: Victim, tmp_path: Path) -> None:
    def state(workspace: Workspace) -> object:
        return [workspace.dump(summary.id) for summary in workspace.reports()], workspace._store.original(1)

    found = states(victim, tmp_path, "importer", filled_with_nothing, lambda made: repr(state(made)))
    assert found == {repr(([], None)), repr(([serial.dump(sample())], IMPORTED))}


def filled_with_nothing(folder: Path) -> None:
    Workspace(folder).close()


def test_an_issue_killed_anywhere_leaves_a_draft_or_an_issued_report_with_its_files(
    victim: Victim, tmp_path: Path
) -> None:
    def state(workspace: Workspace) -> object:
        report = workspace.report(1)
        files = [workspace._store.issued_file(1, 1, ending) for ending in (".docx", ".pdf")]
        return report.status, report.document.number, len(workspace.issues(1)), *files

    number = sample().document.number
    assert number != 7
    found = states(victim, tmp_path, "issuer", filled, state)
    assert found == {("draft", number, 0, None, None), ("issued", 7, 1, IMPORTED, IMPORTED[::-1])}


@pytest.mark.parametrize("damaged", [False, True], ids=["sound", "damaged"])
def test_a_restore_killed_anywhere_leaves_the_old_or_the_new(victim: Victim, tmp_path: Path, damaged: bool) -> None:
    first = tmp_path / "first" / "data"
    filled(first)
    workspace = Workspace(first)
    backup = tmp_path / "backup.cchc"
    template = first / "templates" / "mau_rieng.toml"
    template.parent.mkdir()
    template.write_text(workspace.templates()["nq76"].source, "utf-8")
    workspace.safekeeping.back_up_to(backup)
    template.write_text(workspace.templates()["nq30c"].source, "utf-8")
    workspace.load([SAMPLE])
    workspace.close()
    new, now = {1}, {1, 2}
    if damaged:
        (first / "cchc.sqlite3").write_bytes((first / "cchc.sqlite3").read_bytes()[:9000])
    start = tmp_path / "start"
    shutil.copytree(first, start / "data")
    templates = {frozenset(now): template.read_text("utf-8")}
    assert victim.do("restorer", first, backup, 0) == 0
    assert set(everything(first)) == new
    templates[frozenset(new)] = template.read_text("utf-8")
    found = set()
    for point in points(tmp_path / "first", 40):
        folder = tmp_path / str(point) / "data"
        shutil.copytree(start / "data", folder)
        assert victim.do("restorer", folder, backup, point) == -signal.SIGKILL
        try:
            there = frozenset(everything(folder))
        except Exception as error:
            assert damaged, point
            assert "hỏng" in str(error)
            there = frozenset()
        assert there in (frozenset(new), frozenset() if damaged else frozenset(now))
        assert (folder / "templates" / template.name).read_text("utf-8") == templates[there or frozenset(now)]
        found.add(there)
        shutil.rmtree(folder.parent)
    assert len(found) == 2
