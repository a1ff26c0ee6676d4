#!/usr/bin/env python3
"""Tries the two programs of a folder as they were built or installed: every resource, every export, the window.

    python3 packaging/smoke_test.py FOLDER                        programs for this machine
    python3 packaging/smoke_test.py FOLDER --windows-lab LAB      programs for Windows, on Debian

FOLDER holds cchc-desktop and cchc (.exe on Windows). Standard library only. Exit 0 all well; 1 a sentence says what
is not. Nothing of the person's own data is read or written.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from windows_host import ROOT, Bench, Host, Program, ThisMachine, run

SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.json"))
# A person's folder has a space in its name, and letters that no code page of Windows has together.
FOLDER_NAME = "Báo cáo thử của Nguyễn Văn Đặng ỹ "
NOT_SHIPPED = {".ts"}


class Failed(Exception):
    """What is not as it should be, in one sentence."""


def main(argv: Sequence[str]) -> int:
    """Try the programs of a folder; 0 all well, 1 not."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    parser = argparse.ArgumentParser(description="Thử hai chương trình vừa dựng hoặc vừa cài.")
    parser.add_argument("folder", type=Path, help="thư mục có cchc-desktop và cchc")
    parser.add_argument("--windows-lab", type=Path, metavar="LAB", help="bàn thử chạy chương trình Windows trên Debian")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="nơi cất ảnh chụp cửa sổ")
    words = parser.parse_args(argv)
    host: Host = Bench(words.windows_lab) if words.windows_lab else ThisMachine()
    try:
        smoke(words.folder.resolve(), host, words.pictures)
    except (Failed, subprocess.TimeoutExpired) as reason:
        print(f"CHƯA ĐẠT: {reason}", file=sys.stderr)
        return 1
    print("Đạt.")
    return 0


def smoke(folder: Path, host: Host, pictures: Path | None = None) -> None:
    """Tries everything; raises Failed."""
    with tempfile.TemporaryDirectory(prefix=FOLDER_NAME, dir=host.scratch(), ignore_cleanup_errors=True) as made:
        scratch = Path(made)
        command_line = CommandLine(host, Program(folder, "cchc"), scratch / "dữ liệu")
        reports = try_command_line(command_line)
        try_exports(command_line, reports, scratch)
        try_window(host, folder, scratch / "cửa sổ", pictures)


class CommandLine:
    """cchc on one data folder, or on the one that the user has by default."""

    def __init__(self, host: Host, program: Program, data: Path | None) -> None:
        self.host, self.program = host, program
        self.data = [] if data is None else ["--data", host.path(data)]

    def __call__(self, *words: str | Path, allowed: tuple[int, ...] = (0,)) -> str:
        """What a command prints; another exit code than the allowed ones is a failure."""
        named = [self.host.path(word) if isinstance(word, Path) else word for word in words]
        done = run(self.host, self.program, *self.data, *named)
        if done.returncode not in allowed:
            said = (done.stderr or done.stdout).strip()
            raise Failed(f"cchc {' '.join(named)} kết thúc với mã {done.returncode}: {said[-2000:]}")
        return done.stdout or done.stderr


def try_command_line(cchc: CommandLine) -> dict[str, Path]:
    """Loads, lists, checks and dumps every sample; gives the ids with their samples."""
    templates = {row["key"] for row in json.loads(cchc("templates", "--json"))}
    expect(templates, {json.loads(sample.read_bytes())["template"] for sample in SAMPLES}, "các mẫu báo cáo")
    reports = dict(zip(cchc("load", *SAMPLES).split(), SAMPLES, strict=True))
    listed = {str(row["id"]) for row in json.loads(cchc("list", "--json"))}
    expect(listed, set(reports), "các báo cáo đã nạp")
    for report, sample in reports.items():
        json.loads(cchc("check", report, "--json", allowed=(0, 1)))
        dumped, given = json.loads(cchc("dump", report)), json.loads(sample.read_bytes())
        texts = {entry["text"] for entries in dumped["sections"].values() for entry in entries}
        expect(texts, {entry["text"] for entries in given["sections"].values() for entry in entries}, sample.name)
    print(f"  dòng lệnh: {len(reports)} báo cáo mẫu")
    return reports


