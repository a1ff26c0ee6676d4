"""Lịch sử: what a part of the report was before, and the way back to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTableView, QTextEdit, QVBoxLayout, QWidget

from cchc_desktop.domain.fields import FIELD_BY_NAME
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.version import Change, Version, differences, text_of_edit
from cchc_desktop.ui import theme
from cchc_desktop.ui.appendix_model import AppendixModel
from cchc_desktop.ui.layouts import button, label, resize_within_screen, row

_NARROW = 480
_BETWEEN = " "


def part_of(focused: QWidget | None) -> tuple[str, ...] | None:
    """The part of the report (domain.edit.target) that a widget edits; None where it edits none."""
    widget: object = focused
    while isinstance(widget, QWidget):
        kind, _, key = widget.objectName().removeprefix("note:").partition(":")
        if kind in ("section", "figure", "field"):
            return kind, key
        model = widget.model() if isinstance(widget, QTableView) else None
        if kind == "appendix" and isinstance(widget, QTableView) and isinstance(model, AppendixModel):
            index = widget.currentIndex()
            columns = model.appendix.columns
            if index.isValid() and index.row() < len(model.rows()) and 0 < index.column() <= len(columns):
                return "cell", key, model.rows()[index.row()].key, columns[index.column() - 1].key
            return "appendix", key
        widget = widget.parent()
    return None


def place_of(report: Report, part: tuple[str, ...]) -> str:
    """Where a part stands, as a path of `cchc-report/1`."""
    kind, key, *rest = part
    if kind == "field":
        return FIELD_BY_NAME[key].place
    if kind == "cell":
        rows = [row.key for row in report.appendices[key].rows]
        return (
            f"appendices.{key}.rows[{rows.index(rest[0])}].cells.{rest[1]}" if rest[0] in rows else f"appendices.{key}"
        )
    return {"section": "sections", "figure": "figures", "appendix": "appendices"}[kind] + f".{key}"


def part_name(report: Report, part: tuple[str, ...]) -> str:
    """A part as a person would name it."""
    kind, key, *rest = part
    template = report.template
    match kind:
        case "field":
            return FIELD_BY_NAME[key].label
        case "section":
            section = template.sections[key]
            return f"{section.number} {section.title}".strip()
        case "figure":
            return template.figure_by_key[key].label
    appendix = template.appendix_by_key[key]
    if kind == "appendix":
        return f"Phụ lục: {appendix.short}"
    row = next((row.label for row in report.appendices[key].rows if row.key == rest[0]), "")
    return f"{appendix.short}: {row}, {appendix.column_by_key[rest[1]].label}"


class HistoryDialog(QDialog):
    """Shows the versions of one part, the newest first, each with what the next one changed.

    Signals:
        wanted: the edit that brings a version back
    """

    wanted = Signal(object)

    def __init__(
        self, report: Report, part: tuple[str, ...], versions: Sequence[Version], editable: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("history_dialog")
        self.setWindowTitle("Lịch sử")
        self._report = report
        self._versions = list(versions)
        self.list = QListWidget()
        self.list.setAccessibleName("Các lần sửa")
        self.list.setMaximumWidth(280)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Nội dung của lần đã chọn")
        for framed in (self.list, self.text):
            theme.set_look(framed, "framed")
        self._bring = button("Lấy lại nội dung này", "primary")
        self._bring.clicked.connect(self._bring_back)
        close = button("Đóng")
        close.clicked.connect(self.reject)
        tools = row(self._bring)
        tools.addStretch()
        tools.addWidget(close)
        middle = QHBoxLayout()
        middle.setSpacing(theme.MEDIUM)
        middle.addWidget(self.list)
        middle.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label(part_name(report, part), "heading", wrap=True))
        self._explained = label("", "secondary", wrap=True)
        layout.addWidget(self._explained)
        layout.addLayout(middle, 1)
        layout.addLayout(tools)
        if versions:
            resize_within_screen(self, 860, 520)
        else:
            self._explained.setText("Chỗ này chưa thay đổi lần nào từ khi lập báo cáo.")
            for unused in (self.list, self.text, self._bring):
                unused.hide()
            self.setMinimumWidth(_NARROW)
        self._editable = editable
        for index, version in enumerate(self._versions):
            who = f", {version.author}" if version.author else ""
            now = " (hiện nay)" if index == 0 else ""
            self.list.addItem(f"{version.saved:%d/%m/%Y %H:%M}{who}{now}")
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(min(1, len(self._versions) - 1))
        self._bring.setEnabled(editable and len(self._versions) > 1)

    def _show(self, index: int) -> None:
        """The text of a version; against the one that came after it, so that one sees what was changed."""
        self.text.clear()
        colours = theme.colours_of(self)
        looks = {change: QTextCharFormat() for change in Change}
        looks[Change.REMOVED].setFontStrikeOut(True)
        looks[Change.REMOVED].setForeground(QColor(colours.error))
        looks[Change.ADDED].setFontUnderline(True)
        looks[Change.ADDED].setForeground(QColor(colours.good))
        old = text_of_edit(self._versions[index].edit, self._report)
        new = text_of_edit(self._versions[max(0, index - 1)].edit, self._report)
        pieces = list(differences(old, new))
        cursor = self.text.textCursor()
        for number, (change, piece) in enumerate(pieces):
            if number and change is Change.ADDED and pieces[number - 1][0] is Change.REMOVED:
                cursor.insertText(_BETWEEN, looks[Change.KEPT])
            cursor.insertText(piece, looks[change])
        self._explained.setText(
            "Nội dung hiện nay."
            if index == 0
            else "Chữ gạch ngang là chữ về sau đã bỏ, chữ gạch dưới là chữ về sau thêm vào."
            if old != new
            else "Về sau chỉ đổi kiểu chữ hoặc đánh dấu đã rà soát."
        )
        self._bring.setEnabled(self._editable and index > 0)

    def _bring_back(self) -> None:
        index = self.list.currentRow()
        self.accept()
        self.wanted.emit(self._versions[index].edit)
