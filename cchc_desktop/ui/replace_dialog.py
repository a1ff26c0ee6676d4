"""What replacing everywhere in the report would change, sentence by sentence, before anything is changed."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cchc_desktop.text.searching import snippet
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import ScrollingPage, answers, label
from cchc_desktop.ui.report_finder import Find

_AROUND = 100


class ReplaceAll(QDialog):
    """Shows each place before and after; what stays ticked is to be replaced."""

    def __init__(self, finds: Sequence[Find], changed: Sequence[str], parent: QWidget) -> None:
        """`changed` are the words that would stand in the place of the finds'."""
        super().__init__(parent)
        self.setWindowTitle("Thay tất cả")
        self.resize(720, 480)
        self._choices: list[tuple[QCheckBox, Find]] = []
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setSpacing(theme.SMALL)
        name = ""
        for find, new in zip(finds, changed, strict=True):
            if find.text.name != name:
                name = find.text.name
                inside.addWidget(label(name, "heading"))
            self._add(inside, find, new)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(label(f"{len(finds)} chỗ sẽ được thay; bỏ dấu chọn ở chỗ muốn để nguyên.", "secondary"))
        layout.addWidget(ScrollingPage(content), 1)
        layout.addWidget(answers(self, "Thay các chỗ đã chọn", "Để nguyên"))

    def chosen(self) -> list[Find]:
        return [find for choice, find in self._choices if choice.isChecked()]

    def _add(self, inside: QVBoxLayout, find: Find, new: str) -> None:
        spot = find.spot
        around = snippet(spot.text, ((spot.start, spot.end),), _AROUND)
        ((start, end),) = around.spans
        before, after = around.text[:start], around.text[end:]
        choice = QCheckBox()
        choice.setChecked(True)
        choice.setAccessibleName(f"Thay “{spot.words}” bằng “{new}”")
        choice.setAccessibleDescription(f"{find.text.name}: {before}{new}{after}")
        shown = QLabel(f"{escape(before)}<s>{escape(spot.words)}</s> <b>{escape(new)}</b>{escape(after)}")
        shown.setTextFormat(Qt.TextFormat.RichText)
        shown.setWordWrap(True)
        shown.setBuddy(choice)
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(shown, 1)
        inside.addLayout(line)
        self._choices.append((choice, find))
