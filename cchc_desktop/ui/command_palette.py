"""All commands in one list (Ctrl+K): a few letters of a name, with or without marks, then Enter."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QMainWindow, QVBoxLayout

from cchc_desktop.text.folding import fold
from cchc_desktop.ui import theme
from cchc_desktop.ui.actions import COMMANDS, Command
from cchc_desktop.ui.layouts import label

_NAME = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_WIDTH, _HEIGHT = 560, 420
_ELSEWHERE = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class CommandPalette(QFrame):
    """Lies over the window until a command is chosen or the focus leaves it.

    It is no window of its own: what had the focus has it back when the command runs, which may be about it.
    """

    def __init__(self, actions: Mapping[str, QAction], window: QMainWindow, *, report_open: bool) -> None:
        super().__init__(window)
        self.setObjectName("command_palette")
        theme.set_look(self, "card")
        self._actions = actions
        self._report_open = report_open
        self._focused = window.focusWidget()
        self.line = _Line()
        self.line.setPlaceholderText("Gõ tên lệnh, có dấu hay không dấu đều được")
        self.line.setAccessibleName("Tên lệnh")
        self.line.textChanged.connect(self._fill)
        self.line.pressed.connect(self._pressed)
        self.line.left.connect(self._close)
        self.list = QListWidget()
        self.list.setAccessibleName("Các lệnh")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._run)
        self.list.currentItemChanged.connect(self._announce)
        self._none = label("Không có lệnh nào như vậy.", "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.line)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        self._fill()
        width, height = min(_WIDTH, window.width() - 2 * theme.WIDE), min(_HEIGHT, window.height() - 4 * theme.WIDE)
        self.setGeometry((window.width() - width) // 2, 2 * theme.WIDE, width, height)
        self.show()
        self.raise_()
        self.line.setFocus()

    def _pressed(self, event: QKeyEvent) -> None:
        item = self.list.currentItem()
        if event.key() in _MOVES:
            QCoreApplication.sendEvent(self.list, event)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif item is not None:
            self._run(item)

    def _fill(self) -> None:
        """The commands that have every word, those that begin with what is typed first."""
        typed = fold(self.line.text()).split()
        found = [command for command in COMMANDS if all(word in fold(_named(command)) for word in typed)]
        found.sort(key=lambda command: not fold(command.text).startswith(" ".join(typed)))
        self.list.clear()
        for command in found:
            self._add(command)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)

    def _add(self, command: Command) -> None:
        action = self._actions[command.name]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        said = [_named(command), keys, "" if action.isEnabled() else self._why_not(command)]
        item = QListWidgetItem(" · ".join(part for part in said if part), self.list)
        item.setData(_NAME, command.name)
        if not action.isEnabled():
            item.setForeground(self.palette().placeholderText())

    def _why_not(self, command: Command) -> str:
        if command.report and not self._report_open:
            return "cần mở một báo cáo"
        return "chưa dùng được lúc này"

    def _announce(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, item.text()))

    def _run(self, item: QListWidgetItem) -> None:
        action = self._actions[item.data(_NAME)]
        if action.isEnabled():
            self._leave()
            action.trigger()

    def _leave(self) -> None:
        self._close()
        if self._focused is not None:
            self._focused.setFocus()

    def _close(self) -> None:
        self.hide()
        self.deleteLater()


class _Line(QLineEdit):
    """Tells keys that are not for a line.

    Signals:
        pressed: such a key
        left: the focus has gone to another part of the window
    """

    pressed = Signal(object)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_ENTER, *_MOVES, Qt.Key.Key_Escape):
            self.pressed.emit(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _ELSEWHERE:
            self.left.emit()


def _named(command: Command) -> str:
    """A command with the menu that it stands in."""
    return f"{command.menu}: {command.text.rstrip('…')}"
