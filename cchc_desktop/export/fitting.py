"""What every writer must decide alike: sizes of the head, breaks of centred lines, lengths of rules, column widths."""

from dataclasses import dataclass

from cchc_desktop.export.blocks import Cell, Document, Head, Paragraph, Table
from cchc_desktop.export.measure import balanced_width, text_width, wrap
from cchc_desktop.export.style import MM_PER_PT, Style

# Word and LibreOffice round widths to twips and pixels; a line that fits by less than this may still break.
_SLACK_MM = 0.5
# LibreOffice leaves so many ems after each no-break space in italics.
_LEANING = 1 / 12


@dataclass(frozen=True, slots=True)
class Fit:
    """A centred paragraph in its column: the width its lines are broken at, the lines, the length of its rule."""

    width: float
    lines: tuple[str, ...]
    rule: float


def style_for(document: Document, style: Style) -> Style:
    """`style`, or its small pair where the line of place and date does not fit beside the head's left block."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Head):
                look = style.paragraphs[block.place_date.style]
                room = style.head_columns[1] - _SLACK_MM
                return style if text_width(block.place_date.text, look, style.font) <= room else style.small
    return style


def fit(paragraph: Paragraph, column: float, style: Style) -> Fit:
    """How `paragraph` fits a column of so many millimetres."""
    look, text = style.paragraphs[paragraph.style], paragraph.text.strip()
    width = column
    if look.balanced:
        slack = _SLACK_MM + look.italic * text.count("\u00a0") * _LEANING * look.size * MM_PER_PT
        width = balanced_width(text, column - slack, look, style.font, style.break_before) + slack
    lines = wrap(text, width, look, style.font)
    length = min(text_width(lines[-1], look, style.font), column)
    return Fit(width, tuple(lines), length * look.rule)


def fit_place_date(paragraph: Paragraph, column: float, style: Style) -> Fit:
    """Like `fit` for "place, ngày …": where it does not fit one line, it is broken only after the comma."""
    look, text = style.paragraphs[paragraph.style], paragraph.text
    place, comma, day = text.rpartition(", ")
    if not comma or text_width(text, look, style.font) <= column - _SLACK_MM:
        return fit(paragraph, column, style)
    lines = (f"{place},", day)
    width = max(text_width(line, look, style.font) for line in lines) + _SLACK_MM
    return Fit(min(width, column), lines, 0)


def rule_offset(paragraph: Paragraph, lines: int, style: Style) -> float:
    """How far below the top of `paragraph` its rule is drawn, in millimetres."""
    look = style.paragraphs[paragraph.style]
    return (lines * look.line * look.size * style.font.line_height + style.rule_gap_pt) * MM_PER_PT


def column_widths(table: Table, width: float, style: Style) -> tuple[float, ...]:
    """The widths of the columns, `width` millimetres in all.

    No word of a head and no number is broken, and no word of the column of text if that leaves room for the others.
    Columns of numbers are equally wide where they can be, the column of text is as wide as its text within the limits
    of the style sheet. Where the page is too narrow for all that, every column gives way in proportion.
    """
    least, wanted = [0.0] * table.column_count, 0.0
    extra = 2 * style.table.padding + _SLACK_MM
    for row, column, cell in cells_at(table):
        if cell.columns == 1:
            look = style.paragraphs[cell.style]
            longest = max(text_width(word, look, style.font) for word in cell.text.split(" "))
            least[column] = max(least[column], longest + extra)
            if column == table.label_column and row >= len(table.head):
                indents = look.left + look.right + max(look.first_line, 0)
                wanted = max(wanted, indents + text_width(cell.text, look, style.font) + extra)
    label = table.label_column
    before, numbers = least[:label], least[label + 1 :]
    room = width - sum(before)
    for smallest in (max(style.table.label_least, least[label]), style.table.label_least):
        text_column = max(smallest, min(wanted, room * style.table.label_share))
        share = (room - text_column) / max(len(numbers), 1)
        for widths in ([max(share, *numbers, 0.0)] * len(numbers), [max(share, one) for one in numbers], numbers):
            if room - sum(widths) >= smallest:
                return (*before, room - sum(widths), *widths)
    least[label] = min(least[label], style.table.label_least)
    factor = width / sum(least)
    return tuple(one * factor for one in least)


def cells_at(table: Table) -> list[tuple[int, int, Cell]]:
    """Every cell with the row and column where it begins; rows count through head and body."""
    found = []
    reaching: list[int] = [0] * table.column_count
    for index, row in enumerate((*table.head, *table.body)):
        column = 0
        for cell in row:
            while reaching[column] > index:
                column += 1
            found.append((index, column, cell))
            for covered in range(column, column + cell.columns):
                reaching[covered] = index + cell.rows
            column += cell.columns
    return found
