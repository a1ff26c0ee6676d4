"""The face that pages are set in. Needs a QGuiApplication."""

from functools import cache
from itertools import product

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from cchc_desktop import paths
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.style import Font

_LETTERS = "ĂÂĐÊÔƠƯăâđêôơưẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


def face_used(font: Font) -> str:
    """The face that documents are set in on this machine: the style sheet's own, else its stand-in.

    Both have every letter of Vietnamese in all four cuts: a letter taken from another face would break lines, and so
    pages, elsewhere. Refused where neither can be had.
    """
    if _has_letters(font.name):
        return font.name
    _install(font.stand_in)
    if _has_letters(font.stand_in):
        return font.stand_in
    raise Refusal(
        f"Máy này không có phông {font.name} nên chưa dựng được trang; hãy xuất ra Word, hoặc cài lại chương trình."
    )


@cache
def _install(face: str) -> None:
    """Makes known to Qt what the program brings along of a face."""
    for file in sorted(paths.resource("fonts").glob(f"{face}-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def _has_letters(face: str) -> bool:
    if not QFontDatabase.hasFamily(face):
        return False
    for bold, italic in product((False, True), repeat=2):
        font = QFont(face)
        font.setBold(bold)
        font.setItalic(italic)
        if 0 in QRawFont.fromFont(font).glyphIndexesForString(_LETTERS):
            return False
    return True
