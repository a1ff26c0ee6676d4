"""The composition root: arguments, data folder, window."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cchc_desktop import crash, paths
from cchc_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui.main_window import MainWindow


HAND_OVER = ".cchc"
"""The ending of a report file that one office hands to another; Explorer opens it with this program."""


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
    if words[:1] == ["--self-test"] and len(words) == 2:
        return _self_test(Path(words[1]))
    handed_over = None
    if len(words) == 1 and words[0].lower().endswith(HAND_OVER):
        handed_over = Path(words.pop())
    if words:
        from cchc_desktop import cli

        return cli.main(argv)
    try:
        return _run(paths.data_folder(data), handed_over)
    except Refusal as refusal:
        from PySide6.QtWidgets import QMessageBox

        _application()
        QMessageBox.critical(None, "CCHC Desktop", str(refusal))
        return 2


def _run(folder: Path, handed_over: Path | None) -> int:
    """One window for each data folder: a second start shows the first one's, with the file that it was given."""
    paths.make_folder(folder)
    log = crash.CrashLog(folder)
    app = _application()
    from cchc_desktop.ui.crash_box import CrashBox
    from cchc_desktop.ui.ending import Ending
    from cchc_desktop.ui.single_instance import SingleInstance

    instance = SingleInstance(folder)
    try:
        if not instance.take():
            if instance.call_other(str(handed_over.absolute()) if handed_over else ""):
                return 0
            raise Refusal("Chương trình đang mở dữ liệu này nhưng không trả lời; hãy đợi một lát rồi mở lại.")
        window = build_window(folder)
        crash.watch(CrashBox(window, log).tell)
        ending = Ending(app)
        ending.committing.connect(window.end_session)
        ending.asked.connect(window.end)
        instance.called.connect(window.come_to_front)
        instance.called.connect(lambda _: crash.log.info("called by another start"))
        window.show()
        crash.log.info("shown")
        if handed_over is not None:
            window.receive(handed_over)
        elif log.ended_badly:
            window.say("Lần trước chương trình dừng đột ngột; mọi chữ đã lưu vẫn còn nguyên.")
        return app.exec()
    finally:
        instance.release()
        log.close()


def _self_test(folder: Path) -> int:
    """Lets the window try itself out, on a data folder of its own in `folder`."""
    from cchc_desktop.ui import selftest

    _application()
    return selftest.run(build_window(folder / "data"), folder)


def build_window(data_dir: Path) -> "MainWindow":
    """The main window on a data folder, ready to be shown. Uses the QApplication that exists, or makes one."""
    from cchc_desktop.ui.main_window import MainWindow
    from cchc_desktop.workspace import Workspace

    _application()
    return MainWindow(Workspace(data_dir))


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui import theme, translation
    from cchc_desktop.ui.garbage import MainThreadCollector

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    if app.property("dressed") is None:
        app.setProperty("dressed", True)
        MainThreadCollector(app)
        app.setApplicationName("CCHC Desktop")
        translation.install(app, paths.resource("i18n"))
        theme.apply(app, theme.system_colours())
    return app
