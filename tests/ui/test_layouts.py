"""Pages whose content is as high as its width makes it."""

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from cchc_desktop.ui.main_window import MainWindow
from tests.builders import SAMPLE

ENOUGH = 30
"""More resizings than a page needs to find its shape."""


class Resizings(QObject):
    """Counts how often the widgets of a page are resized."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.counts: dict[int, int] = {}
        for widget in (page, *page.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.counts[id(watched)] = self.counts.get(id(watched), 0) + 1
        return False


@pytest.mark.parametrize("place", ["appendices.the_che", "appendices.mot_cua", "sections.ket_qua.the_che"])
def test_a_page_finds_its_shape_at_every_height(window: MainWindow, place: str) -> None:
    """What is as high as its width makes it must not chase its own scroll bar."""
    window.open_report(window._workspace.load([SAMPLE])[0])
    window._view.go_to(place)
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1000)
    for height in range(600, 900, 25):
        window.resize(1024, height)
        resizings = Resizings(window._view.tabs)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1000)
        assert max(resizings.counts.values(), default=0) < ENOUGH, height
