"""Reading a .docx into neutral pieces: the text that Word would print, changes accepted."""

import re
import unicodedata
from collections.abc import Iterator

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.source import Block, Cell, Paragraph, Source, Span, Story, Table
from cchc_desktop.importing.word_numbering import Numbering
from cchc_desktop.importing.word_styles import Look, Styles, heading_level, paragraph_look, run_look
from cchc_desktop.importing.word_xml import MC, Element, Parts, W, number, open_word, switch, value
from cchc_desktop.text.normal import is_blank

MOST_PAGES = 150
"""Beyond this a file is no periodic report of one office."""

_LETTERS_A_PAGE = 2_200
_PARAGRAPHS_A_PAGE = 60
_MOST_COLUMNS = 63
_OWN_TABLE_STYLE = "KhungVanBan"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_SKIPPED = {
    W + tag
    for tag in "del moveFrom rPr pPr instrText delText delInstrText footnoteRef endnoteRef annotationRef sectPr".split()
}
_PARAGRAPH, _TABLE, _RUN, _TEXT = W + "p", W + "tbl", W + "r", W + "t"
_PARAGRAPH_LOOK, _RUN_LOOK, _RUN_STYLE, _CELL_LOOK = W + "pPr", W + "rPr", W + "rStyle", W + "tcPr"
_PARAGRAPH_STYLE, _SPAN, _MERGE, _BORDERS = W + "pStyle", W + "gridSpan", W + "vMerge", W + "tcBorders"
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_CHANGES = tuple(W + tag for tag in ("ins", "del", "moveFrom", "moveTo"))
_BULLETS = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf02d\uf0e8]")


def read_word(data: bytes) -> Source:
    """What a .docx says. Refused in one sentence where it is none, could do harm, has no text or is too long."""
    parts = open_word(data)
    reader = _Reader(parts)
    blocks = tuple(reader.story(parts.body, Story.BODY))
    if not reader.count:
        if parts.has_pictures:
            raise Refusal(
                "Tệp chỉ có ảnh, không có chữ để đọc; hãy xin bản Word có chữ, hoặc nhận dạng chữ trong ảnh trước."
            )
        raise Refusal("Tệp không có chữ nào.")
    margins = [block for part in parts.margins for block in reader.story(part, Story.MARGIN)]
    return Source((*blocks, *margins), own=_OWN_TABLE_STYLE in reader.styles, remarks=tuple(reader.remarks()))


