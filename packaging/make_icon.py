"""Draws icon.svg into cchc.ico, which Windows shows for the programs, the installer and .cchc files.

Run by hand after a change of the drawing, with the environment of dev.py: QT_QPA_PLATFORM=offscreen python make_icon.py
"""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

PACKAGING = Path(__file__).parent
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """The drawing as a square PNG of so many pixels."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(data.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """PNG pictures by size, up to 256, as one .ico file (Windows reads PNG inside since Vista)."""
    entries, offset = b"", 6 + 16 * len(pictures)
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


if __name__ == "__main__":
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(PACKAGING / "icon.svg"))
    (PACKAGING / "cchc.ico").write_bytes(ico({size: png(drawing, size) for size in SIZES}))
