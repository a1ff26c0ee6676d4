"""The face that pages are set in. Needs a QGuiApplication."""

from dataclasses import dataclass
from functools import cache
from itertools import product

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from cchc_desktop import paths
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.style import Font, Style

_LETTERS = "ĂÂĐÊÔƠƯăâđêôơưẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


# Large, so that what is measured is not rounded.
_MEASURED_PX = 2048
# A line's height and where in it the letters stand, in Times New Roman and its stand-in.
_LEADING_AND_ASCENT = 0.933


@dataclass(frozen=True, slots=True)
class LineMetrics:
    """A single line, in ems: its height, and how far below its top the letters stand. Wider spacing goes below."""

    height: float
    base_line: float


def face_used(font: Font) -> str:
    """The face that documents are set in on this machine: the style sheet's own, else its stand-in.

    Both have every letter of Vietnamese in all four cuts: a letter taken from another face would break lines, and so
    pages, elsewhere. Refused where neither can be had.
    """
    if can_set(font.name):
        return font.name
    _install(font.stand_in)
    if can_set(font.stand_in):
        return font.stand_in
    raise Refusal(
        f"Máy này không có phông {font.name} nên chưa dựng được trang; hãy xuất ra Word, hoặc cài lại chương trình."
    )


def face_note(style: Style) -> str:
    """What a person should know of the letters on pages made here; "" where they are the ones asked for."""
    used, notes = face_used(style.font), []
    if used != style.font.name:
        notes.append(f"Máy không có phông {style.font.name}: dùng {used}, cùng bề rộng chữ.")
    if missing := missing_faces(style):
        notes.append(f"Máy không có phông {', '.join(missing)} của mẫu cơ quan: dùng {used}, ngắt dòng có thể khác.")
    return " ".join(notes)


def missing_faces(style: Style) -> tuple[str, ...]:
    """The faces that some paragraphs are to be set in and this machine lacks; they are set in `face_used`."""
    named = dict.fromkeys(look.face for look in style.paragraphs.values() if look.face)
    return tuple(face for face in named if not can_set(face))


def line_metrics(face: str, font: Font) -> LineMetrics:
    """The lines of a face, by its own file unless it is the one that the style sheet knows."""
    if face in (font.name, font.stand_in):
        return LineMetrics(font.line_height, _LEADING_AND_ASCENT)
    return _measured(face)


@cache
def _measured(face: str) -> LineMetrics:
    letters = QFont(face)
    letters.setPixelSize(_MEASURED_PX)
    letters.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    raw = QRawFont.fromFont(letters)
    above = (raw.leading() + raw.ascent()) / _MEASURED_PX
    return LineMetrics(above + raw.descent() / _MEASURED_PX, above)


@cache
def _install(face: str) -> None:
    """Makes known to Qt what the program brings along of a face."""
    for file in sorted(paths.resource("fonts").glob(f"{face}-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def can_set(face: str) -> bool:
    """Whether this machine has a face with every letter of Vietnamese in all four cuts."""
    if not QFontDatabase.hasFamily(face):
        return False
    for bold, italic in product((False, True), repeat=2):
        font = QFont(face)
        font.setBold(bold)
        font.setItalic(italic)
        if 0 in QRawFont.fromFont(font).glyphIndexesForString(_LETTERS):
            return False
    return True
