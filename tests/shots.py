"""Pictures of the program's screens, from the shipped sample report: `python3 dev.py shots [FOLDER]`.

The README shows some of them, so they are taken again whenever the look changes. They are for eyes; no test
compares pixels.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit

from cchc_desktop import paths
from cchc_desktop.app import build_window
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import Signer, Unit
from cchc_desktop.ui import theme
from cchc_desktop.ui.main_window import MainWindow

SIZES = {"": (1366, 768), "_nho": (1024, 700)}
SETTLE_MS = 700


def main(folder: Path) -> None:
    """Writes the pictures as PNG files into `folder`; those at 150 % and in dark mode beside the usual ones."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        window = build_window(Path(data))
        window.resize(1366, 768)
        window.show()
        _take(window, folder / "lan_dau.png")
        workspace = window._workspace
        workspace.set_profile(Unit("UBND xã Lam Khê", "Phòng Kinh tế", "PK", "Lam Khê"), Signer())
        reports = workspace.load(sorted(paths.resource("samples").glob("*.json")))
        workspace.new("nq76", Period.parse("2026-Q3"))
        window.show_home()
        _take(window, folder / "cac_ky.png")
        _search(window, "cai cach")
        _take(window, folder / "tim_moi_bao_cao.png")
        window.open_report(reports[0])
        for suffix, size in SIZES.items():
            window.resize(*size)
            _take_tabs(window, folder, suffix)
            window.findChild(QAction, "action:replace").trigger()
            _search(window, "thủ tục")
            _take(window, folder / f"tim_va_thay{suffix}.png")
        window.close()
        theme.apply(_app(), theme.DARK)
        window = build_window(Path(data))
        window.resize(1366, 768)
        window.show()
        window.open_report(reports[0])
        _take_tabs(window, folder, "_toi")
        window.close()


def _take_tabs(window: MainWindow, folder: Path, suffix: str) -> None:
    assert window._view is not None
    tabs = window._view.tabs
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        _take(window, folder / f"the_{index}{suffix}.png")
    window._view.go_to("appendices.mot_cua")
    _take(window, folder / f"mot_cua{suffix}.png")


def _search(window: MainWindow, words: str) -> None:
    line = window.findChild(QLineEdit, "search")
    assert line is not None
    line.setText(words)


def _take(window: MainWindow, file: Path) -> None:
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()
    window.grab().save(str(file))
    print(file)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/shots"))
