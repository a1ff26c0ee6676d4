"""What build.py makes out of the programs' folder: setup, portable zip, sums."""

import hashlib
import os
import re
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

import build
from cchc_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_767_225_600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Something that looks like the programs' folder and is small."""
    made = tmp_path / "cchc-desktop"
    (made / "program" / "resources").mkdir(parents=True)
    for name in ("cchc-desktop.exe", "cchc.exe", "LICENSE.txt", "THIRD-PARTY.txt", "program/resources/báo cáo.toml"):
        (made / name).write_text(f"{name}\n" * 100, "utf-8")
    build.set_times(made, MOMENT)
    return made


@pytest.fixture
def makensis() -> str:
    found = shutil.which("makensis")
    if found is None:
        pytest.fail("This test calls makensis. On Debian or Ubuntu: sudo apt-get install nsis", pytrace=False)
    return found


def test_the_version_is_the_one_that_the_program_says():
    assert build.version_of_source() == __version__


def test_the_setup_is_a_program_for_64_bit_windows_and_the_same_each_time(
    folder: Path, makensis: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MOMENT))
    first, second = tmp_path / "first.exe", tmp_path / "second.exe"
    build.make_setup(makensis, folder, "1.2.3", first)
    build.make_setup(makensis, folder, "1.2.3", second)
    contents = first.read_bytes()
    header = struct.unpack_from("<I", contents, 0x3C)[0]
    assert contents[header : header + 4] == b"PE\0\0"
    assert struct.unpack_from("<H", contents, header + 4)[0] == 0x8664
    assert "1.2.3".encode("utf-16-le") in contents
    assert contents == second.read_bytes()


def test_the_setup_asks_for_no_administrator(folder: Path, makensis: str, tmp_path: Path):
    setup = tmp_path / "setup.exe"
    build.make_setup(makensis, folder, "1.2.3", setup)
    assert b'requestedExecutionLevel level="asInvoker"' in setup.read_bytes()


def test_a_signing_command_meets_the_file(folder: Path, tmp_path: Path):
    signer = tmp_path / "sign.sh"
    signer.write_text('#!/bin/sh\necho "$1 $2" >>"$(dirname "$0")/signed"\n', "utf-8")
    signer.chmod(0o755)
    build.sign_file(folder / "cchc.exe", f"{signer} --as")
    assert (tmp_path / "signed").read_text("utf-8") == f"--as {folder / 'cchc.exe'}\n"


def test_a_signing_command_that_fails_stops_the_build(folder: Path):
    with pytest.raises(build.NotBuilt, match=r"cchc\.exe"):
        build.sign_file(folder / "cchc.exe", "false")


def test_the_portable_zip_holds_every_file_and_the_mark_that_keeps_data_beside_it(folder: Path, tmp_path: Path):
    target = tmp_path / "portable.zip"
    build.make_portable(folder, target, MOMENT)
    with zipfile.ZipFile(target) as archive:
        names = set(archive.namelist())
        assert archive.read("CCHC Desktop/program/resources/báo cáo.toml").decode().startswith("program/resources")
    files = {f"CCHC Desktop/{file.relative_to(folder).as_posix()}" for file in folder.rglob("*") if file.is_file()}
    assert names == files | {"CCHC Desktop/portable.txt"}


def test_the_portable_zip_is_the_same_each_time(folder: Path, tmp_path: Path):
    build.make_portable(folder, tmp_path / "first.zip", MOMENT)
    for file in folder.rglob("*"):
        os.utime(file)
    build.make_portable(folder, tmp_path / "second.zip", MOMENT)
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_the_sums_are_what_sha256sum_checks(tmp_path: Path):
    setup = tmp_path / "a-setup.exe"
    setup.write_bytes(b"setup")
    build.write_sums(tmp_path / "SHA256SUMS", setup)
    assert (tmp_path / "SHA256SUMS").read_bytes() == f"{hashlib.sha256(b'setup').hexdigest()}  a-setup.exe\n".encode()
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True, capture_output=True)


def test_a_setup_that_grew_too_large_is_no_success(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    setup = tmp_path / "setup.exe"
    setup.write_bytes(b"0" * 1000)
    build.report(folder, setup, setup)
    assert "cchc-desktop.exe" in capsys.readouterr().out
    monkeypatch.setattr(build, "LARGEST_SETUP", 0)
    with pytest.raises(build.NotBuilt, match="lớn hơn"):
        build.report(folder, setup, setup)


def test_the_installer_removes_nothing_but_what_it_put_there():
    """A folder of data must not be in reach of a recursive delete, but for the section that asks first."""
    script = (ROOT / "packaging" / "installer.nsi").read_text("utf-8")
    deleted = set(re.findall(r"RMDir /r \"(.+)\"", script))
    assert deleted == {r"$INSTDIR\new", r"$INSTDIR\program", r"$LOCALAPPDATA\${NAME}"}
    data = script[script.index("Section /o") :]
    assert r'RMDir /r "$LOCALAPPDATA\${NAME}"' in data
    assert script.count(r'RMDir /r "$LOCALAPPDATA') == 1


def test_the_icon_holds_every_size_that_windows_asks_for():
    contents = (ROOT / "packaging" / "cchc.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", contents)
    assert (reserved, kind) == (0, 1)
    entries = [struct.unpack_from("<BBBBHHII", contents, 6 + 16 * number) for number in range(count)]
    assert {entry[0] or 256 for entry in entries} >= {16, 24, 32, 48, 256}
    for *_, length, offset in entries:
        assert contents[offset : offset + 8] == b"\x89PNG\r\n\x1a\n"
        assert contents[offset + length - 8 : offset + length - 4] == b"IEND"
