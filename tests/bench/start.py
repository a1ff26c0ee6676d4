"""From the start of a process to its first painted window, beside an empty PySide6 main window."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import NotMeasured, Result, compared
from tests.bench.reports import twenty_years
from tests.bench.windows import BARE, OURS, figures

STARTS = 9
BESIDE_BARE = 1.5


def measure(scratch: Path) -> Iterator[Result]:
    data = str(twenty_years(scratch))
    waited: tuple[list[float], list[float]] = ([], [])
    worked: tuple[list[float], list[float]] = ([], [])
    for number in range(STARTS + 1):
        for side, (module, *words) in enumerate(((OURS, data), (BARE,))):
            began = time.time()
            told = figures(module, *words)
            # The first of each fills the disk's cache.
            if number:
                waited[side].append((told["at"] - began) * 1000)
                worked[side].append(told["cpu"] * 1000)
    other = "cửa sổ trống của PySide6"
    yield compared("Cửa sổ hiện xong (đồng hồ)", waited[0], other, waited[1], BESIDE_BARE)
    yield compared("Cửa sổ hiện xong (bộ xử lý)", worked[0], other, worked[1], BESIDE_BARE)
    yield NotMeasured("Cửa sổ hiện xong so với novelWriter", "novelWriter không nằm trong các thư viện để thử")
