"""Lines drawn as shapes: DrawingML as Word writes it, VML as older programs do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc_desktop.export.verify.ooxml import EMU_PER_MM, OFFICE, TWIPS_PER_MM, WP, WPG, WPS, A, Element, V, twips

_STRAIGHT = {"line", "straightConnector1"}
_VML_STRAIGHT = "#_x0000_t32"
_THIN_MM = 1.0
"""A shape that is no higher counts as a horizontal line: a slight slant, or a flat rectangle."""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A horizontal line. `centre` is its middle from the left edge of what `beside` names, None where aligned."""

    length_mm: float
    solid: bool
    centre_mm: float | None = None
    beside: str = "column"


def drawing_lines(drawing: Element) -> Iterator[DrawnLine]:
    """The horizontal lines of a w:drawing."""
    frame = next(iter(drawing), None)
    if frame is None:
        return
    left, beside = _position(frame)
    for shape in frame.iter(WPS + "wsp"):
        properties = shape.find(WPS + "spPr")
        geometry = properties.find(A + "prstGeom") if properties is not None else None
        size = properties.find(f"{A}xfrm/{A}ext") if properties is not None else None
        size = frame.find(WP + "extent") if size is None else size
        if properties is None or geometry is None or size is None:
            continue
        width, height = (_emu(size.get(name)) / EMU_PER_MM for name in ("cx", "cy"))
        outline = properties.find(A + "ln")
        kind = geometry.get("prst")
        if not _is_line(width, height, kind in _STRAIGHT, kind == "rect"):
            continue
        if outline is not None and outline.find(A + "noFill") is not None:
            continue
        dash = outline.find(A + "prstDash") if outline is not None else None
        length = width * _group_scale(shape)
        solid = dash is None or dash.get("val") == "solid"
        yield DrawnLine(length, solid, None if left is None else left + length / 2, beside)


def picture_lines(picture: Element) -> Iterator[DrawnLine]:
    """The horizontal lines of a w:pict."""
    for shape in picture.iter(V + "line", V + "shape", V + "rect"):
        if shape.get("stroked") in ("f", "false"):
            continue
        style = dict(item.strip().split(":", 1) for item in shape.get("style", "").split(";") if ":" in item)
        left = _vml(style.get("margin-left", style.get("left", "0")))
        if shape.tag == V + "line":
            (x1, y1), (x2, y2) = (_point(shape.get(end, "0,0")) for end in ("from", "to"))
            width, height, left = abs(x2 - x1), abs(y2 - y1), left + min(x1, x2)
            straight = True
        else:
            width, height = _vml(style.get("width", "0")), _vml(style.get("height", "0"))
            straight = shape.get("type") == _VML_STRAIGHT or shape.get(OFFICE + "connectortype") == "straight"
        if not _is_line(width, height, straight, shape.tag == V + "rect"):
            continue
        stroke = shape.find(V + "stroke")
        solid = stroke is None or stroke.get("dashstyle") in (None, "solid")
        aligned = style.get("mso-position-horizontal") in ("center", "left", "right")
        beside = {"margin": "margin", "page": "page"}.get(style.get("mso-position-horizontal-relative", ""), "column")
        yield DrawnLine(width, solid, None if aligned else left + width / 2, beside)


def _is_line(width: float, height: float, straight: bool, rectangle: bool) -> bool:
    return width > height and height <= _THIN_MM and (straight or rectangle)


def _position(frame: Element) -> tuple[float | None, str]:
    horizontal = frame.find(WP + "positionH")
    if horizontal is None:
        return None, "column"
    offset = horizontal.find(WP + "posOffset")
    beside = horizontal.get("relativeFrom", "column")
    return (None if offset is None else _emu(offset.text) / EMU_PER_MM), beside


def _group_scale(shape: Element) -> float:
    """How much a group stretches the width of what is in it."""
    scale = 1.0
    for group in shape.iterancestors(WPG + "wgp", WPG + "grpSp"):
        outer = group.find(f"{WPG}grpSpPr/{A}xfrm/{A}ext")
        inner = group.find(f"{WPG}grpSpPr/{A}xfrm/{A}chExt")
        if outer is not None and inner is not None and _emu(inner.get("cx")) > 0:
            scale *= _emu(outer.get("cx")) / _emu(inner.get("cx"))
    return scale


def _emu(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,12}", text.strip()) else 0


def _vml(text: str) -> float:
    """A length of VML in millimetres; without a unit it is points."""
    text = text.strip()
    return (twips(f"{text}pt" if re.fullmatch(r"-?[\d.]+", text) else text) or 0) / TWIPS_PER_MM


def _point(text: str) -> tuple[float, float]:
    x, _, y = text.partition(",")
    return _vml(x or "0"), _vml(y or "0")
