"""How a Word file stands to the layout rules of Nghị định 30/2020/NĐ-CP."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import button, label, row
from cchc_desktop.ui.remarked_items import Index, RemarkedItems
from cchc_desktop.workspace import verdict, write_verdict

if TYPE_CHECKING:
    from cchc_desktop.export.verify import RuleResult

_KINDS = {"Tệp Word (*.docx)": ".docx", "Tệp Excel (*.xlsx)": ".xlsx"}
_GROUPS = (("fail", "Không đạt"), ("not_evaluated", "Không xét được"), ("pass", "Đạt"))


_ICON = 20


class VerdictWindow(QDialog):
    """The rules grouped by how they stand, those that fail first, each with what was found and the clause."""

    def __init__(self, name: str, results: "Sequence[RuleResult]", parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._results, self._day = name, results, date.today()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Xét thể thức: {name}")
        self.resize(760, 560)
        # The verifier is there already where there is something to show.
        from cchc_desktop.export.verify.places import place_in_words

        colours = theme.colours_of(self)
        marks = {
            "fail": icon("error", colours.error),
            "not_evaluated": icon("info", colours.secondary),
            "pass": icon("done", colours.good),
        }
        listed = QTreeWidget()
        listed.setAccessibleName("Các quy tắc thể thức")
        listed.setHeaderHidden(True)
        listed.setRootIsDecorated(False)
        listed.setIndentation(theme.LARGE)
        listed.setIconSize(QSize(_ICON, _ICON))
        listed.setItemDelegate(RemarkedItems(listed, lambda index: _room(listed, index)))
        listed.header().sectionResized.connect(listed.scheduleDelayedItemsLayout)
        for state, title in _GROUPS:
            findings = [(r.rule, finding) for r in results if r.state == state for finding in r.findings]
            if not findings:
                continue
            head = QTreeWidgetItem(listed, [f"{title} ({len({rule for rule, _ in findings})})"])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            bold = head.font(0)
            bold.setBold(True)
            head.setFont(0, bold)
            for rule, finding in findings:
                said = [f"{rule}. {finding.message}"]
                if state == "fail":
                    remarks = (place_in_words(finding.place), f"Căn cứ: {finding.reference}")
                    said.append(" · ".join(filter(None, remarks)))
                item = QTreeWidgetItem(head, ["\n".join(said)])
                item.setIcon(0, marks[state])
            head.setExpanded(state != "pass")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label(verdict(results), "heading", wrap=True))
        layout.addWidget(listed)
        self._said = label("", "secondary", wrap=True)
        write = button("Ghi kết quả ra tệp…")
        write.clicked.connect(self._write)
        bottom = row(self._said, write)
        bottom.setStretch(0, 1)
        layout.addLayout(bottom)

    def _write(self) -> None:
        """Asks for a name and writes what the window shows, for the colleague who made the file."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(documents) / f"Kết quả xét {Path(self._name).stem}.docx"
        chosen, kind = QFileDialog.getSaveFileName(self, "Ghi kết quả ra tệp", str(suggested), ";;".join(_KINDS))
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() not in _KINDS.values():
            target = target.with_name(f"{target.name}{_KINDS.get(kind, '.docx')}")
        try:
            write_verdict(target, self._name, self._results, self._day, force=True)
        except Refusal as refusal:
            self._said.setText(str(refusal))
        else:
            self._said.setText(f"Đã ghi kết quả ra {target.name}.")


def _room(listed: QTreeWidget, index: Index) -> int:
    """The width for an item's text: what its indent and its icon leave, with the gaps beside them."""
    inside = index.parent().isValid()
    taken = listed.indentation() * (1 + inside) + inside * (_ICON + theme.MEDIUM)
    return listed.viewport().width() - taken - 2 * theme.TIGHT
