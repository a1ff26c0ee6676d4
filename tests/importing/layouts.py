"""One report laid out as offices lay theirs out in Word: eight manners of the same words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cchc_desktop.domain import serial
from cchc_desktop.domain.appendix_head import head_depth, head_grid
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.template import Appendix, Template
from cchc_desktop.domain.template_file import read_template
from cchc_desktop.domain.values import run_text
from cchc_desktop.text import tcvn3, vni
from cchc_desktop.text.dates import day_in_words
from cchc_desktop.text.marks import parse

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def templates() -> dict[str, Template]:
    files = sorted((RESOURCES / "templates").glob("*.toml"))
    return {file.stem: read_template(file.read_text(encoding="utf-8"), file.name) for file in files}


def sample(key: str = "nq30c") -> Report:
    return serial.load((RESOURCES / "samples" / f"bao_cao_mau_{key}.json").read_bytes(), templates())


def printed(text: str, report: Report) -> str:
    """A marked text as it is printed."""
    return "".join(run_text(run, report) for run in parse(text))


def saved(document: Document) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


@dataclass
class Manner:
    """How the parts of a report are set; each function adds one to the place it is given."""

    heading: Callable[["Writer", int, str, str], None]
    entry: Callable[["Writer", str, bool], None]
    in_table: bool = False
    encode: Callable[[str], str] = str
    font: str = "Times New Roman"
    capital_font: str = ""


class Writer:
    """Writes a report into a new Word document in one manner."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.document = docx.Document()
        self.count = 0
        self._place: Document | _Cell = self.document
        if manner.in_table:
            self._outer: Table = self.document.add_table(rows=0, cols=1)

    def paragraph(self, text: str, bold: bool = False, style: str | None = None, capitals: bool = False) -> Paragraph:
        if self.manner.in_table and self._place is self.document:
            paragraph = self._outer.add_row().cells[0].paragraphs[0]
        else:
            paragraph = self._place.add_paragraph()
        if style:
            paragraph.style = style
        font = self.manner.capital_font if capitals and self.manner.capital_font else self.manner.font
        said = text.lower() if font == self.manner.capital_font else text
        run = paragraph.add_run(self.manner.encode(said))
        run.bold = bold or None
        run.font.name = font
        return paragraph

    def table(self, rows: int, columns: int) -> Table:
        place = self._outer.add_row().cells[0] if self.manner.in_table else self.document
        table = place.add_table(rows, columns)
        if isinstance(table, Table) and not self.manner.in_table:
            table.style = "Table Grid"
        return table

    def cell(self, cell: _Cell, text: str) -> None:
        run = cell.paragraphs[0].add_run(self.manner.encode(text))
        run.font.name = self.manner.font

    def write(self, report: Report) -> bytes:
        self._head(report)
        self.paragraph(printed(report.opening, report))
        for part in report.template.parts:
            for section in part.walk():
                self.manner.heading(self, section.level, section.number, section.title)
                for entry in report.sections.get(section.key, ()):
                    self.manner.entry(self, printed(entry.text, report), section.plain)
        self.paragraph(printed(report.closing, report) + "./.")
        self._signature(report)
        for appendix, number in zip(report.template.appendices, ("I", "II"), strict=True):
            self.paragraph(f"PHỤ LỤC {number}", bold=True, capitals=True)
            self.paragraph(appendix.title.upper(), bold=True, capitals=True)
            self._appendix(report, appendix)
        return saved(self.document)

    def _head(self, report: Report) -> None:
        unit, head = report.unit, report.document
        frame = self.table(2, 2)
        for cell, lines in (
            (frame.cell(0, 0), (unit.superior.upper(), unit.issuer.upper())),
            (frame.cell(0, 1), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),
            (frame.cell(1, 0), (f"Số: {head.number}/BC-{unit.symbol}",)),
            (frame.cell(1, 1), (f"{unit.place}, {day_in_words(head.date)}",)),
        ):
            self._lines(cell, lines)
        self.paragraph("BÁO CÁO", bold=True)
        self.paragraph(head.subject, bold=True)
        self.paragraph("Kính gửi:")
        for addressee in head.addressees:
            self.paragraph(f"- {addressee};")

    def _signature(self, report: Report) -> None:
        frame = self.table(1, 2)
        recipients = [f"- {recipient};" for recipient in report.document.recipients]
        self._lines(frame.cell(0, 0), ("Nơi nhận:", *recipients, f"- Lưu: {report.document.archive}."))
        self._lines(frame.cell(0, 1), (report.signer.title.upper(), report.signer.name))

    def _lines(self, cell: _Cell, lines: tuple[str, ...]) -> None:
        for text in lines:
            capitals = text.isupper() and bool(self.manner.capital_font) and "/" not in text
            font = self.manner.capital_font if capitals else self.manner.font
            run = cell.add_paragraph().add_run(self.manner.encode(text.lower() if capitals else text))
            run.font.name = font

    def _appendix(self, report: Report, appendix: Appendix) -> None:
        rows = report.appendices[appendix.key].rows
        forms = {form.key: form for form in appendix.rows}
        lines: list[tuple[str, list[str]]] = []
        for row in rows:
            if row.key in forms and forms[row.key].heading:
                lines.append((forms[row.key].heading, []))
            values = [row.cells.get(column.key) for column in appendix.columns]
            lines.append((row.label, ["" if value is None else str(value) for value in values]))
        if appendix.total:
            sums = [sum(row.cells.get(column.key) or 0 for row in rows) for column in appendix.columns]
            lines.append((appendix.total, [str(value) for value in sums]))
        depth, first = head_depth(appendix), int(appendix.numbered)
        table = self.table(depth + len(lines), len(appendix.columns) + 1 + first)
        for cell in head_grid(appendix):
            corner = table.cell(cell.row, cell.column)
            merged = corner.merge(table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1))
            self.cell(merged, cell.text)
        for index, (label, values) in enumerate(lines, depth):
            cells = table.rows[index].cells
            if first and label != appendix.total:
                self.cell(cells[0], str(index - depth + 1))
            self.cell(cells[first], label)
            for cell, value in zip(cells[first + 1 :], values, strict=False):
                self.cell(cell, value)


