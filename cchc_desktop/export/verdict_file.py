"""How a Word file stands to the layout rules, as a file for the colleague who made it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from openpyxl import Workbook

from cchc_desktop.export.blocks import Cell, Document, PageSection, Paragraph, Table
from cchc_desktop.export.docx_writer import write
from cchc_desktop.export.style import Style
from cchc_desktop.export.verify import FAIL, NOT_EVALUATED, PASS, RuleResult, verdict
from cchc_desktop.export.verify.places import place_in_words
from cchc_desktop.export.xlsx_cells import (
    BOLD,
    CENTRE,
    FONT,
    ITALIC,
    frame,
    heighten,
    left,
    prepare,
    put_text,
    title_lines,
)
from cchc_desktop.export.xlsx_package import save
from cchc_desktop.text.dates import format_date
from cchc_desktop.text.marks import Run

_TITLE = "KẾT QUẢ XÉT THỂ THỨC"
_HEADS = ("Quy tắc", "Kết quả", "Chỗ", "Điều tìm thấy", "Căn cứ")
_FOUND = _HEADS.index("Điều tìm thấy")
_STATES = {FAIL: "Không đạt", NOT_EVALUATED: "Không xét", PASS: "Đạt"}
"""What is to be mended comes first."""

_FOUND_SHARE = 0.7
_SHEET_WIDTHS = [10, 14, 18, 70, 40]
_SHEET_TOP = 5


def write_docx(name: str, results: Sequence[RuleResult], day: date, style: Style) -> bytes:
    """The findings in the file `name`, as of `day`, as a .docx; the same findings give the same bytes."""
    table = Table(
        column_count=len(_HEADS),
        label_column=_FOUND,
        head=(tuple(Cell("bang_dau", head) for head in _HEADS),),
        body=tuple(
            (
                Cell("bang_so", rule),
                Cell("bang_so", _kept(state)),
                Cell("bang_chu", _kept(place)),
                Cell("bang_chu", found),
                Cell("bang_chu", clause),
            )
            for rule, state, place, found, clause in _rows(results)
        ),
    )
    blocks = (
        Paragraph("ten_loai", (Run(_TITLE),)),
        Paragraph("phu_luc_kem_theo", (Run(_subject(name, day)),)),
        Paragraph("noi_dung", (Run(verdict(results)),)),
        table,
    )
    document = Document(_TITLE, "", day, (PageSection("Kết quả", blocks, landscape=True),))
    return write(document, replace(style, table=replace(style.table, label_share=_FOUND_SHARE)))


def write_xlsx(name: str, results: Sequence[RuleResult], day: date) -> bytes:
    """The same as a workbook of one sheet. No text in it is a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Kết quả")
    prepare(sheet, _SHEET_WIDTHS, landscape=True)
    lines = [(_TITLE, BOLD), (_subject(name, day), ITALIC), (verdict(results), FONT)]
    title_lines(sheet, lines, len(_HEADS))
    for column, head in enumerate(_HEADS, 1):
        put_text(sheet, _SHEET_TOP, column, head, BOLD, CENTRE)
    row = _SHEET_TOP
    for row, texts in enumerate(_rows(results), _SHEET_TOP + 1):
        for column, text in enumerate(texts, 1):
            put_text(sheet, row, column, text, FONT, left())
        heighten(sheet, row, zip(texts, _SHEET_WIDTHS, strict=True))
    frame(sheet, _SHEET_TOP, row, len(_HEADS))
    sheet.freeze_panes = f"A{_SHEET_TOP + 1}"
    sheet.print_title_rows = f"{_SHEET_TOP}:{_SHEET_TOP}"
    book.properties.title, book.properties.language = _TITLE, "vi-VN"
    return save(book, datetime.combine(day, time()))


def _subject(name: str, day: date) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    return f"(Tệp {shown}, xét ngày {format_date(day)} theo Nghị định số 30/2020/NĐ-CP)"


def _rows(results: Sequence[RuleResult]) -> Iterator[tuple[str, str, str, str, str]]:
    """The cells below `_HEADS`, a row for each finding."""
    for state, word in _STATES.items():
        for result in results:
            if result.state == state:
                for finding in result.findings:
                    yield result.rule, word, place_in_words(finding.place), finding.message, finding.reference


def _kept(text: str) -> str:
    """The same, broken into lines only after a comma."""
    return ", ".join(part.replace(" ", "\u00a0") for part in text.split(", "))
