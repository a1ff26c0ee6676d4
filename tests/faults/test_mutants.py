"""Files that went wrong on their way are read or refused, never more."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import ROOT

MOST_MEGABYTES = 300


def read_mutants(folder: Path, count: int) -> None:
    command = [sys.executable, "-m", "tests.faults.mutants", "8", str(count), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    wrong, megabytes = json.loads(done.stdout)
    assert wrong == []
    assert megabytes < MOST_MEGABYTES


def test_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    read_mutants(tmp_path, 300)


@pytest.mark.long
def test_ten_thousand_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    read_mutants(tmp_path, 10_000)
