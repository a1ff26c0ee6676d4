"""The office's own Word template: documents look as its styles of our names do, everywhere, and nothing is harmed."""

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from cchc_desktop import paths
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export import pdf_writer
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_writer import write
from cchc_desktop.export.office_template import read_office_template
from cchc_desktop.export.style import Style
from cchc_desktop.export.verify import FAIL, verify
from tests import builders
from tests.export import documents
from tests.export.docx_reading import parts
from tests.export.test_docx_rendered import growing
from tests.export.word_file import minimal

STYLE = documents.style()
PLAIN = write(compose(documents.small()), STYLE)
RULES = paths.resource("styles/nd30.toml").read_text("utf-8")


def changed(change: Callable[[Any], None]) -> Style:
    """The style sheet by our own file with its styles changed in Word."""
    made, stream = docx.Document(io.BytesIO(PLAIN)), io.BytesIO()
    change(made.styles)
    made.save(stream)
    return read_office_template(stream.getvalue(), STYLE)


def written(style: Style) -> bytes:
    return write(compose(documents.small()), style)


def smaller_and_blue(styles: Any) -> None:
    styles["Kính gửi"].font.size = Pt(13)
    styles["Heading 1"].font.color.rgb = RGBColor(0, 0, 255)


def roomier(styles: Any) -> None:
    """All that moves lines: sizes, gaps, indents, line spacing in lines and in points, cells."""
    body = styles["Nội dung"]
    body.font.size = Pt(13)
    body.paragraph_format.line_spacing = 1.4
    body.paragraph_format.space_before = Pt(9)
    body.paragraph_format.first_line_indent = Mm(10)
    styles["Heading 2"].paragraph_format.line_spacing = Pt(24)
    styles["Kính gửi"].paragraph_format.right_indent = Mm(30)
    styles["Danh sách nơi nhận"].paragraph_format.left_indent = Mm(6)
    styles["Chữ trong bảng"].paragraph_format.space_before = Pt(6)
    styles["Số trong bảng"].font.size = Pt(11)


def foreign() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def test_another_size_and_colour_change_exactly_that() -> None:
    styled = docx.Document(io.BytesIO(written(changed(smaller_and_blue)))).styles
    assert styled["Kính gửi"].font.size == Pt(13)
    assert styled["Heading 1"].font.color.rgb == RGBColor(0, 0, 255)
    before, after = parts(PLAIN), parts(written(changed(smaller_and_blue)))
    assert [name for name in before if before[name] != after[name]] == ["word/styles.xml"]
    lines = [one["word/styles.xml"].splitlines() for one in (before, after)]
    assert '      <w:color w:val="0000FF"/>' in lines[1]
    kept = [line for line in lines[1] if "0000FF" not in line]
    assert [a.strip() for b, a in zip(lines[0], kept, strict=True) if a != b] == [
        '<w:sz w:val="26"/>',
        '<w:szCs w:val="26"/>',
    ]


def test_our_own_file_as_template_changes_nothing() -> None:
    assert read_office_template(PLAIN, STYLE) == STYLE


def test_what_a_style_is_based_on_counts_as_it_does_in_word() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Nội dung"/><w:basedOn w:val="b"/>'
        '<w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Khác"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    body = read_office_template(minimal("<w:p/>", styles), STYLE).paragraphs["noi_dung"]
    assert (body.face, body.size, body.after, body.italic, body.align) == ("Arial", 11, 8, True, "justify")
    assert body.name == "Nội dung"


def test_spacing_in_points_becomes_the_same_height_in_lines() -> None:
    def fixed(styles: Any) -> None:
        styles["Nội dung"].paragraph_format.line_spacing = Pt(20)
        least = styles["Lời kết"].paragraph_format
        least.line_spacing_rule, least.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(10)

    looks = changed(fixed).paragraphs
    assert looks["noi_dung"].line * 14 * STYLE.font.line_height == pytest.approx(20, abs=0.05)
    assert looks["ket_thuc"].line == 1


def test_the_table_style_gives_lines_and_padding() -> None:
    xml = parts(PLAIN)["word/styles.xml"]
    assert 'w:val="Bảng số liệu"' in xml
    bare = "".join(line.strip() for line in xml.splitlines())
    thick = bare.replace('w:sz="4"', 'w:sz="12"').replace('<w:left w:w="57"', '<w:left w:w="113"')
    inner = re.sub(r"^.*?<w:styles[^>]*>|</w:styles>$", "", thick, flags=re.DOTALL)
    table = read_office_template(minimal("<w:p/>", inner), STYLE).table
    assert (table.border_pt, round(table.padding, 1)) == (1.5, 2.0)


def test_what_is_measured_follows_the_template() -> None:
    """The head's smaller sizes pass the rules on drawn lines and on sizes: the lines became shorter with the text."""

    def small_head(styles: Any) -> None:
        for name, size in (("Quốc hiệu", 12), ("Tiêu ngữ", 13), ("Địa danh, ngày tháng", 13)):
            styles[name].font.size = Pt(size)
        for name in ("Cơ quan ban hành", "Cơ quan chủ quản"):
            styles[name].font.size = Pt(12)
        styles["Trích yếu"].font.size = Pt(13)

    states = {result.rule: result.state for result in verify(written(changed(small_head)), RULES)}
    assert FAIL not in states.values()


