"""Nhập báo cáo cũ: old files are read one after the other, reviewed, and stored when the person says so."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.result import NeedsPeriod, OldReport
from cchc_desktop.importing.taking_over import Decisions
from cchc_desktop.ui import theme
from cchc_desktop.ui.home import status_words
from cchc_desktop.ui.import_review import ImportReview
from cchc_desktop.ui.layouts import button, label, row
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

_SIZE = QSize(1240, 720)
_MARGIN = QSize(48, 64)
_FILES_WIDTH = 240
_PROGRESS_WIDTH = 140
_ALL_EXPLAINED = "Tệp nào chưa xem thì chỉ phần chắc chắn vào đúng mục; phần còn lại để cuối báo cáo, có ghi chú."


class State(Enum):
    """How far a file is, in the words that the person reads."""

    WAITING = "chờ đọc"
    READING = "đang đọc…"
    READY = "chờ bạn xem"
    REFUSED = "không nhập được"
    STORED = "đã nhập"
    UNDONE = "đã hoàn tác"


class OldFile:
    """One of the chosen files. `seen`: the person had its review before the eyes."""

    def __init__(self, path: Path, item: QListWidgetItem) -> None:
        self.path = path
        self.item = item
        self.said = ""
        self.review: ImportReview | None = None
        self.seen = False
        self.report_id = 0
        self.set_state(State.WAITING)

    def set_state(self, state: State, said: str = "") -> None:
        self.state, self.said = state, said
        self.item.setText(f"{self.path.name}\n{state.value}")
        self.item.setToolTip(said)


class ImportWindow(QDialog):
    """The chosen files, of which each becomes a report of its own.

    Signals:
        stored: the id of a report that is to be shown, and the name of its file; the window is closed then
        changed: the office has other reports now
    """

    stored = Signal(int, str)
    changed = Signal()

    def __init__(self, workspace: Workspace, worker: Worker, files: Sequence[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("import_window")
        self.setWindowTitle("Nhập báo cáo cũ" if len(files) > 1 else f"Nhập báo cáo cũ: {files[0].name}")
        self.resize(_SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize() - _MARGIN))
        self._workspace = workspace
        self._worker = worker
        self._stopped = self._closed = self._storing = False
        self._list = QListWidget()
        self._list.setObjectName("import_files")
        self._list.setAccessibleName("Các tệp được chọn")
        self._list.setFixedWidth(_FILES_WIDTH)
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVisible(len(files) > 1)
        self.files = [OldFile(file, QListWidgetItem(self._list)) for file in files]
        self._said = label("", wrap=True)
        self._said.setObjectName("import_said")
        self._open = button("Mở báo cáo này")
        self._undo = button("Hoàn tác: bỏ vào thùng rác")
        self._nothing = self._page_of_words()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        self._words = label("", "secondary")
        self._words.setObjectName("import_progress")
        self._progress = QProgressBar()
        self._progress.setAccessibleName("Đã xong bao nhiêu tệp")
        self._progress.setFixedWidth(_PROGRESS_WIDTH)
        self._progress.setTextVisible(False)
        self._progress.setRange(0, len(files))
        self._stop = button("Dừng")
        self._go_on = button("Đọc tiếp")
        self._store_all = button("Nhập tất cả")
        self._store_all.setToolTip(_ALL_EXPLAINED)
        self._store = button("Nhập", "primary")
        self._store.setObjectName("import_store")
        self._close = button("Đóng")
        for pressed, act in (
            (self._open, self._open_stored),
            (self._undo, self._undo_stored),
            (self._stop, self._stop_wanted),
            (self._go_on, self._go_on_wanted),
            (self._store_all, self._store_all_wanted),
            (self._store, self._store_wanted),
            (self._close, self.reject),
        ):
            pressed.setAutoDefault(False)
            pressed.clicked.connect(act)
        middle = QHBoxLayout()
        middle.setSpacing(theme.MEDIUM)
        middle.addWidget(self._list)
        middle.addWidget(self._pages, 1)
        bottom = row(self._words, self._progress, self._stop, self._go_on)
        bottom.addStretch()
        for pressed in (self._store_all, self._store, self._close):
            bottom.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.MEDIUM)
        layout.setSpacing(theme.MEDIUM)
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)
        self._list.setCurrentRow(0)
        self._list.currentRowChanged.connect(self._show)
        self._read_next()

    def done(self, result: int) -> None:
        self._closed = self._stopped = True
        super().done(result)

    # Reading

    def _read_next(self) -> None:
        waiting = [file for file in self.files if file.state is State.WAITING]
        if waiting and not self._stopped:
            waiting[0].set_state(State.READING)
            workspace, path = self._workspace, waiting[0].path
            self._worker.submit(lambda: _read(workspace, path), lambda future: self._read_done(waiting[0], future))
        self._show()

    def _read_done(self, file: OldFile, future: "Future[tuple[OldReport, bool]]") -> None:
        if not self._closed:
            self._take_review(file, future)
            self._read_next()

    def _read_again(self, file: OldFile, template: str) -> None:
        """Reads a file by another template; what was decided belongs to the one before."""
        review = file.review
        assert review is not None
        workspace, old, period = self._workspace, review.old, review.period
        file.set_state(State.READING)

        def job() -> tuple[OldReport, bool]:
            return workspace.read_again(old, period or old.imported.draft.period, template), period is not None

        self._worker.submit(job, lambda future: self._read_again_done(file, future))
        self._show()

    def _read_again_done(self, file: OldFile, future: "Future[tuple[OldReport, bool]]") -> None:
        if not self._closed:
            self._take_review(file, future)
            self._show()

    def _take_review(self, file: OldFile, future: "Future[tuple[OldReport, bool]]") -> None:
        if file.review is not None:
            self._pages.removeWidget(file.review)
            file.review.deleteLater()
            file.review = None
        try:
            old, period_known = future.result()
        except Refusal as refusal:
            file.set_state(State.REFUSED, f"{file.path.name}: {refusal}")
            return
        templates, this_year = self._workspace.templates(), self._workspace.now().year
        review = ImportReview(old, templates, self._existing, this_year, period_known)
        review.changed.connect(self._enable)
        review.template_wanted.connect(lambda template: self._read_again(file, template))
        self._pages.addWidget(review)
        file.review = review
        file.set_state(State.READY)
        if file is self._current:
            review.pieces.table.setFocus()

    def _existing(self, period: Period) -> str:
        there = [summary for summary in self._workspace.reports() if summary.period == period]
        if not there:
            return ""
        status = status_words(there[0].status).lower()
        return f"Đã có báo cáo {period.title} ({status}); báo cáo nhập vào sẽ là một báo cáo nữa của kỳ này."

    # Storing

    def _store_wanted(self) -> None:
        file = self._current
        old, decisions = self._answer(file)
        try:
            file.report_id = self._workspace.take_over(old, decisions)
        except Refusal as refusal:
            file.set_state(State.READY, str(refusal))
            self._show()
            return
        self._note_stored(file)
        if len(self.files) == 1:
            self._open_stored()
        else:
            self._show_next()

    def _store_all_wanted(self) -> None:
        self._stopped, self._storing = False, True
        self._store_next()

    def _store_next(self) -> None:
        ready = [file for file in self.files if _is_storable(file)]
        if self._stopped or not ready:
            self._storing = False
            self._show()
            return
        workspace, (old, decisions) = self._workspace, self._answer(ready[0])
        self._worker.submit(
            lambda: workspace.take_over(old, decisions), lambda future: self._store_done(ready[0], future)
        )
        self._show()

    def _store_done(self, file: OldFile, future: "Future[int]") -> None:
        if self._closed:
            return
        try:
            file.report_id = future.result()
        except Refusal as refusal:
            file.set_state(State.READY, str(refusal))
            self._stopped = True
        else:
            self._note_stored(file)
        self._store_next()

    def _answer(self, file: OldFile) -> tuple[OldReport, Decisions]:
        """The file as it was decided; of one that nobody looked at only what is certain."""
        assert file.review is not None
        return file.review.old, file.review.decisions if file.seen else Decisions()

    def _note_stored(self, file: OldFile) -> None:
        period = self._workspace.report(file.report_id).period
        file.set_state(State.STORED, f"{file.path.name}: đã nhập thành báo cáo {period.title}.")
        self.changed.emit()

    def _open_stored(self) -> None:
        file = self._current
        self.accept()
        self.stored.emit(file.report_id, file.path.name)

    def _undo_stored(self) -> None:
        file = self._current
        try:
            self._workspace.trash(file.report_id)
        except Refusal as refusal:
            file.set_state(State.STORED, str(refusal))
        else:
            file.set_state(
                State.UNDONE, f"{file.path.name}: đã hoàn tác; báo cáo nằm trong thùng rác, còn lấy lại được."
            )
            self.changed.emit()
        self._show()

    # What is shown

    @property
    def _current(self) -> OldFile:
        return self.files[max(0, self._list.currentRow())]

    @property
    def _busy(self) -> bool:
        return self._storing or any(file.state is State.READING for file in self.files)

    def _page_of_words(self) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.addStretch(1)
        inside.addWidget(self._said)
        buttons = row(self._open, self._undo)
        buttons.addStretch()
        inside.addLayout(buttons)
        inside.addStretch(2)
        inside.setContentsMargins(theme.WIDE, 0, theme.WIDE, 0)
        return made

    def _show_next(self) -> None:
        ready = [index for index, file in enumerate(self.files) if file.state is State.READY]
        if ready:
            self._list.setCurrentRow(ready[0])
        self._show()

    def _show(self) -> None:
        file = self._current
        reviewed = file.state is State.READY and file.review is not None
        if reviewed and file.review is not None:
            self._pages.setCurrentWidget(file.review)
            file.seen = True
        else:
            self._pages.setCurrentWidget(self._nothing)
            self._said.setText(file.said or f"{file.path.name}: {file.state.value}")
            theme.set_look(self._said, "error" if file.state is State.REFUSED else "")
            for made in (self._open, self._undo):
                made.setVisible(file.state is State.STORED)
        self._enable()

    def _enable(self) -> None:
        several, busy = len(self.files) > 1, self._busy
        waiting = any(file.state is State.WAITING for file in self.files)
        file = self._current
        self._store.setEnabled(_is_storable(file) and not self._storing)
        self._store.setText("Nhập báo cáo này" if several else "Nhập và mở")
        self._store.setVisible(file.state not in (State.STORED, State.UNDONE, State.REFUSED))
        self._store_all.setVisible(several and any(_is_storable(other) for other in self.files))
        self._store_all.setEnabled(not busy)
        self._stop.setVisible(several and busy and not self._stopped)
        self._go_on.setVisible(waiting and not busy)
        self._progress.setVisible(several and busy)
        done = sum(other.state not in (State.WAITING, State.READING) for other in self.files)
        if self._storing:
            done = sum(other.state is State.STORED for other in self.files)
        self._progress.setValue(done)
        self._words.setText(self._progress_words(several))

    def _progress_words(self, several: bool) -> str:
        if not several:
            return self._current.said if self._current.state is State.READY else ""
        if self._storing:
            return "Đang nhập…"
        states = Counter(file.state for file in self.files)
        return ", ".join(f"{state.value} {states[state]}" for state in State if states[state]).capitalize()

    def _stop_wanted(self) -> None:
        self._stopped = True
        self._enable()

    def _go_on_wanted(self) -> None:
        self._stopped = False
        self._read_next()


def _is_storable(file: OldFile) -> bool:
    return file.state is State.READY and file.review is not None and file.review.period is not None


def _read(workspace: Workspace, path: Path) -> tuple[OldReport, bool]:
    """The file as a report, and whether anybody says of which period: if not, the person is asked."""
    try:
        return workspace.read_old_report(path), True
    except NeedsPeriod:
        return workspace.read_old_report(path, Period(workspace.now().year, Kind.Y)), False
