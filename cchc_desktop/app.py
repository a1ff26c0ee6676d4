"""The composition root: arguments, data folder, window."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cchc_desktop import paths
from cchc_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui.main_window import MainWindow


def run() -> NoReturn:
    """The entry point of the program `cchc-desktop`."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Opens the window, or with a command does what the command line does; gives the exit code."""
    words = list(argv)
    data = None
    if words[:1] == ["--data"] and len(words) == 2:
        data = words[1]
        words = []
    if words:
        from cchc_desktop import cli

        return cli.main(argv)
    app = _application()
    try:
        window = build_window(paths.data_folder(data))
    except Refusal as refusal:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, "CCHC Desktop", str(refusal))
        return 2
    window.show()
    return app.exec()


def build_window(data_dir: Path) -> "MainWindow":
    """The main window on a data folder, ready to be shown. Uses the QApplication that exists, or makes one."""
    from cchc_desktop.ui.main_window import MainWindow
    from cchc_desktop.workspace import Workspace

    _application()
    return MainWindow(Workspace(data_dir))


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui import theme, translation

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    if app.property("dressed") is None:
        app.setProperty("dressed", True)
        app.setApplicationName("CCHC Desktop")
        translation.install(app, paths.resource("i18n"))
        theme.apply(app, theme.system_colours())
    return app
