"""The Word file of the sample report: beside zipping its finished parts, and beside docxtpl filling in a template."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument

from cchc_desktop import paths
from cchc_desktop.domain.report import Report
from cchc_desktop.export.blocks import Document, Head, Paragraph, Signature, Table
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_package import zipped
from cchc_desktop.export.docx_writer import write
from cchc_desktop.export.verify import verify
from cchc_desktop.workspace import style_sheet
from tests.bench.measure import NotMeasured, Result, by_turns, compared
from tests.builders import sample

ROUNDS = 25
BESIDE_ZIPPING = 6.0
BESIDE_DOCXTPL = 0.5
VERIFIED_BESIDE_DOCXTPL = 1.5


def measure(scratch: Path) -> Iterator[Result]:
    yield beside_zipping(ROUNDS)
    yield from beside_docxtpl(ROUNDS)


def exported(report: Report) -> bytes:
    return write(compose(report), style_sheet())


def beside_zipping(rounds: int) -> Result:
    report = sample()
    with zipfile.ZipFile(io.BytesIO(exported(report))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    ours, zipping = by_turns(lambda: exported(report), lambda: zipped(parts), rounds)
    return compared("Xuất báo cáo mẫu ra .docx", ours, "nén các phần đã xong", zipping, BESIDE_ZIPPING)


def beside_docxtpl(rounds: int) -> Iterator[Result]:
    names = "Xuất báo cáo mẫu ra .docx", "Xuất, mở lại và soát .docx"
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        yield from (NotMeasured(f"{name} so với docxtpl", "máy này không cài docxtpl") for name in names)
        return
    report = sample()
    rules = paths.resource("styles/nd30.toml").read_text("utf-8")
    template, content = _template(report), _content(compose(report))

    def filled_in() -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(content, autoescape=True)
        return _saved(document)

    for name, work, bound in (
        (names[0], lambda: exported(report), BESIDE_DOCXTPL),
        (names[1], lambda: verify(exported(report), rules), VERIFIED_BESIDE_DOCXTPL),
    ):
        ours, docxtpl = by_turns(work, filled_in, rounds)
        yield compared(name, ours, "docxtpl, cùng nội dung", docxtpl, bound)


def _template(report: Report) -> bytes:
    """A template as a person would make it for docxtpl, in our own export's lean package.

    One loop for the entries of each section and one for the rows of each appendix.
    """
    template = docx.Document(io.BytesIO(exported(report)))
    for element in list(template.element.body)[:-1]:
        template.element.body.remove(element)
    template.add_paragraph("{%p for line in before %}")
    template.add_paragraph("{{ line }}")
    template.add_paragraph("{%p endfor %}")
    for section in report.template.leaves:
        template.add_paragraph(f"{section.number} {section.title}")
        template.add_paragraph(f"{{%p for entry in sections['{section.key}'] %}}")
        template.add_paragraph("{{ entry }}")
        template.add_paragraph("{%p endfor %}")
    template.add_paragraph("{%p for line in after %}")
    template.add_paragraph("{{ line }}")
    template.add_paragraph("{%p endfor %}")
    tables = [block for part in compose(report).sections for block in part.blocks if isinstance(block, Table)]
    for index, block in enumerate(tables):
        table = template.add_table(3, block.column_count)
        table.cell(0, 0).text = f"{{%tr for row in tables[{index}] %}}"
        for column in range(block.column_count):
            table.cell(1, column).text = f"{{{{ row[{column}] }}}}"
        table.cell(2, 0).text = "{%tr endfor %}"
    return _saved(template)


def _content(document: Document) -> dict[str, Any]:
    """The words of the document, ready for the template."""
    before: list[str] = []
    after: list[str] = []
    sections: dict[str, list[str]] = {}
    tables: list[list[list[str]]] = []
    for block in (block for part in document.sections for block in part.blocks):
        match block:
            case Paragraph(place=place) if place.startswith("sections.") and place.endswith("]"):
                sections.setdefault(place.removeprefix("sections.").partition("[")[0], []).append(block.text)
            case Paragraph():
                # Headings stand in the template.
                if not block.style.startswith("de_muc_"):
                    (after if sections else before).append(block.text)
            case Head():
                before += [line.text for line in (*block.names, *block.state, block.number, block.place_date)]
            case Signature():
                after += [line.text for line in (*block.recipients, *block.signer)]
            case Table():
                rows = [[cell.text for cell in row] for row in (*block.head, *block.body)]
                tables.append([row + [""] * (block.column_count - len(row)) for row in rows])
    return {"before": before, "after": after, "sections": sections, "tables": tables}


def _saved(document: "WordDocument") -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
