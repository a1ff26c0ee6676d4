"""The bar over an open report: which one it is, its state, and the one thing to do with it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from cchc_desktop.domain.report import Report
from cchc_desktop.ui import theme
from cchc_desktop.ui.home import status_words
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import button, label


class ReportBar(QFrame):
    """Shows a report's period and state.

    Signals:
        back_wanted: the person wants to see all reports
    """

    back_wanted = Signal()

    def __init__(self, actions: Mapping[str, QAction], colours: theme.Colours) -> None:
        super().__init__()
        theme.set_look(self, "bar")
        self._title, self._state = label("", "heading"), label("", "badge")
        back = button("Các kỳ")
        back.setIcon(icon("back", colours.text))
        back.clicked.connect(self.back_wanted)
        preview = QToolButton()
        actions["preview"].setIconText("Xem trước")
        preview.setDefaultAction(actions["preview"])
        preview.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        export = button("Xuất ra Word", "primary")
        export.setIcon(icon("export", colours.on_accent))
        export.clicked.connect(actions["export_docx"].trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.SMALL)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(back)
        layout.addWidget(self._title)
        layout.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch()
        layout.addWidget(preview)
        layout.addWidget(export)

    def show_report(self, report: Report) -> None:
        self._title.setText(f"Báo cáo CCHC {report.period.title}")
        self._state.setText(status_words(report.status))
