"""Small things that every part of a .docx needs: namespaces, units, escaping."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_MM = 36000


def twips(mm: float) -> int:
    """Millimetres in the unit of pages, indents and columns."""
    return round(mm * _TWIPS_PER_MM)


def emu(mm: float) -> int:
    """Millimetres in the unit of drawings."""
    return round(mm * _EMU_PER_MM)


def points(pt: float) -> int:
    """Points in twips."""
    return round(pt * 20)


def half_points(pt: float) -> int:
    """Points in the unit of font sizes."""
    return round(pt * 2)


def escape(text: str) -> str:
    """`text` as it stands in an element or between double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
