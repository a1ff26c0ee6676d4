"""The office's own Word template: it changes exactly what its styles of our names say, and harms nothing."""

import io
import re
from pathlib import Path

import docx
import pytest
from docx.shared import Pt, RGBColor
from openxml_audit import OpenXmlValidator

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_writer import write
from cchc_desktop.export.office_template import read_office_template
from tests.export import documents
from tests.export.docx_reading import parts
from tests.export.word_file import minimal

STYLE = documents.style()
PLAIN = write(compose(documents.small()), STYLE)


def written(template: bytes) -> bytes:
    return write(compose(documents.small()), STYLE, read_office_template(template, STYLE))


def from_ours() -> bytes:
    """Our own file with the text in 13 pt and the first headings blue."""
    made, stream = docx.Document(io.BytesIO(PLAIN)), io.BytesIO()
    made.styles["Nội dung"].font.size = Pt(13)
    made.styles["Heading 1"].font.color.rgb = RGBColor(0, 0, 255)
    made.save(stream)
    return stream.getvalue()


def foreign() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def style_lines(data: bytes) -> list[str]:
    return parts(data)["word/styles.xml"].splitlines()


def test_the_text_in_13_pt_and_blue_headings_change_exactly_that() -> None:
    styled = docx.Document(io.BytesIO(written(from_ours()))).styles
    assert styled["Nội dung"].font.size == Pt(13)
    assert styled["Heading 1"].font.color.rgb == RGBColor(0, 0, 255)
    before, after = style_lines(PLAIN), style_lines(written(from_ours()))
    assert sorted(line.strip() for line in set(after) - set(before)) == ['<w:color w:val="0000FF"/>']
    assert len(after) == len(before) + 1
    assert [a for a, b in zip([line for line in after if "0000FF" not in line], before, strict=True) if a != b] == [
        '      <w:sz w:val="26"/>'
    ]
    others = [
        {name: xml for name, xml in parts(data).items() if name != "word/styles.xml"}
        for data in (PLAIN, written(from_ours()))
    ]
    assert others[0] == others[1]


def test_our_own_file_as_template_changes_no_byte() -> None:
    assert written(PLAIN) == PLAIN


def test_a_second_opinion_finds_no_error_and_the_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(written(from_ours()))
    assert written(from_ours()) == file.read_bytes()
    assert [str(error) for error in OpenXmlValidator(max_errors=100).validate(file).errors] == []


def test_what_cannot_be_trusted_falls_back_and_leaves_a_sound_file(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Nội dung"/><w:basedOn w:val="b"/>'
        '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:jc w:val="sideways"/></w:pPr>'
        '<w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:sz w:val="0"/><w:i/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Lời kết"/><w:basedOn w:val="a"/></w:style>'
    )
    file = tmp_path / "a.docx"
    file.write_bytes(written(minimal("<w:p/>", styles)))
    assert [str(error) for error in OpenXmlValidator(max_errors=100).validate(file).errors] == []
    body = docx.Document(str(file)).styles["Nội dung"]
    assert (body.font.italic, body.font.size, body.base_style.name) == (True, None, "Normal")


@pytest.mark.parametrize(
    ("template", "sentence"),
    [(foreign(), "không có kiểu nào mang tên"), (b"PK broken", "không phải là tệp Word"), (PLAIN[:900], "hỏng")],
)
def test_a_file_without_our_names_or_a_broken_one_is_refused_in_one_sentence(template: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=re.escape(sentence)):
        read_office_template(template, STYLE)
