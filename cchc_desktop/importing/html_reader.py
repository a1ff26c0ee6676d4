"""Reading HTML, above all what Word puts on the clipboard, into neutral pieces: the text that Word would print."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from cchc_desktop.importing.source import (
    MOST_PARAGRAPHS,
    Block,
    Cell,
    Paragraph,
    Source,
    Span,
    Story,
    Table,
    changes_remark,
    merged,
    tidy,
)
from cchc_desktop.text.normal import is_blank

DEEPEST = 500
"""Elements inside one another."""

_MOST_COLUMNS, _MOST_ROWS = 63, 5_000
_DEEPEST_TABLE = 8

_BREAKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset("del head math noscript object script select style svg template textarea title xml".split())
_CHANGES = frozenset(("ins", "del"))

_SPACE = re.compile(r"[ \t\r\n\f]+")
_FONT = re.compile(r"(?<![-\w])font-family:\s*[\"']?([^\"',;]+)", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight:\s*(\w+)", re.IGNORECASE)
_SLANT = re.compile(r"font-style:\s*(\w+)", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level:\s*([1-9])", re.IGNORECASE)
_DIAGONAL = re.compile(r"mso-diagonal-(?:down|up):(?!\s*none)", re.IGNORECASE)
# The numbers and bullets of Word's lists ("·", "a)", "2.1") stand in a span of this style.
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_TAB = re.compile(r"mso-tab-count", re.IGNORECASE)
_NOTES = re.compile(r"mso-element:\s*(?:foot|end)note-list", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|mso-element:\s*comment|mso-(?:foot|end)note-id", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset(("msocomanchor", "msocomtxt", "MsoCommentReference"))
_TELLING = re.compile(r"font-(?:family|weight|style)|mso-outline-level|display:\s*none", re.IGNORECASE)
_REMARK = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_LONGEST_RULE, _MOST_RULES = 2_000, 8
"""Of a style sheet: letters of a rule, rules on one element or class."""

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_DEFAULT_CLASS = "MsoNormal"


class TooMuchText(Exception):
    """There are more characters than asked for, or more paragraphs than any report has."""


def read_html(html: str, most_characters: int) -> Source:
    """What an HTML text says, tracked changes accepted, pictures and comments left out.

    White space is as a browser shows it; no-break spaces and line breaks stay. Raises TooMuchText beyond
    `most_characters`, and ValueError for what cannot be read, elements more than `DEEPEST` deep among it.
    """
    reader = _Reader(most_characters)
    # The stubs would have a target take bytes too; lxml gives it str.
    parser = etree.HTMLParser(target=reader, encoding="utf-8")  # type: ignore[arg-type]
    try:
        # Without it a fragment may be taken for a part of the head.
        parser.feed(b"<body>")
        parser.feed(html.replace("\0", "").encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error
    remarks = (changes_remark(reader.changes),) if reader.changes else ()
    return Source(tuple(reader.blocks), remarks=remarks)


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element says of the text in it. `marker`: the text is the number that Word prints before a paragraph."""

    bold: bool = False
    italic: bool = False
    font: str = ""
    hidden: bool = False
    marker: bool = False
    outline: int | None = None
    style: str = ""
    story: Story = Story.BODY


