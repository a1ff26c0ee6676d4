"""The look of paragraphs and runs as Word resolves it: direct, else from the style, else from what that is based on."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from cchc_desktop.importing.word_xml import Element, W, child, number, switch, value


@dataclass(frozen=True, slots=True)
class Look:
    """What matters here of a style; None is not said."""

    bold: bool | None = None
    italic: bool | None = None
    font: str | None = None
    outline: int | None = None
    list_key: str | None = None
    list_level: int | None = None
    name: str = ""

    def over(self, base: "Look") -> "Look":
        """This look where it says something, else `base`."""
        if self is NOTHING:
            return base
        if base is NOTHING:
            return self
        return Look(
            bold=base.bold if self.bold is None else self.bold,
            italic=base.italic if self.italic is None else self.italic,
            font=base.font if self.font is None else self.font,
            outline=base.outline if self.outline is None else self.outline,
            list_key=base.list_key if self.list_key is None else self.list_key,
            list_level=base.list_level if self.list_level is None else self.list_level,
            name=self.name or base.name,
        )


_BODY_TEXT = 9
_BASE, _NAME, _PARAGRAPH, _RUN = W + "basedOn", W + "name", W + "pPr", W + "rPr"
_OUTLINE, _NUMBERING, _LIST, _LEVEL = W + "outlineLvl", W + "numPr", W + "numId", W + "ilvl"
_STYLE, _RUN_STYLE, _DELETED = W + "pStyle", W + "rStyle", (W + "del", W + "moveFrom")
_FONTS, _BOLD, _ITALIC = W + "rFonts", W + "b", W + "i"
NOTHING = Look()
"""Says nothing."""


class Styles:
    """The styles of a document, each resolved when it is first asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Look] = {}
        self._paragraphs: dict[str, Look] = {}
        self._default = NOTHING
        self.default_paragraph = ""
        if root is None:
            return
        self._default = _look_of_runs(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterchildren(W + "style"):
            key = value(style, "styleId")
            self._elements[key] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self.default_paragraph = key

    def __contains__(self, key: str) -> bool:
        return key in self._elements

    def look(self, key: str) -> Look:
        """The look of a style with all that it is based on, without the document's defaults."""
        chain = []
        while key in self._elements and key not in self._resolved:
            # Also ends a circle of styles that are based on one another.
            self._resolved[key] = NOTHING
            chain.append(key)
            key = value(child(self._elements[key], _BASE))
        look = self._resolved.get(key, NOTHING)
        for style in reversed(chain):
            look = self._resolved[style] = _own_look(self._elements[style]).over(look)
        return look

    def paragraph(self, key: str) -> Look:
        """The look of a paragraph with that style, "" being the default one."""
        if key not in self._paragraphs:
            self._paragraphs[key] = self.look(key or self.default_paragraph).over(self._default)
        return self._paragraphs[key]


def _own_look(style: Element) -> Look:
    look = paragraph_says(child(style, _PARAGRAPH)).look.over(_look_of_runs(child(style, _RUN)))
    return replace(look, name=value(child(style, _NAME)).lower())


def _look_of_runs(properties: Element | None) -> Look:
    if properties is None:
        return NOTHING
    _, bold, italic, font = run_says(properties)
    return Look(bold, italic, font)


class RunSays(NamedTuple):
    """`style` is the id of its style, "" for none; None is not said."""

    style: str
    bold: bool | None
    italic: bool | None
    font: str | None


def run_says(properties: Element) -> RunSays:
    """What a w:rPr says, in one walk over it."""
    style = ""
    bold = italic = font = None
    for one in properties:
        tag = one.tag
        if tag == _FONTS:
            font = value(one, "hAnsi") or value(one, "ascii") or value(one, "cs") or None
        elif tag == _BOLD:
            bold = switch(one)
        elif tag == _ITALIC:
            italic = switch(one)
        elif tag == _RUN_STYLE:
            style = value(one)
    return RunSays(style, bold, italic, font)


class ParagraphSays(NamedTuple):
    """`style` is the id of its style; `runs_on`: with the changes accepted it goes on in the next paragraph."""

    style: str = ""
    look: Look = NOTHING
    runs_on: bool = False


_SAYS_NOTHING = ParagraphSays()


def paragraph_says(properties: Element | None) -> ParagraphSays:
    """What a w:pPr says, in one walk over it."""
    if properties is None:
        return _SAYS_NOTHING
    style, runs_on = "", False
    level = key = list_level = None
    for one in properties:
        tag = one.tag
        if tag == _STYLE:
            style = value(one)
        elif tag == _RUN:
            runs_on = any(mark.tag in _DELETED for mark in one)
        elif tag == _OUTLINE:
            level = number(value(one))
        elif tag == _NUMBERING:
            key = value(child(one, _LIST)) or None
            list_level = number(value(child(one, _LEVEL)))
    plain = level is None and key is None
    look = NOTHING if plain else Look(outline=level, list_key=key, list_level=list_level)
    return ParagraphSays(style, look, runs_on)


def heading_level(look: Look) -> int | None:
    """The heading level from 0, by outline level or by the style's name ("heading 2"); None for body text."""
    if look.outline is not None:
        return look.outline if look.outline < _BODY_TEXT else None
    if look.name.startswith("heading "):
        level = number(look.name.removeprefix("heading ").strip())
        return level - 1 if level else None
    return 0 if look.name == "title" else None
