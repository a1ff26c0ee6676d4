"""The PDF: what its readers find in it, and how it stands to the .docx as LibreOffice prints it."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from cchc_desktop import paths
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.export import docx_writer, pdf_writer, typeface
from cchc_desktop.export.compose import compose
from tests import builders
from tests.export import documents
from tests.export.test_docx_rendered import growing

STYLE = documents.style()
SAMPLES = sorted(paths.resource("samples").glob("*.json"))


def written(report: Report) -> bytes:
    return pdf_writer.write(compose(report), STYLE)


@pytest.fixture(scope="module")
def sample(qapp) -> PdfReader:
    return PdfReader(io.BytesIO(written(builders.sample())))


def test_the_properties_are_the_report_s(sample):
    report = builders.sample()
    assert (sample.metadata.title, sample.metadata.author) == (report.document.subject, report.unit.issuer)
    assert sample.metadata.creation_date == sample.metadata.modification_date
    assert sample.metadata.creation_date.date() == report.document.date
    assert sample.root_object["/Lang"] == "vi-VN"
    assert sample.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/Metadata" not in sample.root_object


def test_the_identifier_tells_one_report_from_another(sample):
    other = PdfReader(io.BytesIO(written(documents.small())))
    ids = [part.original_bytes for reader in (sample, other) for part in reader.trailer["/ID"]]
    assert [len(part) for part in ids] == [16] * 4
    assert ids[0] == ids[1] != ids[2] == ids[3]


def test_pages_are_a4_with_wide_appendices_on_their_side(sample):
    sizes = [(round(float(page.mediabox.width), 1), round(float(page.mediabox.height), 1)) for page in sample.pages]
    assert sizes == [(595.3, 841.9)] * 9 + [(841.9, 595.3)]


def test_bookmarks_lead_to_parts_sections_and_appendices(sample):
    def titles(outline: list[Destination | list]) -> list[str | list]:
        return [titles(item) if isinstance(item, list) else item.title for item in outline]

    first, below, *_, last = titles(sample.outline)
    assert first == "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC"
    assert below[0] == "1. Về kế hoạch cải cách hành chính"
    assert last == "Phụ lục II"
    appendix = next(item for item in sample.outline if not isinstance(item, list) and item.title == "Phụ lục I")
    assert sample.get_destination_page_number(appendix) == 8


def test_every_font_is_embedded_as_a_part_of_the_face_used(sample):
    face = typeface.face_used(STYLE.font).replace(" ", "")
    fonts = [font for page in sample.pages for font in _fonts(page)]
    names = {str(font["/BaseFont"]) for font in fonts}
    assert len(names) == 4
    assert all(re.fullmatch(rf"/[A-Z]{{6}}\+{face}.*", name) for name in names)
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor
        assert descriptor["/FontName"] == font["/BaseFont"]


def test_what_a_reader_copies_is_what_is_printed(sample):
    words = re.sub(r" *\n", " ", sample.pages[0].extract_text())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert builders.sample().document.subject in words
    assert not set("".join(page.extract_text() for page in sample.pages)) & set("\t\r\u00a0\u00adÐ")


def _fonts(page) -> list:
    return [reference.get_object() for reference in page["/Resources"]["/Font"].values()]


def test_the_same_report_gives_the_same_bytes_in_another_process_too(qapp):
    code = (
        "import hashlib; from tests import builders; from tests.export import test_pdf_writer as t;"
        "print(hashlib.sha256(t.written(builders.sample())).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, cwd=paths.resource("").parent
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_where_no_face_can_be_had_it_is_said_in_a_sentence(qapp):
    font = replace(STYLE.font, name="Không Có", stand_in="Cũng Không Có")
    with pytest.raises(Refusal, match="phông Không Có"):
        pdf_writer.write(compose(documents.small()), replace(STYLE, font=font))


def test_the_stand_in_is_taken_where_the_face_is_missing(qapp):
    assert typeface.face_used(replace(STYLE.font, name="Không Có")) == STYLE.font.stand_in


# Beside LibreOffice

Lines = Callable[[bytes, str], list[list[str]]]


@pytest.fixture(scope="module")
def lines(render_pdf, pdftotext, tmp_path_factory) -> Lines:
    """Return a function that gives the lines of every page of a .docx as LibreOffice prints it, or of a PDF."""

    def of(data: bytes, ending: str) -> list[list[str]]:
        file = tmp_path_factory.mktemp("printed") / f"report.{ending}"
        file.write_bytes(data)
        pdf = file if ending == "pdf" else render_pdf(file)
        command = [pdftotext, "-raw", "-enc", "UTF-8", str(pdf), "-"]
        text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        return [[line.strip() for line in page.split("\n") if line.strip()] for page in text.split("\f")[:-1]]

    return of


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_sample_has_the_same_lines_on_the_same_pages_as_the_word_file(qapp, lines, file):
    document = compose(builders.sample(file))
    assert lines(pdf_writer.write(document, STYLE), "pdf") == lines(docx_writer.write(document, STYLE), "docx")


LENGTHS = [pytest.param(n, marks=[] if n in (11, 30, 46) else pytest.mark.long) for n in range(60)]


@pytest.mark.parametrize("sentences", LENGTHS)
def test_a_growing_report_breaks_where_the_word_file_breaks(qapp, lines, sentences):
    document = compose(growing(sentences))
    assert lines(pdf_writer.write(document, STYLE), "pdf") == lines(docx_writer.write(document, STYLE), "docx")
