"""Kiểm tra: what wants a second look, grouped by how much it matters; a click leads to the place.

In a group the findings stand in the order of the report, each with its place in words. Beside it stands what can
be done about it: a fix where there is one right way, and for a warning the reason why it stands as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cchc_desktop.domain.answers import Answered, part_of
from cchc_desktop.domain.finding import ERROR, INFO, WARNING, Finding
from cchc_desktop.domain.fixes import Fix
from cchc_desktop.domain.places import place_order, where
from cchc_desktop.domain.report import Report
from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import label
from cchc_desktop.ui.remarked_items import Index, RemarkedItems

_GROUPS = {
    ERROR: "Phải sửa trước khi ban hành",
    WARNING: "Nên xem lại",
    INFO: "Ghi chú",
}
_ANSWERED = "Đã giải trình"
_MESSAGE, _FIX, _ANSWER = range(3)
_LINE = Qt.ItemDataRole.UserRole
_NO_FIXES: Mapping[Finding, Fix] = {}
_ICON = 20
_HINT = "Bấm vào một điểm để đến chỗ cần xem. Danh sách tự cập nhật khi báo cáo thay đổi."
_ALL_WELL = (
    "Chương trình không thấy chỗ nào thiếu hoặc không khớp. Khi văn thư đã cấp số và ngày, chọn Báo cáo → Ban hành."
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A finding as it is shown: where it is in words, what its fix does or "", and the reason given for it or ""."""

    finding: Finding
    where: str
    fix: str
    reason: str

    @property
    def text(self) -> str:
        reference = f"Căn cứ: {self.finding.reference}" if self.finding.reference else ""
        remark = " · ".join(filter(None, (self.where, reference)))
        return "\n".join(filter(None, (self.finding.message, remark, self.reason and f"Giải trình: {self.reason}")))


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
        self._hint = label("", "secondary", wrap=True)
        self.list = QTreeWidget()
        self.list.setObjectName("findings")
        self.list.setAccessibleName("Các điểm cần xem lại")
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(_MESSAGE, QHeaderView.ResizeMode.Stretch)
        self.list.header().sectionResized.connect(self.list.scheduleDelayedItemsLayout)
        self.list.setItemDelegateForColumn(_MESSAGE, RemarkedItems(self.list, self._room))
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(theme.LARGE)
        self.list.setIconSize(QSize(_ICON, _ICON))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.list, 1)
        layout.addStretch()
        self._shown: object = None
        self._editable = True

    def show_findings(
        self,
        report: Report,
        findings: Sequence[Finding],
        answered: Sequence[Answered] = (),
        fixes: Mapping[Finding, Fix] = _NO_FIXES,
        *,
        editable: bool = True,
    ) -> None:
        """Shows what is open in a report, then what was answered. Without `editable` there is only to look."""
        groups = {
            severity: tuple(_lines(report, (f for f in findings if f.severity == severity), fixes if editable else {}))
            for severity in _GROUPS
        }
        done = tuple(_Line(each.finding, where(report, each.finding.place), "", each.reason) for each in answered)
        if (groups, done, editable) == self._shown:
            return
        self._shown = groups, done, editable
        self._editable = editable
        kept = self._current_line(), self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        self.list.clear()
        colours = theme.colours_of(self)
        looks = {
            ERROR: icon("error", colours.error),
            WARNING: icon("warning", colours.warning),
            INFO: icon("info", colours.secondary),
            _ANSWERED: icon("done", colours.good),
        }
        titles = {_GROUPS[severity]: lines for severity, lines in groups.items()} | {_ANSWERED: done}
        # All heads first, and then all lines of each at once: the list is laid out anew at every step.
        filled = [
            (self._add_head(title, len(lines)), lines, look)
            for (title, lines), look in zip(titles.items(), looks.values(), strict=True)
            if lines
        ]
        accent = QColor(colours.accent)
        for head, lines, look in filled:
            head.addChildren([self._item(line, look, accent) for line in lines])
        self._show_words(groups, bool(done))
        self._restore(*kept)

    def menu_of(self, item: QTreeWidgetItem) -> QMenu:
        """What can be done about a finding."""
        menu = QMenu(self)
        line: _Line | None = item.data(_MESSAGE, _LINE)
        if line is not None:
            menu.addAction("Đến chỗ này", lambda: self._go(item))
            if line.fix:
                menu.addAction(f"Sửa: {line.fix}", lambda: self.fix_wanted.emit(line.finding))
            if item.text(_ANSWER):
                menu.addAction(item.text(_ANSWER), lambda: self._answer(line))
        return menu

    def _show_words(self, groups: Mapping[str, Sequence[_Line]], anything_answered: bool) -> None:
        points = len(groups[ERROR]) + len(groups[WARNING])
        notes = f"{len(groups[INFO])} ghi chú" if groups[INFO] else ""
        words = f"{points} điểm cần xem lại" if points else "Không có điểm nào cần xem lại"
        self._heading.setText(f"{words}, {notes}" if notes else words)
        listed = bool(points or notes or anything_answered)
        self._hint.setText(_HINT if points or not self._editable else _ALL_WELL)
        self._hint.setVisible(listed or self._editable)
        self.list.setVisible(listed)

    def _restore(self, line: _Line | None, row: int, scrolled: int) -> None:
        """Marks the line that was marked, or the one that took its place."""
        if line is not None:
            items = [head.child(at) for head in self._heads() for at in range(head.childCount())]
            same = [item for item in items if item.data(_MESSAGE, _LINE).finding == line.finding]
            level = [item for item in items if item.parent().indexOfChild(item) == row]
            if same or level:
                self.list.setCurrentItem((same or level)[0])
        self.list.verticalScrollBar().setValue(scrolled)

    def _heads(self) -> Iterator[QTreeWidgetItem]:
        root = self.list.invisibleRootItem()
        return (root.child(at) for at in range(root.childCount()))

    def _current_line(self) -> _Line | None:
        item = self.list.currentItem()
        line: _Line | None = item.data(_MESSAGE, _LINE) if item else None
        return line

    def _room(self, index: Index) -> int:
        """The width of an item's text: a finding stands one step in, behind its icon."""
        beside = self.list.indentation() + _ICON if index.parent().isValid() else 0
        return self.list.columnWidth(_MESSAGE) - beside - self.list.indentation() - 2 * theme.SMALL

    def _add_head(self, title: str, count: int) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self.list, [f"{title} ({count})"])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFirstColumnSpanned(True)
        font = head.font(_MESSAGE)
        font.setBold(True)
        head.setFont(_MESSAGE, font)
        head.setExpanded(True)
        return head

    def _item(self, line: _Line, look: QIcon, accent: QColor) -> QTreeWidgetItem:
        item = QTreeWidgetItem([line.text])
        item.setIcon(_MESSAGE, look)
        item.setData(_MESSAGE, _LINE, line)
        if line.fix:
            item.setText(_FIX, "Sửa")
            item.setToolTip(_FIX, f"Sửa: {line.fix}")
        if self._editable and line.reason:
            item.setText(_ANSWER, "Bỏ giải trình")
        elif self._editable and line.finding.severity == WARNING:
            item.setText(_ANSWER, "Giải trình…")
            item.setToolTip(_ANSWER, "Ghi lý do vì sao điểm này được để nguyên")
        for column in (_FIX, _ANSWER):
            item.setForeground(column, accent)
        return item

    def _show_menu(self, position: QPoint) -> None:
        item = self.list.itemAt(position) or self.list.currentItem()
        if item is not None:
            menu = self.menu_of(item)
            if not menu.isEmpty():
                menu.exec(self.list.viewport().mapToGlobal(position))
            menu.deleteLater()

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        line: _Line | None = item.data(_MESSAGE, _LINE)
        if line is not None and column == _FIX and line.fix:
            self.fix_wanted.emit(line.finding)
        elif line is not None and column == _ANSWER and item.text(_ANSWER):
            self._answer(line)
        else:
            self._go(item)

    def _answer(self, line: _Line) -> None:
        (self.answer_unwanted if line.reason else self.answer_wanted).emit(line.finding)

    def _go(self, item: QTreeWidgetItem) -> None:
        line: _Line | None = item.data(_MESSAGE, _LINE)
        if line is not None and line.finding.place:
            self.chosen.emit(line.finding.place)


def _lines(report: Report, findings: Iterable[Finding], fixes: Mapping[Finding, Fix]) -> Iterator[_Line]:
    """The findings in the order of the report; errors that say the same of several entries of a section are one line.

    An error can only be put right where it is: the line leads to the first one.
    """

    def said(finding: Finding) -> object:
        alone = finding.severity != ERROR or finding in fixes
        return (finding.place, finding) if alone else (part_of(finding.place), finding.rule, finding.message)

    ordered = sorted(findings, key=lambda finding: place_order(report, finding.place))
    for _, same in groupby(ordered, said):
        first, *others = same
        words = where(report, first.place)
        if others:
            words = f"{words.rpartition(', ý ')[0]}, {1 + len(others)} ý"
        yield _Line(first, words, fixes[first].words if first in fixes else "", "")
