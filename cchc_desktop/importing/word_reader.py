"""Reading a .docx into neutral pieces: the text that Word would print, changes accepted."""

import re
from collections.abc import Iterator

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.source import (
    MOST_LETTERS,
    MOST_PAGES,
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
    too_long,
)
from cchc_desktop.importing.word_numbering import Numbering
from cchc_desktop.importing.word_styles import Look, Styles, heading_level, paragraph_says, run_says
from cchc_desktop.importing.word_xml import MC, Element, Parts, W, child, number, open_word, properties, switch, value
from cchc_desktop.text.normal import is_blank

_MOST_COLUMNS = 63
_OWN_TABLE_STYLE = "KhungVanBan"
_SKIPPED = {
    W + tag
    for tag in "del moveFrom rPr pPr instrText delText delInstrText footnoteRef endnoteRef annotationRef sectPr".split()
}
_PARAGRAPH, _TABLE, _RUN, _TEXT = W + "p", W + "tbl", W + "r", W + "t"
_PARAGRAPH_LOOK, _RUN_LOOK, _CELL_LOOK = W + "pPr", W + "rPr", W + "tcPr"
_SPAN, _MERGE, _BORDERS = W + "gridSpan", W + "vMerge", W + "tcBorders"
_ROW_LOOK, _DELETED, _DIAGONALS = W + "trPr", W + "del", (W + "tl2br", W + "tr2bl")
_CONTROL, _CONTENT, _BOX = W + "sdt", W + "sdtContent", W + "txbxContent"
_WRAPPERS = (W + "customXml", W + "ins", W + "moveTo", W + "smartTag")
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_CHANGES = tuple(W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_BULLETS = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf02d\uf0e8]")


def read_word(data: bytes) -> Source:
    """What a .docx says. Refused in one sentence where it is none, could do harm, has no text or is too long."""
    parts = open_word(data)
    reader = _Reader(parts)
    blocks = reader.blocks(parts.body, Story.BODY)
    if not reader.count:
        if parts.has_pictures:
            raise Refusal(
                "Tệp chỉ có ảnh, không có chữ để đọc; hãy xin bản Word có chữ, hoặc nhận dạng chữ trong ảnh trước."
            )
        raise Refusal("Tệp không có chữ nào.")
    margins = [block for part in parts.margins for block in reader.blocks(part, Story.MARGIN)]
    return Source((*blocks, *margins), own=_OWN_TABLE_STYLE in reader.styles, remarks=tuple(reader.remarks()))