def encode_tcvn3(text: str) -> str:
    """As a typist of the time wrote it: a capital with a tone mark is the bare capital and the small letter."""
    codes = {letter: code for code, letter in tcvn3.LETTERS.items()}
    bare = {letter.upper(): base.upper() for base, letters in _TONED.items() for letter in letters}
    return "".join(
        codes.get(bare[char], bare[char]) + codes[char.lower()] if char in bare else codes.get(char, char)
        for char in text
    )


def encode_vni(text: str) -> str:
    codes = {letter: code for code, letter in vni.LETTERS.items()}
    return "".join(codes.get(char, char) for char in text)


_TONED = {
    "a": "àảãáạ", "ă": "ằẳẵắặ", "â": "ầẩẫấậ", "e": "èẻẽéẹ", "ê": "ềểễếệ", "i": "ìỉĩíị", "o": "òỏõóọ",
    "ô": "ồổỗốộ", "ơ": "ờởỡớợ", "u": "ùủũúụ", "ư": "ừửữứự", "y": "ỳỷỹýỵ",
}  # fmt: skip


def _dashed(writer: Writer, text: str, plain: bool) -> None:
    writer.paragraph(text if plain else f"- {text}")


def _broken(writer: Writer, text: str, plain: bool) -> None:
    """Every fifth entry is cut in two where a page ended."""
    writer.count += 1
    if writer.count % 5:
        _dashed(writer, text, plain)
        return
    words = text.split()
    cut = next(
        (i for i in range(len(words) // 2, len(words)) if words[i][0].islower() and words[i - 1][-1].isalpha()), 0
    )
    _dashed(writer, " ".join(words[:cut]) if cut else text, plain)
    writer.paragraph("").add_run().add_break(WD_BREAK.PAGE)
    if cut:
        writer.paragraph(" ".join(words[cut:]))


def _bullet(writer: Writer, text: str, plain: bool) -> None:
    _numbered(writer.paragraph(text), 2, 0) if not plain else writer.paragraph(text)


def _word_heading(writer: Writer, level: int, number: str, title: str) -> None:
    writer.paragraph(f"{number} {title if level else title.upper()}", style=f"Heading {level + 1}")


def _bold_heading(writer: Writer, level: int, number: str, title: str) -> None:
    writer.paragraph(f"{number} {title if level else title.upper()}:", bold=True)


def _plain_heading(writer: Writer, level: int, number: str, title: str) -> None:
    text = f"{number.rstrip('.')}{'.' if level < 2 else ''} {title if level else title.upper()}"
    words = text.split()
    if level == 0 and len(words) > 6:
        writer.paragraph(" ".join(words[:5]))
        writer.paragraph(" ".join(words[5:]))
    else:
        writer.paragraph(text)


def _counted_heading(writer: Writer, level: int, number: str, title: str) -> None:
    _numbered(writer.paragraph(title, bold=True), 1, level)


def _capital_heading(writer: Writer, level: int, number: str, title: str) -> None:
    writer.paragraph(f"{number.rstrip('.)')}/ {title.upper()}", capitals=True)


def _numbered(paragraph: Paragraph, key: int, level: int) -> None:
    numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(numbering))


def _with_numbering(document: Document) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate((("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3.")))
    )
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for key, inside in ((1, levels), (2, bullet)):
        root.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{inside}</w:abstractNum>'))
    for key in (1, 2):
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))


MANNERS: dict[str, Manner] = {
    "real headings": Manner(_word_heading, _dashed),
    "bold paragraphs": Manner(_bold_heading, _dashed),
    "plain text broken by pages": Manner(_plain_heading, _broken),
    "automatic numbering": Manner(_counted_heading, _bullet),
    "everything in one table": Manner(_bold_heading, _dashed, in_table=True),
    "capitals": Manner(_capital_heading, _dashed),
    "TCVN3": Manner(_capital_heading, _dashed, encode=encode_tcvn3, font=".VnTime", capital_font=".VnTimeH"),
    "VNI": Manner(_bold_heading, _dashed, encode=encode_vni, font="VNI-Times"),
}


def laid_out(report: Report, manner: str) -> bytes:
    writer = Writer(MANNERS[manner])
    if manner == "automatic numbering":
        _with_numbering(writer.document)
    return writer.write(report)


def sentences_of(report: Report) -> Iterator[str]:
    for section in report.template.leaves:
        for entry in report.sections[section.key]:
            yield printed(entry.text, report)
