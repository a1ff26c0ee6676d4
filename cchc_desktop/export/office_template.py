"""The office's own Word template: a .docx whose styles of our names change the style sheet.

What a style of that name looks like in the template, with all it is based on, is what our documents look like, in
Word as in PDF, preview and print. Paper, order, wording, and what stays together on a page stay as the decree has them.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.docx_styles import RULED_NAME, is_built_in
from cchc_desktop.export.docx_xml import twips as in_twips
from cchc_desktop.export.style import ParagraphStyle, Style, TableLook
from cchc_desktop.export.verify.looks import Layout, Look, Styles
from cchc_desktop.export.verify.ooxml import TWIPS_PER_MM, Element, Parts, W, first_child, open_docx, twips, value

_FACE = re.compile(r"[\w .-]{1,31}")
_COLOR = re.compile("[0-9A-Fa-f]{6}")
_ALIGNMENTS = ("left", "center", "right", "justify")
_LINE = 240
_TWIPS_PER_PT = 20
_BORDER_PARTS_PER_PT = 8
# What a template may ask for; anything else is a mistake or meant to do harm, and ours stays.
_SIZES_PT = (6.0, 72.0)
_GAPS_PT = (0.0, 100.0)
_LINES = (0.7, 4.0)
_INDENTS_MM = (-30.0, 80.0)
_PADDINGS_MM = (0.0, 5.0)
_BORDERS_PT = (0.25, 3.0)


def read_office_template(data: bytes, style: Style) -> Style:
    """`style` as a .docx changes it; refused where it is no Word file or has no style of our names.

    The built-in names ("heading 1", "header"), which every Word file has, count only beside another one of ours.
    """
    parts = open_docx(data)
    ids = _ids(parts, "paragraph")
    ours = [look.name for look in style.paragraphs.values() if look.name in ids]
    if all(map(is_built_in, ours)):
        raise Refusal(
            "Tệp Word không có kiểu nào mang tên của chương trình (như “Nội dung”, “Quốc hiệu”) nên không đổi được gì; "
            "hãy xuất một báo cáo ra Word, sửa các kiểu trong tệp đó rồi chọn nó làm mẫu."
        )
    theirs = Styles(parts.styles, parts.theme)
    table = _ids(parts, "table").get(RULED_NAME)
    return replace(
        style,
        paragraphs={
            key: _changed(look, theirs, ids[look.name], style) if look.name in ids else look
            for key, look in style.paragraphs.items()
        },
        table=_changed_table(style.table, parts, theirs, table) if table else style.table,
    )


def _ids(parts: Parts, kind: str) -> Mapping[str, str]:
    """The ids of the styles by name. Word writes its built-in names in small letters, others as they are shown."""
    found = {}
    for one in () if parts.styles is None else parts.styles.iterchildren(W + "style"):
        name = value(first_child(one, W + "name")) or ""
        if value(one, "type") == kind:
            found[name.lower() if is_built_in(name.lower()) else name] = value(one, "styleId") or ""
    return found


def _changed(ours: ParagraphStyle, styles: Styles, key: str, style: Style) -> ParagraphStyle:
    look, layout = styles.look({}, key, {}), styles.layout({"style": key}, {}, {})
    size = _within(look.size, _SIZES_PT, ours.size)
    changed = replace(
        ours,
        size=size,
        bold=look.bold,
        italic=look.italic,
        caps=look.caps,
        underlined=look.underlined,
        face=_face(look, style),
        color=look.color if _COLOR.fullmatch(look.color) and look.color != style.font.color else "",
        align=layout.align if layout.align in _ALIGNMENTS else ours.align,
        before=_within(layout.before / _TWIPS_PER_PT, _GAPS_PT, ours.before),
        after=_within(layout.after / _TWIPS_PER_PT, _GAPS_PT, ours.after),
        line=_within(_lines(layout, size, style), _LINES, ours.line),
    )
    if ours.align == "center":
        # A drawn line below and breaks into lines of one length have the middle of the column for their middle.
        return changed
    return replace(
        changed,
        left=_length(layout.left, _INDENTS_MM, ours.left),
        right=_length(layout.right, _INDENTS_MM, ours.right),
        first_line=_length(layout.first_line, _INDENTS_MM, ours.first_line),
    )


def _face(look: Look, style: Style) -> str:
    """The face that all Latin letters are set in, "" where that is the sheet's own, or none to be trusted."""
    face = next(iter(look.fonts)) if len(look.fonts) == 1 else ""
    return face if _FACE.fullmatch(face) and face != style.font.name else ""


def _lines(layout: Layout, size: float, style: Style) -> float:
    """Line spacing in lines, also where the template has it in points."""
    if layout.line_rule == "auto":
        return layout.line / _LINE
    single = size * style.font.line_height
    lines = round(layout.line / _TWIPS_PER_PT / single * _LINE) / _LINE
    return max(lines, 1.0) if layout.line_rule == "atLeast" else lines


def _changed_table(ours: TableLook, parts: Parts, styles: Styles, key: str) -> TableLook:
    """The look of the appendices' tables: how thick the lines are, and the room beside the text."""
    side = styles.table_style(key).margins.get("left")
    padding = ours.padding if side is None else _length(side, _PADDINGS_MM, ours.padding)
    thickness = twips(value(_border(parts, key), "sz"))
    border = ours.border_pt if thickness is None else thickness / _BORDER_PARTS_PER_PT
    return replace(ours, padding=padding, border_pt=_within(border, _BORDERS_PT, ours.border_pt))


def _border(parts: Parts, key: str) -> Element | None:
    for one in () if parts.styles is None else parts.styles.iterchildren(W + "style"):
        if (value(one, "type"), value(one, "styleId")) == ("table", key):
            return one.find(f"{W}tblPr/{W}tblBorders/{W}insideH")
    return None


def _length(asked: int, limits: tuple[float, float], ours: float) -> float:
    """Twips as millimetres; what is ours in twips stays ours to the last digit."""
    return ours if asked == in_twips(ours) else _within(asked / TWIPS_PER_MM, limits, ours)


def _within(asked: float, limits: tuple[float, float], ours: float) -> float:
    return asked if limits[0] <= asked <= limits[1] else ours
