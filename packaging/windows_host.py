"""Where programs run: on this machine, or programs for Windows on Debian in a bench that runs them under Wine."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Program:
    """A program in a folder; `name` without the ending that Windows wants."""

    folder: Path
    name: str


class Host(Protocol):
    """Runs programs, and knows how they see this machine's files."""

    def command(self, program: Program | Path, words: Sequence[str]) -> list[str]:
        """The command of this machine that runs a program."""

    def path(self, file: Path) -> str:
        """A file of this machine as the programs name it."""

    def profile(self) -> Path:
        """The user's own folder, as this machine names it."""

    def scratch(self) -> Path | None:
        """A folder of this machine where the programs may write; None for the usual one."""


def run(host: Host, program: Program | Path, *words: str, seconds: float = 300) -> "subprocess.CompletedProcess[str]":
    """Runs a program to its end, with its output as text; raises TimeoutExpired after so many seconds."""
    process = subprocess.Popen(
        host.command(program, words),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, output, errors)


def _end(process: "subprocess.Popen[str]") -> None:
    """Ends a program together with what it started: a bench's script is not the program itself."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


class ThisMachine:
    """Windows itself, or a Linux build of the same programs."""

    def command(self, program: Program | Path, words: Sequence[str]) -> list[str]:
        if isinstance(program, Program):
            program = program.folder / (f"{program.name}.exe" if sys.platform == "win32" else program.name)
        return [str(program), *words]

    def path(self, file: Path) -> str:
        return str(file)

    def profile(self) -> Path:
        return Path.home()

    def scratch(self) -> Path | None:
        return None


class Bench:
    """A script with the verbs `run`, `python`, `pip`, `shot` and `user-dir`, which runs Windows programs on Debian.

    The programs see the folder of these sources on drive Z:, and the Windows user's own folder on C:.
    """

    def __init__(self, script: Path) -> None:
        self.script = str(script.resolve())
        self._profile = Path(self.call("user-dir").strip())
        # A profile that was swept clean lacks it, and Windows's own functions fail without a word.
        (self._profile / "AppData" / "Local" / "Temp").mkdir(parents=True, exist_ok=True)

    def command(self, program: Program | Path, words: Sequence[str]) -> list[str]:
        file = program.folder / f"{program.name}.exe" if isinstance(program, Program) else program
        # A program of Windows itself has no folder.
        named = self.path(file) if file.is_absolute() else f"C:/windows/system32/{file}"
        return [self.script, "run", named, *words]

    def path(self, file: Path) -> str:
        drive_c = self.profile().parents[1]
        if file.is_relative_to(drive_c):
            return str(PureWindowsPath("C:/", *file.relative_to(drive_c).parts))
        return str(PureWindowsPath("Z:/", *file.resolve().parts[1:]))

    def profile(self) -> Path:
        return self._profile

    def scratch(self) -> Path | None:
        folder = self.profile() / "Documents"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def picture(self, target: Path) -> None:
        """The whole screen as a PNG."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self.call("shot", str(target))

    def call(self, verb: str, *words: str) -> str:
        """Does one of the script's verbs and gives what it says; raises CalledProcessError where it fails."""
        command = [self.script, verb, *words]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8", errors="replace")
        return done.stdout
