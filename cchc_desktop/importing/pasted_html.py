"""What other programs put on the clipboard, as plain paragraphs in Unicode: only bold and italic."""

from collections.abc import Iterator
from typing import NamedTuple

from cchc_desktop.importing.html_reader import read_html
from cchc_desktop.importing.legacy_text import Conversion, to_unicode
from cchc_desktop.importing.source import Block, Paragraph, Source, Span, Table
from cchc_desktop.text.marks import Run


class Pasted(NamedTuple):
    """Paragraphs without slots, and what of them was in TCVN3 or VNI."""

    paragraphs: list[list[Run]]
    conversions: tuple[Conversion, ...]


def from_html(html: str, most_characters: int) -> Pasted:
    """The paragraphs in order, without numbers and bullets; a line break ends one, a table row is one.

    Raises TooMuchText and ValueError as `read_html` does.
    """
    return _pasted(read_html(html, most_characters))


def from_text(text: str) -> Pasted:
    """The lines of a text without looks."""
    lines = text.splitlines()
    return _pasted(Source(tuple(Paragraph(index, (Span(line),)) for index, line in enumerate(lines))))


def _pasted(read: Source) -> Pasted:
    source, conversions = to_unicode(read)
    lines = (line for block in source.blocks for line in _lines(block))
    return Pasted([[Run(span.text, span.bold, span.italic) for span in line] for line in lines], conversions)


def _lines(block: Block) -> Iterator[list[Span]]:
    if isinstance(block, Table):
        rows: list[list[Span]] = [[] for _ in range(block.rows)]
        for cell in block.cells:
            for paragraph in cell.paragraphs():
                line = rows[cell.row]
                line += [Span(" "), *paragraph.spans] if line else paragraph.spans
        yield from ([span._replace(text=span.text.replace("\n", " ")) for span in line] for line in rows if line)
        return
    lines: list[list[Span]] = [[]]
    for span in block.spans:
        first, *rest = span.text.split("\n")
        lines[-1].append(span._replace(text=first))
        lines += [[span._replace(text=text)] for text in rest]
    yield from ([span for span in line if span.text] for line in lines)
