"""What an import came to, before anything is stored: pieces with their places, for a person to review."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import AppendixData, Report
from cchc_desktop.importing.legacy_text import Conversion


class NeedsPeriod(Refusal):
    """Nobody says which period a file is the report of."""


class Confidence(Enum):
    """How sure the program is of a place, in the words that the person reads."""

    SURE = "chắc chắn"
    NEAR = "gần đúng"
    UNSURE = "chưa rõ"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the old text. `text` is what would be stored, `original` what the file says.

    `target` is a place as in `cchc-report/1` without an index ("sections.chi_dao.ke_hoach", "document.date",
    "opening"), None where none is known; `sources` are the paragraphs of the file it is made of, counted from 0.
    """

    text: str
    target: str | None
    confidence: Confidence
    why: str
    sources: tuple[int, ...]
    original: str


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """A table of figures that became the cells of an appendix. `unreadable` is by place, as in `Report`.

    What of it had no cell to go to stands among the pieces.
    """

    appendix: str
    data: AppendixData
    unreadable: Mapping[str, str]
    confidence: Confidence
    why: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text that is not taken over, with the reason: the program prints it itself."""

    text: str
    why: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number in a sentence that may be a figure of the template; `start` to `end` is where it stands in `sentence`.

    `piece` is the index of the piece that holds the sentence.
    """

    key: str
    value: int
    sentence: str
    start: int
    end: int
    piece: int
    confidence: Confidence


@dataclass(frozen=True)
class Import:
    """A read file. `draft` is the report of its template and period with nothing in it but what the review adds.

    Every paragraph of the file is among the sources of a piece, a table or what is left out. `missing` are the
    sections of the template that the file has no heading for; `remarks` are sentences for the person.
    """

    draft: Report
    pieces: tuple[Piece, ...]
    tables: tuple[ImportedTable, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    figures: tuple[FoundFigure, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class OldReport:
    """A file of someone else, by its name and bytes, and what it came to.

    `docx` is what it was read from where that is not the file itself: what an old .doc was turned into.
    """

    name: str
    data: bytes
    imported: Import
    docx: bytes | None = None
