"""Home: the office's reports, period by period."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cchc_desktop.domain.schedule import Due
from cchc_desktop.domain.status import ISSUED
from cchc_desktop.domain.summary import Summary
from cchc_desktop.text.dates import format_date
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import button, card, label, row
from cchc_desktop.ui.list_table import Index, ListModel, ListTable, Role

_HEADS = ("Kỳ báo cáo", "Tình trạng", "Đã điền", "Cơ quan", "Sửa lần cuối")
_STATUS, _OFFICE = 1, 3
_FIRST_DAY = (
    "Lập báo cáo cho kỳ này, hoặc nhập báo cáo Word của kỳ trước để nội dung và số liệu được mang sang; có thể kéo các "
    "tệp Word thả vào đây."
)


def status_words(status: str) -> str:
    """A report's status as a person reads it."""
    return "Đã ban hành" if status == ISSUED else "Bản nháp"


class ReportsModel(ListModel):
    """The reports, one a row."""

    def __init__(self) -> None:
        super().__init__(_HEADS)
        self.summaries: list[Summary] = []
        self._texts: list[tuple[str, ...]] = []
        self._disagreeing: Mapping[int, str] = {}

    def show_reports(self, summaries: Sequence[Summary]) -> None:
        self.beginResetModel()
        self.summaries = list(summaries)
        # The view asks for each cell many times over, to find how wide its columns are.
        self._texts = [_texts(summary) for summary in summaries]
        self.endResetModel()

    def show_disagreeing(self, reasons: Mapping[int, str]) -> None:
        """Says of reports, by id, that they do not agree with others, and why."""
        self._disagreeing = reasons
        if self.summaries:
            self.dataChanged.emit(self.index(0, _STATUS), self.index(len(self.summaries) - 1, _STATUS))

    def count(self) -> int:
        return len(self.summaries)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole:
            text = self._texts[index.row()][index.column()]
            apart = index.column() == _STATUS and self.summaries[index.row()].id in self._disagreeing
            return f"{text} · không còn khớp" if apart else text
        if role == Role.ToolTipRole:
            summary = self.summaries[index.row()]
            reason = self._disagreeing.get(summary.id)
            return f"Không còn khớp với kỳ khác. {reason}" if reason else summary.subject
        return None


def _texts(summary: Summary) -> tuple[str, ...]:
    """What a row shows, column by column."""
    return (
        summary.period.title_alone,
        status_words(summary.status),
        f"{summary.filled}/{summary.leaves} mục",
        summary.issuer or "chưa ghi",
        datetime.fromisoformat(summary.updated).strftime("%d/%m/%Y %H:%M"),
    )


class ReportTable(ListTable):
    """A table of reports; Enter or a double click opens one.

    Signals:
        opened: the id of a report
    """

    opened = Signal(int)

    def __init__(self, name: str) -> None:
        self.reports = ReportsModel()
        super().__init__(name, self.reports, _OFFICE)
        self.activated.connect(self._activated)

    def chosen(self) -> int | None:
        """The id of the selected report."""
        row = self.chosen_row()
        return None if row is None else self.reports.summaries[row].id

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.reports.summaries[index.row()].id)


