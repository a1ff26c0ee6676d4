"""How the cells of our workbooks are filled and look."""

from collections.abc import Iterable
from math import ceil
from textwrap import wrap

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

LINE = 16
"""Height in points of one line of text."""

# A digit of ours is wider than the letter that Excel counts widths in, one of Calibri 11.
_DIGIT_SHARE = 8 / 7
# So many small letters go where one is counted; a text has some wide ones too.
_SMALL_LETTERS = 1.2

FONT = Font(name="Times New Roman", size=12)
BOLD = Font(name="Times New Roman", size=12, bold=True)
ITALIC = Font(name="Times New Roman", size=12, italic=True)
_THIN = Side("thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
CENTRE = Alignment("center", "center", wrap_text=True)
RIGHT = Alignment("right", "center")
COUNT, PERCENT = "#,##0", "0.0%"


def prepare(sheet: Worksheet, widths: list[int], *, landscape: bool) -> None:
    """A4, as wide as one page; `widths` are the columns', in letters."""
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def title_lines(sheet: Worksheet, lines: list[tuple[str, Font]], width: int) -> None:
    """The first rows, each centred over `width` columns."""
    for row, (text, font) in enumerate(lines, 1):
        put_text(sheet, row, 1, text, font, CENTRE)
        merge(sheet, row, 1, 1, width)
        # Excel fits the height of a row to its text only where no cell is merged.
        sheet.row_dimensions[row].height = LINE * ceil(len(text) / 80)


def heighten(sheet: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """Makes a row high enough for texts in columns of these widths; one line needs nothing.

    Excel would do so itself when it opens the file, other programs show the first line only.
    """
    lines = max((line_count(text, round(width * _SMALL_LETTERS)) for text, width in texts), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = LINE * lines


def line_count(text: str, width: int) -> int:
    """How many lines a text takes at most in a column of that width, in letters."""
    return max(1, len(wrap(text, max(width - 2, 1))))


def number_width(values: Iterable[float | None], least: int) -> int:
    """The width of a column, in letters, that shows all these whole numbers; Excel shows no part of one."""
    longest = max((len(f"{value:,.0f}") for value in values if value is not None), default=0)
    return max(least, ceil(longest * _DIGIT_SHARE) + 1)


def put_text(sheet: Worksheet, row: int, column: int, text: str, font: Font, alignment: Alignment) -> None:
    """A text, never a formula, whatever it begins with; "" leaves the cell blank."""
    place = sheet.cell(row, column)
    place.font, place.alignment = font, alignment
    if text:
        place.value = text
        # openpyxl takes "=1" for a formula and "#N/A" for an error; the prefix keeps Excel from doing so on editing.
        place.data_type = "s"
        place.quotePrefix = text[0] in "=+-@"


def put_number(
    sheet: Worksheet,
    row: int,
    column: int,
    value: float | None,
    font: Font,
    number_format: str = COUNT,
    alignment: Alignment = RIGHT,
) -> None:
    """A number, or a blank for None."""
    place = sheet.cell(row, column)
    place.font, place.alignment, place.number_format = font, alignment, number_format
    place.value = value


def merge(sheet: Worksheet, row: int, column: int, rows: int, columns: int) -> None:
    """Makes one cell of so many rows and columns."""
    if rows * columns > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1)


def frame(sheet: Worksheet, first: int, last: int, width: int) -> None:
    """Rules the rows `first` to `last`."""
    for row in sheet.iter_rows(first, last, 1, width):
        for place in row:
            place.border = _GRID


def left(indent: int = 0) -> Alignment:
    """Texts that run over several lines from the left."""
    return Alignment("left", "center", wrap_text=True, indent=indent)
