"""A Word document as paragraphs and sections with everything resolved: what a person sees, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cchc_desktop.export.verify.drawn import DrawnLine, drawing_lines, picture_lines
from cchc_desktop.export.verify.looks import Layout, Look, Properties, Styles, cell_margins, margins
from cchc_desktop.export.verify.looks import paragraph as paragraph_properties
from cchc_desktop.export.verify.numbering import Numbering
from cchc_desktop.export.verify.ooxml import MC, Element, Parts, W, on, open_docx, relation_id, twips, value

_INLINE = {
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple")
}
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


@dataclass(frozen=True, eq=False, slots=True)
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

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

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
            if block.tag == W + "p":
                yield from self._paragraph(block, f"paragraph[{count}]", None)
                count += 1
                section = block.find(f"{W}pPr/{W}sectPr")
                if section is not None:
                    self._section_elements.append(section)
            elif block.tag == W + "tbl":
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
            if block.tag == W + "p":
                yield from self._paragraph(block, place, None)
            elif block.tag == W + "tbl":
                yield from self._table(block, -1, place)

    def _table(self, table: Element, index: int, place: str) -> Iterator[Paragraph]:
        """The paragraphs of a table; those of a table inside a cell count to the row of the outermost one."""
        properties = table.find(W + "tblPr")
        named = self._styles.table_style(value(properties.find(W + "tblStyle")) if properties is not None else None)
        own = cell_margins(properties.find(W + "tblCellMar") if properties is not None else None)
        grid = [twips(value(column, "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        shown = _conditions(properties)
        rows = list(_inside(table, W + "tr"))
        for number, row in enumerate(rows):
            cells = list(_inside(row, W + "tc"))
            column = twips(value(row.find(f"{W}trPr/{W}gridBefore"))) or 0
            for order, element in enumerate(cells):
                cell_properties = element.find(W + "tcPr")
                span = max(1, _number(cell_properties, "gridSpan"))
                width = _cell_width(cell_properties, grid[column : column + span])
                if width is not None:
                    cell_own = cell_margins(cell_properties.find(W + "tcMar") if cell_properties is not None else None)
                    width -= margins((named.margins, own, cell_own))
                around = {
                    "firstRow": number == 0,
                    "lastRow": number == len(rows) - 1,
                    "firstCol": order == 0,
                    "lastCol": order == len(cells) - 1,
                }
                where = ["", *(kind for kind, here in around.items() if here and kind in shown)]
                inside = _Table(
                    _merged(named.run, where), _merged(named.paragraph, where), Cell(index, number, column, width)
                )
                here = place or f"table[{index}].row[{number}]"
                for block in _blocks(element):
                    if block.tag == W + "p":
                        yield from self._paragraph(block, here, inside)
                    elif block.tag == W + "tbl":
                        yield from self._table(block, index, here)
                column += span

    def _paragraph(
        self, element: Element, place: str, table: _Table | None, *, boxed: bool = False, note: bool = False
    ) -> Iterator[Paragraph]:
        """The paragraph, then those of its text boxes and notes."""
        direct = paragraph_properties(element.find(W + "pPr"))
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
        for child in element:
            if child.tag == W + "r":
                self._run(child, style, table, content)
            elif child.tag in _INLINE:
                if child.tag == W + "fldSimple":
                    run = child.find(W + "r")
                    properties = self._styles.run(run.find(W + "rPr") if run is not None else None)
                    look = self._styles.look(properties, style, table.run if table else {})
                    content.fields.append((_field_name(value(child, "instr") or ""), look))
                self._walk(child, style, table, content)
            elif child.tag == MC + "AlternateContent":
                self._walk(_chosen(child), style, table, content)

    def _run(self, run: Element, style: str | None, table: _Table | None, content: _Content) -> None:
        look = self._styles.look(self._styles.run(run.find(W + "rPr")), style, table.run if table else {})
        text: list[str] = []
        for child in _run_children(run):
            if child.tag == W + "t":
                text.append(child.text or "")
            elif child.tag in _SIGNS:
                text.append(_SIGNS[child.tag] if value(child, "type") not in ("page", "column") else "")
            elif child.tag == W + "sym":
                text.append("•")
            elif child.tag == W + "fldChar":
                self._field(value(child, "fldCharType"), look, content)
            elif child.tag == W + "instrText":
                if self._open_fields:
                    self._open_fields[-1].instruction += child.text or ""
            elif child.tag == W + "drawing":
                content.lines.extend(drawing_lines(child))
                content.boxes.extend(child.iter(W + "txbxContent"))
            elif child.tag in (W + "pict", W + "object"):
                content.lines.extend(picture_lines(child))
                content.boxes.extend(child.iter(W + "txbxContent"))
            elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
                content.notes.append((child.tag.removeprefix(W).removesuffix("Reference"), value(child, "id") or ""))
        visible = all(open_field.shows for open_field in self._open_fields) and not look.hidden
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
        if child.tag in (W + "p", W + "tbl", W + "sectPr"):
            yield child
        elif child.tag in _BLOCK:
            yield from _blocks(child)
        elif child.tag == MC + "AlternateContent":
            yield from _blocks(_chosen(child))


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also wrapped in content controls; a row deleted in a revision is gone."""
    for child in element:
        if child.tag == tag:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _BLOCK:
            yield from _inside(child, tag)


def _run_children(run: Element) -> Iterator[Element]:
    for child in run:
        if child.tag == MC + "AlternateContent":
            yield from _run_children(_chosen(child))
        else:
            yield child


def _chosen(alternatives: Element) -> Element:
    """The first way of saying it, which is what today's Word shows; all say the same thing."""
    return next(alternatives.iterchildren(MC + "Choice", MC + "Fallback"), alternatives.makeelement(MC + "Choice"))


def _field_name(instruction: str) -> str:
    words = instruction.split()
    return words[0].upper() if words else ""


def _merged(by_condition: Mapping[str, Properties], conditions: list[str]) -> Properties:
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


def _cell_width(properties: Element | None, columns: list[int | None]) -> int | None:
    stated = properties.find(W + "tcW") if properties is not None else None
    if stated is not None and value(stated, "type") in ("dxa", None) and (width := twips(value(stated, "w"))):
        return width
    known = [width for width in columns if width]
    return sum(known) if known and len(known) == len(columns) else None


def _number(properties: Element | None, name: str) -> int:
    return (twips(value(properties.find(W + name))) or 0) if properties is not None else 0


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
