"""Reads mutated files one after the other: `python -m tests.faults.mutants SEED COUNT FOLDER`.

Prints a JSON list of what went wrong. A file may be read or refused; anything else is wrong, and so is more than
5 seconds of work for one.
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

from cchc_desktop import paths
from cchc_desktop.domain import serial
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE, templates

PATIENCE = 5.0
Reader = Callable[[bytes], object]


def readers(folder: Path) -> Mapping[str, tuple[bytes, Reader]]:
    """By kind: a good file, and what reads one."""
    from cchc_desktop.domain.citations import read_citations
    from cchc_desktop.domain.template_file import read_template
    from cchc_desktop.export.office_template import read_office_template
    from cchc_desktop.export.verify import verify
    from cchc_desktop.importing.report_reader import read_report
    from cchc_desktop.importing.sheet_reader import read_sheets
    from cchc_desktop.workspace import style_sheet

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

    def text(data: bytes) -> str:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refusal("không phải là chữ UTF-8.") from None

    word, decree = (folder / "good.docx").read_bytes(), paths.resource("styles/nd30.toml").read_text("utf-8")
    period = Period.parse("2022-H1")
    return {
        ".json": (SAMPLE.read_bytes(), lambda data: serial.load(data, templates(), "a.json")),
        ".docx to import": (word, lambda data: read_report(data, templates(), period, None)),
        ".docx to verify": (word, lambda data: verify(data, decree)),
        ".docx as the office's look": (word, lambda data: read_office_template(data, style_sheet())),
        ".xlsx": ((folder / "good.xlsx").read_bytes(), read_sheets),
        ".cchc": (backup.read_bytes(), restore),
        "template .toml": (
            paths.resource("templates/nq30c.toml").read_bytes(),
            lambda data: read_template(text(data), "a.toml"),
        ),
        "citations .toml": (
            paths.resource("data/citations.toml").read_bytes(),
            lambda data: read_citations(text(data), "a.toml"),
        ),
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
        # What the processor does: a machine that is busy with other things makes nothing wrong.
        began = time.process_time()
        try:
            read(data)
        except Refusal as refusal:
            if "\n" in str(refusal):
                wrong.append(f"{number} {kind}: more than one line: {refusal}")
        except BaseException as error:
            wrong.append(f"{number} {kind}: {type(error).__name__}: {error}")
        if time.process_time() - began > PATIENCE:
            wrong.append(f"{number} {kind}: took {time.process_time() - began:.1f} s")
    return wrong


if __name__ == "__main__":
    found = main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
    # Not ru_maxrss: that is never less than what the process took that started this one.
    status = Path("/proc/self/status").read_text("utf-8")
    megabytes = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    print(json.dumps([found, megabytes]))