def tidy(text: str) -> str:
    """NFC without letters that take no room."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


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
            yield f"Tệp có {changes} chỗ sửa đang được theo dõi (Track Changes): đã đọc như khi chấp nhận tất cả."
        if self._box_count:
            yield f"Tệp có {self._box_count} hộp văn bản: chữ trong hộp được đọc ngay sau đoạn chứa hộp."
        if self._parts.has_comments:
            yield "Tệp có nhận xét bên lề: nhận xét không được nhập."

    def story(self, container: Element, story: Story) -> Iterator[Block]:
        """The blocks of a body, a cell, a box or a note."""
        for element in container.iterchildren("*"):
            tag = element.tag
            if tag == _PARAGRAPH:
                yield from self._paragraph(element, story)
            elif tag == _TABLE:
                yield self._table(element, story)
            elif tag == W + "sdt":
                content = element.find(W + "sdtContent")
                if content is not None:
                    inside = Story.CONTENTS if self._is_contents(element) else story
                    yield from self.story(content, inside)
            elif tag in (W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
                yield from self.story(element, story)
            elif tag == MC + "AlternateContent":
                chosen = element.find(MC + "Choice")
                if chosen is not None:
                    yield from self.story(chosen, story)
        if self._carried:
            spans, self._carried = tuple(self._carried), []
            yield from self._made(spans, story, "", None, "")

    @staticmethod
    def _is_contents(element: Element) -> bool:
        return value(element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) == "Table of Contents"

    def _paragraph(self, element: Element, story: Story) -> Iterator[Block]:
        properties = element.find(_PARAGRAPH_LOOK)
        key = value(properties.find(_PARAGRAPH_STYLE)) if properties is not None else ""
        look = self.styles.paragraph(key)
        # Most paragraphs say no more than their style.
        list_look = (
            look if properties is None or (key and len(properties) == 1) else paragraph_look(properties).over(look)
        )
        if len(element) == (properties is not None) and not list_look.list_key and not self._carried:
            return
        spans = list(self._spans(element, look))
        boxes, self._boxes = self._boxes, []
        cited, self._cited = self._cited, []
        mark = properties.find(_RUN_LOOK) if properties is not None else None
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            # Its end is deleted: it runs on into the next paragraph.
            self._carried += spans
        else:
            spans, self._carried = [*self._carried, *spans], []
            label = ""
            if list_look.list_key and list_look.list_key != "0":
                label = self._numbering.label(list_look.list_key, list_look.list_level or 0)
            where = Story.CONTENTS if look.name.startswith("toc ") else story
            yield from self._made(tuple(spans), where, label, heading_level(list_look), key)
        for box in boxes:
            self._box_count += 1
            yield from self.story(box, Story.BOX if story is Story.BODY else story)
        for note in cited:
            if note in self._notes:
                yield from self.story(self._notes.pop(note), Story.NOTE)

    def _made(
        self, spans: tuple[Span, ...], story: Story, label: str, outline: int | None, style: str
    ) -> Iterator[Paragraph]:
        text = "".join([span.text for span in spans])
        if is_blank(text) or is_blank(text.replace("\n", " ").replace("\t", " ")):
            return
        self.letters += len(text)
        self.count += 1
        pages = max(self.breaks + 1, self.letters // _LETTERS_A_PAGE, self.count // _PARAGRAPHS_A_PAGE)
        if pages > MOST_PAGES:
            raise Refusal(f"Tệp dài hơn {MOST_PAGES} trang, quá dài so với một báo cáo nên không được nhập.")
        yield Paragraph(self.count - 1, _merged(spans), label, outline, style, story)

    def _spans(self, element: Element, base: Look) -> Iterator[Span]:
        """The runs of a paragraph in order, through links, fields, content controls and accepted insertions."""
        for child in element:
            if child.tag == _RUN:
                yield from self._run(child, base)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self._spans(content, base)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._spans(child, base)

    def _run(self, run: Element, base: Look) -> Iterator[Span]:
        look = base
        text = ""
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text += child.text or ""
            elif tag == _RUN_LOOK:
                style = value(child.find(_RUN_STYLE)) if len(child) else ""
                look = run_look(child).over(self.styles.look(style).over(base) if style else base)
            elif tag not in _SKIPPED:
                text += self._other(child)
        if text:
            if not text.isascii():
                text = tidy(_PRIVATE.sub(lambda match: chr(ord(match[0]) - 0xF000), text))
            yield Span(text, bool(look.bold), bool(look.italic), look.font or "")

    def _other(self, child: Element) -> str:
        """What anything but plain text prints; text boxes and notes are kept for after the paragraph."""
        name = str(child.tag).removeprefix(W)
        if name in ("br", "cr"):
            self.breaks += value(child, "type") == "page"
            return "\n"
        if name == "lastRenderedPageBreak":
            self.breaks += 1
        elif name == "sym":
            return _symbol(value(child, "char"))
        elif name in ("footnoteReference", "endnoteReference"):
            self._cited.append((name.removesuffix("Reference") + "s", value(child, "id")))
        elif name not in _SIGNS and isinstance(child.tag, str):
            self._boxes += _boxes(child)
        return _SIGNS.get(name, "")

    def _table(self, element: Element, story: Story) -> Table:
        cells: list[Cell] = []
        hanging: dict[int, int] = {}
        width = row_number = 0
        for row in _unwrapped(element, "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            before = properties.find(W + "gridBefore") if properties is not None else None
            column = min(number(value(before)) or 0, _MOST_COLUMNS)
            for cell in _unwrapped(row, "tc"):
                look = cell.find(_CELL_LOOK)
                span, merge, diagonal = 1, None, False
                if look is not None:
                    span = max(1, min(number(value(look.find(_SPAN))) or 1, _MOST_COLUMNS))
                    merge = look.find(_MERGE)
                    borders = look.find(_BORDERS)
                    diagonal = borders is not None and any(
                        switch(borders.find(W + side)) for side in ("tl2br", "tr2bl")
                    )
                blocks = tuple(self.story(cell, story))
                above = hanging.get(column)
                if merge is not None and value(merge) != "restart" and above is not None:
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


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """The rows or cells of a table, also those inside content controls and insertions."""
    for child in parent.iterchildren("*"):
        if child.tag == W + tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from _unwrapped(child, tag)


def _boxes(element: Element) -> list[Element]:
    """The text boxes of a drawing; of two forms of the same drawing only the first."""
    boxes: list[Element] = []
    if element.tag == W + "txbxContent":
        return [element]
    for child in element.iterchildren("*"):
        if child.tag != MC + "Fallback" or element.find(MC + "Choice") is None:
            boxes += _boxes(child)
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


def _merged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Neighbours of one look as one span."""
    if len(spans) == 1:
        return spans
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and (last.bold, last.italic, last.font) == (span.bold, span.italic, span.font):
            merged[-1] = Span(tidy(last.text + span.text), span.bold, span.italic, span.font)
        else:
            merged.append(span)
    return tuple(merged)
