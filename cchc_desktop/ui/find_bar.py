"""The bar for searching: over the reports it searches all of them, over an open report it finds and replaces in it."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import button, label

EVERYWHERE = "Tìm trong mọi báo cáo"
IN_REPORT = "Tìm trong báo cáo này"
_WIDEST = 560
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """What is sought (`search`), how many there are, and what to do with them.

    Signals:
        sought: what is sought, or what shall stand in its place, is another
        stepped: the next (1) or the one before (-1) is wanted
        went_down: the key down, from what is sought
        everywhere_wanted: the same is to be searched in all reports
        replacing_shown: the row for replacing has come or gone
        replace_wanted: what was found is to be replaced: the present one, or with True all, after a look at them
        undo_wanted: the last replacing is to be taken back
        closed: the bar is not wanted any more
    """

    sought = Signal()
    stepped = Signal(int)
    went_down = Signal()
    everywhere_wanted = Signal()
    replacing_shown = Signal()
    replace_wanted = Signal(bool)
    undo_wanted = Signal()
    closed = Signal()

    def __init__(self, colours: theme.Colours) -> None:
        super().__init__()
        theme.set_look(self, "bar")
        self.in_report = False
        self.line = _Line()
        self.line.setObjectName("search")
        self.line.setMaximumWidth(_WIDEST)
        self.line.addAction(icon("search", colours.secondary), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._seek)
        self.line.entered.connect(self.stepped)
        self.line.went_down.connect(self.went_down)
        self.line.undo_wanted.connect(self.undo_wanted)
        self._count = label("", "secondary")
        self._previous = _tool(icon("up", colours.text), "Chỗ trước (Shift+F3)")
        self._next = _tool(icon("down", colours.text), "Chỗ tiếp theo (F3)")
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._replacing = QToolButton()
        self._replacing.setText("Thay thế")
        self._replacing.setToolTip("Thay những chỗ tìm thấy bằng chữ khác (Ctrl+H)")
        self._replacing.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._replacing.setCheckable(True)
        self._replacing.toggled.connect(self._show_replacing)
        self._everywhere = button(EVERYWHERE, "quiet")
        self._everywhere.clicked.connect(self.everywhere_wanted)
        self._close = _tool(icon("close", colours.text), "Đóng (Esc)")
        self._close.clicked.connect(self.closed)
        first = QHBoxLayout()
        first.setSpacing(theme.SMALL)
        first.addWidget(self.line, 1)
        for widget in (self._count, self._previous, self._next, self._replacing):
            first.addWidget(widget)
        first.addStretch()
        first.addWidget(self._everywhere)
        first.addWidget(self._close)
        self._second = QWidget()
        self._fill_second()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.TIGHT)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(first)
        layout.addWidget(self._second)
        self.show_for_all()

    def show_for_all(self) -> None:
        """For searching all reports."""
        self._show_for(in_report=False, placeholder=f"{EVERYWHERE}: gõ có dấu hay không dấu đều được (Ctrl+F)")
        self._close.setVisible(bool(self.line.text()))

    def show_for_report(self, *, editable: bool) -> None:
        """For finding in the open report."""
        self._show_for(in_report=True, placeholder=IN_REPORT)
        self._replacing.setEnabled(editable)
        self._close.show()

    def seek(self, words: str) -> None:
        """Seeks words, also where they are sought already."""
        with QSignalBlocker(self.line):
            self.line.setText(words)
        self.sought.emit()

    def clear(self) -> None:
        """Seeks nothing, and says so to nobody."""
        with QSignalBlocker(self.line), QSignalBlocker(self):
            self.line.clear()
            self._replacing.setChecked(False)
        self.show_count(-1, 0)
        self.show_change("", "", undoable=False)

    def show_replacing(self, shown: bool) -> None:
        """Shows the row for replacing, where the report may be changed."""
        self._replacing.setChecked(shown and self._replacing.isEnabled())
        if self.replacing and self.line.text():
            self.new.setFocus()

    @property
    def replacing(self) -> bool:
        return self._replacing.isChecked()

    def show_count(self, present: int, count: int) -> None:
        """Which of how many finds is the present one; it counts from 0."""
        sought = bool(self.line.text().strip())
        text = f"{present + 1}/{count}" if count else "Không thấy" if sought else ""
        spoken = f"Chỗ {present + 1} trong {count} chỗ" if count else text
        if text != self._count.text():
            self._count.setText(text)
            self._count.setAccessibleName(spoken)
            if spoken:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, spoken))
        for widget in (self._previous, self._next, self._replace, self._replace_all):
            widget.setEnabled(count > 0)

    def show_change(self, before: str, after: str, *, undoable: bool) -> None:
        """What replacing would make of the present find, or "" without one; whether the last one can be taken back."""
        after = f"“{after}”" if after else "(xóa đi)"
        self._change.setText(f"“{before}” → {after}" if before else "")
        self._undo.setVisible(undoable)
        self.line.replaced = self.new.replaced = undoable

    def _fill_second(self) -> None:
        self.new = _Line()
        self.new.setObjectName("replace")
        self.new.setMaximumWidth(_WIDEST)
        self.new.setPlaceholderText("Thay bằng")
        self.new.setAccessibleName("Thay bằng")
        self.new.textChanged.connect(self.sought)
        self.new.undo_wanted.connect(self.undo_wanted)
        self.new.entered.connect(lambda: self.replace_wanted.emit(False))
        self._replace = button("Thay chỗ này")
        self._replace.clicked.connect(lambda: self.replace_wanted.emit(False))
        self._replace_all = button("Thay tất cả…")
        self._replace_all.clicked.connect(lambda: self.replace_wanted.emit(True))
        self._undo = button("Hoàn tác thay thế", "quiet")
        self._undo.clicked.connect(self.undo_wanted)
        self._change = label("", "secondary")
        self._change.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self._second)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.new, 1)
        for widget in (self._replace, self._replace_all, self._undo):
            layout.addWidget(widget)
        layout.addWidget(self._change, 1)

    def _show_for(self, *, in_report: bool, placeholder: str) -> None:
        self.in_report = in_report
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(IN_REPORT if in_report else EVERYWHERE)
        for widget in (self._count, self._previous, self._next, self._replacing, self._everywhere):
            widget.setVisible(in_report)
        self._second.setVisible(in_report and self.replacing)

    def _seek(self) -> None:
        self._close.setVisible(self.in_report or bool(self.line.text()))
        self.sought.emit()

    def _show_replacing(self, shown: bool) -> None:
        self._second.setVisible(shown)
        self.replacing_shown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Line(QLineEdit):
    """Tells Enter from Shift+Enter. After a replacing, its undo is that of the replacing.

    Signals:
        entered: 1 after Enter, -1 after Shift+Enter
        went_down: the key down
        undo_wanted: the replacing is to be taken back
    """

    entered = Signal(int)
    went_down = Signal()
    undo_wanted = Signal()
    replaced = False

    def undo(self) -> None:
        if self.replaced:
            self.undo_wanted.emit()
        else:
            super().undo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.key() in _ENTER:
            self.entered.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


def _tool(picture: QIcon, name: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(picture)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
