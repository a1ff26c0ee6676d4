"""Home says which reports no longer agree with another one."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.edit import CellEdit
from cchc_desktop.domain.period import Period
from cchc_desktop.ui.main_window import MainWindow
from tests.builders import SAMPLE


def test_home_says_in_words_which_report_no_longer_agrees(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window._workspace
    (sample,) = workspace.load([SAMPLE])
    workspace.new_from(sample, "nq30c", Period.parse("2022-Q3"))
    row = workspace.report(2).appendices["mot_cua"].rows[0]
    workspace.save(2, [CellEdit("mot_cua", row.key, "ton_dau", "999")])
    window.show_home()
    model = window._home.table.reports

    def statuses() -> list[str]:
        return [model.index(at, 1).data() for at in range(model.rowCount())]

    assert statuses() == ["Bản nháp", "Bản nháp"]
    qtbot.waitUntil(lambda: statuses() == ["Bản nháp · không còn khớp", "Bản nháp"])
    assert "999" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
