"""A document as .docx. Looks come from named styles; a paragraph adds only what it alone has."""

from collections.abc import Iterator
from itertools import count

from cchc_desktop.export.blocks import Block, Cell, Document, Head, PageSection, Paragraph, Signature, Table
from cchc_desktop.export.docx_package import HEADER, core_properties, package
from cchc_desktop.export.docx_styles import BREAK, FRAME, RULED, cell_margins, style_id, styles_xml
from cchc_desktop.export.docx_xml import DECLARATION, R, W, emu, escape, points, twips
from cchc_desktop.export.fitting import Fit, cells_at, column_widths, fit, fit_place_date, rule_offset, style_for
from cchc_desktop.export.style import MM_PER_PT, Style
from cchc_desktop.text.marks import Run

_NAMESPACES = {
    "w": W,
    "r": R,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
_PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def write(document: Document, style: Style) -> bytes:
    """`document` as the bytes of a .docx. Same input, same bytes."""
    look = style_for(document, style)
    return package(
        document=_Body(look).xml(document),
        styles=styles_xml(look),
        header=_header(look),
        core=core_properties(document.title, document.author, document.day, style.font.language),
        font=style.font,
    )


def _header(style: Style) -> str:
    number = f'<w:p><w:pPr><w:pStyle w:val="{style_id(style.paragraphs["so_trang"])}"/></w:pPr>{_PAGE_FIELD}</w:p>'
    return f'{DECLARATION}<w:hdr xmlns:w="{W}">{number}</w:hdr>'


class _Body:
    """The main part. Drawings are numbered in the order of the document."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._ids = {key: style_id(look) for key, look in style.paragraphs.items()}
        self._drawing = count(1)

    def xml(self, document: Document) -> str:
        namespaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
        return f"{DECLARATION}<w:document{namespaces}><w:body>{''.join(self._sections(document))}</w:body></w:document>"

    def _sections(self, document: Document) -> Iterator[str]:
        for section in document.sections:
            for block in section.blocks:
                yield self._block(block, self._style.page.text_width(section.landscape))
            properties = self._section_properties(section)
            # The properties of the last section stand in the body, those of the others in their last paragraph;
            # a table at the end needs a paragraph behind it in any case.
            if section is document.sections[-1]:
                yield f'<w:p><w:pPr><w:pStyle w:val="{BREAK}"/></w:pPr></w:p>{properties}'
            else:
                yield f'<w:p><w:pPr><w:pStyle w:val="{BREAK}"/>{properties}</w:pPr></w:p>'

    def _section_properties(self, section: PageSection) -> str:
        page = self._style.page
        width, height = page.size(section.landscape)
        orientation = ' w:orient="landscape"' if section.landscape else ""
        header = twips(page.header)
        return (
            f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER}"/>'
            f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{orientation}/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}"'
            f' w:left="{twips(page.left)}" w:header="{header}" w:footer="{header}" w:gutter="0"/>'
            '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
        )

    def _block(self, block: Block, width: float) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block, width)
            case Head():
                return self._head(block)
            case Signature():
                return self._signature(block)
            case Table():
                return self._table(block, width)

    def _head(self, head: Head) -> str:
        widths = left, right = self._style.head_columns
        place_date = self._fitted(head.place_date, fit_place_date(head.place_date, right, self._style), right)
        first = _row(self._column(head.names, left) + self._column(head.state, right))
        number = self._paragraph(head.number, left)
        return _table(FRAME, widths, first + _row(_cell(number, left, "bottom") + _cell(place_date, right, "bottom")))

    def _signature(self, signature: Signature) -> str:
        widths = left, right = self._style.signature_columns
        row = _row(self._column(signature.recipients, left) + self._column(signature.signer, right))
        return _table(FRAME, widths, row, cell_margins(top=points(self._style.signature_gap_pt)))

    def _column(self, paragraphs: tuple[Paragraph, ...], width: float) -> str:
        """A cell of paragraphs; a cell must have one."""
        return _cell("".join(self._paragraph(paragraph, width) for paragraph in paragraphs) or "<w:p/>", width)

    def _table(self, table: Table, width: float) -> str:
        widths = column_widths(table, width, self._style)
        # A cell that reaches down is written again, empty, in each row that it covers.
        cells: dict[tuple[int, int], tuple[Cell, str]] = {}
        for row, column, cell in cells_at(table):
            cells[row, column] = cell, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            cells.update({(covered, column): (cell, "<w:vMerge/>") for covered in range(row + 1, row + cell.rows)})
        rows = ""
        for row in range(len(table.head) + len(table.body)):
            contents = ""
            for column in range(table.column_count):
                if (row, column) in cells:
                    cell, merge = cells[row, column]
                    paragraph = self._cell_paragraph(cell, empty=merge == "<w:vMerge/>")
                    spanned = sum(widths[column : column + cell.columns])
                    contents += _cell(paragraph, spanned, "center", cell.columns, merge)
            rows += _row(contents, repeated=row < len(table.head))
        return _table(RULED, widths, rows)

    def _cell_paragraph(self, cell: Cell, empty: bool) -> str:
        text = "" if empty or not cell.text else _run(Run(cell.text))
        return f'<w:p><w:pPr><w:pStyle w:val="{self._ids[cell.style]}"/></w:pPr>{text}</w:p>'

    def _paragraph(self, paragraph: Paragraph, width: float) -> str:
        look = self._style.paragraphs[paragraph.style]
        if look.balanced or look.rule:
            return self._fitted(paragraph, fit(paragraph, width, self._style), width)
        return self._written(paragraph, "", "")

    def _fitted(self, paragraph: Paragraph, fitted: Fit, width: float) -> str:
        """A centred paragraph whose lines are broken where `fitted` says, with its rule."""
        margin = twips((width - fitted.width) / 2)
        indent = f'<w:ind w:left="{margin}" w:right="{margin}"/>' if margin else ""
        rule = ""
        if fitted.rule:
            rule = self._rule(fitted.rule, rule_offset(paragraph, len(fitted.lines), self._style))
        return self._written(paragraph, indent, rule)

    def _written(self, paragraph: Paragraph, indent: str, drawing: str) -> str:
        keep = {None: "", True: "<w:keepNext/>", False: '<w:keepNext w:val="0"/>'}[paragraph.keep_next]
        runs = "".join(_run(run) for run in paragraph.runs)
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self._ids[paragraph.style]}"/>{keep}{indent}</w:pPr>{drawing}{runs}</w:p>'
        )

    def _rule(self, length: float, offset: float) -> str:
        """A line drawn `offset` millimetres below the top of the paragraph that holds it, centred in its column.

        Word before 2010 draws the second form.
        """
        number = next(self._drawing)
        width_pt, color = self._style.rule_width_pt, self._style.font.color
        length_pt, offset_pt = length / MM_PER_PT, offset / MM_PER_PT
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" behindDoc="0" locked="0"'
            f' layoutInCell="1" allowOverlap="1" relativeHeight="{number}"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
            f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{emu(offset)}</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{emu(length)}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
            f'<wp:docPr id="{number}" name="Đường kẻ {number}" descr="Đường kẻ ngang"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic><a:graphicData uri="{_NAMESPACES["wps"]}"><wps:wsp><wps:cNvCnPr/><wps:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(length)}" cy="0"/></a:xfrm>'
            '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="{emu(width_pt * MM_PER_PT)}"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln>'
            "</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
            f'<mc:Fallback><w:pict><v:line id="rule{number}" style="position:absolute;z-index:{number};'
            "mso-position-horizontal:center;mso-position-horizontal-relative:text;"
            f'mso-position-vertical-relative:text;margin-top:{offset_pt:.1f}pt" from="0,0" to="{length_pt:.1f}pt,0"'
            f' strokecolor="#{color}" strokeweight="{width_pt}pt"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
        )


def _run(run: Run) -> str:
    look = "<w:b/><w:bCs/>" * run.bold + "<w:i/><w:iCs/>" * run.italic
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    space = ' xml:space="preserve"' if run.text != run.text.strip() else ""
    return f"<w:r>{properties}<w:t{space}>{escape(run.text)}</w:t></w:r>"


def _table(identity: str, widths: tuple[float, ...], rows: str, margins: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{identity}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(cells: str, repeated: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * repeated}</w:trPr>{cells}</w:tr>"


def _cell(content: str, width: float, align: str = "top", columns: int = 1, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{align}"/></w:tcPr>'
        f"{content}</w:tc>"
    )
