"""Reads mutated files one after the other: `python -m tests.faults.mutants SEED COUNT FOLDER`.

Prints a JSON list of what went wrong. A file may be read or refused; anything else is wrong, and so is more than
5 seconds for one.
"""

import json
import random
import re
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from cchc_desktop.domain import serial
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE, templates

PATIENCE = 5.0
Reader = Callable[[bytes], object]


def readers(folder: Path) -> Mapping[str, tuple[bytes, Reader]]:
    """By kind: a good file, and what reads one."""
    from cchc_desktop.importing.sheet_reader import read_sheets
    from cchc_desktop.importing.word_reader import read_word

    workspace = Workspace(folder / "data")
    workspace.load([SAMPLE])
    backup = folder / "good.cchc"
    workspace.safekeeping.back_up_to(backup)
    for ending in (".docx", ".xlsx"):
        workspace.export(workspace.report(1), folder / f"good{ending}")
    workspace.close()
    mutant = folder / "mutant.cchc"

    def restore(data: bytes) -> object:
        mutant.write_bytes(data)
        opened = Workspace(folder / "data")
        try:
            return opened.safekeeping.restore(mutant)
        finally:
            opened.close()

    return {
        ".json": (SAMPLE.read_bytes(), lambda data: serial.load(data, templates(), "a.json")),
        ".docx": ((folder / "good.docx").read_bytes(), read_word),
        ".xlsx": ((folder / "good.xlsx").read_bytes(), read_sheets),
        ".cchc": (backup.read_bytes(), restore),
    }


def mutated(good: bytes, chance: random.Random) -> bytes:
    """One of the ways in which files go wrong; inside a zip as well as outside."""
    if good.startswith(b"PK") and chance.random() < 0.5:
        with zipfile.ZipFile(BytesIO(good)) as source:
            names = source.namelist()
            chosen = chance.choice(names)
            parts = {name: source.read(name) for name in names}
        parts[chosen] = scrambled(parts[chosen], chance)
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            for name, part in parts.items():
                target.writestr(name, part)
        return made.getvalue()
    return scrambled(good, chance)


def scrambled(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return chance.randbytes(10)
    at = chance.randrange(len(data))
    end = min(len(data), at + chance.choice([1, 2, 16, 400]))
    match chance.randrange(6):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + chance.randbytes(end - at) + data[end:]
        case 2:
            return data[:at] + data[end:]
        case 3:
            return data[:at] + data[at:end] * chance.choice([2, 50, 500]) + data[end:]
        case 4:
            other = chance.randrange(len(data))
            return data[:at] + data[other : other + end - at] + data[end:]
    return (
        data[:at] + chance.choice([b"\0", b"<", b'"', b"{", b"]", b"\xff\xfe", b"<!DOCTYPE a>", b"9" * 400]) + data[at:]
    )


def main(seed: int, count: int, folder: Path) -> list[str]:
    wrong = []
    chance = random.Random(seed)
    known = readers(folder)
    for number in range(count):
        kind = chance.choice(sorted(known))
        good, read = known[kind]
        data = mutated(good, chance)
        began = time.monotonic()
        try:
            read(data)
        except Refusal as refusal:
            if "\n" in str(refusal):
                wrong.append(f"{number} {kind}: more than one line: {refusal}")
        except BaseException as error:
            wrong.append(f"{number} {kind}: {type(error).__name__}: {error}")
        if time.monotonic() - began > PATIENCE:
            wrong.append(f"{number} {kind}: took {time.monotonic() - began:.1f} s")
    return wrong


if __name__ == "__main__":
    found = main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
    # Not ru_maxrss: that is never less than what the process took that started this one.
    status = Path("/proc/self/status").read_text("utf-8")
    megabytes = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    print(json.dumps([found, megabytes]))
