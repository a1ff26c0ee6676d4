"""The figures of a report as an Excel workbook: a sheet for each appendix, then the sheet "Số liệu"."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.domain.appendix_head import HeadCell, head_grid, label_column
from cchc_desktop.domain.report import FigureValue, Report
from cchc_desktop.domain.template import Appendix
from cchc_desktop.domain.values import NO_RATE, cell, rate, totals
from cchc_desktop.domain.year import YearTable
from cchc_desktop.export.compose import appendix_labels
from cchc_desktop.export.xlsx_cells import (
    BOLD,
    CENTRE,
    FONT,
    ITALIC,
    LINE,
    PERCENT,
    RIGHT,
    frame,
    heighten,
    left,
    line_count,
    merge,
    number_width,
    prepare,
    put_number,
    put_text,
    title_lines,
)
from cchc_desktop.export.xlsx_package import save

FIGURES_SHEET = "Số liệu"
_FIGURE_COLUMNS = (("Mục", 34), ("Số liệu", 46), ("Giá trị", 12), ("Đơn vị tính", 18), ("Giải trình", 46))
_ORDINAL_WIDTH, _LABEL_WIDTH, _NUMBER_WIDTH = 6, 46, 12

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
        widths = [_LABEL_WIDTH] + [_NUMBER_WIDTH + 4] * (len(table.rows[0]) - 1)
        prepare(sheet, widths, landscape=True)
        title_lines(sheet, [(table.title.upper(), BOLD), (f"(Năm {year})", ITALIC)], len(widths))
        top = 4
        first = top + _head(sheet, table.heads, top, widths)
        sheet.freeze_panes = f"{get_column_letter(table.labels + 1)}{first}"
        sheet.print_title_rows = f"{top}:{first - 1}"
        for row, values in enumerate(table.rows, first):
            texts = [(value, widths[place]) for place, value in enumerate(values) if isinstance(value, str)]
            heighten(sheet, row, texts)
            for place, value in enumerate(values, 1):
                if isinstance(value, str):
                    put_text(sheet, row, place, value, FONT, left() if place == 1 else RIGHT)
                else:
                    put_number(sheet, row, place, value, FONT)
        frame(sheet, top, first + len(table.rows) - 1, len(widths))
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
    data = report.appendices[appendix.key]
    sums = totals(appendix, data)
    widths = [_ORDINAL_WIDTH] * appendix.numbered + [_LABEL_WIDTH]
    widths += [
        number_width([sums[column.key], *(cell(column, line.cells) for line in data.rows)], _NUMBER_WIDTH)
        for column in appendix.columns
    ]
    lines = [(label, BOLD), (appendix.title.upper(), BOLD), (f"({report.document.subject})", ITALIC)]
    if appendix.unit:
        lines.append((f"Đơn vị tính: {appendix.unit}", ITALIC))
    prepare(sheet, widths, landscape=appendix.landscape)
    title_lines(sheet, lines, len(widths))

    top = len(lines) + 2
    row = top + _head(sheet, head_grid(appendix), top, widths)
    sheet.freeze_panes = f"{get_column_letter(label_at + 1)}{row}"
    sheet.print_title_rows = f"{top}:{row - 1}"

    forms = {fixed.key: fixed for fixed in appendix.rows}
    for ordinal, line in enumerate(data.rows, 1):
        form = forms.get(line.key)
        if form and form.heading:
            put_text(sheet, row, label_at, form.heading, ITALIC, left())
            row += 1
        if appendix.numbered:
            put_number(sheet, row, 1, ordinal, FONT, alignment=CENTRE)
        text, indent = (form.label, form.indent) if form else (line.label, 0)
        put_text(sheet, row, label_at, text, FONT, left(indent))
        heighten(sheet, row, [(text, _LABEL_WIDTH - 2 * indent)])
        for place, column in enumerate(appendix.columns, label_at + 1):
            put_number(sheet, row, place, cell(column, line.cells), FONT)
        row += 1
    if appendix.total:
        put_text(sheet, row, 1, appendix.total, BOLD, CENTRE)
        merge(sheet, row, 1, 1, label_at)
        for place, value in enumerate(sums.values(), label_at + 1):
            put_number(sheet, row, place, value, BOLD)
        row += 1
    frame(sheet, top, row - 1, len(widths))


def _figures_sheet(sheet: Worksheet, report: Report) -> None:
    widths = [width for _, width in _FIGURE_COLUMNS]
    prepare(sheet, widths, landscape=True)
    title_lines(sheet, [("SỐ LIỆU CỦA BÁO CÁO", BOLD), (f"({report.document.subject})", ITALIC)], len(widths))
    top = 4
    for place, (label, _) in enumerate(_FIGURE_COLUMNS, 1):
        put_text(sheet, top, place, label, BOLD, CENTRE)
    sheet.freeze_panes = f"C{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    row = top + 1
    for section in report.template.leaves:
        for figure in report.template.figures_of(section.key):
            known = report.figures.get(figure.key, FigureValue())
            texts = {1: f"{section.number} {section.title}".strip(), 2: figure.label, 4: figure.unit}
            texts[5] = known.note or ""
            for place, text in texts.items():
                put_text(sheet, row, place, text, FONT, left())
            heighten(sheet, row, [(text, widths[place - 1]) for place, text in texts.items()])
            if figure.ratio is None:
                put_number(sheet, row, 3, known.value, FONT)
            elif (ratio := rate(figure, report)) is None:
                put_text(sheet, row, 3, NO_RATE, FONT, RIGHT)
            else:
                put_number(sheet, row, 3, float(ratio), FONT, PERCENT)
            row += 1
    frame(sheet, top, row - 1, len(widths))


def _head(sheet: Worksheet, cells: Sequence[HeadCell], top: int, widths: Sequence[int]) -> int:
    """Writes a head of merged cells from the row `top` on, high enough for its texts; gives how many rows it has."""
    lines = [1] * max(cell.row + cell.rowspan for cell in cells)
    for head in sorted(cells, key=lambda cell: cell.rowspan):
        put_text(sheet, top + head.row, head.column + 1, head.text, BOLD, CENTRE)
        merge(sheet, top + head.row, head.column + 1, head.rowspan, head.colspan)
        room = sum(widths[head.column : head.column + head.colspan])
        missing = line_count(head.text, room) - sum(lines[head.row : head.row + head.rowspan])
        lines[head.row + head.rowspan - 1] += max(0, missing)
    for row, count in enumerate(lines, top):
        sheet.row_dimensions[row].height = LINE * count + 4
    return len(lines)
