"""What can be found in a report: its texts as a person reads them, each with its place and the name of the place."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc_desktop.domain.fields import FIELDS, Form, text_of
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.template import Section
from cchc_desktop.domain.values import run_text
from cchc_desktop.text.marks import parse
from cchc_desktop.text.searching import Snippet


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a report at a `place` (a path of `cchc-report/1`); `name` is the place as a person would name it."""

    place: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece that has what was looked for: of which report, and the part of its text that shows it."""

    report: int
    period: Period
    status: str
    place: str
    name: str
    snippet: Snippet


def pieces(report: Report) -> Iterator[Piece]:
    """What a person has written, none of it blank: fields, entries, notes and the labels of open rows."""
    return (piece for piece in _pieces(report) if piece.text)


def printed(marked: str, report: Report) -> str:
    """A marked text as it reads: without its marks, slots by their values."""
    return "".join(run_text(run, report) for run in parse(marked))


def section_name(report: Report, section: Section) -> str:
    """A leaf section with the part that it stands in: "Phần II · 2.2. Kiểm soát TTHC"."""
    part = next(part for part in report.template.parts if section in part.leaves())
    whole = f"Phần {part.number.rstrip('.')}" if part.number else part.short
    return f"{whole} · {section.short if section is part else f'{section.number} {section.short}'.strip()}"


def _pieces(report: Report) -> Iterator[Piece]:
    for field in FIELDS:
        text = text_of(report, field)
        marked = field.form is Form.PARAGRAPH
        yield Piece(field.place, field.label, printed(text, report) if marked else "; ".join(text.splitlines()))
    for section in report.template.leaves:
        name = section_name(report, section)
        for index, entry in enumerate(report.sections[section.key]):
            yield Piece(f"sections.{section.key}[{index}].text", name, printed(entry.text, report))
    for key, figure in report.figures.items():
        label = report.template.figure_by_key[key].label
        yield Piece(f"figures.{key}.note", f"Ghi chú của số liệu “{label}”", figure.note or "")
    for appendix in report.template.appendices:
        name = f"Phụ lục “{appendix.short}”"
        for index, row in enumerate(report.appendices[appendix.key].rows):
            place = f"appendices.{appendix.key}.rows[{index}]"
            if appendix.open:
                yield Piece(f"{place}.label", name, row.label)
            for column, note in row.notes.items():
                words = f"Ghi chú của {name[0].lower()}{name[1:]}, {appendix.column_by_key[column].label}: {row.label}"
                yield Piece(f"{place}.notes.{column}", words, note)
