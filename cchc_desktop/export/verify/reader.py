"""A Word document as paragraphs and sections with everything resolved: what a person sees, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cchc_desktop.export.verify.drawn import DrawnLine, drawing_lines, picture_lines
from cchc_desktop.export.verify.looks import Layout, Look, Properties, Styles, cell_margins, margins
from cchc_desktop.export.verify.looks import paragraph as paragraph_properties
from cchc_desktop.export.verify.numbering import Numbering
from cchc_desktop.export.verify.ooxml import (
    MC,
    Element,
    Parts,
    W,
    first_child,
    on,
    open_docx,
    relation_id,
    twips,
    value,
)

_P, _R, _T, _TBL, _TR, _TC = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
_P_PR, _R_PR, _TC_PR, _SECTION = (W + name for name in ("pPr", "rPr", "tcPr", "sectPr"))
_ALTERNATIVES = MC + "AlternateContent"
_INLINE = {
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple")
}
_WHOLE = {_P, _TBL, _SECTION}
_BLOCK = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "pgNum": "#",
}
# What Word takes where a section does not say: letter paper, an inch around.
_DEFAULT_SIZE = (12_240, 15_840)
_DEFAULT_MARGIN = 1440


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look as it is seen: capitals applied, line breaks and tabs as such."""

    text: str
    look: Look


@dataclass(frozen=True, eq=False, slots=True)
class Cell:
    """A cell of an outermost or inner table; `width` is the room inside in twips, None where nothing says so."""

    table: int
    row: int
    column: int
    width: int | None


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph at `place` ("paragraph[12]", "table[0].row[1]", "header[1]").

    `label` is the number that Word puts before it. `fields` are its fields by name with their looks. `boxed`
    says that it stands in a text box. `section` counts from 0.
    """

    place: str
    runs: tuple[Run, ...]
    layout: Layout
    style: str
    label: str = ""
    cell: Cell | None = None
    section: int = 0
    lines: tuple[DrawnLine, ...] = ()
    fields: tuple[tuple[str, Look], ...] = ()
    boxed: bool = False
    note: bool = False

    @cached_property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])

    @property
    def blank(self) -> bool:
        return not self.text.strip() and not self.label


@dataclass(frozen=True, slots=True)
class Section:
    """A section; lengths in twips. Headers and footers by kind ("default", "first", "even"), inherited ones too."""

    width: int
    height: int
    margins: Mapping[str, int]
    title_page: bool
    start: int | None
    headers: Mapping[str, tuple[Paragraph, ...]]
    footers: Mapping[str, tuple[Paragraph, ...]]

    @property
    def text_width(self) -> int:
        return self.width - self.margins["left"] - self.margins["right"]


@dataclass(frozen=True)
class Document:
    """The paragraphs in the order of the file, those of tables, text boxes and notes where they stand."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    even_and_odd: bool
    adds_gaps: bool

    @cached_property
    def everything(self) -> tuple[Paragraph, ...]:
        """Body, then headers and footers, each part once."""
        margins = [
            paragraph
            for section in self.sections
            for story in (*section.headers.values(), *section.footers.values())
            for paragraph in story
        ]
        return (*self.paragraphs, *dict.fromkeys(margins))


def read(data: bytes) -> Document:
    """The document in a .docx; whatever is none, or could do harm, is refused in one sentence."""
    parts = open_docx(data)
    reader = _Reader(parts)
    body = parts.document.find(W + "body")
    paragraphs = tuple(reader.body(body)) if body is not None else ()
    settings = parts.settings
    compat = settings.find(f"{W}compat/{W}doNotUseHTMLParagraphAutoSpacing") if settings is not None else None
    even = settings.find(W + "evenAndOddHeaders") if settings is not None else None
    return Document(paragraphs, tuple(reader.sections()), bool(on(even)), bool(on(compat)))


@dataclass
class _Field:
    look: Look
    instruction: str = ""
    shows: bool = False