class Home(QWidget):
    """The page `home`.

    Signals:
        opened: the id of a report to open
        duplicated, trashed: the id of a report to copy or to put into the trash
        trash_wanted: the trash is to be shown
    """

    opened = Signal(int)
    duplicated = Signal(int)
    trashed = Signal(int)
    trash_wanted = Signal()

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("home")
        self._next: Due | None = None
        self.table = ReportTable("Các báo cáo")
        self.table.opened.connect(self.opened)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self._open = button("Mở")
        self._duplicate = button("Nhân bản")
        self._trash = button("Bỏ vào thùng rác")
        self._show_trash = button("Thùng rác", "quiet")
        for made, signal in (
            (self._open, self.opened),
            (self._duplicate, self.duplicated),
            (self._trash, self.trashed),
        ):
            made.clicked.connect(self._emitter(signal))
        self._show_trash.clicked.connect(self.trash_wanted)
        self._new = actions["new"]
        add = _does(self._new, "Báo cáo mới", "primary")
        bring = _does(actions["import"], "Nhập báo cáo cũ từ Word…")
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(actions["import_paste"].trigger)
        self._empty = self._empty_state(actions)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        top = row(label("Báo cáo cải cách hành chính", "title"))
        top.addStretch()
        top.addWidget(bring)
        top.addWidget(add)
        tools = row(self._open, self._duplicate, self._trash)
        tools.addStretch()
        tools.addWidget(self._show_trash)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.LARGE)
        layout.addLayout(top)
        layout.addWidget(self._due_card())
        layout.addWidget(self._stack, 1)
        layout.addLayout(tools)
        self._enable()

    def show_reports(self, summaries: Sequence[Summary], trashed: int) -> None:
        chosen = self.table.chosen()
        self.table.reports.show_reports(summaries)
        ids = [summary.id for summary in summaries]
        if ids:
            self.table.selectRow(ids.index(chosen) if chosen in ids else 0)
        self._stack.setCurrentWidget(self.table if summaries else self._empty)
        self._show_trash.setText(f"Thùng rác ({trashed})")
        self._show_trash.setEnabled(trashed > 0)
        self._enable()

    def show_due(self, due: Due) -> None:
        """Says what is to be done next, and leads to it."""
        self._next = due
        self._due_title.setText(f"Kỳ tới: {due.period.title}")
        draft = f" · bản nháp đã điền {due.draft.filled}/{due.draft.leaves} mục" if due.draft else " · chưa lập"
        self._due_words.setText(f"Gửi trước hết ngày {format_date(due.day)}, {due.words}{draft}")
        self._due_button.setText("Mở bản nháp" if due.draft else "Lập báo cáo")

    def _due_card(self) -> QWidget:
        frame, inside = card()
        self._due_title = label("", "heading")
        self._due_words = label("", "secondary")
        self._due_button = button("")
        self._due_button.clicked.connect(self._do_due)
        words = QVBoxLayout()
        words.setSpacing(theme.TIGHT)
        words.addWidget(self._due_title)
        words.addWidget(self._due_words)
        line = row()
        line.addLayout(words)
        line.addStretch()
        line.addWidget(self._due_button)
        inside.addLayout(line)
        return frame

    def _do_due(self) -> None:
        draft = self._next.draft if self._next else None
        if draft is not None:
            self.opened.emit(draft.id)
        else:
            self._new.trigger()

    def _enable(self) -> None:
        for made in (self._open, self._duplicate, self._trash):
            made.setEnabled(self.table.chosen() is not None)

    def _emitter(self, signal: Any) -> Any:
        def emit() -> None:
            chosen = self.table.chosen()
            if chosen is not None:
                signal.emit(chosen)

        return emit

    @staticmethod
    def _empty_state(actions: Mapping[str, QAction]) -> QWidget:
        frame, inside = card()
        inside.addStretch()
        for made in (
            label("Chưa có báo cáo nào", "heading"),
            label(_FIRST_DAY, "secondary", wrap=True),
        ):
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(made)
        ways = row(
            _does(actions["new"], "Lập báo cáo đầu tiên", "primary"),
            _does(actions["import"], "Nhập báo cáo cũ từ Word…"),
            _does(actions["import_paste"], "Dán báo cáo từ Word"),
        )
        ways.insertStretch(0)
        ways.addStretch()
        inside.addSpacing(theme.SMALL)
        inside.addLayout(ways)
        inside.addStretch()
        return frame


def _does(action: QAction, text: str, look: str = "") -> QPushButton:
    """A button that does what a command does."""
    made = button(text, look)
    made.clicked.connect(action.trigger)
    return made
