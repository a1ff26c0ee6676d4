"""How a Word file stands to the layout rules of Nghị định 30/2020/NĐ-CP."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import label
from cchc_desktop.workspace import verdict

if TYPE_CHECKING:
    from cchc_desktop.export.verify import RuleResult

_GROUPS = (("fail", "Không đạt"), ("not_evaluated", "Không xét được"), ("pass", "Đạt"))


class VerdictWindow(QDialog):
    """The rules grouped by how they stand, those that fail first, each with what was found and the clause."""

    def __init__(self, name: str, results: "Sequence[RuleResult]", parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Xét thể thức: {name}")
        self.resize(760, 560)
        colours = theme.colours_of(self)
        marks = {
            "fail": icon("error", colours.error),
            "not_evaluated": icon("info", colours.secondary),
            "pass": icon("done", colours.good),
        }
        listed = QTreeWidget()
        listed.setAccessibleName("Các quy tắc thể thức")
        listed.setHeaderHidden(True)
        listed.setWordWrap(True)
        listed.setRootIsDecorated(False)
        listed.setIconSize(QSize(20, 20))
        for state, title in _GROUPS:
            findings = [(r.rule, finding) for r in results if r.state == state for finding in r.findings]
            if not findings:
                continue
            head = QTreeWidgetItem(listed, [f"{title} ({len({rule for rule, _ in findings})})"])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for rule, finding in findings:
                lines = [f"{rule}. {finding.message}", f"Căn cứ: {finding.reference}" if state == "fail" else ""]
                item = QTreeWidgetItem(head, ["\n".join(line for line in lines if line)])
                item.setIcon(0, marks[state])
            head.setExpanded(state != "pass")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label(verdict(list(results)), "heading", wrap=True))
        layout.addWidget(listed)
