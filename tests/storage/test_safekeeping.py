"""Backups, and the way back from them."""

import random
import shutil
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from cchc_desktop.cli import main
from cchc_desktop.domain.edit import FieldEdit
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage import backup
from cchc_desktop.storage.backup import NeedsPhrase, describe
from cchc_desktop.storage.backup_policy import is_due
from cchc_desktop.storage.bundle import write_bundle
from cchc_desktop.storage.safekeeping import REGULAR, WANTED
from cchc_desktop.storage.trouble import Damaged, DiskTrouble
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE
from tests.storage.folders import Clock, everything, filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dữ liệu"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(folder: Path, clock: Clock):
    filled(folder)
    opened = Workspace(folder, clock)
    yield opened
    opened.close()


def test_a_backup_says_what_is_inside_and_brings_it_back(workspace: Workspace, folder: Path, clock: Clock) -> None:
    own = folder / "templates"
    own.mkdir()
    (own / "của tôi.toml").write_text(workspace.templates()["nq76"].source, "utf-8")
    before = workspace.dump(1)
    made = workspace.safekeeping.back_up(WANTED)
    assert made is not None
    (backup,) = workspace.safekeeping.backups()
    assert backup.path == made
    assert backup.made == clock.moment
    assert backup.size == made.stat().st_size
    assert [(report.period, report.status) for report in backup.reports or ()] == [("2022-H1", "draft")]
    assert list(workspace.safekeeping.differences(backup)) == []
    workspace.save(1, [FieldEdit("place", "Nơi khác")])
    (added,) = workspace.load([SAMPLE])
    (own / "của tôi.toml").unlink()
    told = list(workspace.safekeeping.differences(backup))
    assert len(told) == 2
    assert "6 tháng đầu năm 2022" in told[0]
    assert "chưa có trong bản sao lưu" in told[1]
    stranger = Workspace(folder.with_name("stranger"))
    stranger.new("nq30c", Period.parse("2021-Q1"))
    stranger.close()
    bare = describe(folder.with_name("stranger") / "cchc.sqlite3")
    assert [(report.id, report.period) for report in bare.reports or ()] == [(1, "2021-Q1")]
    assert "hiện nay không có" in next(iter(workspace.safekeeping.differences(bare)))
    kept = workspace.safekeeping.restore(made)
    assert workspace.dump(1) == before
    assert [summary.id for summary in workspace.reports()] == [1]
    assert (own / "của tôi.toml").exists()
    assert (kept / "cchc.sqlite3").exists()
    other = kept.parent.parent / "other"
    shutil.copytree(kept, other)
    assert set(everything(other)) == {1, added}


def test_nothing_changed_makes_no_backup(workspace: Workspace) -> None:
    assert workspace.safekeeping.back_up(WANTED) is not None
    assert workspace.safekeeping.back_up(WANTED) is None
    workspace.close()
    assert workspace.safekeeping.back_up(WANTED) is None
    workspace.save(1, [FieldEdit("place", "B")])
    assert workspace.safekeeping.back_up(WANTED) is not None
    assert len(workspace.safekeeping.backups()) == 2


def test_regular_backups_are_hours_apart_and_thinned(workspace: Workspace, clock: Clock) -> None:
    made = []
    for number in range(40):
        workspace.save(1, [FieldEdit("place", f"Nơi {number}")])
        made.append(workspace.safekeeping.back_up_regularly())
        clock.moment += timedelta(hours=2)
    assert sum(path is not None for path in made) == 20
    kept = workspace.safekeeping.backups()
    days = [backup.made.date() for backup in kept]
    assert len(kept) < 20
    assert len(set(days)) == 4
    assert all(backup.reason == REGULAR for backup in kept)


def test_an_empty_folder_needs_no_backup(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "new")
    assert workspace.safekeeping.back_up(WANTED) is None
    workspace.close()


def test_a_damaged_database_is_never_backed_up(folder: Path) -> None:
    database = filled(folder)
    Path(f"{database}.seal").unlink()
    whole = database.read_bytes()
    database.write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
    workspace = Workspace(folder)
    with pytest.raises(Damaged):
        workspace.safekeeping.back_up(WANTED)
    workspace.close()
    assert not list(folder.glob("backups/*"))


def test_a_database_that_was_altered_is_no_backup_either(workspace: Workspace, folder: Path) -> None:
    workspace.close()
    database = folder / "cchc.sqlite3"
    database.write_bytes(database.read_bytes().replace("Hoàng".encode(), "hoàng".encode(), 1))
    altered = Workspace(folder)
    with pytest.raises(Damaged):
        altered.safekeeping.back_up(WANTED)
    altered.close()
    assert not list(folder.glob("backups/*"))


