"""How wide the pieces of a document are in print, as far as their font is known."""

from collections.abc import Iterable

from cchc_desktop.export.measure import text_width, wrap
from cchc_desktop.export.style import Font, ParagraphStyle
from cchc_desktop.export.verify.components import Piece
from cchc_desktop.export.verify.ooxml import TWIPS_PER_MM
from cchc_desktop.export.verify.reader import Run


def run_width(run: Run, font: Font) -> float | None:
    """The width of a run in millimetres; None where its font is not the one whose letters are known."""
    if run.look.fonts != {font.name}:
        return None
    return text_width(run.text, _style(run), font)


def piece_width(piece: Piece, font: Font) -> float | None:
    """The width of a piece on one line, in millimetres."""
    widths = [run_width(run, font) for run in piece.runs]
    return None if None in widths else sum(width for width in widths if width is not None)


def line_widths(pieces: Iterable[Piece], room: float | None, font: Font) -> list[float] | None:
    """The widths of the printed lines of these pieces in a column `room` millimetres wide."""
    found: list[float] = []
    for piece in pieces:
        width = piece_width(piece, font)
        if width is None:
            return None
        if room is None or width <= room:
            found.append(width)
        else:
            style = _style(piece.runs[0])
            found += [text_width(line, style, font) for line in wrap(piece.text, room, style, font)]
    return found


def room_of(piece: Piece, text_width_twips: int | None) -> float | None:
    """The width that a piece has for itself in millimetres: its cell's or the page's, less its indents."""
    cell = piece.paragraph.cell
    room = text_width_twips if cell is None else cell.width
    if room is None:
        return None
    layout = piece.paragraph.layout
    return (room - layout.left - layout.right - max(0, layout.first_line)) / TWIPS_PER_MM


def _style(run: Run) -> ParagraphStyle:
    return ParagraphStyle("", run.look.size, run.look.bold, run.look.italic, "")
