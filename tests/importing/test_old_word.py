"""Old Word files become .docx by a program of this computer; nothing of it is left behind."""

import sys
import tempfile
from pathlib import Path

import pytest

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing import old_word
from cchc_desktop.importing.old_word import Conversion, Converter, find_converter
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.source import OldWordFile
from cchc_desktop.importing.taking_over import to_report
from tests.importing.documents import as_old_word, document, saved, table
from tests.importing.layouts import templates

TEMPLATES = templates()
ROWS = [
    [label, "1", "0", "", "", "", ""]
    for label in (
        "1. Số lượng VB QPPL đã ban hành",
        "2. Số lượng VB QPPL đã được rà soát",
        "- Tự bãi bỏ",
        "- Tự sửa đổi",
        "3. Số lượng TTHC qua rà soát",
    )
]


def report() -> bytes:
    """Two parts with their entries, and an appendix."""
    made = document(
        "**I. Công tác chỉ đạo, điều hành CCHC**",
        "**1. Về kế hoạch CCHC**",
        "- Ban hành Kế hoạch cải cách hành chính năm 2022.",
        "**II. Kết quả thực hiện công tác CCHC**",
        "**1. Về cải cách thể chế**",
        "- Tham mưu ban hành 67 văn bản.",
        "**III. Đánh giá chung**",
    )
    made.add_paragraph("PHỤ LỤC I")
    table(made, [["Nội dung", "Năm trước", "Quý I", "Quý II", "Quý III", "Quý IV", "Tổng cộng"], *ROWS])
    # As Word itself ends a document.
    made.add_paragraph()
    return saved(made)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def program(script: str) -> Converter:
    """A converter that is a small Python program; it runs in the folder of the conversion."""
    return Converter("LibreOffice", lambda _: [sys.executable, "-c", script])


@pytest.fixture(scope="module")
def old_file(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report as a .doc of Word 97."""
    return as_old_word(report(), soffice, tmp_path_factory.mktemp("doc"))


def test_libreoffice_turns_an_old_report_into_one_that_is_read(old_file: bytes, scratch: Path) -> None:
    with pytest.raises(OldWordFile):
        read_report(old_file, TEMPLATES)
    converter = find_converter()
    assert converter is not None
    assert converter.name == "LibreOffice"
    converted = read_report(Conversion(old_file, converter).wait(), TEMPLATES)
    assert to_report(converted) == to_report(read_report(report(), TEMPLATES))
    assert list(scratch.iterdir()) == []


def test_rtf_is_told_apart_and_so_is_what_is_no_word_file() -> None:
    with pytest.raises(OldWordFile, match="RTF"):
        read_report(b"{\\rtf1 B\\'e1o c\\'e1o}", TEMPLATES)
    with pytest.raises(Refusal, match="không phải là tệp Word") as refused:
        read_report(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), TEMPLATES)
    assert not isinstance(refused.value, OldWordFile)


def test_what_the_program_writes_is_what_comes(scratch: Path) -> None:
    converter = program(
        "import os; open(os.environ['CCHC_NEW'], 'wb').write(open(os.environ['CCHC_OLD'], 'rb').read())"
    )
    assert Conversion(b"old", converter).wait() == b"old"
    assert list(scratch.iterdir()) == []


def test_a_first_start_without_a_result_is_asked_once_more(scratch: Path) -> None:
    script = (
        "import os; p = 'da-chay'; os.path.exists(p) and open(os.environ['CCHC_NEW'], 'w').write('x'); open(p, 'w')"
    )
    assert Conversion(b"old", program(script)).wait() == b"x"
    with pytest.raises(Refusal, match="không chuyển được"):
        Conversion(b"old", program("pass")).wait()
    assert list(scratch.iterdir()) == []


def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    scratch: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).wait()"
    monkeypatch.setattr(old_word, "LONGEST_SECONDS", 0.0)
    conversion = Conversion(b"old", program(started))
    with pytest.raises(Refusal, match="giây"):
        conversion.wait()
    assert conversion._process.poll() is not None
    assert list(scratch.iterdir()) == []


def test_a_stop_leaves_nothing(scratch: Path) -> None:
    conversion = Conversion(b"old", program("import time; time.sleep(600)"))
    assert conversion.poll() is None
    conversion.stop()
    assert conversion._process.poll() is not None
    assert list(scratch.iterdir()) == []


def test_a_program_that_does_not_start_is_told(scratch: Path) -> None:
    with pytest.raises(Refusal, match="Không chạy được LibreOffice"):
        Conversion(b"old", Converter("LibreOffice", lambda _: [str(scratch / "không có")]))
    assert list(scratch.iterdir()) == []
