"""The window tries itself out: `cchc-desktop --self-test FOLDER`, for a program that was just built or installed.

A build can lack a resource, a plugin of Qt or a module that only one command imports. So a person's whole way is
gone: the sample report, every tab, typing, every export, a search, every resource, a picture. A windowed program has no
console: what happened is told in FOLDER/result.json.
"""

import json
import sys
import time
import tomllib
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QListView,
    QPushButton,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from cchc_desktop import paths
from cchc_desktop.ui.find_bar import EVERYWHERE
from cchc_desktop.ui.first_start import FirstStart
from cchc_desktop.ui.main_window import MainWindow

Widget = TypeVar("Widget", bound=QWidget)

TYPED = "Câu này do chương trình tự gõ để thử: “đường”, Ư, ỹ."
_PATIENCE = 60.0
_EXPORTS = ("docx", "pdf", "xlsx")


def run(window: MainWindow, folder: Path) -> int:
    """Goes the whole way with a window on an empty data folder; 0 where all of it worked.

    Leaves in `folder`: result.json, window.png, and report.docx, .pdf, .xlsx as far as there is a command for them.
    result.json: "failures" (sentences and tracebacks), "shown_at" (seconds since 1970, when the window was first
    painted), "text" (what was typed), "typed" (into which sections), "tabs", "exported" (file names), "resources"
    (paths), "qt" (what Qt said).
    """
    result = _Result()
    sys.excepthook = result.except_hook
    qInstallMessageHandler(result.qt_says)
    try:
        _go(window, folder, result)
    except Exception:
        result.failures.append(traceback.format_exc())
    window.close()
    # What was closed is deleted when events come round again, which has to be before Qt itself ends.
    _settle()
    # Qt speaks on while it is taken down, when there is no Python any more to hear it.
    qInstallMessageHandler(None)
    (folder / "result.json").write_text(json.dumps(vars(result), ensure_ascii=False, indent=1), "utf-8")
    return 1 if result.failures else 0


class _Result:
    def __init__(self) -> None:
        self.failures: list[str] = []
        self.text = TYPED
        self.shown_at = 0.0
        self.tabs: list[str] = []
        self.typed: list[str] = []
        self.exported: list[str] = []
        self.resources: list[str] = []
        self.qt: list[str] = []

    def except_hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.failures.append("".join(traceback.format_exception(kind, error, trace)))

    def qt_says(self, kind: QtMsgType, context: object, message: str) -> None:
        self.qt.append(f"{kind.name}: {message}")


class _Painted(QObject):
    """Notes when a widget is painted for the first time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.moment = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.moment:
            self.moment = time.time()
        return False


def _go(window: MainWindow, folder: Path, result: _Result) -> None:
    painted = _Painted(window)
    window.show()
    _wait(lambda: painted.moment > 0, "cửa sổ hiện ra")
    result.shown_at = painted.moment
    _open_resources(result)
    first_start = _found(lambda: window.findChild(FirstStart), "các câu hỏi lần đầu")
    _press(first_start, "Xem báo cáo mẫu trước")
    tabs = _found(lambda: window.findChild(QTabWidget, "tabs"), "báo cáo mẫu mở ra")
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        _wait(tabs.currentWidget().isVisible, f"thẻ {tabs.tabText(number)}")
        result.tabs.append(tabs.tabText(number))
        editors = [editor for editor in tabs.currentWidget().findChildren(QTextEdit) if editor.isVisible()]
        sections = [editor for editor in editors if editor.objectName().startswith("section:")]
        if sections:
            _type(sections[0], f"\n{TYPED}")
            if TYPED not in sections[0].toPlainText():
                result.failures.append(f"{sections[0].objectName()} không nhận chữ đã gõ.")
            result.typed.append(sections[0].objectName().removeprefix("section:"))
    window.flush()
    tabs.setCurrentIndex(1)
    _settle()
    if not window.grab().save(str(folder / "window.png")):
        result.failures.append("Không chụp được cửa sổ.")
    for ending in _EXPORTS:
        _export(window, folder / f"report.{ending}", result)
    _search(window)


def _search(window: MainWindow) -> None:
    """Searches what was typed in all reports: SQLite must have come with its full-text search."""
    line = window.findChild(QLineEdit, "search")
    assert line is not None
    action = window.findChild(QAction, "action:search")
    assert action is not None
    action.trigger()
    line.setText(f'"{TYPED}"')
    _press(window, EVERYWHERE)
    results = _found(lambda: window.findChild(QWidget, "results"), "trang kết quả tìm")
    (hits,) = results.findChildren(QListView)
    _wait(lambda: hits.model().rowCount() > 0, "chữ đã gõ trong kết quả tìm")


def _export(window: MainWindow, target: Path, result: _Result) -> None:
    """Does the command of the menu and answers the file dialog as a person would."""
    action = window.findChild(QAction, f"action:export_{target.suffix[1:]}")
    if action is None:
        return
    # Windows's own dialog cannot be answered from inside; Qt's can.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and (name := dialog.findChild(QLineEdit, "fileNameEdit")):
            # selectFile is forgotten where the dialog is still reading the folder.
            name.setText(str(target))
            dialog.accept()

    answering = QTimer(window, interval=50)
    answering.timeout.connect(answer)
    answering.start()
    action.trigger()
    _wait(target.exists, f"tệp {target.name}")
    answering.stop()
    result.exported.append(target.name)


def _open_resources(result: _Result) -> None:
    top = paths.resource("")
    for file in sorted(file for file in top.rglob("*") if file.is_file()):
        name = file.relative_to(top).as_posix()
        contents = file.read_bytes()
        if file.suffix == ".toml":
            tomllib.loads(contents.decode("utf-8"))
        if file.suffix == ".json":
            json.loads(contents)
        if not contents or (file.suffix == ".svg" and not QSvgRenderer(contents).isValid()):
            result.failures.append(f"Không mở được {name}.")
        result.resources.append(name)


def _found(look: Callable[[], Widget | None], what: str) -> Widget:
    _wait(lambda: look() is not None, what)
    found = look()
    assert found is not None
    _wait(found.isVisible, what)
    return found


def _press(page: QWidget, text: str) -> None:
    next(made for made in page.findChildren(QPushButton) if made.text() == text).click()


def _type(editor: QTextEdit, text: str) -> None:
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(editor, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def _settle() -> None:
    """Lets everything that waits be done: layout, paint, timers that are due."""
    for _ in range(5):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 100)


def _wait(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError(f"Chờ {_PATIENCE:.0f} giây mà chưa thấy {what}.")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
