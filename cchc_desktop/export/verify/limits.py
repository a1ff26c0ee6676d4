"""What the decree allows, read from the style sheet (resources/styles/nd30.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cchc_desktop.export.style import Font, read_font

DECREE = "Nghị định 30/2020/NĐ-CP"
# What the style sheet has no values for.
_CLAUSES = {
    "rules": f"Phụ lục I, mục II.1.b, II.2.b, II.5.b {DECREE}",
    "citation": f"Phụ lục I, mục II.6.b {DECREE}",
    "levels": f"Phụ lục I, mục II.6.c {DECREE}",
}


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the document (thành phần thể thức): how its letters may look and where it stands."""

    clause: str
    size_min: float
    size_max: float
    bold: bool
    italic: bool
    upper: bool
    align: str
    texts: tuple[str, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A drawn line: its length as a share of the text line, from `least` to `most`."""

    clause: str
    least: float
    most: float


@dataclass(frozen=True)
class Limits:
    """Lengths in millimetres, gaps in points, line spacing in lines. Margins are pairs of least and most.

    `clauses` gives the decree's clause behind a component or a subject such as "page" or "body".
    """

    clauses: Mapping[str, str]

    page: tuple[float, float]
    margins: Mapping[str, tuple[float, float]]
    font: Font
    components: Mapping[str, Component]
    rules: Mapping[str, DrawnRule]
    sizes: tuple[Mapping[str, float], ...]
    smallest_date: float
    head_block: float
    first_line: tuple[float, ...]
    gap: float
    line_spacing: tuple[float, float]
    padded_months: tuple[int, ...]
    number_pattern: str
    recipients_last: str
    signature_marks: tuple[str, ...]


@cache
def read_limits(source: str) -> Limits:
    """The limits that the style sheet `source`, a TOML text, states."""
    values = tomllib.loads(source)
    components = {key: _component(table) for key, table in values["component"].items() if "clause" in table}
    margins = values["page"]["margins_mm"]
    body, pairs = values["body"], values["size_pairs"]
    subjects = {key: values[key] for key in ("page", "page_number", "font", "size_pairs", "body", "signature")}
    return Limits(
        clauses={
            **_CLAUSES,
            "margins": _reference(margins),
            **{key: _reference(table) for key, table in subjects.items()},
            **{key: component.clause for key, component in components.items()},
        },
        page=(values["page"]["width_mm"], values["page"]["height_mm"]),
        margins={side: tuple(margins[side]) for side in ("top", "right", "bottom", "left")},
        font=read_font(values["font"]),
        components=components,
        rules={key: _rule(table) for key, table in values["rules"].items() if isinstance(table, dict)},
        sizes=(pairs["large"], pairs["small"]),
        smallest_date=pairs["small"]["dia_danh_ngay"],
        head_block=values["head"]["columns_mm"][1],
        first_line=tuple(body["first_line_indent_mm"]),
        gap=body["paragraph_gap_pt_min"],
        line_spacing=tuple(body["line_spacing_lines"]),
        padded_months=tuple(values["component"]["dia_danh_ngay"]["pad_months"]),
        number_pattern=values["component"]["so_ky_hieu"]["pattern"],
        recipients_last=values["component"]["noi_nhan_dong"]["last_pattern"],
        signature_marks=tuple(values["signature"]["marks"]),
    )


def _reference(table: Mapping[str, Any]) -> str:
    return f"{table['clause']} {DECREE}"


def _component(table: Mapping[str, Any]) -> Component:
    return Component(
        clause=_reference(table),
        size_min=table.get("size_min", 0),
        size_max=table.get("size_max", 0),
        bold=table.get("bold", False),
        italic=table.get("italic", False),
        upper=table.get("upper", False),
        align=table.get("align", ""),
        texts=(*([table["text"]] if "text" in table else []), *table.get("accept_text", ())),
        pattern=table.get("pattern", ""),
    )


def _rule(table: Mapping[str, Any]) -> DrawnRule:
    least, most = table["ratio"]
    return DrawnRule(_reference(table), least - table["tolerance"], most + table["tolerance"])
