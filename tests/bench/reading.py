"""Reading an old report from its Word file, beside opening the same file with python-docx."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx

from cchc_desktop.importing.report_reader import read_report
from tests.bench.measure import Result, by_turns, compared, limited
from tests.bench.word import exported
from tests.builders import sample, templates

ROUNDS = 10
BESIDE_OPENING = 3.0
LONGEST_MS = 1000.0


def measure(scratch: Path) -> Iterator[Result]:
    data, forms = exported(sample()), templates()

    def opened() -> list[str]:
        return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]

    ours, opening = by_turns(lambda: read_report(data, forms), opened, ROUNDS)
    beside = compared("Nhập báo cáo mẫu từ .docx", ours, "python-docx mở và đọc đoạn", opening, BESIDE_OPENING)
    yield beside
    yield limited("Nhập báo cáo mẫu từ .docx", beside.ours, "mức cho phép", LONGEST_MS)
