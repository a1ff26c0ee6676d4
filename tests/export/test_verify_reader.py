"""What a person sees in a .docx, however it was put there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.verify.components import find_components, pieces
from cchc_desktop.export.verify.reader import Document, Paragraph, read
from tests.export.word_file import NAMESPACES, minimal
from tests.test_archive import HOSTILE, excel_file

THEME = (
    f'<a:theme {NAMESPACES}><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="Cambria"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


def style(
    key: str, kind: str = "paragraph", based_on: str = "", run: str = "", more: str = "", default: int = 0
) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}" w:default="{default}"><w:name w:val="{key}"/>{base}{more}'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def p(text: str = "a", properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def document(body: str, styles: str = "", **parts: str) -> Document:
    return read(minimal(f"{body}<w:sectPr/>", styles, **parts))


def first(body: str, styles: str = "", **parts: str) -> Paragraph:
    return document(body, styles, **parts).paragraphs[0]


# ---- looks -----------------------------------------------------------------------------------------------------


def test_document_defaults_reach_every_run_and_a_theme_font_is_named():
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
        '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    look = first(p(), defaults, theme=THEME).runs[0].look
    assert (look.fonts, look.size) == ({"Cambria"}, 11)


def test_a_named_font_beats_the_theme_font_of_a_style_below():
    styles = style("Normal", run='<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>', default=1)
    run = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    assert first(p(run=run), styles, theme=THEME).runs[0].look.fonts == {"Times New Roman"}


def test_a_style_takes_over_what_it_is_based_on():
    styles = style("Base", run='<w:sz w:val="28"/><w:i/>') + style("Top", based_on="Base", run='<w:i w:val="0"/>')
    look = first(p(properties='<w:pStyle w:val="Top"/>'), styles).runs[0].look
    assert (look.size, look.italic) == (14, False)


def test_styles_that_are_based_on_each_other_end():
    styles = style("A", based_on="B", run="<w:b/>") + style("B", based_on="A")
    assert first(p(properties='<w:pStyle w:val="A"/>'), styles).runs[0].look.bold


def test_bold_in_paragraph_and_character_style_is_not_bold_and_direct_bold_is():
    styles = style("P", run="<w:b/>") + style("C", "character", run="<w:b/>")
    twice = first(p(properties='<w:pStyle w:val="P"/>', run='<w:rStyle w:val="C"/>'), styles)
    direct = first(p(properties='<w:pStyle w:val="P"/>', run='<w:rStyle w:val="C"/><w:b/>'), styles)
    assert (twice.runs[0].look.bold, direct.runs[0].look.bold) == (False, True)


def test_a_table_style_speaks_below_the_paragraph_style():
    styles = style("T", "table", run='<w:b/><w:sz w:val="20"/>', more='<w:pPr><w:jc w:val="center"/></w:pPr>')
    styles += style("P", run='<w:sz w:val="26"/>')
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>'
        + p(properties='<w:pStyle w:val="P"/>')
        + "</w:tc></w:tr></w:tbl>"
    )
    found = first(table, styles)
    assert (found.runs[0].look.bold, found.runs[0].look.size, found.layout.align) == (True, 13, "center")


def test_the_first_row_of_a_table_style_counts_only_where_the_table_shows_it():
    styles = style("T", "table", more='<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>')
    row = f"<w:tr><w:tc>{p()}</w:tc></w:tr>"

    def bold(shown: int) -> list[bool]:
        look = f'<w:tblStyle w:val="T"/><w:tblLook w:firstRow="{shown}"/>'
        table = f"<w:tbl><w:tblPr>{look}</w:tblPr>{row}{row}</w:tbl>"
        return [paragraph.runs[0].look.bold for paragraph in document(table, styles).paragraphs]

    assert (bold(1), bold(0)) == ([True, False], [False, False])


def test_capitals_by_formatting_are_read_as_capitals_and_hidden_text_is_not_read():
    assert first(p("báo cáo", run="<w:caps/>")).text == "BÁO CÁO"
    assert first(p("ẩn", run="<w:vanish/>")).text == ""


# ---- text ------------------------------------------------------------------------------------------------------


def test_what_a_revision_deletes_is_gone_and_what_it_inserts_is_there():
    body = (
        "<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>xa</w:t></w:r></w:moveFrom></w:p>"
    )
    assert first(body).text == "mới"


def test_text_in_content_controls_and_links_is_read_in_order():
    link = "<w:hyperlink><w:r><w:t>hai</w:t></w:r></w:hyperlink>"
    control = f"<w:sdt><w:sdtContent><w:p><w:r><w:t>một </w:t></w:r>{link}</w:p></w:sdtContent></w:sdt>"
    found = document(control + p("ba"))
    assert [(q.place, q.text) for q in found.paragraphs] == [("paragraph[0]", "một hai"), ("paragraph[1]", "ba")]


def test_places_count_tables_and_paragraphs_apart():
    table = f"<w:tbl><w:tr><w:tc>{p()}</w:tc></w:tr><w:tr><w:tc>{p()}</w:tc></w:tr></w:tbl>"
    places = [q.place for q in document(p() + table + p()).paragraphs]
    assert places == ["paragraph[0]", "table[0].row[0]", "table[0].row[1]", "paragraph[1]"]


def test_a_text_box_is_read_once_though_it_is_written_twice():
    box = f"<w:txbxContent>{p('trong khung')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wps:wsp>"
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert [(q.text, q.boxed) for q in document(body).paragraphs] == [("", False), ("trong khung", True)]


def test_automatic_numbers_are_read_as_text():
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{level.format(0, "upperRoman", "%1.")}'
        f"{level.format(1, 'decimal', '%2.')}{level.format(2, 'decimal', '%2.%3.')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = "".join(
        p(properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')
        for depth in (0, 1, 2, 2, 1, 0, 1)
    )
    labels = [q.label for q in document(body, numbering=numbering).paragraphs]
    assert labels == ["I.", "1.", "1.1.", "1.2.", "2.", "II.", "1."]


def test_a_field_is_known_by_both_ways_of_writing_it():
    simple = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
    parts = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText>PA</w:instrText>",
            "<w:instrText>GE \\* MERGEFORMAT</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    for body in (simple, f"<w:p>{parts}</w:p>"):
        found = first(body)
        assert ([name for name, _ in found.fields], found.text) == (["PAGE"], "2")


def test_pieces_lie_between_tabs_and_breaks_and_stand_as_their_tab_stops_say():
    tabs = '<w:tabs><w:tab w:val="center" w:pos="1000"/><w:tab w:val="center" w:pos="6000"/></w:tabs>'
    body = f"<w:p><w:pPr>{tabs}</w:pPr><w:r><w:tab/><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t></w:r></w:p>"
    found = [(piece.text, piece.column, piece.align) for piece in pieces(first(body))]
    assert found == [("A", 1, "center"), ("B", 2, "center"), ("C", 0, "left")]


# ---- sections --------------------------------------------------------------------------------------------------


def test_a_section_without_a_header_of_its_own_has_the_one_before():
    header = f"<w:hdr {NAMESPACES}>{p('đầu trang')}</w:hdr>"
    body = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr></w:pPr></w:p>' + p()
    found = document(body, header1=header)
    assert [section.headers["default"][0].text for section in found.sections] == ["đầu trang", "đầu trang"]
    assert [paragraph.section for paragraph in found.paragraphs] == [0, 1]
    assert found.sections[0].headers["default"][0].place == "header[0]"


def test_a_gutter_widens_the_left_margin():
    body = (
        p() + '<w:sectPr><w:pgMar w:left="1701" w:right="850" w:top="-1134" w:bottom="1134" w:gutter="100"/></w:sectPr>'
    )
    margins = read(minimal(body)).sections[0].margins
    assert (margins["left"], margins["top"]) == (1801, 1134)


# ---- drawn lines -----------------------------------------------------------------------------------------------


def shape(kind: str, width: int, height: int, outline: str = "") -> str:
    return (
        f'<wps:wsp><wps:spPr><a:xfrm><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="{kind}"/>'
        f"<a:ln>{outline}</a:ln></wps:spPr></wps:wsp>"
    )


def drawing(content: str) -> str:
    return f"<w:p><w:r><w:drawing><wp:anchor>{content}</wp:anchor></w:drawing></w:r></w:p>"


def picture(content: str) -> str:
    return f"<w:p><w:r><w:pict>{content}</w:pict></w:r></w:p>"


GROUP_SIZE = '<wpg:grpSpPr><a:xfrm><a:ext cx="200" cy="0"/><a:chExt cx="100" cy="0"/></a:xfrm></wpg:grpSpPr>'
GROUPED = f"<wpg:wgp>{GROUP_SIZE}{shape('line', 900_000, 0)}</wpg:wgp>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (drawing(shape("line", 1_800_000, 0)), [(50, True)]),
        (drawing(shape("straightConnector1", 1_800_000, 635)), [(50, True)]),
        (drawing(shape("line", 1_800_000, 0, '<a:prstDash val="dash"/>')), [(50, False)]),
        (drawing(shape("line", 1_800_000, 0, "<a:noFill/>")), []),
        (drawing(shape("line", 1_800_000, 900_000)), []),
        (drawing(shape("ellipse", 1_800_000, 0)), []),
        (drawing(GROUPED), [(50, True)]),
        (picture('<v:line from="10pt,0" to="5cm,0"/>'), [(46.5, True)]),
        (picture('<v:line from="0,0" to="72,0"><v:stroke dashstyle="dash"/></v:line>'), [(25.4, False)]),
        (picture('<v:shape type="#_x0000_t32" style="width:72pt;height:0"/>'), [(25.4, True)]),
    ],
)
def test_horizontal_lines_are_found_with_their_length(body, lines):
    assert [(round(line.length_mm, 1), line.solid) for line in first(body).lines] == lines


def test_a_file_without_text_is_read_and_no_part_is_found():
    found = find_components(document(""))
    assert (found.state, found.body, found.recipients_label, found.annexes) == (None, (), None, ())


# ---- what is no Word file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name):
    with pytest.raises(Refusal):
        read(HOSTILE[name])


def test_a_workbook_is_no_word_file():
    with pytest.raises(Refusal, match="Word"):
        read(excel_file())


def test_too_many_paragraphs_are_refused():
    with pytest.raises(Refusal, match="quá lớn"):
        read(minimal("<w:p/>" * 15_001))


@given(st.text(alphabet='<>/"= w:prtabcsz0123456789valSind', max_size=60))
def test_odd_values_are_read_as_if_they_were_not_there(odd):
    odd = odd.replace("<", "").replace('"', "")
    body = (
        f'<w:p><w:pPr><w:ind w:left="{odd}" w:firstLine="{odd}"/><w:spacing w:line="{odd}"/><w:jc w:val="{odd}"/>'
        f'<w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="{odd}"/></w:numPr></w:pPr><w:r><w:rPr><w:sz w:val="{odd}"/>'
        f'</w:rPr><w:t>a</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblLook w:val="{odd}"/></w:tblPr><w:tblGrid><w:gridCol'
        f' w:w="{odd}"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="{odd}"/><w:gridSpan w:val="{odd}"/></w:tcPr><w:p/>'
        "</w:tc></w:tr></w:tbl>"
    )
    found = document(body)
    assert found.paragraphs[0].text == "a"
    find_components(found)