def try_exports(cchc: CommandLine, reports: dict[str, Path], scratch: Path) -> None:
    """Exports every report in every form that the program knows, and looks into the files."""
    refusal = cchc("export", next(iter(reports)), "--to", scratch / "tệp.không", allowed=(2,))
    endings = re.findall(r"\.(?:docx|pdf|xlsx)", refusal)
    if ".docx" not in endings:
        raise Failed(f"chương trình không nói xuất được ra .docx: {refusal.strip()}")
    for report, sample in reports.items():
        for ending in endings:
            target = scratch / f"Báo cáo CCHC số {report}{ending}"
            started = time.monotonic()
            cchc("export", report, "--to", target)
            look_into(target, sentence_of(json.loads(sample.read_bytes())))
            print(f"  {target.name}: {target.stat().st_size / 1000:.0f} kB, {time.monotonic() - started:.1f} giây")


def try_window(host: Host, folder: Path, scratch: Path, pictures: Path | None) -> None:
    """The window's own try-out, and whether what it typed is in the database."""
    scratch.mkdir()
    started = time.time()
    done = run(host, Program(folder, "cchc-desktop"), "--self-test", host.path(scratch), seconds=600)
    told = scratch / "result.json"
    if not told.exists():
        raise Failed(f"cửa sổ kết thúc với mã {done.returncode} mà không để lại kết quả: {done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(told.read_bytes())
    if pictures is not None and (scratch / "window.png").exists():
        pictures.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(scratch / "window.png", pictures / "window.png")
    if result["failures"] or done.returncode:
        said = "\n".join([*result["failures"], *result["qt"], done.stderr])
        raise Failed(f"cửa sổ kết thúc với mã {done.returncode}: {said}")
    top = ROOT / "resources"
    shipped = {f for f in top.rglob("*") if f.is_file() and f.suffix not in NOT_SHIPPED and f.parent.name != "pictures"}
    expect(set(result["resources"]), {f.relative_to(top).as_posix() for f in shipped}, "các tệp đi kèm")
    if len(result["tabs"]) < 5 or len(result["typed"]) < 3:
        raise Failed(f"cửa sổ chỉ mở {result['tabs']} và gõ vào {result['typed']}.")
    cchc = CommandLine(host, Program(folder, "cchc"), scratch / "data")
    report = json.loads(cchc("dump", str(json.loads(cchc("list", "--json"))[0]["id"])))
    for section in result["typed"]:
        if result["text"] not in [entry["text"] for entry in report["sections"][section]]:
            raise Failed(f"câu gõ vào mục {section} không có trong dữ liệu.")
    for name in result["exported"]:
        look_into(scratch / name, result["text"])
    if "report.docx" not in result["exported"]:
        raise Failed("cửa sổ không xuất được report.docx.")
    print(f"  cửa sổ: {len(result['tabs'])} thẻ, gõ vào {len(result['typed'])} mục, xuất {result['exported']}")
    print(f"  cửa sổ hiện ra sau {result['shown_at'] - started:.1f} giây (lần đầu, dữ liệu mới)")
    for line in result["qt"]:
        print(f"  Qt: {line}")


def sentence_of(report: dict[str, Any]) -> str:
    """A sentence of the report that stands in every form as it was typed: without marks."""
    texts: list[str] = [entry["text"] for entries in report["sections"].values() for entry in entries]
    return next(text for text in texts if not set(text) & set("*{\\&<>"))


def look_into(file: Path, sentence: str) -> None:
    """Raises Failed where a document is not whole, or a Word document lacks a sentence."""
    contents = file.read_bytes()
    if file.suffix == ".pdf":
        if not contents.startswith(b"%PDF-") or b"%%EOF" not in contents[-64:] or len(contents) < 5000:
            raise Failed(f"{file.name} không phải là một tệp PDF trọn vẹn.")
        return
    with zipfile.ZipFile(file) as package:
        if broken := package.testzip():
            raise Failed(f"{file.name}: phần {broken} bị hỏng.")
        if file.suffix == ".docx":
            text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))
            if sentence not in text:
                raise Failed(f"{file.name} thiếu câu “{sentence}”.")
        elif "xl/workbook.xml" not in package.namelist():
            raise Failed(f"{file.name} không phải là một tệp Excel.")


def expect(seen: set[str], wanted: set[str], what: str) -> None:
    """Raises Failed with what is missing or too many."""
    if seen != wanted:
        raise Failed(f"{what}: thiếu {sorted(wanted - seen)}, thừa {sorted(seen - wanted)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
