"""The programs as PyInstaller makes them from the recipe of the Windows build, tried out by the same smoke test.

What is missing from them is found here on every change: a resource, a module that one command imports late, a plugin
of Qt.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import smoke_test
from windows_host import Program, ThisMachine, run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("PyInstaller") is None:
        pytest.fail("This test calls PyInstaller: pip install -r packaging/requirements-build.lock", pytrace=False)
    made = tmp_path_factory.mktemp("frozen")
    options = ["--noconfirm", "--log-level", "ERROR", "--distpath", str(made), "--workpath", str(made / "work")]
    # PyInstaller keeps what it has analysed in the person's own folder: not a test's place to write.
    environment = os.environ | {"PYINSTALLER_CONFIG_DIR": str(made / "cache"), "PYTHONHASHSEED": "0"}
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *options, str(ROOT / "packaging" / "cchc.spec")],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    return made / "cchc-desktop"


def test_the_programs_pass_the_smoke_test(folder: Path):
    smoke_test.smoke(folder, ThisMachine())


def test_a_missing_resource_is_found(folder: Path):
    styles = folder / "program" / "resources" / "styles" / "nd30.toml"
    aside = styles.rename(folder / "nd30.toml")
    try:
        with pytest.raises(smoke_test.Failed, match="nd30"):
            smoke_test.smoke(folder, ThisMachine())
    finally:
        aside.rename(styles)


@pytest.mark.parametrize("module", ["ssl", "tkinter", "unittest", "multiprocessing"])
def test_what_the_recipe_leaves_out_is_out(folder: Path, module: str):
    assert not [file for file in folder.rglob("*") if file.name.startswith((f"_{module}.", "libQt6Quick", "libQt6Pdf"))]
    assert not (folder / "program" / module).exists()


def test_a_command_that_is_wrong_is_refused_in_a_sentence(folder: Path):
    done = run(ThisMachine(), Program(folder, "cchc"), "export")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
