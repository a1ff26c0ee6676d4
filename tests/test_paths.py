import sys
from pathlib import Path

import pytest

from cchc_desktop import paths


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a built program, and nothing in the environment that names a data folder."""
    monkeypatch.delenv("CCHC_DATA_DIR", raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "cchc-desktop.exe"))
    return tmp_path


def test_the_portable_program_keeps_its_data_beside_itself(frozen: Path):
    (frozen / "portable.txt").touch()
    assert paths.data_folder(None) == frozen / "data"


def test_the_installed_program_keeps_its_data_with_the_user(frozen: Path):
    assert frozen not in paths.data_folder(None).parents


def test_a_named_data_folder_beats_the_portable_one(frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (frozen / "portable.txt").touch()
    assert paths.data_folder(str(tmp_path / "named")) == tmp_path / "named"
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "environment"))
    assert paths.data_folder(None) == tmp_path / "environment"
