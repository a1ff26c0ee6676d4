"""What is kept of HTML from Word, a browser or a sheet: paragraphs of text, bold and italic."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from cchc_desktop.text.marks import Run

DEEPEST = 500

_BREAKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset("head math noscript object script select style svg template textarea title xml".split())

_SPACE = re.compile(r"[ \t\r\n\f]+")
_WEIGHT = re.compile(r"font-weight:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style:\s*(\w+)", re.IGNORECASE)
# Word's list markers ("·", "a)", "2.1") stand in a span of this style.
_HIDDEN = re.compile(r"mso-list:\s*ignore|display:\s*none", re.IGNORECASE)


class TooMuchText(Exception):
    """There are more characters than asked for."""


def paragraphs(html: str, most_characters: int) -> list[list[Run]]:
    """The paragraphs in order; a line break ends one, a table row is one. No slots.

    White space is as a browser shows it; no-break spaces stay. Raises TooMuchText beyond `most_characters`, and
    ValueError for what cannot be read, elements more than `DEEPEST` deep among it.
    """
    reader = _Reader(most_characters)
    # The stubs would have a target take bytes too; lxml gives it str.
    parser = etree.HTMLParser(target=reader, encoding="utf-8")  # type: ignore[arg-type]
    try:
        parser.feed(html.replace("\0", "").encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error
    return reader.paragraphs


@dataclass(frozen=True, slots=True)
class _Element:
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    in_cell: bool = False


class _Reader:
    """A target of lxml's parser, which closes every element that it opens."""

    def __init__(self, most_characters: int) -> None:
        self.paragraphs: list[list[Run]] = []
        self._left = most_characters
        self._runs: list[Run] = []
        self._open = [_Element()]
        self._space: Run | None = None
        self._outside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        parent = self._open[-1]
        if tag in _BREAKS:
            self._break()
        elif tag in _CELLS:
            self._space = Run(" ")
        if len(self._open) > DEEPEST:
            raise ValueError("Elements lie too deep")
        self._open.append(_element(tag, attributes.get("style", ""), parent))

    def end(self, tag: str) -> None:
        self._open.pop()
        if tag in _BREAKS:
            self._break()

    def comment(self, text: str) -> None:
        # The clipboard of Windows marks what was copied; white space around it is none of the text.
        if text == "StartFragment":
            self._runs, self._space, self._outside = [], None, False
        elif text == "EndFragment":
            self._outside = True

    def data(self, text: str) -> None:
        element = self._open[-1]
        if element.hidden or self._outside:
            return
        look = Run("", element.bold, element.italic)
        for index, word in enumerate(_SPACE.split(text)):
            if index and self._space is None:
                self._space = replace(look, text=" ")
            if word:
                if self._space is not None and self._runs:
                    self._add(self._space)
                self._space = None
                self._add(replace(look, text=word))

    def close(self) -> None:
        self._open = [_Element()]
        self._break()

    def _add(self, run: Run) -> None:
        self._left -= len(run.text)
        if self._left < 0:
            raise TooMuchText
        self._runs.append(run)

    def _break(self) -> None:
        if self._open[-1].in_cell:
            self._space = Run(" ")
            return
        if self._runs:
            self.paragraphs.append(self._runs)
        self._runs, self._space = [], None


@lru_cache(maxsize=256)  # Word gives thousands of spans the same few styles.
def _element(tag: str, style: str, parent: _Element) -> _Element:
    element = replace(parent, in_cell=parent.in_cell or tag in _CELLS)
    if tag in ("b", "strong"):
        element = replace(element, bold=True)
    elif tag in ("i", "em"):
        element = replace(element, italic=True)
    if weight := _WEIGHT.search(style):
        named = weight[1].lower()
        bold = int(named[:4]) >= 600 if named.isascii() and named.isdecimal() else named in ("bold", "bolder")
        element = replace(element, bold=bold)
    if slant := _SLANT.search(style):
        element = replace(element, italic=slant[1].lower() in ("italic", "oblique"))
    if tag in _UNSEEN or _HIDDEN.search(style):
        element = replace(element, hidden=True)
    return element
