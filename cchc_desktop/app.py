"""The composition root: arguments, data folder, window."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cchc_desktop import crash, paths
from cchc_desktop.domain.refusal import Refusal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui.main_window import MainWindow


OPENED = (".cchc", ".json", ".docx")
"""The endings of the files that the window takes in. Explorer opens the first kind with this program."""

_LAST_BACKUP_MS = 5000
"""How long a window that is just closing may take to back up."""

_SWITCH_SECONDS = 0.001


def run() -> NoReturn:
    """The entry point of the program `cchc-desktop`."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Opens the window, or with a command does what the command line does; gives the exit code."""
    words = list(argv)
    data = None
    if words and words[0].startswith("--data="):
        words[:1] = words[0].split("=", 1)
    if words[:1] == ["--data"] and len(words) > 1:
        data, words = words[1], words[2:]
    if words[:1] == ["--self-test"] and len(words) == 2:
        return _self_test(Path(words[1]))
    file = None
    if len(words) == 1 and words[0].lower().endswith(OPENED):
        file = Path(words.pop()).absolute()
    if words:
        from cchc_desktop import cli

        return cli.main(argv)
    try:
        return _run(paths.data_folder(data), file)
    except Refusal as refusal:
        from PySide6.QtWidgets import QMessageBox

        _application()
        QMessageBox.critical(None, "CCHC Desktop", str(refusal))
        return 2


def _run(folder: Path, file: Path | None) -> int:
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
            if instance.call_other(str(file or "")):
                return 0
            # No answer, too, where it was just ending.
            if not instance.take(_LAST_BACKUP_MS):
                raise Refusal(
                    "Chương trình đang mở dữ liệu này, có thể ở máy khác dùng chung thư mục, nhưng không trả lời; "
                    "hãy đóng cửa sổ đó hoặc đợi một lát rồi mở lại. "
                    "Nếu vẫn vậy, hãy khởi động lại máy: chữ đã lưu không mất."
                )
        window = build_window(folder)
        box = CrashBox(window, log)
        crash.watch(box.tell, box.refuse)
        ending = Ending(app)
        ending.committing.connect(window.end_session)
        ending.asked.connect(window.end)
        app.aboutToQuit.connect(window.end_session)
        # A closed window takes no call: whoever calls now becomes the window himself.
        app.lastWindowClosed.connect(instance.release)
        instance.called.connect(window.come_to_front)
        instance.called.connect(lambda _: crash.log.info("called by another start"))
        window.show()
        crash.log.info("shown")
        if file is not None:
            window.receive(file)
        elif log.ended_badly:
            window.say("Lần trước chương trình dừng đột ngột; mọi chữ đã lưu vẫn còn nguyên.")
        return app.exec()
    except Refusal:
        raise
    except Exception as error:
        crash.note(error)
        raise Refusal(
            f"Chương trình gặp lỗi của chính nó nên chưa mở được; dữ liệu ở {folder} vẫn nguyên vẹn. "
            f"Hãy gửi tệp trong thư mục {log.folder} cho người phụ trách."
        ) from error
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
    _application()
    from cchc_desktop.ui.main_window import MainWindow
    from cchc_desktop.workspace import Workspace

    return MainWindow(Workspace(data_dir))


def _application() -> "QApplication":
    # Hardly anything that a start makes is garbage: looking for it would only take time.
    gc.disable()
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui import theme, translation
    from cchc_desktop.ui.garbage import MainThreadCollector

    app = QApplication.instance()
    if app is None:
        # Setting the style later would make a Python object of it, with its hundreds of names.
        app = QApplication([*sys.argv[:1], "-style", theme.STYLE])
    elif app.property("dressed") is None:
        QApplication.setStyle(theme.STYLE)
    assert isinstance(app, QApplication)
    if app.property("dressed") is None:
        app.setProperty("dressed", True)
        MainThreadCollector(app)
        # A key waits for the worker to let go of the interpreter: not longer than this, at each of its steps.
        sys.setswitchinterval(_SWITCH_SECONDS)
        app.setApplicationName("CCHC Desktop")
        translation.install(app, paths.resource("i18n"))
        theme.apply(app, theme.system_colours())
    return app
