"""Keys as input methods send them: one event each, its letters in the event's text."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_text(widget: QWidget, text: str) -> None:
    """One key for each letter; a line feed is Enter."""
    for letter in text:
        if letter == "\n":
            press(widget, Qt.Key.Key_Return, text="\r")
        else:
            press(widget, Qt.Key.Key_unknown, text=letter)


def backspace(widget: QWidget, times: int = 1) -> None:
    for _ in range(times):
        press(widget, Qt.Key.Key_Backspace, text="\b")


def undo(widget: QWidget) -> None:
    press(widget, Qt.Key.Key_Z, CONTROL)


def redo(widget: QWidget) -> None:
    press(widget, Qt.Key.Key_Z, CONTROL | SHIFT)


def commit(widget: QWidget, text: str, *preedits: str) -> None:
    """What an input method of the system sends: the word as it grows, then the word."""
    for preedit in preedits:
        QCoreApplication.sendEvent(widget, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


# What UniKey (Telex) sends while "tuwowngf" is typed: it takes letters back and sends them again with their marks.
TUONG_BY_UNIKEY = ("t", "u", "\bư", "o", "\bơ", "n", "g", "\b\b\bờng")


def unikey(widget: QWidget, stream: tuple[str, ...] = TUONG_BY_UNIKEY) -> None:
    for strokes in stream:
        for letter in strokes:
            if letter == "\b":
                backspace(widget)
            else:
                type_text(widget, letter)
