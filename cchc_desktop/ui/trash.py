"""The trash: reports wait here until they are taken out again or deleted for good."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QVBoxLayout, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui import theme
from cchc_desktop.ui.home import ReportTable
from cchc_desktop.ui.layouts import button, label, resize_within_screen, row
from cchc_desktop.workspace import Workspace


class Trash(QDialog):
    """Shows what is in the trash.

    Signals:
        changed: something was taken out or deleted
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Thùng rác")
        resize_within_screen(self, 760, 420)
        self._workspace = workspace
        self._said = label("", "secondary", wrap=True)
        self._table = ReportTable("Các báo cáo trong thùng rác")
        self._table.opened.connect(self._take)
        take = button("Lấy lại", "primary")
        take.clicked.connect(self._take_chosen)
        empty = button("Xóa hẳn tất cả")
        empty.clicked.connect(self._empty)
        close = button("Đóng")
        close.clicked.connect(self.accept)
        tools = row(take, empty)
        tools.addStretch()
        tools.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label("Báo cáo ở đây được giữ cho đến khi bạn xóa hẳn.", "secondary"))
        layout.addWidget(self._table)
        layout.addWidget(self._said)
        layout.addLayout(tools)
        self._show()

    def _show(self) -> None:
        summaries = self._workspace.trashed()
        self._table.reports.show_reports(summaries)
        if summaries:
            self._table.selectRow(0)
        else:
            self.accept()

    def _take_chosen(self) -> None:
        chosen = self._table.chosen()
        if chosen is not None:
            self._take(chosen)

    def _take(self, report_id: int) -> None:
        self._try(lambda: self._workspace.take_from_trash(report_id))

    def _empty(self) -> None:
        count = len(self._workspace.trashed())
        question = f"Xóa hẳn {count} báo cáo trong thùng rác? Việc này không lấy lại được."
        asked = QMessageBox(QMessageBox.Icon.Warning, "Xóa hẳn", question, parent=self)
        delete = asked.addButton("Xóa hẳn", QMessageBox.ButtonRole.DestructiveRole)
        keep = asked.addButton("Giữ lại", QMessageBox.ButtonRole.RejectRole)
        asked.setDefaultButton(keep)
        asked.exec()
        if asked.clickedButton() is delete:
            self._try(self._workspace.empty_trash)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
            self._show()
        except Refusal as refusal:
            self._said.setText(str(refusal))
        else:
            self.changed.emit()