@dataclass
class _Content:
    """What the walk through one paragraph gathers."""

    runs: list[Run] = field(default_factory=list)
    lines: list[DrawnLine] = field(default_factory=list)
    fields: list[tuple[str, Look]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Table:
    """The table that surrounds a paragraph: what its style says there, and the cell."""

    run: Properties
    paragraph: Properties
    cell: Cell


class _Reader:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.styles, parts.theme)
        self._numbering = Numbering(parts.numbering)
        self._open_fields: list[_Field] = []
        self._section_elements: list[Element] = []
        self._tables = 0

    def body(self, body: Element) -> Iterator[Paragraph]:
        count = 0
        for block in _blocks(body):
            if block.tag == _P:
                yield from self._paragraph(block, f"paragraph[{count}]", None)
                count += 1
                section = block.find(f"{_P_PR}/{_SECTION}")
                if section is not None:
                    self._section_elements.append(section)
            elif block.tag == _TBL:
                yield from self._table(block, self._tables, "")
                self._tables += 1
            else:
                self._section_elements.append(block)

    def sections(self) -> Iterator[Section]:
        """The sections; to be asked for after the body was read."""
        stories: dict[tuple[str, str], tuple[Paragraph, ...]] = {}
        read: dict[str, tuple[Paragraph, ...]] = {}
        for index, element in enumerate(self._section_elements):
            for reference in element.iterchildren(W + "headerReference", W + "footerReference"):
                key = relation_id(reference)
                kind = "header" if reference.tag == W + "headerReference" else "footer"
                if key in self._parts.by_id:
                    if key not in read:
                        place = f"header[{index}]" if kind == "header" else f"section[{index}]"
                        read[key] = tuple(self._story(self._parts.by_id[key], place))
                    stories[kind, value(reference, "type") or "default"] = read[key]
            yield _section(
                element,
                {kind: story for (where, kind), story in stories.items() if where == "header"},
                {kind: story for (where, kind), story in stories.items() if where == "footer"},
            )

    def _story(self, root: Element, place: str) -> Iterator[Paragraph]:
        for block in _blocks(root):
            if block.tag == _P:
                yield from self._paragraph(block, place, None)
            elif block.tag == _TBL:
                yield from self._table(block, -1, place)

    def _table(self, table: Element, index: int, place: str) -> Iterator[Paragraph]:
        """The paragraphs of a table; those of a table inside a cell count to the row of the outermost one."""
        properties = table.find(W + "tblPr")
        named = self._styles.table_style(value(properties.find(W + "tblStyle")) if properties is not None else None)
        own = cell_margins(properties.find(W + "tblCellMar") if properties is not None else None)
        common_margins = margins((named.margins, own))
        grid = [twips(value(column, "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        shown = _conditions(properties)
        said: dict[tuple[str, ...], tuple[Properties, Properties]] = {}
        rows = list(_inside(table, _TR))
        for number, row in enumerate(rows):
            here = place or f"table[{index}].row[{number}]"
            cells = list(_inside(row, _TC))
            column = twips(value(row.find(f"{W}trPr/{W}gridBefore"))) or 0
            for order, element in enumerate(cells):
                stated = _by_tag(first_child(element, _TC_PR))
                span = max(1, twips(value(stated.get(W + "gridSpan"))) or 0)
                width = _cell_width(stated.get(W + "tcW"), grid[column : column + span])
                if width is not None:
                    cell_own = stated.get(W + "tcMar")
                    levels = (named.margins, own, cell_margins(cell_own))
                    width -= common_margins if cell_own is None else margins(levels)
                where = ("", *_special(shown, number, len(rows), order, len(cells))) if shown else ("",)
                if where not in said:
                    said[where] = _merged(named.run, where), _merged(named.paragraph, where)
                inside = _Table(*said[where], Cell(index, number, column, width))
                for block in _blocks(element):
                    if block.tag == _P:
                        yield from self._paragraph(block, here, inside)
                    elif block.tag == _TBL:
                        yield from self._table(block, index, here)
                column += span

    def _paragraph(
        self, element: Element, place: str, table: _Table | None, *, boxed: bool = False, note: bool = False
    ) -> Iterator[Paragraph]:
        """The paragraph, then those of its text boxes and notes."""
        direct = paragraph_properties(first_child(element, _P_PR))
        numbered = self._styles.numbering_of(direct)
        numbering = self._numbering.layout(*numbered) if numbered else {}
        content = _Content()
        self._walk(element, direct.get("style"), table, content)
        section = len(self._section_elements)
        yield Paragraph(
            place,
            tuple(content.runs),
            self._styles.layout(direct, table.paragraph if table else {}, numbering),
            self._styles.style_name(direct),
            label=self._numbering.label(*numbered) if numbered else "",
            cell=table.cell if table else None,
            section=section,
            lines=tuple(content.lines),
            fields=tuple(content.fields),
            boxed=boxed,
            note=note,
        )
        for box in content.boxes:
            for inner in box.iter(W + "p"):
                yield from self._paragraph(inner, place, None, boxed=True)
        for kind, key in content.notes:
            root = self._parts.notes.get(kind)
            for text in root.iterchildren(W + kind) if root is not None else ():
                if value(text, "id") == key:
                    for inner in text.iterchildren(W + "p"):
                        yield from self._paragraph(inner, place, None, note=True)

    def _walk(self, element: Element, style: str | None, table: _Table | None, content: _Content) -> None:
        for inner in element:
            tag = inner.tag
            if tag == _R:
                self._run(inner, style, table, content)
            elif tag in _INLINE:
                if tag == W + "fldSimple":
                    run = first_child(inner, _R)
                    properties = self._styles.run(first_child(run, _R_PR))
                    look = self._styles.look(properties, style, table.run if table else {})
                    content.fields.append((_field_name(value(inner, "instr") or ""), look))
                self._walk(inner, style, table, content)
            elif tag == _ALTERNATIVES:
                self._walk(_chosen(inner), style, table, content)

    def _run(self, run: Element, style: str | None, table: _Table | None, content: _Content) -> None:
        look = self._styles.look(self._styles.run(first_child(run, _R_PR)), style, table.run if table else {})
        text: list[str] = []
        for inner in _run_children(run):
            tag = inner.tag
            if tag == _T:
                text.append(inner.text or "")
            elif tag in _SIGNS:
                text.append(_SIGNS[tag] if value(inner, "type") not in ("page", "column") else "")
            elif tag == W + "sym":
                text.append("•")
            elif tag == W + "fldChar":
                self._field(value(inner, "fldCharType"), look, content)
            elif tag == W + "instrText":
                if self._open_fields:
                    self._open_fields[-1].instruction += inner.text or ""
            elif tag == W + "drawing":
                content.lines.extend(drawing_lines(inner))
                content.boxes.extend(inner.iter(W + "txbxContent"))
            elif tag in (W + "pict", W + "object"):
                content.lines.extend(picture_lines(inner))
                content.boxes.extend(inner.iter(W + "txbxContent"))
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                content.notes.append((tag.removeprefix(W).removesuffix("Reference"), value(inner, "id") or ""))
        visible = not look.hidden and all(open_field.shows for open_field in self._open_fields)
        if text and visible:
            joined = "".join(text)
            content.runs.append(Run(joined.upper() if look.caps else joined, look))

    def _field(self, event: str | None, look: Look, content: _Content) -> None:
        if event == "begin":
            self._open_fields.append(_Field(look))
        elif event == "separate" and self._open_fields:
            self._open_fields[-1].shows = True
        elif event == "end" and self._open_fields:
            ended = self._open_fields.pop()
            content.fields.append((_field_name(ended.instruction), ended.look))


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs, tables and section ends in order, also those wrapped in content controls or tracked changes."""
    for child in element:
        tag = child.tag
        if tag in _WHOLE:
            yield child
        elif tag in _BLOCK:
            yield from _blocks(child)
        elif tag == _ALTERNATIVES:
            yield from _blocks(_chosen(child))


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also wrapped in content controls; a row deleted in a revision is gone."""
    for child in element:
        if child.tag == tag:
            if tag == _TC or child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _BLOCK:
            yield from _inside(child, tag)


def _run_children(run: Element) -> Iterator[Element]:
    for child in run:
        if child.tag == _ALTERNATIVES:
            yield from _run_children(_chosen(child))
        else:
            yield child


def _chosen(alternatives: Element) -> Element:
    """The first way of saying it, which is what today's Word shows; all say the same thing."""
    return next(alternatives.iterchildren(MC + "Choice", MC + "Fallback"), alternatives.makeelement(MC + "Choice"))


def _field_name(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words else ""


def _by_tag(properties: Element | None) -> dict[str, Element]:
    return {} if properties is None else {one.tag: one for one in properties}


def _special(shown: set[str], row: int, rows: int, column: int, columns: int) -> Iterator[str]:
    """The special rows and columns, of those that are shown, in which a cell lies."""
    if row == 0 and "firstRow" in shown:
        yield "firstRow"
    if row == rows - 1 and "lastRow" in shown:
        yield "lastRow"
    if column == 0 and "firstCol" in shown:
        yield "firstCol"
    if column == columns - 1 and "lastCol" in shown:
        yield "lastCol"


def _merged(by_condition: Mapping[str, Properties], conditions: tuple[str, ...]) -> Properties:
    merged: Properties = {}
    for condition in conditions:
        merged.update(by_condition.get(condition, {}))
    return merged


def _conditions(properties: Element | None) -> set[str]:
    """Which special rows and columns of its style a table shows."""
    look = properties.find(W + "tblLook") if properties is not None else None
    if look is None:
        return set()
    names = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
    attributes = {"firstCol": "firstColumn", "lastCol": "lastColumn"}
    try:
        bits = int(value(look) or "0", 16)
    except ValueError:
        bits = 0
    shown = set()
    for name, bit in names.items():
        own = value(look, attributes.get(name, name))
        if own in ("1", "true", "on") or (own is None and bits & bit):
            shown.add(name)
    return shown


def _cell_width(stated: Element | None, columns: list[int | None]) -> int | None:
    if stated is not None and value(stated, "type") in ("dxa", None) and (width := twips(value(stated, "w"))):
        return width
    known = [width for width in columns if width]
    return sum(known) if known and len(known) == len(columns) else None


def _section(
    element: Element, headers: Mapping[str, tuple[Paragraph, ...]], footers: Mapping[str, tuple[Paragraph, ...]]
) -> Section:
    size, margin, numbers = (element.find(W + name) for name in ("pgSz", "pgMar", "pgNumType"))
    width, height = (twips(value(size, name)) for name in ("w", "h"))
    sides = {}
    for side in ("top", "right", "bottom", "left"):
        stated = twips(value(margin, side))
        # A negative top or bottom margin is the same length, only that a tall header may not push the text.
        sides[side] = _DEFAULT_MARGIN if stated is None else abs(stated)
    sides["left"] += twips(value(margin, "gutter")) or 0
    return Section(
        _DEFAULT_SIZE[0] if width is None else width,
        _DEFAULT_SIZE[1] if height is None else height,
        sides,
        bool(on(element.find(W + "titlePg"))),
        twips(value(numbers, "start")),
        headers,
        footers,
    )
