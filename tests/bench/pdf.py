"""The PDF of the sample report, beside LibreOffice converting the same report from .docx."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from cchc_desktop.export.compose import compose
from cchc_desktop.export.pdf_writer import write
from cchc_desktop.workspace import style_sheet
from tests.bench.measure import NotMeasured, Result, by_turns, compared
from tests.bench.word import exported
from tests.builders import sample

ROUNDS = 3
BESIDE_LIBREOFFICE = 0.1
CONVERSION_SECONDS = 120


def measure(scratch: Path) -> Iterator[Result]:
    soffice = shutil.which("soffice")
    if soffice is None:
        yield NotMeasured("Xuất báo cáo mẫu ra PDF so với LibreOffice", "máy này không cài LibreOffice")
        return
    report = sample()
    source = scratch / "sample.docx"
    source.write_bytes(exported(report))
    # A profile of its own: an office that is open would do the work in its place.
    command = [soffice, f"-env:UserInstallation={(scratch / 'libreoffice').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(scratch), str(source)]

    def converted() -> None:
        subprocess.run(command, check=True, capture_output=True, timeout=CONVERSION_SECONDS)

    # LibreOffice works in a process of its own.
    ours, theirs = by_turns(lambda: write(compose(report), style_sheet()), converted, ROUNDS, time.perf_counter)
    yield compared("Xuất báo cáo mẫu ra PDF", ours, "LibreOffice đổi từ .docx", theirs, BESIDE_LIBREOFFICE)
