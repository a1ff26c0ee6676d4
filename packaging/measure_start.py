#!/usr/bin/env python3
"""Measures how long the window takes from its start to its first paint, beside a bare PySide6 window built alike.

    py packaging/measure_start.py FOLDER
    python3 packaging/measure_start.py FOLDER --windows-lab LAB

FOLDER holds the programs. Exit 0 when the median start is at most LARGEST_RATIO times that of the bare window.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from build import BUILD
from windows_host import ROOT, Bench, Host, Program, ThisMachine, run

LARGEST_RATIO = 1.5
STARTS = 7


def main(argv: Sequence[str]) -> int:
    """Measure; 0 when it is within the limit."""
    parser = argparse.ArgumentParser(description="Đo thời gian mở cửa sổ.")
    parser.add_argument("folder", type=Path, help="thư mục có cchc-desktop")
    parser.add_argument("--windows-lab", type=Path, metavar="LAB", help="bàn thử chạy chương trình Windows trên Debian")
    words = parser.parse_args(argv)
    host: Host = Bench(words.windows_lab) if words.windows_lab else ThisMachine()
    bare = bare_window(host)
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(dir=host.scratch(), ignore_cleanup_errors=True) as made:
        # By turns, so that whatever else the machine does meets both.
        for number in range(STARTS + 1):
            ours.append(our_start(host, words.folder.resolve(), Path(made, str(number))))
            theirs.append(bare_start(host, bare, Path(made, f"{number}.txt")))
    # The first of each fills the disk's cache.
    our, their = statistics.median(ours[1:]), statistics.median(theirs[1:])
    print(f"cchc-desktop {our:.2f} s, bare window {their:.2f} s, ratio {our / their:.2f}, allowed {LARGEST_RATIO}")
    return 0 if our <= LARGEST_RATIO * their else 1


def our_start(host: Host, folder: Path, scratch: Path) -> float:
    """Seconds until the window was painted, with a new database: a little longer than an ordinary start."""
    scratch.mkdir()
    began = time.time()
    run(host, Program(folder, "cchc-desktop"), "--self-test", host.path(scratch))
    return float(json.loads((scratch / "result.json").read_bytes())["shown_at"]) - began


def bare_start(host: Host, bare: Program, told: Path) -> float:
    """Seconds until the bare window was painted."""
    began = time.time()
    run(host, bare, host.path(told))
    return float(told.read_text("utf-8")) - began


def bare_window(host: Host) -> Program:
    """The bare window, made by the PyInstaller that made the programs, with the same kind of folder."""
    options = [
        "--noconfirm",
        "--windowed",
        "--distpath",
        "build/bare",
        "--workpath",
        "build/work",
        "--specpath",
        "build",
    ]
    command = ["-m", "PyInstaller", *options, "packaging/programs/bare_window.py"]
    python = [host.script, "python"] if isinstance(host, Bench) else [str(BUILD / "venv" / "Scripts" / "python.exe")]
    subprocess.run([*python, *command], cwd=ROOT, check=True, capture_output=True)
    return Program(BUILD / "bare" / "bare_window", "bare_window")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
