"""The windows that start and memory are measured with, each in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BYTECODE = ROOT / "out" / "bytecode"
OURS = "tests.bench.our_window"
BARE = "tests.bench.bare_window"


def figures(module: str, *words: str) -> Mapping[str, float]:
    """What a window has to tell of itself once it has been painted (see tests/bench/painted.py)."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=_compiled(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    told: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _compiled() -> dict[str, str]:
    """The environment of a process that finds its modules compiled, as an installed program does."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(BYTECODE)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
