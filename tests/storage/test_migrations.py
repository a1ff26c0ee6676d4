"""Databases of earlier versions come along, whole."""

import json
import sqlite3
from pathlib import Path

import pytest

from cchc_desktop.storage import migrations
from cchc_desktop.storage.migrations import MIGRATIONS
from cchc_desktop.storage.trouble import Damaged
from cchc_desktop.workspace import Workspace
from tests.storage.folders import OLD_DATABASES, everything, old

VERSIONS = range(1, len(MIGRATIONS))


def test_there_is_a_database_of_every_earlier_version() -> None:
    assert {path.name for path in OLD_DATABASES.iterdir()} == {f"version_{number}.sqlite3" for number in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_database_is_backed_up_and_brought_along(tmp_path: Path, version: int) -> None:
    database = old(tmp_path / "data", version)
    reports = everything(tmp_path / "data")
    assert [json.loads(report)["period"] for report in reports.values()] == ["2026-H1", "2022-H1"]
    with sqlite3.connect(database) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    other.close()
    workspace = Workspace(tmp_path / "data")
    assert len(workspace.trashed()) == 1
    assert workspace.report(1).unreadable["figures.tthc_tong"] == "khoảng 40"
    (backup,) = workspace.safekeeping.backups()
    assert backup.reason == "trước khi nâng cấp dữ liệu"
    workspace.safekeeping.restore(backup.path)
    assert {summary.id: workspace.dump(summary.id) for summary in workspace.reports()} == reports
    workspace.close()


def test_a_damaged_old_database_is_not_brought_along(tmp_path: Path) -> None:
    database = old(tmp_path / "data", 1)
    whole = database.read_bytes()
    database.write_bytes(whole[:40960] + b"\xff" * 8192 + whole[49152:])
    damaged = database.read_bytes()
    with pytest.raises(Damaged):
        everything(tmp_path / "data")
    assert database.read_bytes() == damaged


def test_a_step_that_loses_a_row_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = old(tmp_path / "data", 1)
    careless = (*MIGRATIONS, lambda base: base.execute_sql("DELETE FROM figure WHERE key = 'may_in'"))
    monkeypatch.setattr(migrations, "MIGRATIONS", careless)
    with pytest.raises(RuntimeError, match="loses rows"):
        Workspace(tmp_path / "data")
    with sqlite3.connect(database) as other:
        assert other.execute("SELECT count(*) FROM figure WHERE key = 'may_in'").fetchone()[0] > 0
        assert other.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    other.close()
