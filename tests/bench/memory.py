"""Resident memory with the sample report open, beside the empty window."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import NotMeasured, Result, compared
from tests.bench.reports import twenty_years
from tests.bench.windows import BARE, OURS, figures

ROUNDS = 3
REPORT_OPEN = 1.5
PREVIEW_OPEN = 1.8


def measure(scratch: Path) -> Iterator[Result]:
    if sys.platform != "linux":
        yield NotMeasured("Bộ nhớ", "chỉ đo trên Linux")
        return
    data = str(twenty_years(scratch))
    windows = {
        "bare": (BARE,),
        "home": (OURS, data),
        "open": (OURS, data, "open"),
        "preview": (OURS, data, "open", "preview"),
    }
    used: dict[str, list[float]] = {name: [] for name in windows}
    for _ in range(ROUNDS):
        for name, (module, *words) in windows.items():
            used[name].append(figures(module, *words, "memory")["megabytes"])
    for name, what, other, beside, bound in (
        ("open", "Bộ nhớ, báo cáo đang mở", "home", "cửa sổ các kỳ báo cáo", REPORT_OPEN),
        ("preview", "Bộ nhớ, thêm xem trước", "home", "cửa sổ các kỳ báo cáo", PREVIEW_OPEN),
        ("open", "Bộ nhớ, báo cáo đang mở", "bare", "cửa sổ trống của PySide6", REPORT_OPEN),
        ("preview", "Bộ nhớ, thêm xem trước", "bare", "cửa sổ trống của PySide6", PREVIEW_OPEN),
    ):
        yield compared(what, used[name], beside, used[other], bound, "MB")
