"""HTML from other programs as plain paragraphs: only bold and italic."""

from collections.abc import Iterator

from cchc_desktop.importing.html_reader import read_html
from cchc_desktop.importing.source import Block, Span, Table
from cchc_desktop.text.marks import Run


def paragraphs(html: str, most_characters: int) -> list[list[Run]]:
    """The paragraphs in order, without numbers and bullets; a line break ends one, a table row is one. No slots.

    Raises TooMuchText and ValueError as `read_html` does.
    """
    return [
        [Run(span.text, span.bold, span.italic) for span in line]
        for block in read_html(html, most_characters).blocks
        for line in _lines(block)
    ]


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
