"""What can be done with text that came over from an earlier report."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.prior import Renaming
from cchc_desktop.text.marks import plain
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import answers, button, label


class CarriedBar(QFrame):
    """Says how many entries are unreviewed and offers to keep, drop or rename them. Hidden while there are none.

    Signals:
        kept, dropped: all carried entries of the section are to stay as they are, or to go
        rename_wanted: the period words of carried entries are to be looked at
    """

    kept = Signal()
    dropped = Signal()
    rename_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_look(self, "carried")
        self.hide()

    def show_state(self, unreviewed: int, renamings: int) -> None:
        if unreviewed and self.layout() is None:
            self._fill()
        self.setVisible(unreviewed > 0)
        if unreviewed:
            self._text.setText(f"{unreviewed} ý mang sang từ kỳ trước, chưa rà soát")
            self._rename.setVisible(renamings > 0)

    def _fill(self) -> None:
        """Few sections ever carry anything over: only they get what stands in the bar."""
        self._text = label("", "carried", wrap=True)
        self._rename = button("Đổi tên kỳ…")
        self._rename.setToolTip("Xem các câu còn ghi tên kỳ trước và đổi sang kỳ này")
        keep = button("Đã rà soát cả mục")
        drop = button("Bỏ các ý này")
        drop.setToolTip("Bỏ mọi ý chưa rà soát của mục; hoàn tác được")
        self._rename.clicked.connect(self.rename_wanted)
        keep.clicked.connect(self.kept)
        drop.clicked.connect(self.dropped)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        layout.addWidget(self._text, 1)
        for made in (self._rename, keep, drop):
            layout.addWidget(made)


class RenamePeriods(QDialog):
    """Shows each sentence before and after; what stays ticked is changed."""

    def __init__(self, renamings: list[Renaming], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Đổi tên kỳ trong câu mang sang")
        self.resize(640, 420)
        self._choices = []
        content = QWidget()
        inside = QVBoxLayout(content)
        for renaming in renamings:
            choice = QCheckBox("Đổi câu này")
            choice.setChecked(True)
            choice.setAccessibleDescription(plain(renaming.after))
            inside.addWidget(label(plain(renaming.before), "secondary", wrap=True))
            inside.addWidget(label(plain(renaming.after), wrap=True))
            inside.addWidget(choice)
            inside.addSpacing(theme.MEDIUM)
            self._choices.append((choice, renaming))
        inside.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        buttons = answers(self, "Đổi", "Để nguyên")
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons)

    def chosen(self) -> list[Renaming]:
        return [renaming for choice, renaming in self._choices if choice.isChecked()]
