"""A window on a data folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.app import build_window
from cchc_desktop.ui.main_window import MainWindow


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "dữ liệu"


@pytest.fixture
def window(qtbot: QtBot, data_folder: Path) -> Iterator[MainWindow]:
    """The main window, shown; closed at the end, so that its worker has stopped."""
    made = build_window(data_folder)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def find(window: MainWindow) -> Callable[[type, str], Any]:
    """Finds a widget of the window by its object name."""

    def found(kind: type, name: str) -> Any:
        child = window.findChild(kind, name)
        assert child is not None, name
        return child

    return found
