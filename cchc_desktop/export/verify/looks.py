"""How text looks once document defaults, table, paragraph and character styles and direct formatting have had a say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cchc_desktop.export.verify.ooxml import A, Element, W, on, twips, value

Properties = dict[str, Any]
_TOGGLES = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}
_ALIGN = {"start": "left", "end": "right", "both": "justify", "distribute": "justify"}
_AUTOMATIC_GAP = 280
_CELL_MARGIN = 108


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks. `fonts` are those its Latin letters are set in; `size` is in points, `color` "auto" or RGB."""

    fonts: frozenset[str]
    size: float
    bold: bool
    italic: bool
    underlined: bool
    caps: bool
    hidden: bool
    raised: bool
    color: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph is laid out; lengths are twips. `line` is in twips, or 240ths of a line where `auto`."""

    align: str
    left: int
    right: int
    first_line: int
    before: int
    after: int
    contextual: bool
    line: int
    line_rule: str
    tabs: tuple[tuple[int, str], ...]
    bordered: bool
    frame: str


@dataclass(frozen=True)
class TableStyle:
    """What a table style says of paragraphs and runs: of the whole table under "", else of a kind of row or column."""

    paragraph: Mapping[str, Properties]
    run: Mapping[str, Properties]
    margins: Mapping[str, int]


_NO_TABLE = TableStyle({}, {}, {})


class Styles:
    """The styles of a document, each resolved along its basedOn chain."""

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self._fonts = _theme_fonts(theme)
        self._elements: dict[tuple[str, str], Element] = {}
        self._default: dict[str, str] = {}
        self._cache: dict[tuple[str, str], Any] = {}
        # Few looks and layouts occur in a document, most of them again and again.
        self._looks: dict[tuple[Any, ...], Look] = {}
        self._layouts: dict[tuple[Any, ...], Layout] = {}
        self._default_run: Properties = {}
        self._default_paragraph: Properties = {}
        if styles is None:
            return
        defaults = styles.find(W + "docDefaults")
        if defaults is not None:
            self._default_run = self.run(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self._default_paragraph = paragraph(defaults.find(f"{W}pPrDefault/{W}pPr"))
        for style in styles.iterchildren(W + "style"):
            kind, key = value(style, "type") or "paragraph", value(style, "styleId") or ""
            self._elements[kind, key] = style
            if value(style, "default") in ("1", "true", "on"):
                self._default[kind] = key

    def run(self, element: Element | None) -> Properties:
        """What an rPr says itself."""
        found: Properties = {}
        for child in () if element is None else element:
            name = child.tag.rpartition("}")[2]
            if name in _TOGGLES:
                found[_TOGGLES[name]] = on(child)
            elif name == "rFonts":
                for key in ("ascii", "hAnsi", "cs"):
                    themed = value(child, "cstheme" if key == "cs" else f"{key}Theme")
                    font = self._fonts.get(themed, "") if themed else value(child, key)
                    if font:
                        found[key] = font
            elif name == "sz":
                half_points = twips(value(child))
                if half_points:
                    found["size"] = half_points / 2
            elif name == "u":
                found["underlined"] = value(child) not in (None, "none")
            elif name == "color":
                found["color"] = value(child) or "auto"
            elif name == "vertAlign":
                found["raised"] = value(child) in ("superscript", "subscript")
            elif name in ("cs", "rtl"):
                found["complex"] = on(child)
            elif name == "rStyle":
                found["style"] = value(child)
        return found

    def look(self, direct: Properties, style: str | None, table: Properties) -> Look:
        """The look of a run with `direct` formatting in a paragraph of `style`, in a table that says `table`."""
        key = (tuple(direct.items()), style, tuple(table.items()))
        if key not in self._looks:
            self._looks[key] = self._resolved_look(direct, style, table)
        return self._looks[key]

    def layout(self, direct: Properties, table: Properties, numbering: Properties) -> Layout:
        """The layout of a paragraph with `direct` formatting, in a table and a numbered list that say so."""
        key = (tuple(direct.items()), tuple(table.items()), tuple(numbering.items()))
        if key not in self._layouts:
            self._layouts[key] = self._resolved_layout(direct, table, numbering)
        return self._layouts[key]

    def _resolved_look(self, direct: Properties, style: str | None, table: Properties) -> Look:
        named = self._paragraph_style(style)[1]
        character = self._character_style(direct.get("style"))
        merged = {**self._default_run, **table, **named, **character, **direct}
        switches = {}
        for name in _TOGGLES.values():
            styled = bool(table.get(name)) ^ bool(named.get(name)) ^ bool(character.get(name))
            own = direct.get(name)
            # ISO/IEC 29500-1, 17.7.3: a switch set on two levels of styles is off; direct formatting is final.
            switches[name] = own if own is not None else bool(self._default_run.get(name)) or styled
        used = ("cs",) if merged.get("complex") else ("ascii", "hAnsi")
        return Look(
            fonts=frozenset(merged.get(key, "Times New Roman") for key in used),
            size=merged.get("size", 10.0),
            underlined=merged.get("underlined", False),
            raised=merged.get("raised", False),
            color=merged.get("color", "auto"),
            **switches,
        )

    def _resolved_layout(self, direct: Properties, table: Properties, numbering: Properties) -> Layout:
        named = self._paragraph_style(direct.get("style"))[0]
        # A number given by the style yields to the style's own indents, a direct one does not.
        listed = {**named, **numbering} if "numbering" in direct else {**numbering, **named}
        merged = {**self._default_paragraph, **table, **listed, **direct}
        return Layout(
            align=merged.get("align", "left"),
            left=merged.get("left", 0),
            right=merged.get("right", 0),
            first_line=merged.get("first_line", 0),
            before=_AUTOMATIC_GAP if merged.get("auto_before") else merged.get("before", 0),
            after=_AUTOMATIC_GAP if merged.get("auto_after") else merged.get("after", 0),
            contextual=bool(merged.get("contextual")),
            line=merged.get("line", 240),
            line_rule=merged.get("line_rule", "auto"),
            tabs=merged.get("tabs", ()),
            bordered=merged.get("bordered", False),
            frame=merged.get("frame", ""),
        )

    def numbering_of(self, direct: Properties) -> tuple[str, int] | None:
        """List and level of a paragraph, given directly or by its style."""
        numbered = direct.get("numbering") or self._paragraph_style(direct.get("style"))[0].get("numbering")
        return None if numbered is None or numbered[0] in ("", "0") else numbered

    def style_name(self, direct: Properties) -> str:
        """The id of the paragraph's style, the default one's where it names none that exists."""
        key = direct.get("style")
        return key if key and ("paragraph", key) in self._elements else self._default.get("paragraph", "")

    def table_style(self, key: str | None) -> TableStyle:
        """The table style of that id, or the default one."""
        chain = self._chain("table", key)
        if not chain:
            return _NO_TABLE
        cached: TableStyle | None = self._cache.get(("table", key or ""))
        if cached is None:
            paragraphs: dict[str, Properties] = {}
            runs: dict[str, Properties] = {}
            margins: dict[str, int] = {}
            for style in chain:
                margins.update(cell_margins(style.find(f"{W}tblPr/{W}tblCellMar")))
                for where, element in [
                    ("", style),
                    *((value(e, "type"), e) for e in style.iterchildren(W + "tblStylePr")),
                ]:
                    paragraphs.setdefault(where or "", {}).update(paragraph(element.find(W + "pPr")))
                    runs.setdefault(where or "", {}).update(self.run(element.find(W + "rPr")))
            cached = self._cache["table", key or ""] = TableStyle(paragraphs, runs, margins)
        return cached

    def _paragraph_style(self, key: str | None) -> tuple[Properties, Properties]:
        cached: tuple[Properties, Properties] | None = self._cache.get(("paragraph", key or ""))
        if cached is None:
            layout: Properties = {}
            look: Properties = {}
            for style in self._chain("paragraph", key):
                layout.update(paragraph(style.find(W + "pPr")))
                look.update(self.run(style.find(W + "rPr")))
            layout.pop("style", None)
            cached = self._cache["paragraph", key or ""] = layout, look
        return cached

    def _character_style(self, key: str | None) -> Properties:
        cached: Properties | None = self._cache.get(("character", key or ""))
        if cached is None:
            cached = {}
            for style in self._chain("character", key):
                cached.update(self.run(style.find(W + "rPr")))
            cached.pop("style", None)
            self._cache["character", key or ""] = cached
        return cached

    def _chain(self, kind: str, key: str | None) -> list[Element]:
        """The style and all it is based on, the base first."""
        chain: list[Element] = []
        seen: set[str] = set()
        if key is None or (kind, key) not in self._elements:
            key = self._default.get(kind)
        while key is not None and key not in seen and (kind, key) in self._elements:
            seen.add(key)
            chain.append(self._elements[kind, key])
            key = value(chain[-1].find(W + "basedOn"))
        return chain[::-1]


def paragraph(element: Element | None) -> Properties:
    """What a pPr says itself."""
    found: Properties = {}
    for child in () if element is None else element:
        name = child.tag.rpartition("}")[2]
        if name == "pStyle":
            found["style"] = value(child)
        elif name == "jc":
            align = value(child) or "left"
            found["align"] = _ALIGN.get(align, align)
        elif name == "ind":
            _indent(child, found)
        elif name == "spacing":
            _spacing(child, found)
        elif name == "contextualSpacing":
            found["contextual"] = on(child)
        elif name == "numPr":
            level = twips(value(child.find(W + "ilvl"))) or 0
            found["numbering"] = (value(child.find(W + "numId")) or "", min(max(level, 0), 8))
        elif name == "tabs":
            stops = ((twips(value(tab, "pos")) or 0, value(tab) or "left") for tab in child.iterchildren(W + "tab"))
            found["tabs"] = tuple(sorted(stop for stop in stops if stop[1] not in ("clear", "bar")))
        elif name == "pBdr":
            sides = (child.find(W + side) for side in ("top", "bottom"))
            found["bordered"] = any(value(side) not in (None, "nil", "none") for side in sides)
        elif name == "framePr":
            found["frame"] = value(child, "xAlign") or "left"
    return found


def cell_margins(element: Element | None) -> dict[str, int]:
    """The margins left and right that a tblCellMar or tcMar gives, in twips."""
    found: dict[str, int] = {}
    for side, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in () if element is None else names:
            width = twips(value(None if element is None else element.find(W + name), "w"))
            if width is not None:
                found[side] = width
    return found


def margins(levels: Iterable[Mapping[str, int]]) -> int:
    """Both margins of a cell together; the last level that gives one has its way."""
    merged = {"left": _CELL_MARGIN, "right": _CELL_MARGIN}
    for level in levels:
        merged.update(level)
    return merged["left"] + merged["right"]


def _indent(element: Element, found: Properties) -> None:
    for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            width = twips(value(element, name))
            if width is not None:
                found[key] = width
    first, hanging = twips(value(element, "firstLine")), twips(value(element, "hanging"))
    if hanging is not None:
        found["first_line"] = -hanging
    elif first is not None:
        found["first_line"] = first


def _spacing(element: Element, found: Properties) -> None:
    for name in ("before", "after", "line"):
        width = twips(value(element, name))
        if width is not None:
            found[name] = width
    if value(element, "lineRule"):
        found["line_rule"] = value(element, "lineRule")
    for name in ("before", "after"):
        automatic = value(element, f"{name}Autospacing")
        if automatic is not None:
            found[f"auto_{name}"] = automatic not in ("0", "false", "off")


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts behind names such as minorHAnsi."""
    found: dict[str, str] = {}
    for part in ("major", "minor"):
        scheme = theme.find(f".//{A}{part}Font") if theme is not None else None
        for script, names in (("latin", ("Ascii", "HAnsi")), ("cs", ("Bidi",)), ("ea", ("EastAsia",))):
            font = scheme.find(A + script) if scheme is not None else None
            for name in names:
                found[part + name] = font.get("typeface", "") if font is not None else ""
    return found
