"""The figures of a report as an Excel workbook: a sheet for each appendix, then the sheet "Số liệu"."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.domain.appendix_head import head_depth, head_grid, label_column
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.template import Appendix
from cchc_desktop.domain.values import NO_RATE, cell, rate, totals
from cchc_desktop.domain.year import YearTable
from cchc_desktop.export.compose import appendix_labels
from cchc_desktop.export.xlsx_package import save

FIGURES_SHEET = "Số liệu"
_FIGURE_COLUMNS = (("Mục", 34), ("Số liệu", 46), ("Giá trị", 12), ("Đơn vị tính", 18), ("Giải trình", 46))
_ORDINAL_WIDTH, _LABEL_WIDTH, _NUMBER_WIDTH = 6, 46, 12
_LINE = 16
"""Height in points of one line of text."""

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_ITALIC = Font(name="Times New Roman", size=12, italic=True)
_THIN = Side("thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment("center", "center", wrap_text=True)
_COUNT, _PERCENT = "#,##0", "0.0%"

_LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def write(report: Report) -> bytes:
    """The workbook. Same report, same bytes; numbers are numbers, computed cells their values, blanks stay blank.

    No text is a formula, whatever it begins with. Title, author and dates are the report's.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    names = [appendix.short or appendix.title for appendix in report.template.appendices]
    titles = sheet_titles([*names, FIGURES_SHEET])
    for appendix, title, label in zip(report.template.appendices, titles[:-1], appendix_labels(report), strict=True):
        _appendix_sheet(book.create_sheet(title), report, appendix, label)
    _figures_sheet(book.create_sheet(titles[-1]), report)
    day = report.document.date or report.window.end or report.period.window.end
    book.properties.title, book.properties.creator = report.document.subject, report.unit.issuer
    book.properties.language = "vi-VN"
    return save(book, datetime.combine(day, time()) if day else None)


