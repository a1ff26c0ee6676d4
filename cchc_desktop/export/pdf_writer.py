"""A document as PDF, drawn by Qt: A4, fonts embedded, bookmarks, language. No other program is needed.

Call it in the main thread.
"""

import hashlib
import io
import os
import re
import sys
from datetime import UTC, datetime, time
from string import ascii_uppercase
from typing import cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from cchc_desktop.export import typeface
from cchc_desktop.export.blocks import Document
from cchc_desktop.export.page_layout import Page, lay_out
from cchc_desktop.export.page_painter import paint, sheet
from cchc_desktop.export.style import Font, Style
from cchc_desktop.export.typesetting import TWIPS_PER_INCH, TWIPS_PER_PT, Typesetter

# Of letters that look alike and share a glyph Qt names the first one.
_SAME_GLYPH = {"\t": " ", "\r": " ", "\u00a0": " ", "\u00ad": "-", "Ð": "Đ"}
# The letters of consecutive glyphs in a font's table of letters.
_LISTED = re.compile(rb"\[[^\]]*\]")
_VERSION = "%PDF-1.6"
_PROGRAM = "CCHC Desktop"


def write(document: Document, style: Style) -> bytes:
    """`document` as the bytes of a PDF; the same document, style and fonts give the same bytes.

    Refused where no face can be had that breaks lines as the style sheet's does.
    """
    _need_application()
    pages = lay_out(document, style, Typesetter(style.font))
    return _finished(_drawn(pages, style.font), pages, document, style)


def face_note(style: Style) -> str:
    """What a person should know of the letters of a PDF made on this machine, else ""."""
    _need_application()
    return typeface.face_note(style)


def _need_application() -> None:
    """Makes the application object that Qt's fonts need, where there is none yet: on the command line."""
    if QApplication.instance() is None:
        # Outside Windows there may be no screen; fonts are found without one.
        screenless = sys.platform != "win32" and "QT_QPA_PLATFORM" not in os.environ
        QApplication([_PROGRAM, *(["-platform", "offscreen"] if screenless else [])])


def _drawn(pages: list[Page], font: Font) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(TWIPS_PER_INCH)
    device.setPageLayout(sheet(pages[0].landscape))
    with QPainter(device) as painter:
        for page in pages:
            if page is not pages[0]:
                device.setPageLayout(sheet(page.landscape))
                device.newPage()
            paint(page, painter, font)
    return bytes(buffer.data().data())


def _finished(drawn: bytes, pages: list[Page], document: Document, style: Style) -> bytes:
    """What Qt drew, with exact page sizes, bookmarks, and properties that come from the document alone."""
    reader = PdfReader(io.BytesIO(drawn))
    # Qt's properties, a second time as XMP: they name the hour of drawing.
    reader.root_object.pop("/Metadata", None)
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = _VERSION
    for leaf, page in zip(writer.pages, pages, strict=True):
        # Qt knows whole points only; it draws from the upper edge.
        top = float(leaf.mediabox.top)
        leaf.mediabox = RectangleObject((0, top - page.height / TWIPS_PER_PT, page.width / TWIPS_PER_PT, top))
    _finish_fonts(writer)
    _bookmark(writer, pages)
    moment = f"D:{datetime.combine(document.day, time(), UTC):%Y%m%d%H%M%S}Z"
    writer.metadata = {
        "/Title": document.title,
        "/Author": document.author,
        "/Creator": _PROGRAM,
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(style.font.language)
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    return _identified(writer)


def _finish_fonts(writer: PdfWriter) -> None:
    """Names the embedded fonts in the order in which pages use them, as parts of their faces: AAAAAA+Tinos.

    Qt numbers them by chance. What a reader copies and finds is made right too.
    """
    named: set[int] = set()
    for leaf in writer.pages:
        resources = cast("DictionaryObject", leaf["/Resources"])
        for reference in cast("DictionaryObject", resources["/Font"]).values():
            font = cast("DictionaryObject", reference.get_object())
            if reference.idnum not in named and "/DescendantFonts" in font:
                part = cast("ArrayObject", font["/DescendantFonts"])[0].get_object()
                first, second = divmod(len(named), len(ascii_uppercase))
                tag = f"AAAA{ascii_uppercase[first]}{ascii_uppercase[second]}"
                name = NameObject(f"/{tag}+{str(font['/BaseFont'])[1:]}")
                font[NameObject("/BaseFont")] = part[NameObject("/BaseFont")] = name
                part["/FontDescriptor"].get_object()[NameObject("/FontName")] = name
                letters = cast("StreamObject", font["/ToUnicode"].get_object())
                letters.set_data(_LISTED.sub(_meant, letters.get_data()))
                named.add(reference.idnum)


def _meant(listed: re.Match[bytes]) -> bytes:
    letters = listed[0]
    for other, meant in _SAME_GLYPH.items():
        letters = letters.replace(f"<{ord(other):04X}>".encode(), f"<{ord(meant):04X}>".encode())
    return letters


def _bookmark(writer: PdfWriter, pages: list[Page]) -> None:
    above: dict[int, IndirectObject] = {}
    for index, page in enumerate(pages):
        height = float(writer.pages[index].mediabox.top)
        for line in page.lines:
            level = line.text.look.outline
            if level and line.index == 0:
                above = {higher: made for higher, made in above.items() if higher < level}
                parent = above[max(above)] if above else None
                top = height - line.y / TWIPS_PER_PT
                above[level] = writer.add_outline_item(
                    title=line.text.text, page_number=index, parent=parent, fit=Fit.xyz(top=top)
                )


def _identified(writer: PdfWriter) -> bytes:
    """The file, its identifier made from all that stands in it."""
    blank = bytes(16)
    writer._ID = ArrayObject((ByteStringObject(blank), ByteStringObject(blank)))
    written = io.BytesIO()
    writer.write(written)
    body, trailer, end = written.getvalue().rpartition(b"trailer")
    identity = hashlib.sha256(body).digest()[: len(blank)]
    return body + trailer + end.replace(blank.hex().encode(), identity.hex().encode())
