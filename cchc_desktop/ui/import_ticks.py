"""A page of an import's review where the person ticks what is to be taken."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import ScrollingPage, card, label, page


class TicksPage(QWidget):
    """Cards below each other, each with a box to tick.

    Signals:
        changed: a box is ticked now, or not any more
    """

    changed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self._ticks: list[QCheckBox] = []
        content, self._inside = page()
        self._inside.setContentsMargins(0, theme.SMALL, theme.SMALL, 0)
        if words:
            self._inside.addWidget(label(words, "secondary", wrap=True))
        self._inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ScrollingPage(content))

    @property
    def ticked(self) -> list[bool]:
        """For each card whether its box is ticked."""
        return [tick.isChecked() for tick in self._ticks]

    def add(self, name: str, words: str, ticked: bool, *below: QWidget) -> QCheckBox:
        """A card with a box of that name, and what belongs to it."""
        frame, inside = card()
        tick = QCheckBox(words)
        tick.setObjectName(name)
        tick.setChecked(ticked)
        tick.toggled.connect(self.changed)
        self._ticks.append(tick)
        for widget in (tick, *below):
            inside.addWidget(widget)
        self._inside.insertWidget(self._inside.count() - 1, frame)
        return tick
