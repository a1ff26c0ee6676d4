"""Kiểm tra: what wants a second look, grouped by how much it matters; a click leads to the place.

Beside a finding stands what can be done about it: a fix where there is one right way, and for a warning the
reason why it stands as it is.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cchc_desktop.domain.answers import Answered
from cchc_desktop.domain.finding import ERROR, INFO, WARNING, Finding
from cchc_desktop.domain.fixes import Fix
from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import label

_GROUPS = {
    ERROR: "Phải sửa trước khi ban hành",
    WARNING: "Nên xem lại",
    INFO: "Ghi chú",
}
_ANSWERED = "Đã giải trình"
_MESSAGE, _FIX, _ANSWER = range(3)
_FINDING = Qt.ItemDataRole.UserRole
_NO_FIXES: Mapping[Finding, Fix] = {}


class FindingsView(QWidget):
    """The list `findings`.

    Signals:
        chosen: the place of a finding that the person wants to go to
        fix_wanted: a finding that the program is to put right
        answer_wanted, answer_unwanted: a finding that is to get a reason, or to lose it
    """

    chosen = Signal(str)
    fix_wanted = Signal(object)
    answer_wanted = Signal(object)
    answer_unwanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._heading = label("", "heading")
        self._hint = label(
            "Bấm vào một điểm để đến chỗ cần xem. Danh sách tự cập nhật khi báo cáo thay đổi.", "secondary"
        )
        self.list = QTreeWidget()
        self.list.setObjectName("findings")
        self.list.setAccessibleName("Các điểm cần xem lại")
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(_MESSAGE, QHeaderView.ResizeMode.Stretch)
        self.list.setWordWrap(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(theme.LARGE)
        self.list.setIconSize(QSize(20, 20))
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._hint)
        layout.addWidget(self.list, 1)
        self._fixes: Mapping[Finding, Fix] = {}
        self._editable = True
        self.show_findings(())

    def show_findings(
        self,
        findings: Sequence[Finding],
        answered: Sequence[Answered] = (),
        fixes: Mapping[Finding, Fix] = _NO_FIXES,
        *,
        editable: bool = True,
    ) -> None:
        """Shows what is open, then what was answered. Without `editable` there is nothing to do but look."""
        self._fixes = fixes if editable else _NO_FIXES
        self._editable = editable
        colours = theme.colours_of(self)
        marks = {
            ERROR: icon("error", colours.error),
            WARNING: icon("warning", colours.warning),
            INFO: icon("info", colours.secondary),
        }
        scrolled = self.list.verticalScrollBar().value()
        self.list.clear()
        for severity, title in _GROUPS.items():
            group = [finding for finding in findings if finding.severity == severity]
            if group:
                head = self._add_head(title, len(group))
                for finding in group:
                    self._add(head, finding, "").setIcon(_MESSAGE, marks[severity])
        if answered:
            head = self._add_head(_ANSWERED, len(answered))
            for done in answered:
                item = self._add(head, done.finding, f"\nGiải trình: {done.reason}")
                item.setIcon(_MESSAGE, icon("done", colours.good))
        self._heading.setText(f"{len(findings)} điểm cần xem lại" if findings else "Không có điểm nào cần xem lại")
        self.list.setVisible(bool(findings or answered))
        self._hint.setVisible(bool(findings or answered))
        self.list.verticalScrollBar().setValue(scrolled)

    def menu_of(self, item: QTreeWidgetItem) -> QMenu:
        """What can be done about a finding."""
        menu = QMenu(self)
        finding: Finding | None = item.data(_MESSAGE, _FINDING)
        if finding is not None:
            menu.addAction("Đến chỗ này", lambda: self._go(item))
            if finding in self._fixes:
                menu.addAction(f"Sửa: {self._fixes[finding].words}", lambda: self.fix_wanted.emit(finding))
            if item.text(_ANSWER):
                menu.addAction(item.text(_ANSWER), lambda: self._answer(item))
        return menu

    def _add_head(self, title: str, count: int) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self.list, [f"{title} ({count})"])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFirstColumnSpanned(True)
        font = head.font(_MESSAGE)
        font.setBold(True)
        head.setFont(_MESSAGE, font)
        head.setExpanded(True)
        return head

    def _add(self, head: QTreeWidgetItem, finding: Finding, more: str) -> QTreeWidgetItem:
        reference = f"\nCăn cứ: {finding.reference}" if finding.reference else ""
        item = QTreeWidgetItem(head, [finding.message + reference + more])
        item.setData(_MESSAGE, _FINDING, finding)
        if finding in self._fixes:
            item.setText(_FIX, "Sửa")
            item.setToolTip(_FIX, f"Sửa: {self._fixes[finding].words}")
        if self._editable and more:
            item.setText(_ANSWER, "Bỏ giải trình")
        elif self._editable and finding.severity == WARNING:
            item.setText(_ANSWER, "Giải trình…")
            item.setToolTip(_ANSWER, "Ghi lý do vì sao điểm này được để nguyên")
        for column in (_FIX, _ANSWER):
            item.setForeground(column, QColor(theme.colours_of(self).accent))
        return item

    def _show_menu(self, position: QPoint) -> None:
        item = self.list.itemAt(position) or self.list.currentItem()
        if item is not None:
            menu = self.menu_of(item)
            if not menu.isEmpty():
                menu.exec(self.list.viewport().mapToGlobal(position))
            menu.deleteLater()

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _FIX and item.text(_FIX):
            self.fix_wanted.emit(item.data(_MESSAGE, _FINDING))
        elif column == _ANSWER and item.text(_ANSWER):
            self._answer(item)
        else:
            self._go(item)

    def _answer(self, item: QTreeWidgetItem) -> None:
        answered = item.parent().text(_MESSAGE).startswith(_ANSWERED)
        (self.answer_unwanted if answered else self.answer_wanted).emit(item.data(_MESSAGE, _FINDING))

    def _go(self, item: QTreeWidgetItem) -> None:
        finding: Finding | None = item.data(_MESSAGE, _FINDING)
        if finding is not None and finding.place:
            self.chosen.emit(finding.place)
