"""Processes to kill and disks to fill."""

import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120


class Victim:
    """A process of tests/faults/victim.py."""

    def __init__(self, *words: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim", *words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # What was read ahead, `wait` would wait for in vain.
            bufsize=0,
        )

    def begin(self, *what: object) -> int:
        """Has a child begin; gives its number."""
        assert self._process.stdin
        assert self._process.stdout
        asked = json.dumps([str(w) if isinstance(w, Path) else w for w in what]) + "\n"
        self._process.stdin.write(asked.encode())
        self._child = int(self._process.stdout.readline())
        return self._child

    def kill(self, child: int) -> None:
        os.kill(child, signal.SIGKILL)
        assert self.wait() == -signal.SIGKILL

    def wait(self) -> int:
        """The exit code of the child that began last; one that hangs is ended, which its code tells."""
        assert self._process.stdout
        if not select.select([self._process.stdout], [], [], PATIENCE_SECONDS)[0]:
            os.kill(self._child, signal.SIGABRT)
        return int(self._process.stdout.readline())

    def do(self, *what: object) -> int:
        self.begin(*what)
        return self.wait()

    def close(self) -> str:
        """Ends the process; gives what its children said on stderr."""
        return self._process.communicate(timeout=60)[1].decode()


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    made = Victim()
    yield made
    made.close()


class Disk:
    """A data folder on a disk that can be full."""

    def __init__(self, folder: Path, room: Path | None) -> None:
        self.folder = folder
        self._room = room

    def fill(self) -> None:
        if self._room is None:
            # Where nobody may mount a disk: no file may grow any more, which is what a full disk does to a database.
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
            return
        with self._room.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return

    def make_room(self) -> None:
        if self._room is None:
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        else:
            self._room.unlink()


@pytest.fixture
def small_disk() -> Iterator[Disk]:
    """A disk of 2 MB; where the machine lets nobody mount one, a limit on the size of files stands in for it."""
    with tempfile.TemporaryDirectory() as name:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", name], capture_output=True, check=False
        )
        disk = Disk(Path(name) / "data", Path(name) / "filler" if mounted.returncode == 0 else None)
        try:
            yield disk
        finally:
            if mounted.returncode == 0:
                subprocess.run(["umount", "-l", name], check=True)
            else:
                disk.make_room()
