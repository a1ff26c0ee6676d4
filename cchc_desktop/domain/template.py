"""A template (mẫu báo cáo): the form of a report, from which forms, storage, document and checks follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cchc_desktop.domain.formula import Identity, Ratio, Sum
from cchc_desktop.domain.period import Period


@dataclass(frozen=True)
class Section:
    """A heading of the report. `key` is the path of keys; only a leaf (no `children`) has entries.

    `number` is printed before the title ("II.", "2.1."); `short` names it in tabs and outlines; `hint` says
    what belongs there; with `plain` its entries are printed without a dash.
    """

    key: str
    number: str
    title: str
    short: str
    hint: str = ""
    plain: bool = False
    children: tuple["Section", ...] = ()

    @property
    def level(self) -> int:
        """0 for a part, 1 for its sections, and so on."""
        return self.key.count(".")

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in the order of the report."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> Iterator["Section"]:
        return (section for section in self.walk() if not section.children)


@dataclass(frozen=True)
class Figure:
    """A named number (số liệu) that stands beside the leaf section `section`.

    `kind` is "flow" (adds up over periods), "stock" (the last value holds) or "ratio", which is computed by
    `ratio` and never stored. A value outside `least`..`most` is pointed out, not refused.
    """

    key: str
    section: str
    label: str
    unit: str
    kind: str
    required: bool = False
    least: int = 0
    most: int | None = None
    ratio: Ratio | None = None


@dataclass(frozen=True)
class Column:
    """A column of an appendix under its `groups`, the outermost first.

    `formula` makes it computed. `kind` is "flow", "stock" or "opening"; an opening column starts with the
    sum `opening` over the columns of the last period, or with the last year's column `last_year`. `quarter`
    says which quarter of the year it holds.
    """

    key: str
    label: str
    groups: tuple[str, ...] = ()
    kind: str = "flow"
    formula: Sum | None = None
    quarter: int | None = None
    opening: Sum | None = None
    last_year: str = ""


@dataclass(frozen=True)
class FixedRow:
    """A row that the template gives. `indent` is 0 or 1; `heading` is a line printed above it."""

    key: str
    label: str
    indent: int = 0
    heading: str = ""


@dataclass(frozen=True)
class Appendix:
    """A table after the report. No `rows` means that the office adds its own (open rows).

    `label` keeps a superior's own label ("PHỤ LỤC 4"); "" prints Phụ lục I, II. `total` labels the computed
    total row; "" means none. Identities run along each row (`row_identities`) or down each column.
    """

    key: str
    title: str
    row_header: str
    columns: tuple[Column, ...]
    label: str = ""
    short: str = ""
    unit: str = ""
    landscape: bool = False
    numbered: bool = False
    rows: tuple[FixedRow, ...] = ()
    total: str = ""
    row_identities: tuple[Identity, ...] = ()
    column_identities: tuple[Identity, ...] = ()

    @property
    def open(self) -> bool:
        return not self.rows

    @cached_property
    def typed_columns(self) -> tuple[Column, ...]:
        """The columns that a person fills in."""
        return tuple(column for column in self.columns if column.formula is None)

    @cached_property
    def column_by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}


@dataclass(frozen=True)
class Phrases:
    """Sentences with the blanks {period}, {next_period}, {year}, {issuer} and {superior}.

    `appendix_reference` also knows {appendices} ("Phụ lục I và Phụ lục II").
    """

    subject: str
    opening: str
    closing: str
    appendix_reference: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = ""


@dataclass(frozen=True)
class Template:
    """The whole form. `source` is the TOML text it was read from: reports keep it, whole."""

    key: str
    name: str
    used_from: Period
    phrases: Phrases
    parts: tuple[Section, ...]
    figures: tuple[Figure, ...]
    appendices: tuple[Appendix, ...]
    source: str = field(repr=False, default="")

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """Every section by key, in the order of the report."""
        return {section.key: section for part in self.parts for section in part.walk()}

    @cached_property
    def leaves(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections.values() if not section.children)

    @cached_property
    def figure_by_key(self) -> Mapping[str, Figure]:
        return {figure.key: figure for figure in self.figures}

    @cached_property
    def typed_figures(self) -> tuple[Figure, ...]:
        """The figures that a person fills in."""
        return tuple(figure for figure in self.figures if figure.ratio is None)

    @cached_property
    def appendix_by_key(self) -> Mapping[str, Appendix]:
        return {appendix.key: appendix for appendix in self.appendices}

    def figures_of(self, section: str) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.section == section)
