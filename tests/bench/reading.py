"""Reading an old report from its Word file, beside opening the same file with python-docx and reading its paragraphs.

No file is read twice: a real import has never seen its text before.
"""

import gc
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table, _Cell

from cchc_desktop.domain.report import Report
from cchc_desktop.importing.report_reader import read_report
from tests.bench.measure import Measure, Result, compared, limited, timed
from tests.bench.word import exported
from tests.builders import sample, templates
from tests.importing.layouts import laid_out

ROUNDS = 10
BESIDE_OPENING = 3.0
LONGEST_MS = 1000.0
LAYOUTS = {
    "tệp do chương trình xuất": "",
    "đề mục in đậm": "bold paragraphs",
    "phông VNI": "VNI",
    "tất cả trong một bảng": "everything in one table",
}


def measure(scratch: Path) -> Iterator[Result]:
    measured = [_beside_opening(name, manner) for name, manner in LAYOUTS.items()]
    yield from measured
    slowest = max(measured, key=lambda one: one.ours)
    yield limited(slowest.name, slowest.ours, "mức cho phép", LONGEST_MS)


def _beside_opening(name: str, manner: str) -> Measure:
    forms = templates()
    reports = [_another(sample(), number) for number in range(ROUNDS + 1)]
    files = [laid_out(report, manner) if manner else exported(report) for report in reports]
    ours, opening = [], []
    gc.collect()
    # As in the window, where garbage is not collected in the middle of work (ui/garbage.py).
    gc.disable()
    for data in files:
        ours.append(timed(partial(read_report, data, forms)))
        opening.append(timed(partial(_read_with_docx, data)))
    gc.enable()
    other = "python-docx mở và đọc đoạn"
    # In the first round both are still being loaded.
    return compared(f"Nhập báo cáo mẫu, {name}", ours[1:], other, opening[1:], BESIDE_OPENING)


def _read_with_docx(data: bytes) -> list[str]:
    return list(_texts(docx.Document(io.BytesIO(data))))


def _another(report: Report, number: int) -> Report:
    """The report with other words in every entry."""
    sections = {
        key: tuple(replace(entry, text=f"Đợt {number}: {entry.text}") for entry in entries)
        for key, entries in report.sections.items()
    }
    return replace(report, sections=sections)


def _texts(document: Document) -> Iterator[str]:
    """The paragraphs; where there are none outside of tables, those in their cells."""
    texts = [paragraph.text for paragraph in document.paragraphs]
    yield from texts
    if not any(texts):
        for table in document.tables:
            yield from _texts_of_cells(table)


def _texts_of_cells(place: Table | _Cell) -> Iterator[str]:
    cells = [cell for row in place.rows for cell in row.cells] if isinstance(place, Table) else [place]
    for cell in cells:
        yield from (paragraph.text for paragraph in cell.paragraphs)
        for table in cell.tables:
            yield from _texts_of_cells(table)
