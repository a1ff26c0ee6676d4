"""The style sheet: how each part of a document looks.

It is read from resources/styles/nd30.toml; the office's own Word template may change it (`office_template`). Every
writer, the preview and print follow the one sheet. Lengths are millimetres, font sizes and gaps points. The limits
that the decree sets stand in the same file and are the verifier's to read.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

MM_PER_PT = 25.4 / 72
_UNITS_PER_EM = 2048
_LETTERS_WITH_MARKS = (*range(0xC0, 0x180), *range(0x1EA0, 0x1EFA))


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How the paragraphs of one kind look. `name` is the style's name in Word.

    `line` is the line spacing in lines, `outline` the level in the navigation pane (0: none), `rule` the length
    of the line drawn below, as a share of the text line above it (0: no line). A `balanced` paragraph is broken
    into lines of nearly the same length. `face` and `color` are "" where they are the sheet's own.
    """

    name: str
    size: float
    bold: bool
    italic: bool
    align: str
    before: float = 0
    after: float = 0
    line: float = 1
    first_line: float = 0
    left: float = 0
    right: float = 0
    face: str = ""
    color: str = ""
    underlined: bool = False
    caps: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    balanced: bool = False
    outline: int = 0
    rule: float = 0


@dataclass(frozen=True, slots=True)
class Page:
    """An upright page. A landscape page swaps width and height and keeps the margins where they are."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float

    def size(self, landscape: bool) -> tuple[float, float]:
        return (self.height, self.width) if landscape else (self.width, self.height)

    def text_width(self, landscape: bool) -> float:
        return self.size(landscape)[0] - self.left - self.right


@dataclass(frozen=True, slots=True)
class Font:
    """`advances` gives the width of a letter by cut ("regular", "bold", "italic", "bold_italic"), in ems.

    The letters of `stand_in`, which the program brings along, are as wide; those of another face that a paragraph
    style names are taken to be.
    """

    name: str
    stand_in: str
    color: str
    language: str
    line_height: float
    advances: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class TableLook:
    """The column of text is at least `label_least` wide and at most `label_share` of the table's width."""

    padding: float
    border_pt: float
    label_share: float
    label_least: float


@dataclass(frozen=True)
class Style:
    """The whole style sheet.

    `small_pair` holds the sizes of a head that would be too wide otherwise; a balanced line is best broken before
    one of the words `break_before`.
    """

    page: Page
    font: Font
    paragraphs: Mapping[str, ParagraphStyle]
    small_pair: Mapping[str, float]
    head_columns: tuple[float, float]
    signature_columns: tuple[float, float]
    signature_gap_pt: float
    table: TableLook
    break_before: frozenset[str]
    rule_width_pt: float
    rule_gap_pt: float

    @cached_property
    def small(self) -> "Style":
        """The same with the smaller sizes in the head, where it does not have smaller ones already."""
        looks = {key: self.paragraphs[key] for key in self.small_pair}
        smaller = {key: replace(look, size=min(look.size, self.small_pair[key])) for key, look in looks.items()}
        return replace(self, paragraphs={**self.paragraphs, **smaller})


def read_style(source: str) -> Style:
    """The style sheet that the TOML text `source` states."""
    values = tomllib.loads(source)
    page, font, table, rules = values["page"], values["font"], values["table"], values["rules"]
    return Style(
        page=Page(
            width=page["width_mm"],
            height=page["height_mm"],
            header=values["page_number"]["header_mm"],
            **page["margins_mm"]["used"],
        ),
        font=read_font(font),
        paragraphs={
            key: _paragraph(component, rules.get(key, {}).get("used", 0))
            for key, component in values["component"].items()
            if "style" in component
        },
        small_pair=values["size_pairs"]["small"],
        head_columns=tuple(values["head"]["columns_mm"]),
        signature_columns=tuple(values["signature"]["columns_mm"]),
        signature_gap_pt=values["signature"]["gap_pt"],
        table=TableLook(table["padding_mm"], table["border_pt"], table["label_share"], table["label_least_mm"]),
        break_before=frozenset(values["balance"]["break_before"]),
        rule_width_pt=rules["width_pt"],
        rule_gap_pt=rules["gap_pt"],
    )


def read_font(values: Mapping[str, Any]) -> Font:
    """The font that the style sheet's table `font` describes."""
    return Font(
        name=values["name"],
        stand_in=values["stand_in"],
        color=values["color"],
        language=values["language"],
        line_height=values["line_height"],
        advances={face: _advances(groups) for face, groups in values["advance"].items()},
    )


def _advances(groups: Mapping[str, str]) -> dict[str, float]:
    """The stated widths, and those of all letters with marks: a letter is as wide as the one it is built on."""
    advances = {letter: int(width) / _UNITS_PER_EM for width, letters in groups.items() for letter in letters}
    advances["\u00a0"] = advances[" "]
    for letter in map(chr, _LETTERS_WITH_MARKS):
        base = letter
        while base and base not in advances:
            base = _base(base)
        if base:
            advances[letter] = advances[base]
    return advances


def _base(letter: str) -> str:
    """What a letter is built on, without its last mark: ế is built on ê; "" where it is built on nothing."""
    parts = unicodedata.decomposition(letter).split()
    return chr(int(parts[0], 16)) if parts and not parts[0].startswith("<") else ""


def _paragraph(component: Mapping[str, Any], rule: float) -> ParagraphStyle:
    return ParagraphStyle(
        name=component["style"],
        size=component["size"],
        bold=component["bold"],
        italic=component["italic"],
        align=component["align"],
        before=component.get("before_pt", 0),
        after=component.get("after_pt", 0),
        line=component.get("line", 1),
        first_line=component.get("first_line_mm", 0),
        left=component.get("left_mm", 0),
        keep_next=component.get("keep_next", False),
        keep_lines=component.get("keep_lines", False),
        balanced=component.get("balanced", False),
        outline=component.get("outline", 0),
        rule=rule,
    )
