"""One database, whoever opens it and whatever becomes of the file."""

import os
import sqlite3
from pathlib import Path

import pytest

from cchc_desktop.crash import CrashLog
from cchc_desktop.domain.edit import FieldEdit
from cchc_desktop.storage import disk
from cchc_desktop.storage.disk import filesystem, wal_hindrance
from cchc_desktop.storage.trouble import Damaged, DiskTrouble
from cchc_desktop.workspace import Workspace
from tests.storage.folders import everything, filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dữ liệu"


def test_one_changed_letter_is_found_and_the_file_kept_twice(folder: Path) -> None:
    """SQLite's own checks see nothing of it."""
    database = filled(folder)
    whole = database.read_bytes()
    place = whole.index("kiểm soát thủ tục hành chính".encode())
    database.write_bytes(whole[:place] + b"K" + whole[place + 1 :])
    altered = database.read_bytes()
    with sqlite3.connect(database) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()
    workspace = Workspace(folder)
    with pytest.raises(Damaged, match="hỏng"):
        workspace.check_database()
    with pytest.raises(Damaged, match="hỏng"):
        workspace.save(1, [FieldEdit("place", "B")])
    workspace.close()
    assert database.read_bytes() == altered
    (copy,) = (folder / "damaged").glob("*/cchc.sqlite3")
    assert copy.read_bytes() == altered
    with pytest.raises(Damaged):
        everything(folder)
    assert len(list((folder / "damaged").iterdir())) == 1


def test_a_database_that_was_not_closed_is_checked_by_its_structure(folder: Path) -> None:
    filled(folder)
    workspace = Workspace(folder)
    workspace.save(1, [FieldEdit("place", "B")])
    assert not list(folder.glob("*.seal"))
    everything(folder)
    workspace.close()
    assert list(folder.glob("*.seal"))
    everything(folder)


def test_what_another_process_writes_breaks_no_seal(folder: Path) -> None:
    filled(folder)
    first, second = Workspace(folder), Workspace(folder)
    second.save(1, [FieldEdit("place", "B")])
    first.check_database()
    first.save(1, [FieldEdit("archive", "C")])
    first.close()
    second.save(1, [FieldEdit("symbol", "D")])
    second.close()
    report = Workspace(folder)
    report.check_database()
    stored = report.report(1)
    report.close()
    assert (stored.unit.place, stored.document.archive, stored.unit.symbol) == ("B", "C", "D")


def test_a_file_that_is_gone_is_not_made_anew(folder: Path) -> None:
    database = filled(folder)
    workspace = Workspace(folder)
    away = folder / "elsewhere"
    for name in (database.name, f"{database.name}-wal", f"{database.name}-shm"):
        away.mkdir(exist_ok=True)
        if (folder / name).exists():
            (folder / name).rename(away / name)
    with pytest.raises(DiskTrouble, match="Không thấy tệp dữ liệu"):
        workspace.save(1, [FieldEdit("place", "B")])
    assert not database.exists()
    for file in away.iterdir():
        file.rename(folder / file.name)
    workspace.save(1, [FieldEdit("place", "B")])
    workspace.close()
    assert '"place": "B"' in everything(folder)[1]


def test_a_lost_database_with_backups_is_told_and_not_made_anew(folder: Path) -> None:
    database = filled(folder)
    workspace = Workspace(folder)
    workspace.safekeeping.back_up("")
    workspace.close()
    database.unlink()
    workspace = Workspace(folder)
    with pytest.raises(Damaged, match="hỏng"):
        workspace.reports()
    assert not database.exists()


def test_a_locked_database_is_told_and_written_when_it_is_free(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = filled(folder)
    workspace = Workspace(folder)
    monkeypatch.setattr(workspace._store.database._database, "_timeout", 0.1)
    workspace._store.database._database._pragmas = [("foreign_keys", 1), ("busy_timeout", 50)]
    workspace.close()
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DiskTrouble, match="chương trình khác đang giữ"):
        workspace.save(1, [FieldEdit("place", "B")])
    other.execute("COMMIT")
    other.close()
    workspace.save(1, [FieldEdit("place", "B")])
    assert workspace.report(1).unit.place == "B"
    workspace.close()


@pytest.mark.parametrize("name", ["OneDrive - UBND", "Dropbox", "Google Drive"])
def test_a_synchronised_folder_is_written_without_a_log_and_the_reason_told(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "cchc"
    database = filled(folder)
    workspace = Workspace(folder)
    assert name in workspace.storage_notice()
    assert workspace.storage_notice() == ""
    workspace.save(1, [FieldEdit("place", "B")])
    with sqlite3.connect(database) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    other.close()
    workspace.close()


def test_what_holds_reports_is_for_this_user_only_in_a_folder_that_others_may_enter(folder: Path) -> None:
    before = os.umask(0o022)
    try:
        folder.mkdir()
        filled(folder)
        workspace = Workspace(folder)
        workspace.save(1, [FieldEdit("place", "B")])
        workspace.safekeeping.back_up("")
        log = CrashLog(folder)
        open_now = seen_by_others(folder)
        log.close()
        kept = workspace.safekeeping.restore(workspace.safekeeping.backups()[0].path)
        workspace.close()
    finally:
        os.umask(before)
    assert kept.is_dir()
    (folder / "cchc.sqlite3").write_bytes(b"rubbish")
    with pytest.raises(Damaged):
        everything(folder)
    # What others see besides holds nothing: locks are empty, a seal is a checksum.
    assert open_now | seen_by_others(folder) <= {"cchc.sqlite3.hold", "cchc.sqlite3.seal"}


def seen_by_others(folder: Path) -> set[str]:
    """The files that other users of the computer can read."""
    return {
        path.name
        for path in folder.rglob("*")
        if path.is_file()
        and path.stat().st_mode & 0o077
        and all(parent.stat().st_mode & 0o011 for parent in path.parents if folder in (parent, *parent.parents))
    }


def test_a_folder_that_onedrive_synchronises_under_another_name_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "UBND xã"))
    assert "“UBND xã”" in wal_hindrance(tmp_path / "UBND xã" / "cchc")
    assert wal_hindrance(tmp_path / "UBND xã B") == ""


def test_half_a_copy_of_a_damaged_file_does_not_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take the room that the person is told to make."""
    database = filled(folder)
    damaged = database.read_bytes()[:9000]
    database.write_bytes(damaged)

    def full(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:100])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("shutil.copy2", full)
        with pytest.raises(Damaged):
            everything(folder)
        assert list((folder / "damaged").iterdir()) == []
    with pytest.raises(Damaged):
        everything(folder)
    (copy,) = (folder / "damaged").glob("*/cchc.sqlite3")
    assert copy.read_bytes() == database.read_bytes() == damaged


def test_a_network_disk_is_known_by_its_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt nfs4 rw 0 0\n//a/b /mnt/m\\040y cifs rw 0 0\ntmpfs /mnt/t tmpfs 0 0\n"
    )
    assert filesystem("/srv/a", mounts) == "ext4"
    assert filesystem("/mnt/data", mounts) == "nfs4"
    assert filesystem("/mnt/m y/data", mounts) == "cifs"
    assert filesystem("/mntother", mounts) == "ext4"
    assert wal_hindrance(tmp_path) == ""
    listing = tmp_path / "mounts"
    listing.write_text(f"//server/share {tmp_path} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(disk, "_MOUNTS", listing)
    assert "ổ mạng" in wal_hindrance(tmp_path)
