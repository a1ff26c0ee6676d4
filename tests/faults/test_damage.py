"""Bytes that the disk made up: found at the start, kept, and a way back."""

import random
import shutil
from pathlib import Path

import pytest

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.trouble import Damaged
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE
from tests.storage.folders import everything, filled

PLACES = 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with two reports and a backup, closed in good order."""
    made = tmp_path / "data"
    filled(made)
    workspace = Workspace(made)
    workspace.load([SAMPLE])
    workspace.safekeeping.back_up("")
    workspace.close()
    return made


def damaged_at(whole: bytes, chance: random.Random) -> bytes:
    length = chance.choice([1, 4, 64, 512, 4096])
    place = chance.randrange(len(whole) - length)
    while True:
        rubbish = chance.randbytes(length)
        if rubbish != whole[place : place + length]:
            return whole[:place] + rubbish + whole[place + length :]


def test_rubbish_anywhere_is_found_kept_and_undone_by_the_backup(folder: Path) -> None:
    database = folder / "cchc.sqlite3"
    whole, before, seal = database.read_bytes(), everything(folder), (folder / "cchc.sqlite3.seal").read_bytes()
    chance = random.Random(11)
    for number in range(PLACES):
        damaged = damaged_at(whole, chance)
        database.write_bytes(damaged)
        (folder / "cchc.sqlite3.seal").write_bytes(seal)
        for _ in range(2):
            workspace = Workspace(folder)
            with pytest.raises(Damaged, match="hỏng"):
                workspace.check_database()
            workspace.close()
            assert database.read_bytes() == damaged, number
        (copy,) = (folder / "damaged").glob("*/cchc.sqlite3")
        assert copy.read_bytes() == damaged
        if number % 20 == 0:
            workspace = Workspace(folder)
            workspace.safekeeping.restore(workspace.safekeeping.backups()[0].path)
            workspace.close()
            assert everything(folder) == before
            shutil.rmtree(folder / "replaced")
        shutil.rmtree(folder / "damaged")


def test_rubbish_after_a_crash_never_ends_in_an_error_of_ours(folder: Path) -> None:
    """Without a seal, only SQLite's own check and what cannot be read tell."""
    database = folder / "cchc.sqlite3"
    whole = database.read_bytes()
    chance = random.Random(12)
    found = 0
    for _ in range(PLACES):
        (folder / "cchc.sqlite3.seal").unlink(missing_ok=True)
        database.write_bytes(damaged_at(whole, chance))
        try:
            everything(folder)
        except Refusal:
            found += 1
        for beside in (*folder.glob("cchc.sqlite3-*"), folder / "cchc.sqlite3.seal"):
            beside.unlink(missing_ok=True)
    assert found > PLACES // 4
