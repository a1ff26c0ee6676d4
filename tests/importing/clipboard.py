"""A report as Word puts it on the clipboard: the documents of `layouts`, written again as Word writes HTML."""

from collections.abc import Iterator
from html import escape

from cchc_desktop.importing.source import Block, Paragraph, Span, Table
from cchc_desktop.importing.word_reader import read_word

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4; mso-font-charset:0;}
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal
    {mso-style-unhide:no; margin:0cm; font-size:14.0pt; font-family:"@FONT@",sans-serif;
    mso-fareast-font-family:"Times New Roman";}
 h1 {mso-style-priority:9; mso-outline-level:1; font-size:14.0pt; font-family:"@FONT@"; font-weight:bold;}
 h2 {mso-outline-level:2; font-family:"@FONT@"; font-weight:bold;}
 h3 {mso-outline-level:3; font-family:"@FONT@"; font-weight:bold; font-style:italic;}
 p.MsoListParagraph {margin-left:36.0pt; font-family:"@FONT@";}
-->
</style></head><body lang=EN-US style='tab-interval:36.0pt'>
<!--StartFragment-->
"""
FOOT = "\n<!--EndFragment-->\n</body></html>"
_FILLER = """<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span>"""


def as_pasted(data: bytes, font: str = "Times New Roman") -> str:
    """A .docx as Word would copy it; `font` is that of its body text, which the paragraphs do not name again."""
    blocks = read_word(data).blocks
    return HEAD.replace("@FONT@", font) + "\n\n".join(_html(blocks, font)) + FOOT


def _html(blocks: tuple[Block, ...], font: str) -> Iterator[str]:
    for block in blocks:
        yield _table(block, font) if isinstance(block, Table) else _paragraph(block, font)


def _paragraph(paragraph: Paragraph, font: str) -> str:
    marker = ""
    if paragraph.label:
        sign = "·" if paragraph.label == "-" else paragraph.label
        ignored = f"<span style='mso-list:Ignore'>{sign}{_FILLER}</span>"
        marker = f"<![if !supportLists]><span style='font-family:Symbol'>{ignored}</span><![endif]>"
    text = "".join(_span(span, font) for span in paragraph.spans)
    if paragraph.outline is not None:
        return f"<h{paragraph.outline + 1}>{marker}{text}<o:p></o:p></h{paragraph.outline + 1}>"
    name, style = ("MsoListParagraph", " style='mso-list:l0 level1 lfo1'") if marker else ("MsoNormal", "")
    return f"<p class={name}{style}>{marker}{text}<o:p></o:p></p>"


def _span(span: Span, font: str) -> str:
    html = escape(span.text, quote=False).replace("\n", "<br>\n")
    # Word breaks its lines wherever a blank stands.
    html = html.replace(" ", "\n", 1).replace("\t", "<span style='mso-tab-count:1'>&nbsp;&nbsp; </span>")
    if span.font and span.font != font:
        html = f"<span style='font-family:\"{span.font}\",sans-serif;color:black'>{html}</span>"
    if span.italic:
        html = f"<i style='mso-bidi-font-style:normal'>{html}</i>"
    return f"<b style='mso-bidi-font-weight:normal'>{html}</b>" if span.bold else html


def _table(table: Table, font: str) -> str:
    rows = []
    for row in range(table.rows):
        cells = []
        for cell in (cell for cell in table.cells if cell.row == row):
            spans = f" colspan={cell.colspan}" * (cell.colspan > 1) + f" rowspan={cell.rowspan}" * (cell.rowspan > 1)
            inside = "".join(_html(cell.blocks, font)) or "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            cells.append(f"<td width=64{spans} valign=top style='padding:0cm 5.4pt'>{inside}</td>")
        rows.append(f"<tr style='mso-yfti-irow:{row}'>{''.join(cells)}</tr>")
    return f"<table class=MsoTableGrid border=1 cellspacing=0>{''.join(rows)}</table>"