class _Grid:
    """The cells of a table so far."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._row = -1
        self._column = self._columns = 0
        # By column the first row that no cell from above reaches into.
        self._free_from: dict[int, int] = {}
        self._open = Cell(0, 0, 1, 1, ())

    def open_row(self) -> None:
        self._row += 1
        self._column = 0

    def open_cell(self, attributes: Mapping[str, str]) -> None:
        if self._row < 0:
            self.open_row()
        while self._free_from.get(self._column, 0) > self._row:
            self._column += 1
        columns = max(1, min(_number(attributes.get("colspan")), _MOST_COLUMNS))
        rows = max(1, min(_number(attributes.get("rowspan")), _MOST_ROWS))
        diagonal = _DIAGONAL.search(attributes.get("style", "")) is not None
        self._open = Cell(self._row, self._column, rows, columns, (), diagonal)
        for column in range(self._column, self._column + columns):
            self._free_from[column] = self._row + rows
        self._column += columns
        self._columns = max(self._columns, self._column)

    def close_cell(self, blocks: list[Block]) -> None:
        self._cells.append(self._open._replace(blocks=tuple(blocks)))

    def made(self) -> Table:
        rows = self._row + 1
        cells = (cell._replace(rowspan=min(cell.rowspan, rows - cell.row)) for cell in self._cells)
        return Table(rows, self._columns, tuple(cells))


class _Reader:
    """A target of lxml's parser, which closes every element that it opens."""

    def __init__(self, most_characters: int) -> None:
        self.blocks: list[Block] = []
        self.changes = 0
        self._left = most_characters
        self._count = 0
        self._looks = [_Look()]
        self._parts = [""]
        self._tables: list[tuple[_Grid, list[Block]]] = []
        self._into = self.blocks
        self._lists: list[int | None] = []
        self._rules: dict[tuple[str, str], list[str]] = {}
        self._sheet: list[str] | None = None
        self._known: dict[tuple[str, str, str, str, _Look], _Look] = {}
        self._spans: list[Span] = []
        self._made_of = self._looks[0]
        self._item = self._marker = ""
        self._space: Span | None = None
        self._outside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._looks) > DEEPEST:
            raise ValueError("Elements lie too deep")
        if tag in _BREAKS:
            self._end_paragraph()
        elif tag == "br":
            self._space = None
            self._add(Span("\n", self._looks[-1].bold, self._looks[-1].italic, self._looks[-1].font))
        self.changes += tag in _CHANGES
        style = attributes.get("style", "")
        self._looks.append(self._look(tag, attributes.get("class", ""), style, attributes.get("face", "")))
        self._parts.append(self._open_part(tag, attributes))
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._item = self._item_label()
        elif tag == "style":
            self._sheet = []
        if style and _TAB.search(style):
            self._add(Span("\t"))
            self._looks[-1] = replace(self._looks[-1], hidden=True)

    def end(self, tag: str) -> None:
        self._looks.pop()
        part = self._parts.pop()
        if tag in _BREAKS:
            self._end_paragraph()
        if part == "cell":
            grid, outer = self._tables[-1]
            grid.close_cell(self._into)
            self._into = outer
        elif part == "table":
            grid, self._into = self._tables.pop()
            self._into.append(grid.made())
        if tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "li":
            self._item = ""
        elif tag == "style" and self._sheet is not None:
            self._read_sheet("".join(self._sheet))
            self._sheet = None

    def comment(self, text: str) -> None:
        # The clipboard of Windows marks what was copied; white space around it is none of the text.
        if text == "StartFragment":
            self._spans, self._space, self._outside = [], None, False
        elif text == "EndFragment":
            self._outside = True

    def data(self, text: str) -> None:
        look = self._looks[-1]
        if self._sheet is not None:
            self._sheet.append(text)
        elif look.marker:
            self._marker += text
        elif not look.hidden and not self._outside:
            before, words, after = _parted(_SPACE.sub(" ", text))
            space = Span(" ", look.bold, look.italic, look.font)
            if before and self._space is None:
                self._space = space
            if words:
                if self._space is not None and self._spans and self._spans[-1].text[-1] not in "\n\t":
                    self._add(self._space)
                self._add(space._replace(text=words))
                self._space = space if after else None

    def close(self) -> None:
        self._looks = [_Look()]
        self._end_paragraph()

    def _open_part(self, tag: str, attributes: Mapping[str, str]) -> str:
        """What an element is of a table: "table", "row", "cell", or "" for anything else."""
        inside = next((part for part in reversed(self._parts) if part), "")
        if tag == "table" and len(self._tables) < _DEEPEST_TABLE:
            self._tables.append((_Grid(), self._into))
            return "table"
        if tag == "tr" and inside == "table":
            self._tables[-1][0].open_row()
            return "row"
        if tag in ("td", "th") and inside in ("table", "row"):
            self._tables[-1][0].open_cell(attributes)
            self._into = []
            return "cell"
        return ""

    def _item_label(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "-"
        self._lists[-1] += 1
        return f"{self._lists[-1]}."

    def _add(self, span: Span) -> None:
        self._left -= len(span.text)
        if self._left < 0:
            raise TooMuchText
        if not self._spans:
            self._made_of = self._looks[-1]
        self._spans.append(span)

    def _end_paragraph(self) -> None:
        spans, self._spans, self._space = self._spans, [], None
        marker, self._marker = _label(self._marker), ""
        if is_blank("".join(span.text for span in spans).replace("\n", " ").replace("\t", " ")):
            return
        if self._count >= MOST_PARAGRAPHS:
            raise TooMuchText
        label, self._item = marker or self._item, ""
        look = self._made_of
        tidied = merged([span._replace(text=tidy(span.text)) for span in spans])
        self._into.append(Paragraph(self._count, tidied, label, look.outline, look.style, look.story))
        self._count += 1

    def _read_sheet(self, sheet: str) -> None:
        """Keeps what a style sheet says of elements and classes."""
        for rule in _REMARK.sub("", sheet).split("}"):
            before, _, said = rule.rpartition("{")
            selectors = before.rpartition("{")[2]
            if len(selectors) > _LONGEST_RULE or len(said) > _LONGEST_RULE or not _TELLING.search(said):
                continue
            for selector in selectors.split(","):
                if match := _SELECTOR.fullmatch(selector.strip()):
                    rules = self._rules.setdefault(((match[1] or "").lower(), match[2] or ""), [])
                    if len(rules) < _MOST_RULES:
                        rules.append(said)

    def _look(self, tag: str, name: str, style: str, face: str) -> _Look:
        """The look of a new element; Word gives thousands of them the same few."""
        key = (tag, name, style, face, self._looks[-1])
        if key not in self._known:
            names = name.split()
            rules = [(tag, ""), *(("", one) for one in names), *((tag, one) for one in names)]
            css = ";".join((*(said for rule in rules for said in self._rules.get(rule, ())), style))
            self._known[key] = _look(tag, names, css, face, self._looks[-1])
        return self._known[key]


def _look(tag: str, names: list[str], css: str, face: str, around: _Look) -> _Look:
    look = around
    if tag in ("b", "strong"):
        look = replace(look, bold=True)
    elif tag in ("i", "em"):
        look = replace(look, italic=True)
    elif tag in _BREAKS:
        outline = int(tag[1]) - 1 if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else None
        style = names[0] if names and names[0] != _DEFAULT_CLASS else ""
        look = replace(look, outline=outline, style=style, bold=look.bold or outline is not None)
    if weights := _WEIGHT.findall(css):
        named = weights[-1].lower()
        bold = int(named[:4]) >= 600 if named.isascii() and named.isdecimal() else named in ("bold", "bolder")
        look = replace(look, bold=bold)
    if slants := _SLANT.findall(css):
        look = replace(look, italic=slants[-1].lower() in ("italic", "oblique"))
    if fonts := _FONT.findall(css):
        look = replace(look, font=fonts[-1].strip())
    elif face:
        look = replace(look, font=face.split(",")[0].strip())
    if levels := _OUTLINE.findall(css):
        look = replace(look, outline=int(levels[-1]) - 1)
    if _MARKER.search(css):
        look = replace(look, marker=True)
    if _NOTES.search(css):
        look = replace(look, story=Story.NOTE)
    if tag in _UNSEEN or not _HIDDEN_CLASSES.isdisjoint(names) or _HIDDEN.search(css):
        look = replace(look, hidden=True)
    return look


def _parted(text: str) -> tuple[str, str, str]:
    """The space before, the words, the space after."""
    words = text.strip(" ")
    return text[: len(text) - len(text.lstrip(" "))], words, text[len(text.rstrip(" ")) :]


def _label(text: str) -> str:
    """What stands before a paragraph of a list: "2.1.", "a)", and "-" for any bullet."""
    said = " ".join(text.split())
    if said and (not any(char.isalnum() for char in said) or (len(said) == 1 and not said.isdigit())):
        return "-"
    return said


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1
