#!/usr/bin/env python3
"""The one door for whoever works on this program: run, test, check, bench, shots.

Standard library only, so that a fresh clone needs nothing but Python. Each verb first brings the machine to
where the verb can work (system libraries of Qt where it may install them, `.venv` with exactly the packages of
the lock files), then hands over to a child process. A second start finds everything in place and is quick.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
OUT = ROOT / "out"
SAMPLES = ROOT / "resources" / "samples"
RUNTIME_LOCK = ROOT / "packaging" / "requirements.lock"
DEV_LOCK = ROOT / "packaging" / "requirements-dev.lock"
BUILD_LOCK = ROOT / "packaging" / "requirements-build.lock"
BENCH_LOCK = ROOT / "packaging" / "requirements-bench.lock"
BOTH_LOCKS = (RUNTIME_LOCK, DEV_LOCK)
ALL_LOCKS = (*BOTH_LOCKS, BUILD_LOCK, BENCH_LOCK)

# PySide6 below 6.10 has no release for Python 3.14.
OLDEST_PYTHON, FIRST_TOO_NEW = (3, 11), (3, 14)

# What the libraries inside PySide6-Essentials name as NEEDED and do not bring along themselves. First QtGui,
# QtWidgets and the offscreen platform; then the xcb platform, a window under X11. Last the fonts of documents, as
# wide as Times New Roman and Arial: pages break where they break on Windows.
QT_PACKAGES = """
    libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-6 libxkbcommon0
    libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
    libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
    libxcb-xkb1 libxkbcommon-x11-0
    fonts-liberation
""".split()
# Looks much like Segoe UI, has all of Vietnamese, 3 MB: pictures of the window look as they do on Windows.
WINDOW_FONTS = ["fonts-open-sans"]

# Tests and pictures paint without a screen and at the same size everywhere.
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}

LINTERS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
}


class Refusal(Exception):
    """Something the person has to do first; its text is the whole message, in Vietnamese."""


def say(text: str) -> None:
    """Print at once: a child process writes to the same stream next."""
    print(text, flush=True)


# ---- the machine -----------------------------------------------------------------------------------------------


def run_quietly(command: Sequence[str], failure: str) -> None:
    """Run without a word; when it fails, raise Refusal with `failure` and what the command had to say."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Refusal(f"{done.stdout.strip()}\n\n{failure}")


def installed_packages() -> set[str]:
    """Names of the Debian packages that are installed, with the names they provide (libglib2.0-0t64 for …-0)."""
    listing = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Status}\t${Package}, ${Provides}\n"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout
    rows = (line.partition("\t") for line in listing.splitlines())
    names = (name for status, _, names in rows if status == "installed" for name in names.split(","))
    return {name.split()[0] for name in names if name.strip()}


def need_machine(*packages: str) -> None:
    """Install what is missing of the Debian packages and of Python; who is not root is told the one command to type.

    Does nothing on systems without apt-get: there the libraries come with the desktop.
    """
    if importlib.util.find_spec("ensurepip") is None:
        # Debian and Ubuntu keep this part of Python, without which it makes no .venv, in a package of its own.
        packages += (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)
    if sys.platform != "linux" or not shutil.which("apt-get") or not shutil.which("dpkg-query"):
        return
    missing = sorted(set(packages) - installed_packages())
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise Refusal(
            f"Máy còn thiếu vài gói hệ thống. Gõ lệnh sau một lần rồi chạy lại:\n\n  sudo {' '.join(install)}"
        )
    say(f"Đang cài các gói hệ thống: {' '.join(missing)}")
    patience = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    try:
        run_quietly(["apt-get", "update", *patience], "")
    except Refusal:
        say("Chưa cập nhật được danh sách gói, thử cài từ danh sách đang có.")
    run_quietly([*install, *patience], "Không cài được các gói hệ thống: xem lời của apt-get ở trên.")


def freezing_packages() -> list[str]:
    """Names of the Debian packages that PyInstaller calls for; Debian keeps Python's library apart from its Python."""
    library = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    return ["binutils", *([library] if sys.base_prefix == "/usr" else [])]


