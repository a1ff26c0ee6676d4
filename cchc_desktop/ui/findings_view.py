"""Kiểm tra: what wants a second look, grouped by how much it matters; a click leads to the place."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cchc_desktop.domain.finding import ERROR, INFO, WARNING, Finding
from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import label

_GROUPS = {
    ERROR: "Phải sửa trước khi ban hành",
    WARNING: "Nên xem lại",
    INFO: "Ghi chú",
}
_PLACE = Qt.ItemDataRole.UserRole


class FindingsView(QWidget):
    """The list `findings`.

    Signals:
        chosen: the place of a finding that the person wants to go to
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._heading = label("", "heading")
        self._hint = label(
            "Bấm vào một điểm để đến chỗ cần xem. Danh sách tự cập nhật khi báo cáo thay đổi.", "secondary"
        )
        self.list = QTreeWidget()
        self.list.setObjectName("findings")
        self.list.setAccessibleName("Các điểm cần xem lại")
        self.list.setHeaderHidden(True)
        self.list.setWordWrap(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(theme.LARGE)
        self.list.setIconSize(QSize(20, 20))
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.itemActivated.connect(self._chosen)
        self.list.itemClicked.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._hint)
        layout.addWidget(self.list, 1)
        self.show_findings(())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        colours = theme.colours_of(self)
        marks = {
            ERROR: icon("error", colours.error),
            WARNING: icon("warning", colours.warning),
            INFO: icon("info", colours.secondary),
        }
        self.list.clear()
        for severity, title in _GROUPS.items():
            group = [finding for finding in findings if finding.severity == severity]
            if not group:
                continue
            head = QTreeWidgetItem(self.list, [f"{title} ({len(group)})"])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            for finding in group:
                reference = f"\nCăn cứ: {finding.reference}" if finding.reference else ""
                item = QTreeWidgetItem(head, [finding.message + reference])
                item.setIcon(0, marks[severity])
                item.setData(0, _PLACE, finding.place)
            head.setExpanded(True)
        notes = sum(1 for finding in findings if finding.severity == INFO)
        points = f"{len(findings) - notes} điểm cần xem lại" if len(findings) > notes else "Không có điểm cần xem lại"
        self._heading.setText(f"{points}, {notes} ghi chú" if notes else points)
        self.list.setVisible(bool(findings))
        self._hint.setVisible(bool(findings))

    def _chosen(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, _PLACE)
        if place:
            self.chosen.emit(place)