class _Reader:
    """Walks through a document in reading order."""

    def __init__(self, parts: Parts) -> None:
        self.styles = Styles(parts.styles)
        self.count = self.letters = self.breaks = 0
        self._parts = parts
        self._numbering = Numbering(parts.numbering)
        self._notes = {
            (kind, value(note, "id")): note
            for kind, root in parts.notes.items()
            for note in root.iterchildren(W + "footnote", W + "endnote")
            if not value(note, "type")
        }
        self._boxes: list[Element] = []
        self._cited: list[tuple[str, str]] = []
        self._carried: list[Span] = []
        self._box_count = 0

    def remarks(self) -> Iterator[str]:
        body = self._parts.document
        changes = sum(1 for _ in body.iter(*_CHANGES))
        if changes:
            yield changes_remark(changes)
        if self._box_count:
            yield f"Tệp có {self._box_count} hộp văn bản: chữ trong hộp được đọc ngay sau đoạn chứa hộp."
        if self._parts.has_comments:
            yield "Tệp có nhận xét bên lề: nhận xét không được nhập."

    def blocks(self, container: Element, story: Story) -> tuple[Block, ...]:
        """The blocks of a body, a cell or a margin."""
        into: list[Block] = []
        self._read(container, story, into)
        return tuple(into)

    def _read(self, container: Element, story: Story, into: list[Block]) -> None:
        for element in container:
            tag = element.tag
            if tag == _PARAGRAPH:
                self._add_paragraph(element, story, into)
            elif tag == _TABLE:
                into.append(self._table(element, story))
            elif tag == _CONTROL:
                content = child(element, _CONTENT)
                if content is not None:
                    self._read(content, Story.CONTENTS if _is_contents(element) else story, into)
            elif tag in _WRAPPERS:
                self._read(element, story, into)
            elif tag == MC + "AlternateContent":
                chosen = child(element, MC + "Choice")
                if chosen is not None:
                    self._read(chosen, story, into)
        if self._carried:
            spans, self._carried = self._carried, []
            self._add_made(spans, story, "", None, "", into)

    def _add_paragraph(self, element: Element, story: Story, into: list[Block]) -> None:
        said = properties(element, _PARAGRAPH_LOOK)
        key, own_look, runs_on = paragraph_says(said)
        look = self.styles.paragraph(key)
        list_look = own_look.over(look)
        if len(element) == (said is not None) and not list_look.list_key and not self._carried:
            return
        spans: list[Span] = []
        self._add_spans(spans, element, look)
        boxes, cited = self._boxes, self._cited
        if boxes or cited:
            self._boxes, self._cited = [], []
        if runs_on:
            self._carried += spans
        else:
            if self._carried:
                spans, self._carried = self._carried + spans, []
            label = ""
            if list_look.list_key and list_look.list_key != "0":
                label = self._numbering.label(list_look.list_key, list_look.list_level or 0)
            where = Story.CONTENTS if look.name.startswith("toc ") else story
            self._add_made(spans, where, label, heading_level(list_look), key, into)
        for box in boxes:
            self._box_count += 1
            self._read(box, Story.BOX if story is Story.BODY else story, into)
        for note in cited:
            if note in self._notes:
                self._read(self._notes.pop(note), Story.NOTE, into)

    def _add_made(
        self, spans: list[Span], story: Story, label: str, outline: int | None, style: str, into: list[Block]
    ) -> None:
        text = "".join([span.text for span in spans])
        if is_blank(text.replace("\n", " ").replace("\t", " ")):
            return
        self.letters += len(text)
        self.count += 1
        if self.breaks >= MOST_PAGES or self.letters > MOST_LETTERS or self.count > MOST_PARAGRAPHS:
            raise too_long()
        into.append(Paragraph(self.count - 1, merged(spans), label, outline, style, story))

    def _add_spans(self, spans: list[Span], element: Element, base: Look) -> None:
        """The runs of a paragraph in order, through links, fields, content controls and accepted insertions."""
        for part in element:
            tag = part.tag
            if tag == _RUN:
                self._add_run(spans, part, base)
            elif tag == _CONTROL:
                content = child(part, _CONTENT)
                if content is not None:
                    self._add_spans(spans, content, base)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self._add_spans(spans, part, base)

    def _add_run(self, spans: list[Span], run: Element, base: Look) -> None:
        bold, italic, font = base.bold, base.italic, base.font
        text = ""
        for part in run:
            tag = part.tag
            if tag == _TEXT:
                text += part.text or ""
            elif tag == _RUN_LOOK:
                says = run_says(part)
                under = self.styles.look(says.style).over(base) if says.style else base
                bold = under.bold if says.bold is None else says.bold
                italic = under.italic if says.italic is None else says.italic
                font = under.font if says.font is None else says.font
            elif tag not in _SKIPPED:
                text += self._other(part)
        if text:
            if not text.isascii():
                text = tidy(text)
            spans.append(Span(text, bool(bold), bool(italic), font or ""))

    def _other(self, element: Element) -> str:
        """What anything but plain text prints; text boxes and notes are kept for after the paragraph."""
        name = str(element.tag).removeprefix(W)
        if name in ("br", "cr"):
            self.breaks += value(element, "type") == "page"
            return "\n"
        if name == "lastRenderedPageBreak":
            self.breaks += 1
        elif name == "sym":
            return _symbol(value(element, "char"))
        elif name in ("footnoteReference", "endnoteReference"):
            self._cited.append((name.removesuffix("Reference") + "s", value(element, "id")))
        elif name not in _SIGNS and next(element.iter(_BOX), None) is not None:
            self._boxes += _boxes(element)
        return _SIGNS.get(name, "")

    def _table(self, element: Element, story: Story) -> Table:
        cells: list[Cell] = []
        hanging: dict[int, int] = {}
        width = row_number = 0
        for row in _unwrapped(element, "tr"):
            said = child(row, _ROW_LOOK)
            if said is not None and child(said, _DELETED) is not None:
                continue
            before = child(said, W + "gridBefore") if said is not None else None
            column = min(number(value(before)) or 0, _MOST_COLUMNS)
            for cell in _unwrapped(row, "tc"):
                span, merge, diagonal = _cell_look(cell)
                blocks = self.blocks(cell, story)
                above = hanging.get(column)
                if merge == "continue" and above is not None:
                    upper = cells[above]
                    cells[above] = Cell(
                        upper.row,
                        upper.column,
                        row_number - upper.row + 1,
                        upper.colspan,
                        upper.blocks + blocks,
                        upper.diagonal,
                    )
                else:
                    hanging[column] = len(cells)
                    cells.append(Cell(row_number, column, 1, span, blocks, diagonal))
                column += span
            width = max(width, column)
            row_number += 1
        return Table(row_number, width, tuple(cells))


def _is_contents(element: Element) -> bool:
    return value(element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) == "Table of Contents"


def _cell_look(cell: Element) -> tuple[int, str, bool]:
    """How many columns a cell covers; "restart" or "continue" where it is merged downwards; whether a line cuts it."""
    said = properties(cell, _CELL_LOOK)
    span, merge, diagonal = 1, "", False
    if said is not None:
        for one in said:
            tag = one.tag
            if tag == _SPAN:
                span = max(1, min(number(value(one)) or 1, _MOST_COLUMNS))
            elif tag == _MERGE:
                merge = "restart" if value(one) == "restart" else "continue"
            elif tag == _BORDERS:
                diagonal = any(switch(side) for side in one.iterchildren(*_DIAGONALS))
    return span, merge, diagonal


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """The rows or cells of a table, also those inside content controls and insertions."""
    wanted = W + tag
    for element in parent.iterchildren("*"):
        if element.tag == wanted:
            yield element
        elif element.tag in (_CONTROL, _CONTENT, *_WRAPPERS):
            yield from _unwrapped(element, tag)


def _boxes(element: Element) -> list[Element]:
    """The text boxes of a drawing; of two forms of the same drawing only the first."""
    boxes: list[Element] = []
    if element.tag == _BOX:
        return [element]
    for part in element.iterchildren("*"):
        if part.tag != MC + "Fallback" or child(element, MC + "Choice") is None:
            boxes += _boxes(part)
    return boxes


def _symbol(code: str) -> str:
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    char = chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point < 0xFFFE else ""
    if _BULLETS.match(char):
        return "-"
    return chr(point - 0xF000) if 0xF020 <= point <= 0xF0FF else char
