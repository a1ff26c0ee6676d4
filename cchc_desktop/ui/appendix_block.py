"""A block of cells as Excel puts it on the clipboard: lines of cells apart by tabs, some in double quotes."""

import csv
import io
from collections.abc import Iterable, Sequence

from cchc_desktop.domain.refusal import Refusal

_LONGEST = 2_000_000
_QUOTED = frozenset('\t\r\n"')


def read_block(text: str) -> list[list[str]]:
    """The cells line by line; refused where it is no block of cells. Excel's line break at the end is none."""
    if len(text) > _LONGEST:
        raise Refusal("Nội dung đã sao chép quá lớn so với một bảng số liệu; chưa dán gì vào bảng.")
    try:
        return [line or [""] for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    except csv.Error:
        raise Refusal("Nội dung đã sao chép không phải là một khối ô đọc được; chưa dán gì vào bảng.") from None


def write_block(lines: Iterable[Sequence[str]]) -> str:
    """The text that Excel takes as a block of cells."""
    return "\n".join("\t".join(map(_quoted, line)) for line in lines)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.intersection(cell) else cell
