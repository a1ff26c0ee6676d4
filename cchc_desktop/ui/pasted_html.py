"""What is kept of HTML from Word, a browser or a spreadsheet: paragraphs of text, bold and italic."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from cchc_desktop.text.marks import Run

_BREAKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset("head math noscript object script select style svg template textarea title xml".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_END_LEFT_OUT = frozenset("dd dt li p td th tr".split())
_DEEPEST = 500

_SPACE = re.compile(r"[ \t\r\n\f]+")
_WEIGHT = re.compile(r"font-weight:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style:\s*(\w+)", re.IGNORECASE)
# Word's list markers ("·", "a)", "2.1") stand in a span of this style.
_HIDDEN = re.compile(r"mso-list:\s*ignore|display:\s*none", re.IGNORECASE)


class TooMuchText(Exception):
    """There are more characters than asked for."""


def paragraphs(html: str, most_characters: int) -> list[list[Run]]:
    """The paragraphs in order, blank ones too; a line break ends one, a table row is one. No slots.

    White space is as a browser shows it; no-break spaces stay. Raises TooMuchText beyond `most_characters`, and
    ValueError for what is no HTML.
    """
    reader = _Reader(most_characters)
    try:
        reader.feed(html)
        reader.close()
    except AssertionError as error:
        # How html.parser says that it met a declaration it does not know.
        raise ValueError(str(error)) from error
    reader.end_paragraph()
    return reader.paragraphs


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False


class _Reader(HTMLParser):
    def __init__(self, most_characters: int) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[Run]] = []
        self._left = most_characters
        self._runs: list[Run] = []
        self._open = [_Element()]
        self._opened = Counter[str]()
        self._space: Run | None = None
        self._outside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" or tag in _BREAKS:
            self._break()
        elif tag in _CELLS:
            self._space = Run(" ")
        if tag in _VOID:
            return
        if tag in _END_LEFT_OUT and self._open[-1].tag == tag:
            self.handle_endtag(tag)
        if len(self._open) < _DEEPEST:
            self._opened[tag] += 1
            self._open.append(_element(tag, dict(attrs).get("style") or "", self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS and tag != "tr":
            self._break()
        while self._opened[tag]:
            closed = self._open.pop()
            self._opened[closed.tag] -= 1
            if closed.tag == tag:
                break
        if tag == "tr":
            self._break()

    def handle_comment(self, data: str) -> None:
        # The clipboard of Windows marks what was copied; white space around it is none of the text.
        if data == "StartFragment":
            self._runs, self._space, self._outside = [], None, False
        elif data == "EndFragment":
            self._outside = True

    def handle_data(self, data: str) -> None:
        element = self._open[-1]
        if element.hidden or self._outside:
            return
        look = Run("", element.bold, element.italic)
        for index, word in enumerate(_SPACE.split(data)):
            if index and self._space is None:
                self._space = replace(look, text=" ")
            if word:
                if self._space is not None and self._runs:
                    self._add(self._space)
                self._space = None
                self._add(replace(look, text=word))

    def _add(self, run: Run) -> None:
        self._left -= len(run.text)
        if self._left < 0:
            raise TooMuchText
        self._runs.append(run)

    def end_paragraph(self) -> None:
        self.paragraphs.append(self._runs)
        self._runs = []
        self._space = None

    def _break(self) -> None:
        if any(self._opened[tag] for tag in _CELLS):
            self._space = Run(" ")
        elif self._runs:
            self.end_paragraph()


def _element(tag: str, style: str, parent: _Element) -> _Element:
    element = replace(parent, tag=tag)
    if tag in ("b", "strong"):
        element = replace(element, bold=True)
    elif tag in ("i", "em"):
        element = replace(element, italic=True)
    if weight := _WEIGHT.search(style):
        named = weight[1].lower()
        bold = int(named) >= 600 if named.isascii() and named.isdecimal() else named in ("bold", "bolder")
        element = replace(element, bold=bold)
    if slant := _SLANT.search(style):
        element = replace(element, italic=slant[1].lower() in ("italic", "oblique"))
    if tag in _UNSEEN or _HIDDEN.search(style):
        element = replace(element, hidden=True)
    return element