def venv_python() -> Path:
    """The interpreter of `.venv`, whether or not it is there."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def what_is_installed() -> dict[str, str]:
    """What the stamp in `.venv` says: the Python it was made with, the hash of each lock installed into it."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def need_venv(*locks: Path) -> Path:
    """Bring `.venv` to exactly the given lock files and return its interpreter.

    A lock that changed since, or another Python, makes the environment anew, so that no package of an earlier lock
    stays behind; a lock that is not installed yet is added.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    hashes = {lock.name: hashlib.sha256(lock.read_bytes()).hexdigest() for lock in ALL_LOCKS}
    installed = what_is_installed()
    python = venv_python()
    changed = any(installed.get(name, wanted) != wanted for name, wanted in hashes.items())
    if installed.get("python") != version or changed or not python.exists():
        make_venv()
        installed = {"python": version}
    missing = [lock for lock in locks if lock.name not in installed]
    if missing:
        names = " và ".join(lock.relative_to(ROOT).as_posix() for lock in missing)
        say(f"Đang cài vào .venv theo {names} (lần đầu mất vài phút)…")
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        run_quietly(
            [*pip, *(f"--requirement={lock}" for lock in missing)],
            "pip không cài được các thư viện: xem lời của pip ở trên.",
        )
        installed |= {lock.name: hashes[lock.name] for lock in missing}
        STAMP.write_text(json.dumps(installed, indent=1) + "\n", encoding="utf-8")
    return python


def make_venv() -> None:
    """Make an empty `.venv` in place of the one that may be there."""
    # Started with the interpreter of `.venv` itself, what makes it anew must be the one it was made with.
    base = getattr(sys, "_base_executable", None) or sys.executable
    run_quietly([base, "-m", "venv", "--clear", str(VENV)], "Không tạo được .venv: xem lời của Python ở trên.")


# ---- child processes -------------------------------------------------------------------------------------------


def child_environment() -> dict[str, str]:
    """This environment with the project importable, from whatever folder."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return os.environ | {"PYTHONPATH": path}


def call(python: Path, *command: str, at: Path | None = ROOT, environment: Mapping[str, str] | None = None) -> int:
    """Run `python -m …` with its output passed through, in the project's folder unless `at` says otherwise.

    Only the child sees what `environment` adds. Returns the child's exit code.
    """
    variables = child_environment() | dict(environment or {})
    return subprocess.run([str(python), "-m", *command], cwd=at, env=variables, check=False).returncode


def lint(python: Path) -> bool:
    """Run all linters, say in one line whether they are content, and return it."""
    failed = [name for name, command in LINTERS.items() if call(python, *command)]
    say(f"Soát mã: CHƯA ĐẠT ({', '.join(failed)})." if failed else "Soát mã: đạt.")
    return not failed


# ---- verbs -----------------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window has somewhere to appear."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: list[str]) -> int:
    """Open the window; with arguments, hand them to the program; without a screen, show the same job without one."""
    need_machine(*QT_PACKAGES)
    python = need_venv(RUNTIME_LOCK)
    if arguments or has_display():
        # File names in the arguments mean the folder the person stands in.
        return call(python, "cchc_desktop", *arguments, at=None)
    return show_without_screen(python)


def show_without_screen(python: Path) -> int:
    """Load, check and export each sample report with the command line, in a data folder that is thrown away."""
    say("Máy này không có màn hình: làm cùng việc ấy với báo cáo mẫu bằng dòng lệnh.")
    samples = sorted(SAMPLES.glob("*.json"))
    if not samples:
        raise Refusal(f"Không thấy báo cáo mẫu nào trong {SAMPLES.relative_to(ROOT).as_posix()}.")
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as data:
        program = ["cchc_desktop", "--data", data]
        for sample in samples:
            say(f"\n{sample.relative_to(ROOT).as_posix()}")
            loaded = subprocess.run(
                [str(python), "-m", *program, "load", str(sample)],
                cwd=ROOT,
                env=child_environment(),
                stdout=subprocess.PIPE,
                encoding="utf-8",
                check=False,
            )
            if loaded.returncode:
                return loaded.returncode
            report = loaded.stdout.strip()
            target = OUT / f"{sample.stem}.docx"
            # 1 says that the check has something to say about the report, which is no failure of the program.
            if (checked := call(python, *program, "check", report)) not in (0, 1):
                return checked
            if exported := call(python, *program, "export", report, "--to", str(target), "--force"):
                return exported
            say(f"Văn bản đã xuất: {target}")
    return 0


