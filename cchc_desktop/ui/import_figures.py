"""Numbers found in the sentences of an old report, offered as figures; taken only where the person ticks one."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from cchc_desktop.importing.result import FoundFigure, Import
from cchc_desktop.text.numbers import format_count
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import ScrollingPage, card, label, page

_EXPLANATION = (
    "Đánh dấu để lấy con số in đậm vào ô số liệu. Câu văn khi đó giữ chỗ cho ô số liệu: sửa số thì câu đổi theo."
)
_NONE = "Không thấy con số nào trong câu văn giống số liệu của mẫu."


class FiguresPage(QWidget):
    """The numbers, each with its sentence.

    Signals:
        changed: one is taken now, or not any more
    """

    changed = Signal()

    def __init__(self, imported: Import) -> None:
        super().__init__()
        self._ticks: list[QCheckBox] = []
        content, inside = page()
        inside.setContentsMargins(0, theme.SMALL, theme.SMALL, 0)
        inside.addWidget(label(_EXPLANATION if imported.figures else _NONE, "secondary", wrap=True))
        for found in imported.figures:
            inside.addWidget(self._card(found, imported.draft.template.figure_by_key[found.key].label))
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ScrollingPage(content))

    @property
    def taken(self) -> list[int]:
        """The indexes of the figures that are ticked."""
        return [index for index, tick in enumerate(self._ticks) if tick.isChecked()]

    def _card(self, found: FoundFigure, name: str) -> QWidget:
        frame, inside = card()
        tick = QCheckBox(f"{name}: {format_count(found.value)}  ({found.confidence.value})")
        tick.setObjectName(f"import_figure:{found.key}")
        tick.setAccessibleDescription(found.sentence)
        tick.toggled.connect(self.changed)
        self._ticks.append(tick)
        before, number, after = (
            escape(found.sentence[part])
            for part in (slice(found.start), slice(found.start, found.end), slice(found.end, None))
        )
        sentence = QLabel(f"{before}<b>{number}</b>{after}")
        sentence.setTextFormat(Qt.TextFormat.RichText)
        sentence.setWordWrap(True)
        inside.addWidget(tick)
        inside.addWidget(sentence)
        return frame
