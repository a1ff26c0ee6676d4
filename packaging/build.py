#!/usr/bin/env python3
"""Builds what an office gets: the installer, the portable folder as a zip, and their SHA-256 sums.

On Windows itself:    py packaging/build.py --out DIR
On Debian:            python3 packaging/build.py --windows-lab LAB --out DIR
where LAB is a script that runs Windows programs under Wine (see README.md). Standard library only; what else is
needed is installed from the lock files, with hashes. Exit 0 built; 1 not built, or larger than it may be.
"""

import argparse
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from windows_host import ROOT, Bench

PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
LOCKS = (PACKAGING / "requirements.lock", PACKAGING / "requirements-build.lock")
NAME = "cchc-desktop"
PROGRAMS = ("cchc-desktop.exe", "cchc.exe")

# Megabytes: what an office downloads, and what it has on its disk afterwards.
LARGEST_SETUP, LARGEST_INSTALLED = 25, 75
MEGABYTE = 1_000_000


class NotBuilt(Exception):
    """What stands in the way, in one sentence."""


def say(text: str) -> None:
    """Print at once: a child process writes to the same stream next."""
    print(text, flush=True)


def main(argv: Sequence[str]) -> int:
    """Build as the words say; 0 built, 1 not."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(description="Dựng bộ cài, bản mang theo (.zip) và SHA256SUMS.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục nhận kết quả")
    parser.add_argument("--windows-lab", type=Path, metavar="LAB", help="bàn thử chạy chương trình Windows trên Debian")
    parser.add_argument("--sign", metavar="LỆNH", help="lệnh ký số; tên tệp cần ký được thêm vào cuối lệnh")
    words = parser.parse_args(argv)
    try:
        build(words.out.resolve(), Bench(words.windows_lab) if words.windows_lab else None, words.sign)
    except NotBuilt as reason:
        print(f"CHƯA DỰNG ĐƯỢC: {reason}", file=sys.stderr)
        return 1
    return 0


def build(out: Path, bench: Bench | None, sign: str | None) -> None:
    """Everything, from the lock files to the sums; raises NotBuilt."""
    if bench is None and sys.platform != "win32":
        raise NotBuilt("ngoài Windows thì cần --windows-lab.")
    makensis = find_makensis()
    out.mkdir(parents=True, exist_ok=True)
    version = version_of_source()
    moment = source_date()
    # Same input, same bytes: the tools take the time of day and the order of sets from these.
    os.environ |= {"SOURCE_DATE_EPOCH": str(moment), "PYTHONHASHSEED": "0"}
    folder = freeze(bench)
    for program in PROGRAMS:
        sign_file(folder / program, sign)
    set_times(folder, moment)
    setup = out / f"{NAME}-{version}-setup.exe"
    make_setup(makensis, folder, version, setup, sign)
    sign_file(setup, sign)
    portable = out / f"{NAME}-{version}-portable.zip"
    make_portable(folder, portable, moment)
    write_sums(out / "SHA256SUMS", setup, portable)
    report(folder, setup, portable)


def version_of_source() -> str:
    """The program's version, "1.2.3"."""
    text = (ROOT / "cchc_desktop" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise NotBuilt("cchc_desktop/__init__.py không ghi phiên bản dạng 1.2.3.")
    return found[1]


def source_date() -> int:
    """The moment that goes into every file that names one: SOURCE_DATE_EPOCH, or when the sources were committed."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    done = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else int(time.time())


def freeze(bench: Bench | None) -> Path:
    """The two programs in their folder, made by PyInstaller."""
    say("Cài các thư viện theo tệp khóa…")
    shutil.rmtree(BUILD / "windows", ignore_errors=True)
    options = ["--noconfirm", "--clean", "--distpath", "build/windows", "--workpath", "build/work"]
    command = ["-m", "PyInstaller", *options, "packaging/cchc.spec"]
    if bench is None:
        python = make_venv()
        say("PyInstaller…")
        done = subprocess.run([str(python), *command], cwd=ROOT, check=False)
        licences = subprocess.run([str(python), str(PACKAGING / "notices.py")], cwd=ROOT, check=False)
    else:
        install_in_bench(bench)
        say("PyInstaller (vài phút)…")
        done = subprocess.run([bench.script, "python", *command], cwd=ROOT, check=False)
        licences = subprocess.run([bench.script, "python", "packaging/notices.py"], cwd=ROOT, check=False)
    if done.returncode or licences.returncode:
        raise NotBuilt("PyInstaller dừng giữa chừng, xem lời của nó ở trên.")
    folder = BUILD / "windows" / NAME
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    shutil.copyfile(BUILD / "THIRD-PARTY.txt", folder / "THIRD-PARTY.txt")
    return folder


def make_venv() -> Path:
    """An environment with exactly the locked packages; gives its interpreter."""
    venv = BUILD / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(venv)], check=True)
    python = venv / "Scripts" / "python.exe"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.run([*pip, *(f"--requirement={lock}" for lock in LOCKS)], check=False).returncode:
        raise NotBuilt("pip không cài được các thư viện, xem lời của pip ở trên.")
    return python


def install_in_bench(bench: Bench) -> None:
    """The locked packages into the bench's Python.

    Its pip runs on Linux and reads the markers for Linux: what only Windows needs must lose its marker.
    """
    with tempfile.TemporaryDirectory() as scratch:
        words = ["--require-hashes"]
        for lock in LOCKS:
            copy = Path(scratch, lock.name)
            copy.write_text(lock.read_text("utf-8").replace(" ; sys_platform == 'win32'", ""), "utf-8")
            words += ["-r", str(copy)]
        try:
            bench.call("pip", *words)
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", None) or str(error)
            raise NotBuilt(f"bàn thử Windows chưa dùng được (đã dựng nó chưa?): {said.strip()}") from None


def set_times(folder: Path, moment: int) -> None:
    """Gives every file the same time: the installer and the zip keep it."""
    for file in folder.rglob("*"):
        os.utime(file, (moment, moment))


def find_makensis() -> str:
    """The compiler of installers, from PATH or where its own installer puts it."""
    places = [os.environ.get(name) for name in ("ProgramFiles(x86)", "ProgramFiles")]
    path = os.pathsep.join([os.environ["PATH"], *(str(Path(place, "NSIS")) for place in places if place)])
    found = shutil.which("makensis", path=path)
    if found is None:
        raise NotBuilt("không thấy makensis (NSIS 3): apt-get install nsis, hoặc https://nsis.sourceforge.io")
    return found


def make_setup(
    makensis: str, folder: Path, version: str, target: Path, sign: str | None = None, *, quick: bool = False
) -> None:
    """The installer of a folder that `freeze` made, as version `version`; a `quick` one is larger."""
    flag = "/" if sys.platform == "win32" else "-"
    installed = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    defines = {"VERSION": version, "FOLDER": folder, "TARGET": target, "INSTALLED_KB": installed // 1024}
    if sign:
        defines["SIGN"] = sign
    if sys.platform == "win32":
        defines["X86"] = ""
    command = [makensis, f"{flag}V2", f"{flag}INPUTCHARSET", "UTF8"]
    if quick:
        command.append(f"{flag}XSetCompressor /FINAL zlib")
    command += [f"{flag}D{name}={value}" for name, value in defines.items()]
    if subprocess.run([*command, str(PACKAGING / "installer.nsi")], check=False).returncode:
        raise NotBuilt("makensis dừng giữa chừng, xem lời của nó ở trên.")


def sign_file(file: Path, sign: str | None) -> None:
    """Signs a program where a command for that is given."""
    if sign and subprocess.run([*shlex.split(sign, posix=os.name != "nt"), str(file)], check=False).returncode:
        raise NotBuilt(f"lệnh ký số không ký được {file.name}.")


def make_portable(folder: Path, target: Path, moment: int) -> None:
    """The folder as a zip, with the file that makes the programs keep their data beside themselves."""
    when = max(time.gmtime(moment)[:6], (1980, 1, 1, 0, 0, 0))
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    files["portable.txt"] = PACKAGING / "portable.txt"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, file in sorted(files.items()):
            entry = zipfile.ZipInfo(f"CCHC Desktop/{name}", when)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def write_sums(target: Path, *files: Path) -> None:
    """What `sha256sum --check` reads."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    target.write_text("".join(lines), "utf-8", newline="\n")


def report(folder: Path, setup: Path, portable: Path) -> None:
    """Prints the sizes and what takes the room; raises NotBuilt where that is too much."""
    sizes = {file.relative_to(folder): file.stat().st_size for file in folder.rglob("*") if file.is_file()}
    installed = sum(sizes.values())
    say("\nChiếm chỗ nhiều nhất:")
    for file, size in sorted(sizes.items(), key=lambda row: -row[1])[:15]:
        say(f"  {size / MEGABYTE:6.1f} MB  {file.as_posix()}")
    say(f"Cài xong chiếm {installed / MEGABYTE:.1f} MB ({len(sizes)} tệp), được phép {LARGEST_INSTALLED} MB.")
    say(f"Bộ cài {setup.name}: {setup.stat().st_size / MEGABYTE:.1f} MB, được phép {LARGEST_SETUP} MB.")
    say(f"Bản mang theo {portable.name}: {portable.stat().st_size / MEGABYTE:.1f} MB.")
    if installed > LARGEST_INSTALLED * MEGABYTE or setup.stat().st_size > LARGEST_SETUP * MEGABYTE:
        raise NotBuilt("lớn hơn mức được phép.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