def test(arguments: list[str]) -> int:
    """Lint and types, then pytest whatever they say: its summary is the last line. The exit code is 0 when both are."""
    need_machine(*QT_PACKAGES, *freezing_packages())
    python = need_venv(*BOTH_LOCKS, BUILD_LOCK)
    clean = lint(python)
    return call(python, "pytest", *arguments, environment=OFFSCREEN) or int(not clean)


def check(arguments: list[str]) -> int:
    """Lint and types only."""
    if arguments:
        raise Refusal("`dev.py check` không nhận tham số nào.")
    need_machine()
    return int(not lint(need_venv(*BOTH_LOCKS)))


def bench(arguments: list[str]) -> int:
    """The measurements of tests/bench."""
    need_machine(*QT_PACKAGES)
    return call(need_venv(*BOTH_LOCKS, BENCH_LOCK), "tests.bench", *arguments, environment=OFFSCREEN)


def shots(arguments: list[str]) -> int:
    """The pictures of the window that the manual and the reviewers look at."""
    need_machine(*QT_PACKAGES, *WINDOW_FONTS)
    return call(need_venv(*BOTH_LOCKS), "tests.shots", *arguments, environment=OFFSCREEN)


# ---- the command line ------------------------------------------------------------------------------------------


class Verb(NamedTuple):
    """One verb: what does it, what it may be followed by, and what `-h` says of it."""

    do: Callable[[list[str]], int]
    takes: str
    meaning: str


VERBS = {
    "run": Verb(run, "[tham số của chương trình]", "mở chương trình; không có màn hình thì xuất báo cáo mẫu vào out/"),
    "test": Verb(test, "[--long] [tham số của pytest]", "soát mã rồi chạy mọi bài thử; --long thêm các bài chạy lâu"),
    "check": Verb(check, "", "chỉ soát mã: ruff và mypy"),
    "bench": Verb(bench, "[tham số của tests/bench]", "đo tốc độ và bộ nhớ"),
    "shots": Verb(shots, "[tham số của tests/shots]", "chụp các màn hình của chương trình"),
}


def parsers() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The parser of the whole line and the one of each verb."""
    line = argparse.ArgumentParser(
        prog="dev.py",
        description="Chạy, thử và soát CCHC Desktop. Lần đầu tự tạo .venv và cài những gì cần.",
        epilog="Xem riêng một việc: python3 dev.py test -h",
        add_help=False,
    )
    line.add_argument("-h", "--help", action="help", help="xem phần này")
    verbs = line.add_subparsers(dest="verb", metavar="VIỆC", title="việc")
    each = {}
    for name, verb in VERBS.items():
        each[name] = verbs.add_parser(
            name,
            help=verb.meaning,
            description=verb.meaning,
            usage=f"dev.py {name} {verb.takes}".strip(),
            add_help=False,
        )
    return line, each


def main(argv: list[str]) -> int:
    """Do what the line says; the exit code is the child's, 2 for a refusal, 130 when stopped by hand."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may be in an encoding without Vietnamese.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not OLDEST_PYTHON <= sys.version_info[:2] < FIRST_TOO_NEW:
        say(f"Cần Python 3.11, 3.12 hoặc 3.13; đây là {sys.version.split()[0]}. Gọi ví dụ: python3.13 dev.py")
        return 2
    if argv and argv[0] not in {*VERBS, "-h", "--help"}:
        say(f"Không có việc “{argv[0]}”. Các việc: {', '.join(VERBS)}; xem thêm: python3 dev.py -h")
        return 2
    line, each = parsers()
    # Everything after the verb belongs to the child, options too: argparse sees the first word only.
    name, arguments = line.parse_args(argv[:1]).verb, argv[1:]
    if name is None:
        line.print_help()
        return 0
    if arguments[:1] in (["-h"], ["--help"]):
        each[name].print_help()
        return 0
    try:
        return VERBS[name].do(arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