def test_no_byte_of_a_backup_can_change_unnoticed(workspace: Workspace, folder: Path) -> None:
    made = workspace.safekeeping.back_up(WANTED)
    assert made is not None
    whole, before = made.read_bytes(), everything(folder)
    chance = random.Random(5)
    places = [0, 1, len(whole) - 1, len(whole) - 65, len(whole) - 90, *chance.sample(range(len(whole)), 60)]
    for place in places:
        altered = bytearray(whole)
        altered[place] ^= 1 << chance.randrange(8)
        made.write_bytes(altered)
        with pytest.raises(Refusal, match=r"nguyên vẹn|như cũ"):
            workspace.safekeeping.restore(made)
    for length in (0, 1, 63, 64, 100, len(whole) // 2, len(whole) - 1):
        made.write_bytes(whole[:length])
        with pytest.raises(Refusal):
            workspace.safekeeping.restore(made)
    assert everything(folder) == before
    made.write_bytes(whole)
    workspace.safekeeping.restore(made)
    assert everything(folder) == before
    assert not list(folder.glob("~*"))


@pytest.mark.parametrize(
    "name", ["../evil.toml", "templates/../../evil", "templates/nul.toml", "templates/a\u202eb", "x"]
)
def test_a_bundle_reaches_nowhere_else(workspace: Workspace, tmp_path: Path, name: str) -> None:
    bad, file = tmp_path / "bad.cchc", tmp_path / "file"
    file.write_bytes(b"key = 1")
    write_bundle(bad, {"cchc.sqlite3": file, name: file}, {"reports": [], "reason": ""})
    with pytest.raises(Refusal):
        workspace.safekeeping.restore(bad)
    assert not (tmp_path / "evil").exists()


def test_a_bundle_with_a_bomb_is_refused(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_desktop.storage.bundle.LARGEST", 1_000_000)
    file, bad = tmp_path / "file", tmp_path / "bad.cchc"
    file.write_bytes(bytes(2_000_000))
    write_bundle(bad, {"cchc.sqlite3": file}, {"reports": [], "reason": ""})
    with pytest.raises(Refusal):
        workspace.safekeeping.restore(bad)


def test_a_handover_carries_all_to_a_new_folder(workspace: Workspace, folder: Path, tmp_path: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "templates" / "nq76.toml").write_text(workspace.templates()["nq76"].source, "utf-8")
    (folder / "templates" / "mau_trinh_bay.docx").write_bytes(b"the office's own look")
    workspace.save(1, [FieldEdit("place", "Nơi khác")])
    file = tmp_path / "ban giao.cchc"
    workspace.safekeeping.back_up_to(file)
    with pytest.raises(Refusal, match="đã có"):
        workspace.safekeeping.back_up_to(file)
    assert file.stat().st_mode & 0o077 == 0
    assert zipfile.ZipFile(file).testzip() is None
    new = Workspace(tmp_path / "new")
    new.safekeeping.restore(file)
    assert new.dump(1) == workspace.dump(1)
    assert [v.edit for v in new.versions(1, ("field", "place"))] == [
        v.edit for v in workspace.versions(1, ("field", "place"))
    ]
    assert (tmp_path / "new" / "templates" / "nq76.toml").is_file()
    assert (tmp_path / "new" / "templates" / "mau_trinh_bay.docx").read_bytes() == b"the office's own look"
    new.close()


def test_a_pass_phrase_locks_what_leaves_the_folder(workspace: Workspace, tmp_path: Path) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    workspace.safekeeping.set_second_place(second)
    workspace.safekeeping.set_phrase("mật khẩu dài")
    before = workspace.dump(1)
    workspace.safekeeping.back_up(WANTED)
    (copy,) = second.glob("*/*")
    assert b"SQLite" not in copy.read_bytes()
    assert not zipfile.is_zipfile(copy)
    assert describe(copy).locked
    with pytest.raises(NeedsPhrase):
        workspace.safekeeping.restore(copy)
    with pytest.raises(Refusal, match="Mật khẩu không đúng"):
        workspace.safekeeping.restore(copy, "sai")
    workspace.save(1, [FieldEdit("place", "B")])
    workspace.safekeeping.restore(copy, "mật khẩu dài")
    assert workspace.dump(1) == before


def test_a_second_place_that_is_away_stops_nothing_and_is_missed_in_time(
    workspace: Workspace, tmp_path: Path, clock: Clock
) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    workspace.safekeeping.set_second_place(second)
    second.rmdir()
    assert workspace.safekeeping.back_up(WANTED) is not None
    with pytest.raises(Refusal, match="cắm ổ đĩa"):
        workspace.safekeeping.bring_second_place_up()
    assert workspace.storage_notice() == ""
    clock.moment += timedelta(days=15)
    assert str(second) in workspace.storage_notice()
    second.mkdir()
    assert workspace.safekeeping.back_up(WANTED) is None
    (copy,) = second.glob("*/*.cchc")
    assert copy.read_bytes() == workspace.safekeeping.backups()[0].path.read_bytes()
    assert copy.stat().st_mode & 0o077 == 0
    assert workspace.storage_notice() == ""


def test_a_second_place_makes_no_backups_of_its_own_account_and_is_thinned(
    workspace: Workspace, tmp_path: Path, clock: Clock
) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    strange = second / "cchc-2020-01-01-080000.cchc"
    strange.write_bytes(b"of another computer")
    workspace.safekeeping.set_second_place(second)
    for number in range(40):
        workspace.save(1, [FieldEdit("place", f"Nơi {number}")])
        assert workspace.safekeeping.back_up(WANTED) is not None
        assert workspace.safekeeping.back_up(WANTED) is None
        clock.moment += timedelta(hours=8)
    names = {backup.path.name for backup in workspace.safekeeping.backups()}
    assert len(names) < 30
    copies = {copy.name for copy in second.glob("*/*")}
    assert names <= copies
    assert len(copies) <= len(names) + 1
    assert strange.exists()


def test_a_full_second_place_makes_room_for_the_newest(
    workspace: Workspace, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "usb"
    second.mkdir()
    workspace.safekeeping.set_second_place(second)
    clock.moment -= timedelta(days=100)
    for number in range(6):
        workspace.save(1, [FieldEdit("place", f"Nơi {number}")])
        workspace.safekeeping.back_up(WANTED)
        clock.moment += timedelta(hours=2)
    clock.moment += timedelta(days=100)
    room, real = 3, backup._place

    def full(target: Path, data: bytes, key: object) -> None:
        if second in target.parents and len(list(target.parent.iterdir())) >= room:
            raise OSError(28, "No space left on device")
        real(target, data, key)

    monkeypatch.setattr(backup, "_place", full)
    workspace.save(1, [FieldEdit("place", "Nơi khác")])
    made = workspace.safekeeping.back_up(WANTED)
    assert made is not None
    assert made.name in {copy.name for copy in second.glob("*/*")}


def test_the_newest_backup_is_the_last_one_whatever_the_clock_said(workspace: Workspace, clock: Clock) -> None:
    """A dead battery sets old computers years back, and a typing error years ahead."""
    right = clock.moment
    for number, moment in enumerate([right, right.replace(year=2098), right.replace(year=2009), right]):
        clock.moment = moment + timedelta(minutes=number)
        workspace.save(1, [FieldEdit("place", f"Nơi {number}")])
        made = workspace.safekeeping.back_up(WANTED)
        assert workspace.safekeeping.backups()[0].path == made
        assert workspace.safekeeping.back_up(WANTED) is None
    assert not is_due(workspace.safekeeping.backups()[0].made, clock.moment)


def test_trouble_with_the_folder_while_backing_up_is_told(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    with pytest.raises(DiskTrouble, match="Không có quyền ghi"):
        workspace.safekeeping.back_up(WANTED)


def test_restore_is_refused_while_another_has_the_folder_open(workspace: Workspace, folder: Path) -> None:
    made = workspace.safekeeping.back_up(WANTED)
    assert made is not None
    other = Workspace(folder)
    with pytest.raises(Refusal, match="đóng cửa sổ"):
        workspace.safekeeping.restore(made)
    other.close()
    workspace.safekeeping.restore(made)


def test_a_bare_database_of_ours_can_be_restored_and_a_stranger_s_not(workspace: Workspace, tmp_path: Path) -> None:
    mine = filled(tmp_path / "old computer")
    workspace.safekeeping.restore(mine)
    stranger = tmp_path / "stranger.sqlite3"
    with sqlite3.connect(stranger) as made:
        made.execute("CREATE TABLE report (id)")
    made.close()
    with pytest.raises(Refusal, match="không phải là dữ liệu của chương trình"):
        workspace.safekeeping.restore(stranger)


def test_the_command_line_backs_up_and_restores(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = filled(folder)
    before = everything(folder)
    data = ["--data", str(folder)]
    assert main([*data, "backup"]) == 0
    assert Path(capsys.readouterr().out.strip()).is_file()
    assert main([*data, "backup", "--to", str(tmp_path / "a.cchc")]) == 0
    damaged = database.read_bytes()[:5000] + b"x" * 5000
    database.write_bytes(damaged)
    capsys.readouterr()
    for words in (["list"], ["backup"], ["new", "--template", "nq30c", "--period", "2022-Y"], ["load", str(SAMPLE)]):
        assert main([*data, *words]) == 2
        printed = capsys.readouterr()
        assert "hỏng" in printed.err
        assert printed.out == ""
        assert printed.err.count("\n") == 1
        assert database.read_bytes() == damaged
    assert main([*data, "restore", str(tmp_path / "a.cchc")]) == 0
    assert everything(folder) == before
    assert damaged in [path.read_bytes() for path in folder.glob("replaced/*/cchc.sqlite3")]
