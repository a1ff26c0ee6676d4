"""Neutral pieces of a .docx are what Word would print."""

import docx
import pytest

from cchc_desktop.importing.source import Paragraph, Story, Table, paragraphs
from cchc_desktop.importing.word_reader import read_word
from tests.importing.documents import body_xml, saved, table


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(read_word(data).blocks)]


def test_tracked_changes_are_read_as_accepted_and_said_so():
    data = body_xml(
        "<w:p><w:r><w:t>Ban hành </w:t></w:r><w:del><w:r><w:delText>03</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>05</w:t></w:r></w:ins><w:r><w:t> kế hoạch</w:t></w:r></w:p>"
    )
    source = read_word(data)
    assert [paragraph.text for paragraph in paragraphs(source.blocks)] == ["Ban hành 05 kế hoạch"]
    assert "2 chỗ sửa" in source.remarks[0]


def test_a_paragraph_whose_end_is_deleted_runs_on():
    data = body_xml(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Ban hành </w:t></w:r></w:p>",
        "<w:p><w:r><w:t>05 kế hoạch</w:t></w:r></w:p>",
    )
    assert texts(data) == ["Ban hành 05 kế hoạch"]


def test_text_boxes_are_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p></w:txbxContent>"
    data = body_xml(
        "<w:p><w:r><w:t>trước</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    source = read_word(data)
    found = list(paragraphs(source.blocks))
    assert [(paragraph.text, paragraph.story) for paragraph in found] == [
        ("trước", Story.BODY),
        ("trong hộp", Story.BOX),
    ]
    assert "1 hộp văn bản" in source.remarks[0]


def test_fields_and_links_keep_what_is_seen():
    data = body_xml(
        '<w:p><w:r><w:t>Trang </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:hyperlink><w:r><w:t> xem thêm</w:t></w:r></w:hyperlink></w:p>"
    )
    assert texts(data) == ["Trang 7 xem thêm"]


def test_nfd_and_letters_without_room_become_nfc():
    data = body_xml("<w:p><w:r><w:t>Ca\u0309i\u200b c</w:t></w:r><w:r><w:t>a\u0301ch\ufeff</w:t></w:r></w:p>")
    assert texts(data) == ["Cải cách"]


def test_styles_are_resolved():
    made = docx.Document()
    made.styles["Heading 2"].base_style.font.italic = True
    made.add_paragraph("Đề mục", style="Heading 2")
    made.add_paragraph("thường")
    heading, body = paragraphs(read_word(saved(made)).blocks)
    assert (heading.outline, heading.spans[0].bold, heading.spans[0].italic) == (1, True, True)
    assert (body.outline, body.spans[0].bold, body.spans[0].italic) == (None, False, True)


def test_merged_cells_are_one():
    made = docx.Document()
    table(made, [["Nội dung", "Năm", "<"], ["^", "Quý I", "Quý II"], ["a", "1", "2"]])
    (found,) = (block for block in read_word(saved(made)).blocks if isinstance(block, Table))
    assert [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in found.cells] == [
        (0, 0, 2, 1, "Nội dung"),
        (0, 1, 1, 2, "Năm"),
        (1, 1, 1, 1, "Quý I"),
        (1, 2, 1, 1, "Quý II"),
        (2, 0, 1, 1, "a"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
    ]


@pytest.mark.parametrize("style", ["List Number", "List Bullet"])
def test_a_list_by_style_has_labels(style: str):
    made = docx.Document()
    for text in ("một", "hai"):
        made.add_paragraph(text, style=style)
    labels = [paragraph.label for paragraph in paragraphs(read_word(saved(made)).blocks)]
    assert labels == (["1.", "2."] if style == "List Number" else ["-", "-"])


def test_blank_paragraphs_are_not_counted():
    made = docx.Document()
    for text in ("một", "", " \u00a0\u200b", "hai"):
        made.add_paragraph(text)
    found = [block for block in read_word(saved(made)).blocks if isinstance(block, Paragraph)]
    assert [(paragraph.index, paragraph.text) for paragraph in found] == [(0, "một"), (1, "hai")]
