"""A file as one stream of lines and tables of figures: what only sets text side by side is taken apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cchc_desktop.importing.grid import LEAST_COLUMNS, MOST_COLUMNS, MOST_ROWS, Grid, grid_of
from cchc_desktop.importing.source import Block, Cell, Paragraph, Source, Span, Story, Table
from cchc_desktop.text.marks import Run, write
from cchc_desktop.text.normal import is_blank, normal

_DASH = re.compile(r"\s*[-–—•●▪◦‑−]\s*")
_PART = r"phần\s+(?:thứ\s+)?(?P<part>[IVX]+|nhất|một|hai|ba|tư|bốn|năm|sáu|\d)"
_BARE_PART = re.compile(rf"{_PART}\s*[.:]?", re.IGNORECASE)
_PARTS = {"nhất": "I", "một": "I", "hai": "II", "ba": "III", "tư": "IV", "bốn": "IV", "năm": "V", "sáu": "VI"}
_LABEL = re.compile(
    rf"\s*(?:{_PART}\s*[.:)\-–]\s*"
    r"|(?P<roman>[IVX]{1,5})\s*[./):\-–](?!v\b)\s*"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?:[./):]\s*|\s+)"
    r"|(?P<arabic>\d{1,2})\s*[./)](?!\d)\s*"
    r"|(?P<letter>[a-zđ])\s*[).]\s+|(?P<closed>[a-zđ])\)\s*)",
    re.IGNORECASE,
)
# Room that is left for number and day to be written in parts no columns.
_BETWEEN_COLUMNS = re.compile(
    r"\t+|(?<!số)(?<!số:)(?<!ngày)(?<!tháng)(?<!năm)(?<!\s)[^\S\t]{3,}(?!/|tháng\b|năm\b)", re.IGNORECASE
)
_LONG_WORDS, _LONGEST_PART = 60, 20


@dataclass(frozen=True)
class Line:
    """A line of text: a paragraph, or a part of it between line breaks. `breaks` tells that a line follows it there.

    `column` is the column of the table that it was set in, None outside tables.
    """

    spans: tuple[Span, ...]
    sources: tuple[int, ...]
    word_label: str = ""
    outline: int | None = None
    style: str = ""
    story: Story = Story.BODY
    column: int | None = None

    @cached_property
    def text(self) -> str:
        return "".join(span.text for span in self.spans).strip()

    @cached_property
    def has_dash(self) -> bool:
        return self.word_label in ("-", "+") or (not self.word_label and _DASH.match(self.text) is not None)

    @cached_property
    def _typed_label(self) -> re.Match[str] | None:
        return None if self.word_label else _LABEL.match(self.text)

    @cached_property
    def label(self) -> str:
        """The number before the text without its punctuation: "II", "2.1", "a", or ""."""
        if self.word_label:
            return "" if self.has_dash else self.word_label.strip(" .)/:")
        match = self._typed_label
        label = next((group for group in match.groups() if group), "") if match else ""
        return _PARTS.get(label.lower(), label)

    @cached_property
    def title(self) -> str:
        """The text behind the number, without the colon at its end."""
        match = self._typed_label
        return (self.text[match.end() :] if match else self.text).strip(" \t:.")

    @cached_property
    def is_bold(self) -> bool:
        """Whether all that carries letters is bold."""
        return all(span.bold for span in self.spans if any(char.isalnum() for char in span.text))

    @cached_property
    def is_capital(self) -> bool:
        return self.title.isupper()

    def marked(self, keep_dash: bool = False) -> str:
        """The text as an entry: marked where bold or italic, without its dash."""
        text = write([Run(normal(span.text), span.bold, span.italic) for span in _trimmed(self.spans, keep_dash)])
        return text if not self.word_label or self.has_dash else f"{self.word_label} {text}"


@dataclass(frozen=True)
class Figures:
    """A table of figures, with the index of every paragraph in it."""

    grid: Grid
    sources: tuple[int, ...]


Item = Line | Figures


def flow(source: Source) -> list[Item]:
    """Every line and table of figures in reading order; each paragraph of the file is in exactly one place."""
    items: list[Item] = []
    for item in _items(source.blocks, None):
        last = items[-1] if items else None
        if isinstance(item, Line) and isinstance(last, Line) and _is_bare_part(last) and not item.label:
            # "Phần thứ nhất" on a line of its own.
            named = replace(last, spans=(*last.spans, Span("" if last.text.endswith((".", ":")) else ".")))
            items[-1] = join([named, replace(item, outline=item.outline if last.outline is None else last.outline)])
        else:
            items.append(item)
    return items


def _is_bare_part(line: Line) -> bool:
    return len(line.text) < _LONGEST_PART and _BARE_PART.fullmatch(line.text) is not None


def join(lines: list[Line]) -> Line:
    """Lines that were one before a page or a line ended."""
    first, *rest = lines
    spans = list(first.spans)
    for line in rest:
        spans += [Span(" "), *line.spans]
    sources = dict.fromkeys(index for line in lines for index in line.sources)
    return Line(tuple(spans), tuple(sources), first.word_label, first.outline, first.style, first.story, first.column)


def column_parts(line: Line) -> list[str]:
    """What a line sets side by side with tabs or rows of blanks."""
    return [part.strip() for part in _BETWEEN_COLUMNS.split(line.text) if part.strip()]


def _items(blocks: tuple[Block, ...], column: int | None) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _lines(block, column)
        elif _may_be_figures(block) and (grid := grid_of(block)).holds_figures:
            yield Figures(grid, tuple(p.index for cell in block.cells for p in cell.paragraphs()))
        else:
            for cell in _reading_order(block):
                yield from _items(cell.blocks, cell.column if block.columns > 1 else column)


def _may_be_figures(table: Table) -> bool:
    return LEAST_COLUMNS <= table.columns <= MOST_COLUMNS and table.rows <= MOST_ROWS


def _reading_order(table: Table) -> list[Cell]:
    """Row by row; a table of short cells in two columns, as a letter's head or signature, column by column."""
    if table.columns == 2 and all(len(cell.text.split()) < _LONG_WORDS for cell in table.cells):
        return sorted(table.cells, key=lambda cell: (cell.column, cell.row))
    return list(table.cells)


