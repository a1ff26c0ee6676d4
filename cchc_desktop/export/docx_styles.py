"""The style sheet as the styles part of a .docx: named styles with outline levels, no theme."""

from functools import cache

from cchc_desktop.export.docx_xml import DECLARATION, W, escape, half_points, points, twips
from cchc_desktop.export.style import ParagraphStyle, Style
from cchc_desktop.text.folding import fold

BREAK = "NgatPhan"
"""The style of the paragraph that ends the pages of a section: it must exist, and should take no room."""

FRAME = "KhungVanBan"
"""The style of the tables that only set blocks side by side."""

RULED = "BangSoLieu"
"""The style of the appendices' tables."""

RULED_NAME = "Bảng số liệu"
"""Its name in Word."""

_JUSTIFICATIONS = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_BUILT_IN = ("heading ", "header")


def style_id(look: ParagraphStyle) -> str:
    """The id of a style: its name without marks, spaces and punctuation, "QuocHieu"."""
    return _identity(look.name)


@cache
def _identity(name: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in fold(name)).split()
    return "".join(word.capitalize() for word in words)


def is_built_in(name: str) -> bool:
    """Whether Word itself has a style of this name."""
    return name.startswith(_BUILT_IN)


def styles_xml(style: Style) -> str:
    """The whole part. What a style does not say follows from `docDefaults`: the font in all four scripts."""
    font, body = style.font, style.paragraphs["noi_dung"]
    size = half_points(body.size)
    return (
        f'{DECLARATION}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{_face(font.name)}<w:color w:val="{font.color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{font.language}" w:eastAsia="{font.language}" w:bidi="{font.language}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{cell_margins()}</w:tblPr></w:style>"
        + "".join(_paragraph_style(look, style_id(body)) for look in style.paragraphs.values())
        + f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{BREAK}"><w:name w:val="Ngắt phần"/>'
        '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
        + _table_style(FRAME, "Khung văn bản", cell_margins())
        + _table_style(RULED, RULED_NAME, _borders(style) + cell_margins(side=twips(style.table.padding)))
        + "</w:styles>"
    )


def cell_margins(top: int = 0, side: int = 0) -> str:
    """The room, in twips, between the edges of a table's cells and their text."""
    return (
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )


def _paragraph_style(look: ParagraphStyle, body: str) -> str:
    custom = "" if is_built_in(look.name) else ' w:customStyle="1"'
    following = f'<w:next w:val="{body}"/>' if look.outline else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(look)}"><w:name w:val="{escape(look.name)}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>'
        + "<w:keepNext/>" * look.keep_next
        + "<w:keepLines/>" * look.keep_lines
        + _setting(look)
        + (f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else "")
        + f"</w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _setting(look: ParagraphStyle) -> str:
    return (
        f'<w:spacing w:before="{points(look.before)}" w:after="{points(look.after)}"'
        f' w:line="{round(look.line * 240)}" w:lineRule="auto"/>'
        f'{_indent(look)}<w:jc w:val="{_JUSTIFICATIONS[look.align]}"/>'
    )


def _letters(look: ParagraphStyle) -> str:
    size = half_points(look.size)
    return (
        (_face(look.face) if look.face else "")
        + "<w:b/><w:bCs/>" * look.bold
        + "<w:i/><w:iCs/>" * look.italic
        + "<w:caps/>" * look.caps
        + (f'<w:color w:val="{look.color}"/>' if look.color else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        + '<w:u w:val="single"/>' * look.underlined
    )


def _face(name: str) -> str:
    """The face of the letters of all four scripts."""
    name = escape(name)
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _indent(look: ParagraphStyle) -> str:
    if not look.left and not look.right and not look.first_line:
        return ""
    right = f' w:right="{twips(look.right)}"' if look.right else ""
    first = (
        f'w:hanging="{twips(-look.first_line)}"' if look.first_line < 0 else f'w:firstLine="{twips(look.first_line)}"'
    )
    return f'<w:ind w:left="{twips(look.left)}"{right} {first}/>'


def _table_style(identity: str, name: str, properties: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr>{properties}</w:tblPr></w:style>'
    )


def _borders(style: Style) -> str:
    """Border widths are eighths of a point."""
    line = f'w:val="single" w:sz="{round(style.table.border_pt * 8)}" w:space="0" w:color="{style.font.color}"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "<w:tblBorders>" + "".join(f"<w:{side} {line}/>" for side in sides) + "</w:tblBorders>"
