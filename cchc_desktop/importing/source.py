"""What a file says, before anyone decides what it is: paragraphs and tables in reading order."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from cchc_desktop.domain.refusal import Refusal

MOST_PAGES = 150
"""Beyond this a file is no periodic report of one office."""

MOST_LETTERS, MOST_PARAGRAPHS = MOST_PAGES * 2_200, MOST_PAGES * 60
"""What so many pages hold at most."""

_ODD = re.compile("[\u200b\u200c\u200d\u2060\ufeff\uf020-\uf0ff]")


class OldWordFile(Refusal):
    """A file of Word from before .docx, or RTF: a program that knows it must turn it into .docx first."""


class Story(Enum):
    """Where in a document a paragraph stands."""

    BODY = auto()
    BOX = auto()
    NOTE = auto()
    CONTENTS = auto()
    MARGIN = auto()


class Span(NamedTuple):
    """A stretch of one look, with line breaks and tabs as characters."""

    text: str
    bold: bool = False
    italic: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `index` counts the paragraphs of the file that are not blank, from 0.

    `label` is the number or bullet that Word itself prints before it; `outline` its heading level from 0, None
    for body text; `style` the id of its style.
    """

    index: int
    spans: tuple[Span, ...]
    label: str = ""
    outline: int | None = None
    style: str = ""
    story: Story = Story.BODY

    @property
    def text(self) -> str:
        return "".join([span.text for span in self.spans])


class Cell(NamedTuple):
    """A cell from its upper left corner, counted from 0, and how far it reaches. `diagonal`: it is cut in two."""

    row: int
    column: int
    rowspan: int
    colspan: int
    blocks: tuple["Block", ...]
    diagonal: bool = False

    def paragraphs(self) -> Iterator[Paragraph]:
        return paragraphs(self.blocks)

    @property
    def text(self) -> str:
        return " ".join(" ".join(paragraph.text for paragraph in self.paragraphs()).split())


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by row, then column; where cells are merged only the first is listed."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A whole file. `own`: this program wrote it. `remarks` are sentences on what was read in a special way."""

    blocks: tuple[Block, ...]
    own: bool = False
    remarks: tuple[str, ...] = ()


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph, those in tables too, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from paragraphs(cell.blocks)


def with_paragraphs(blocks: tuple[Block, ...], changed: dict[int, Paragraph]) -> tuple[Block, ...]:
    """The same blocks with the paragraphs of `changed`, by index, in place of what they were."""

    def block(old: Block) -> Block:
        if isinstance(old, Paragraph):
            return changed.get(old.index, old)
        return replace(
            old, cells=tuple(cell._replace(blocks=with_paragraphs(cell.blocks, changed)) for cell in old.cells)
        )

    return tuple(block(old) for old in blocks)


def tidy(text: str) -> str:
    """NFC without letters that take no room; letters of a symbol font as what they are in others."""
    if text.isascii():
        return text
    if _ODD.search(text):
        text = _ODD.sub(lambda match: chr(ord(match[0]) - 0xF000) if "\uf020" <= match[0] <= "\uf0ff" else "", text)
    return unicodedata.normalize("NFC", text)


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbours of one look as one span."""
    if len(spans) == 1:
        return (spans[0],)
    looks = groupby(spans, key=itemgetter(slice(1, None)))
    return tuple(Span(tidy("".join([span.text for span in alike])), *look) for look, alike in looks)


def changes_remark(count: int) -> str:
    """What is said of tracked changes."""
    return f"Tệp có {count} chỗ sửa đang được theo dõi (Track Changes): đã đọc như khi chấp nhận tất cả."


def too_long() -> Refusal:
    """Says that a file is no report, since it is too long for one."""
    return Refusal(f"Tệp dài hơn {MOST_PAGES} trang, quá dài so với một báo cáo nên không được nhập.")
