"""The windows that start and memory are measured with, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = "tests.bench.our_window"
BARE = "tests.bench.bare_window"


def figures(module: str, *words: str) -> Mapping[str, float]:
    """What a window has to tell of itself once it has been painted (see `telling.tell`)."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    told: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
