"""The table for the screen and the file for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.measure import Measure, Result

HEAD = ("Đo", "của ta", "so với", "", "tỉ lệ", "≤", "")


def table(results: Sequence[Result]) -> str:
    """Rows of text, columns as wide as they need."""
    rows = [HEAD, *(_row(result) for result in results if isinstance(result, Measure))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "  ".join(_aligned(text, width, column) for column, (text, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    lines.insert(1, "-" * len(lines[0]))
    left_out = [f"Không đo: {result.name}: {result.reason}." for result in results if not isinstance(result, Measure)]
    return "\n".join(line.rstrip() for line in (*lines, *left_out))


def write(results: Sequence[Result], file: Path) -> None:
    """A JSON list; each measure with whether it is over its bound."""
    values = [
        asdict(result) | ({"over": result.over} if isinstance(result, Measure) else {"measured": False})
        for result in results
    ]
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _row(measure: Measure) -> tuple[str, ...]:
    return (
        measure.name,
        f"{measure.ours:.1f} {measure.unit}",
        measure.other_name,
        f"{measure.other:.1f} {measure.unit}",
        f"{measure.ratio:.2f}",
        f"{measure.bound:g}",
        "VƯỢT" if measure.over else "đạt",
    )


def _aligned(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column in (1, 3, 4, 5) else text.ljust(width)