def _lines(paragraph: Paragraph, column: int | None) -> Iterator[Line]:
    """The lines of a paragraph. Word's own number belongs to the first."""
    if not any("\n" in span.text for span in paragraph.spans):
        yield _line(paragraph, paragraph.spans, paragraph.label, column)
        return
    lines: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *rest = span.text.split("\n")
        lines[-1].append(Span(first, span.bold, span.italic, span.font))
        lines += [[Span(text, span.bold, span.italic, span.font)] for text in rest]
    label = paragraph.label
    for spans in lines:
        if is_blank("".join(span.text for span in spans).replace("\t", " ")):
            continue
        yield _line(paragraph, tuple(spans), label, column)
        label = ""


def _line(paragraph: Paragraph, spans: tuple[Span, ...], label: str, column: int | None) -> Line:
    return Line(spans, (paragraph.index,), label, paragraph.outline, paragraph.style, paragraph.story, column)


def _trimmed(spans: tuple[Span, ...], keep_dash: bool) -> Iterator[Span]:
    """The spans without blanks and dash before, and without blanks after."""
    text = "".join(span.text for span in spans)
    dash = None if keep_dash else _DASH.match(text)
    start = dash.end() if dash else len(text) - len(text.lstrip())
    end = len(text.rstrip())
    position = 0
    for span in spans:
        cut = span.text[max(0, start - position) : max(0, end - position)]
        position += len(span.text)
        if cut:
            yield Span(cut, span.bold, span.italic)
