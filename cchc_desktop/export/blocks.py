"""What a document consists of, before anyone decides whether it becomes Word, PDF or pixels.

Blocks hold the words exactly as they are printed. How they look is the style sheet's business: `style` is the
key of one of its paragraph styles. `place` is where a text comes from, as in `cchc-report/1`
("sections.chi_dao.ke_hoach[2]", "document.subject"), or "" where no one place does.
"""

from dataclasses import dataclass
from datetime import date

from cchc_desktop.text.marks import Run


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. With `keep_next` it stays on the page where the next block begins; None: as its style says."""

    style: str
    runs: tuple[Run, ...]
    place: str = ""
    keep_next: bool | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Head:
    """The two blocks at the top of the first page: names over the number on the left, the state on the right.

    `number` and `place_date` stand on one line.
    """

    names: tuple[Paragraph, ...]
    state: tuple[Paragraph, ...]
    number: Paragraph
    place_date: Paragraph


@dataclass(frozen=True, slots=True)
class Signature:
    """Recipients on the left, level with the signer's lines on the right. Never split over two pages."""

    recipients: tuple[Paragraph, ...]
    signer: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that reaches over `columns` and `rows`."""

    style: str
    text: str
    place: str = ""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose `head` is repeated on every page and whose rows are never split.

    Each row lists the cells that begin in it, from left to right; every row covers all columns, with what
    reaches down from above. `label_column` is the index of the one column that holds text.
    """

    column_count: int
    label_column: int
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


Block = Head | Paragraph | Signature | Table


@dataclass(frozen=True, slots=True)
class PageSection:
    """Blocks on pages of their own, counted from 1. `name` is for a list of pages or a sheet's tab."""

    name: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole document: the report itself, then one section for each appendix.

    `day` stands for the document's date in the files' properties, also where it has none yet.
    """

    title: str
    author: str
    day: date
    sections: tuple[PageSection, ...]