def test_indents_do_not_move_what_is_centred_off_its_line() -> None:
    def indented(styles: Any) -> None:
        styles["Trích yếu"].paragraph_format.left_indent = Mm(20)
        styles["Trích yếu"].font.underline = True
        styles["Nội dung"].paragraph_format.left_indent = Mm(5)

    looks = changed(indented).paragraphs
    assert (looks["trich_yeu"].left, looks["trich_yeu"].underlined) == (0, True)
    assert looks["noi_dung"].left == pytest.approx(5, abs=0.02)


def test_a_second_opinion_finds_no_error_and_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    def everything(styles: Any) -> None:
        roomier(styles)
        font = styles["Lời kết"].font
        font.all_caps, font.underline, font.bold, font.name = True, True, True, "Arial & <B>"
        styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    file = tmp_path / "a.docx"
    file.write_bytes(written(changed(everything)))
    assert written(changed(everything)) == file.read_bytes()
    assert [str(error) for error in OpenXmlValidator(max_errors=100).validate(file).errors] == []


def test_what_cannot_be_trusted_falls_back() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Nội dung"/><w:basedOn w:val="b"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:spacing w:before="99999" w:line="1"/>'
        '<w:ind w:left="-9000" w:firstLine="30000"/><w:jc w:val="sideways"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="&lt;x&gt;" w:hAnsi="&lt;x&gt;"/><w:color w:val="red"/><w:sz w:val="4000"/></w:rPr>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Lời kết"/><w:basedOn w:val="a"/></w:style>'
    )
    found = read_office_template(minimal("<w:p/>", styles), STYLE).paragraphs["noi_dung"]
    ours = STYLE.paragraphs["noi_dung"]
    # What the style does not say, or says in a way that nobody can mean, but Word's own defaults for the rest.
    assert found == replace(ours, after=0, face=found.face)
    assert found.face in ("", "Times New Roman")


@pytest.mark.parametrize(
    ("template", "sentence"),
    [(foreign(), "không có kiểu nào mang tên"), (b"PK broken", "không phải là tệp Word"), (PLAIN[:900], "hỏng")],
)
def test_a_file_without_our_names_or_a_broken_one_is_refused_in_one_sentence(template: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=re.escape(sentence)):
        read_office_template(template, STYLE)


# Pages


def test_a_face_that_the_machine_lacks_is_named_with_the_one_used(qapp) -> None:
    def elsewhere(styles: Any) -> None:
        styles["Nội dung"].font.name = "Không Có"

    style = changed(elsewhere)
    note = pdf_writer.face_note(style)
    assert "Máy không có phông Không Có của mẫu cơ quan" in note
    # Nothing but the face differs, and that one cannot be had.
    assert pdf_writer.write(compose(documents.small()), style) == pdf_writer.write(compose(documents.small()), STYLE)


def test_colour_capitals_and_underlining_are_painted(qapp) -> None:
    def loud(styles: Any) -> None:
        font = styles["Lời kết"].font
        font.all_caps, font.underline, font.color.rgb = True, True, RGBColor(255, 0, 0)

    plain, painted = (pdf_writer.write(compose(documents.small()), style) for style in (STYLE, changed(loud)))
    assert ("TRÊN ĐÂY" in _text(plain), "TRÊN ĐÂY" in _text(painted)) == (False, True)
    assert plain != painted


def _text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture(scope="module")
def page_starts(render_pdf, pdftotext, tmp_path_factory) -> Callable[[bytes, str], list[str]]:
    """Return a function that gives the first line below the number of every page of a .docx or .pdf."""

    def of(data: bytes, ending: str) -> list[str]:
        file = tmp_path_factory.mktemp("restyled") / f"report.{ending}"
        file.write_bytes(data)
        command = [pdftotext, "-raw", "-enc", "UTF-8", str(file if ending == "pdf" else render_pdf(file)), "-"]
        text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
        pages = [[line.strip() for line in page.split("\n") if line.strip()] for page in text.split("\f")[:-1]]
        return [page[1] if page[0].isdigit() else page[0] for page in pages]

    return of


REPORTS = {
    "sample": builders.sample,
    "awkward": documents.awkward,
    "short": lambda: growing(12),
    "long": lambda: growing(27),
}


@pytest.mark.parametrize("name", REPORTS)
def test_pages_end_in_the_pdf_where_they_end_in_the_restyled_word_file(qapp, page_starts, name: str) -> None:
    document, style = compose(REPORTS[name]()), changed(roomier)
    ours = page_starts(pdf_writer.write(document, style), "pdf")
    assert ours == page_starts(write(document, style), "docx")
    assert ours != page_starts(pdf_writer.write(document, STYLE), "pdf")