def write_year(tables: Sequence[YearTable], year: int) -> bytes:
    """The year's tables as a workbook, a sheet each; same tables, same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table, title in zip(tables, sheet_titles(table.title for table in tables), strict=True):
        sheet = book.create_sheet(title)
        labels = 1 + (len(table.rows[0]) > 1 and any(isinstance(row[1], str) for row in table.rows))
        widths = [_LABEL_WIDTH] + [_NUMBER_WIDTH + 4] * (len(table.heads) - 1)
        _prepare(sheet, widths, landscape=True)
        _title_lines(sheet, [(table.title.upper(), _BOLD), (f"(Năm {year})", _ITALIC)], len(widths))
        for place, head in enumerate(table.heads, 1):
            _text(sheet, 4, place, head, _BOLD, _CENTRE)
        sheet.freeze_panes = f"{get_column_letter(labels + 1)}5"
        for row, values in enumerate(table.rows, 5):
            for place, value in enumerate(values, 1):
                if isinstance(value, str):
                    _text(sheet, row, place, value, _FONT, _left() if place == 1 else Alignment("right", "center"))
                else:
                    _number(sheet, row, place, value, _FONT)
        _frame(sheet, 4, 4 + len(table.rows), len(widths))
    book.properties.title, book.properties.language = f"Số liệu cải cách hành chính năm {year}", "vi-VN"
    return save(book, datetime(year, 12, 31))


def sheet_titles(names: Iterable[str]) -> list[str]:
    """Names that Excel takes for sheets: at most 31 characters, nothing forbidden, no two alike in any case."""
    taken: list[str] = []
    for name in names:
        plain = _FORBIDDEN.sub(" ", name).strip(" '") or "Phụ lục"
        title, number = plain[:_LONGEST_TITLE].strip(" '"), 1
        while title.casefold() in {other.casefold() for other in taken}:
            number += 1
            end = f" ({number})"
            title = plain[: _LONGEST_TITLE - len(end)].strip(" '") + end
        taken.append(title)
    return taken


def _appendix_sheet(sheet: Worksheet, report: Report, appendix: Appendix, label: str) -> None:
    label_at = label_column(appendix) + 1
    widths = [_ORDINAL_WIDTH] * appendix.numbered + [_LABEL_WIDTH] + [_NUMBER_WIDTH] * len(appendix.columns)
    lines = [(label, _BOLD), (appendix.title.upper(), _BOLD), (f"({report.document.subject})", _ITALIC)]
    if appendix.unit:
        lines.append((f"Đơn vị tính: {appendix.unit}", _ITALIC))
    _prepare(sheet, widths, landscape=appendix.landscape)
    _title_lines(sheet, lines, len(widths))

    top = len(lines) + 2
    row = top + head_depth(appendix)
    for head in head_grid(appendix):
        _text(sheet, top + head.row, head.column + 1, head.text, _BOLD, _CENTRE)
        _merge(sheet, top + head.row, head.column + 1, head.rowspan, head.colspan)
    _head_heights(sheet, appendix, top, widths)
    sheet.freeze_panes = f"{get_column_letter(label_at + 1)}{row}"
    sheet.print_title_rows = f"{top}:{row - 1}"

    data = report.appendices[appendix.key]
    forms = {fixed.key: fixed for fixed in appendix.rows}
    for ordinal, line in enumerate(data.rows, 1):
        form = forms.get(line.key)
        if form and form.heading:
            _text(sheet, row, label_at, form.heading, _ITALIC, _left())
            row += 1
        if appendix.numbered:
            _number(sheet, row, 1, ordinal, _FONT)
        _text(sheet, row, label_at, form.label if form else line.label, _FONT, _left(form.indent if form else 0))
        for place, column in enumerate(appendix.columns, label_at + 1):
            _number(sheet, row, place, cell(column, line.cells), _FONT)
        row += 1
    if appendix.total:
        _text(sheet, row, 1, appendix.total, _BOLD, _CENTRE)
        _merge(sheet, row, 1, 1, label_at)
        for place, value in enumerate(totals(appendix, data).values(), label_at + 1):
            _number(sheet, row, place, value, _BOLD)
        row += 1
    _frame(sheet, top, row - 1, len(widths))


def _figures_sheet(sheet: Worksheet, report: Report) -> None:
    widths = [width for _, width in _FIGURE_COLUMNS]
    _prepare(sheet, widths, landscape=True)
    _title_lines(sheet, [("SỐ LIỆU CỦA BÁO CÁO", _BOLD), (f"({report.document.subject})", _ITALIC)], len(widths))
    top = 4
    for place, (label, _) in enumerate(_FIGURE_COLUMNS, 1):
        _text(sheet, top, place, label, _BOLD, _CENTRE)
    sheet.freeze_panes = f"C{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    row = top + 1
    for section in report.template.leaves:
        for figure in report.template.figures_of(section.key):
            _text(sheet, row, 1, f"{section.number} {section.title}".strip(), _FONT, _left())
            _text(sheet, row, 2, figure.label, _FONT, _left())
            _text(sheet, row, 4, figure.unit, _FONT, _left())
            if figure.ratio is None:
                known = report.figures[figure.key]
                _number(sheet, row, 3, known.value, _FONT)
                _text(sheet, row, 5, known.note or "", _FONT, _left())
            elif (ratio := rate(figure, report)) is None:
                _text(sheet, row, 3, NO_RATE, _FONT, Alignment("right", "center"))
            else:
                _number(sheet, row, 3, float(ratio), _FONT, _PERCENT)
            row += 1
    _frame(sheet, top, row - 1, len(widths))


def _prepare(sheet: Worksheet, widths: list[int], *, landscape: bool) -> None:
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _title_lines(sheet: Worksheet, lines: list[tuple[str, Font]], width: int) -> None:
    for row, (text, font) in enumerate(lines, 1):
        _text(sheet, row, 1, text, font, _CENTRE)
        _merge(sheet, row, 1, 1, width)
        # Excel fits the height of a row to its text only where no cell is merged.
        sheet.row_dimensions[row].height = _LINE * ceil(len(text) / 80)


def _head_heights(sheet: Worksheet, appendix: Appendix, top: int, widths: list[int]) -> None:
    depth = head_depth(appendix)
    lines = [1] * depth
    for head in sorted(head_grid(appendix), key=lambda head: head.rowspan):
        room = sum(widths[head.column : head.column + head.colspan]) - 2
        missing = ceil(len(head.text) / room) - sum(lines[head.row : head.row + head.rowspan])
        lines[head.row + head.rowspan - 1] += max(0, missing)
    for row, count in enumerate(lines, top):
        sheet.row_dimensions[row].height = _LINE * count + 4


def _text(sheet: Worksheet, row: int, column: int, text: str, font: Font, alignment: Alignment) -> None:
    place = sheet.cell(row, column)
    place.font, place.alignment = font, alignment
    if text:
        place.value = text
        # openpyxl takes "=1" for a formula and "#N/A" for an error; the prefix keeps Excel from doing so on editing.
        place.data_type = "s"
        place.quotePrefix = text[0] in "=+-@"


def _number(
    sheet: Worksheet, row: int, column: int, value: float | None, font: Font, number_format: str = _COUNT
) -> None:
    place = sheet.cell(row, column)
    place.font, place.alignment, place.number_format = font, Alignment("right", "center"), number_format
    place.value = value


def _merge(sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
    if rows * columns > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1)


def _frame(sheet: Worksheet, first: int, last: int, width: int) -> None:
    for row in sheet.iter_rows(first, last, 1, width):
        for place in row:
            place.border = _GRID


def _left(indent: int = 0) -> Alignment:
    return Alignment("left", "center", wrap_text=True, indent=indent)
