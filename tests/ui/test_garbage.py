"""Garbage is collected where widgets may be destroyed."""

import gc
import threading

from pytestqt.qtbot import QtBot

from cchc_desktop.domain.period import Period
from cchc_desktop.ui.main_window import MainWindow


def test_no_other_thread_collects_and_the_main_thread_does(window: MainWindow, qtbot: QtBot) -> None:
    collected_in: list[threading.Thread] = []

    def note(phase: str, _: object) -> None:
        if phase == "start":
            collected_in.append(threading.current_thread())

    def litter() -> None:
        for _ in range(5000):
            cycle: list[object] = []
            cycle.append(cycle)

    gc.callbacks.append(note)
    try:
        litter_thread = threading.Thread(target=litter)
        litter_thread.start()
        litter_thread.join()
        assert collected_in == []
        qtbot.waitUntil(lambda: bool(collected_in), timeout=5000)
    finally:
        gc.callbacks.remove(note)
    assert set(collected_in) == {threading.main_thread()}


def test_what_an_open_report_is_made_of_is_looked_through_only_after_it_was_left(window: MainWindow) -> None:
    gc.unfreeze()
    window.open_report(window._workspace.new("nq30c", Period.parse("2022-H1")))
    lives = len(gc.get_objects())
    assert gc.get_freeze_count() > lives
    window.show_home()
    assert gc.get_freeze_count() == 0
