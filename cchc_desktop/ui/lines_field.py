"""A field of several lines of plain text."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit

from cchc_desktop.ui.dropped_files import dropped_files

MOST_CHARACTERS = 20_000
_HEIGHT = 86


class LinesField(QPlainTextEdit):
    """Takes what is pasted and dropped up to `MOST_CHARACTERS`; Tab leaves it.

    Signals:
        refused: one sentence; the text is as it was
    """

    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_HEIGHT)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return super().canInsertFromMimeData(source) and not dropped_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if len(source.text()) > MOST_CHARACTERS:
            self.refused.emit("Chưa dán được: ô này chỉ dành cho vài dòng, nội dung dài hơn 20.000 ký tự.")
            return
        super().insertFromMimeData(source)
