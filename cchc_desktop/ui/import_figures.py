"""Numbers found in the sentences of an old report, offered as figures; taken only where the person ticks one."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cchc_desktop.importing.result import FoundFigure, Import
from cchc_desktop.text.numbers import format_count
from cchc_desktop.ui.import_ticks import TicksPage

_EXPLANATION = (
    "Đánh dấu để lấy con số in đậm vào ô số liệu. Câu văn khi đó giữ chỗ cho ô số liệu: sửa số thì câu đổi theo."
)
_NONE = "Không thấy con số nào trong câu văn giống số liệu của mẫu."


class FiguresPage(TicksPage):
    """The numbers, each with its sentence."""

    def __init__(self, imported: Import) -> None:
        super().__init__(_EXPLANATION if imported.figures else _NONE)
        for found in imported.figures:
            name = imported.draft.template.figure_by_key[found.key].label
            words = f"{name}: {format_count(found.value)}  ({found.confidence.value})"
            tick = self.add(f"import_figure:{found.key}", words, False, _sentence(found))
            tick.setAccessibleDescription(found.sentence)

    @property
    def taken(self) -> list[int]:
        """The indexes of the figures that are ticked."""
        return [index for index, ticked in enumerate(self.ticked) if ticked]


def _sentence(found: FoundFigure) -> QLabel:
    before, number, after = (
        escape(found.sentence[part])
        for part in (slice(found.start), slice(found.start, found.end), slice(found.end, None))
    )
    sentence = QLabel(f"{before}<b>{number}</b>{after}")
    sentence.setTextFormat(Qt.TextFormat.RichText)
    sentence.setWordWrap(True)
    return sentence
