"""A report as a frozen value: the one object that crosses the floors of the program."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from cchc_desktop.domain.period import Period, Window
from cchc_desktop.domain.status import DRAFT
from cchc_desktop.domain.template import Appendix, Template

NEW = "new"
CARRIED = "carried"
CONFIRMED = "confirmed"
STATES = (NEW, CONFIRMED, CARRIED)
"""The states of an entry, the most reviewed first."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The office (đơn vị báo cáo) and its superior body, as they read in a sentence."""

    superior: str = ""
    issuer: str = ""
    symbol: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What makes the report a document. `number` and `date` are None until the registry has given them."""

    number: int | None = None
    date: datetime.date | None = None
    subject: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """The lines of the signature block, empty ones are left out in print."""

    on_behalf: str = ""
    capacity: str = ""
    title: str = ""
    deputy_title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph of a section (ý): marked text (see text/marks.py), its review state, what it cites."""

    text: str
    state: str = NEW
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure as far as it is known, and an explanation where one was given."""

    value: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an appendix. `cells` holds what is known by column; it may hold stated computed cells."""

    key: str
    label: str = ""
    cells: Mapping[str, int | None] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AppendixData:
    """The rows of an appendix; `total` is the total row that a file stated, None where none was."""

    rows: tuple[Row, ...] = ()
    total: Mapping[str, int | None] | None = None


@dataclass(frozen=True)
class Report:
    """A whole report in the form of its template.

    `sections` has every leaf section, `figures` every typed figure, `appendices` every appendix; `unreadable`
    holds, by place ("figures.tthc_tong"), what was typed and is no number or date, so counts as not known.
    """

    template: Template
    period: Period
    window: Window
    status: str = DRAFT
    unit: Unit = Unit()
    document: DocumentHead = DocumentHead()
    signer: Signer = Signer()
    opening: str = ""
    closing: str = ""
    sections: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    figures: Mapping[str, FigureValue] = field(default_factory=dict)
    appendices: Mapping[str, AppendixData] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every entry with its place ("sections.chi_dao.ke_hoach[0]"), in the order of the report."""
        return iter(self._entries)

    def entry_texts(self) -> Iterator[tuple[str, str]]:
        """Every text of an entry with its place ("sections.chi_dao.ke_hoach[0].text")."""
        return iter(self._entry_texts)

    def body_texts(self) -> Iterator[tuple[str, str]]:
        """Opening, entries and closing with their places, in the order of the report."""
        yield "opening", self.opening
        yield from self._entry_texts
        yield "closing", self.closing

    @cached_property
    def _entries(self) -> tuple[tuple[str, Entry], ...]:
        return tuple(
            (f"sections.{section.key}[{index}]", entry)
            for section in self.template.leaves
            for index, entry in enumerate(self.sections[section.key])
        )

    @cached_property
    def _entry_texts(self) -> tuple[tuple[str, str], ...]:
        return tuple((f"{place}.text", entry.text) for place, entry in self._entries)


def phrase(text: str, period: Period, unit: Unit) -> str:
    """A phrase of the template with its blanks filled in; an unknown name is "…"."""
    return text.format(
        period=period.title,
        next_period=period.next_title,
        year=period.year,
        issuer=unit.issuer or "…",
        superior=unit.superior or "…",
        appendices="{appendices}",
    )


def blank_appendix(appendix: Appendix) -> AppendixData:
    """The fixed rows without figures; no rows where the office adds its own."""
    return AppendixData(tuple(Row(row.key, row.label) for row in appendix.rows))


def unsigned(report: Report) -> Report:
    """The report as it goes to the signer: number and date left blank, to be written in."""
    return replace(report, document=replace(report.document, number=None, date=None))


def unreadable_as_notes(report: Report) -> Report:
    """The report as a file can hold it: what was typed for a number and is none stands in the note beside it."""

    def noted(note: str | None, place: str) -> str | None:
        typed = report.unreadable.get(place)
        return note if typed is None else "; ".join(filter(None, (note, f"đã gõ: {typed}")))

    figures = {
        key: replace(figure, note=noted(figure.note, f"figures.{key}")) for key, figure in report.figures.items()
    }
    appendices = {}
    for key, data in report.appendices.items():
        columns = report.template.appendix_by_key[key].column_by_key
        rows = []
        for index, row in enumerate(data.rows):
            place = f"appendices.{key}.rows[{index}].cells"
            notes = {column: noted(row.notes.get(column), f"{place}.{column}") for column in columns}
            rows.append(replace(row, notes={column: note for column, note in notes.items() if note}))
        appendices[key] = replace(data, rows=tuple(rows))
    return replace(report, figures=figures, appendices=appendices, unreadable={})


def new_report(template: Template, period: Period, unit: Unit, signer: Signer) -> Report:
    """A draft with the template's own sentences and every section, figure and cell empty."""
    phrases = template.phrases
    addressees = phrases.addressees if unit.superior else ()
    recipients = phrases.recipients if addressees else tuple(r for r in phrases.recipients if r != "Như trên")
    return Report(
        template=template,
        period=period,
        window=period.window,
        unit=unit,
        document=DocumentHead(
            subject=phrase(phrases.subject, period, unit),
            addressees=tuple(phrase(text, period, unit) for text in addressees),
            recipients=tuple(phrase(text, period, unit) for text in recipients),
            archive=phrases.archive,
        ),
        signer=signer,
        opening=phrase(phrases.opening, period, unit),
        closing=phrase(phrases.closing, period, unit),
        sections={section.key: () for section in template.leaves},
        figures={figure.key: FigureValue() for figure in template.typed_figures},
        appendices={appendix.key: blank_appendix(appendix) for appendix in template.appendices},
    )
