"""Nhập báo cáo cũ: old files are read one after the other, reviewed, and stored when the person says so."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from enum import Enum

from PySide6.QtCore import Qt, Signal
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
from cchc_desktop.importing.source import OldWordFile
from cchc_desktop.importing.taking_over import Decisions
from cchc_desktop.ui import theme
from cchc_desktop.ui.conversions import Conversions
from cchc_desktop.ui.home import status_words
from cchc_desktop.ui.import_review import ImportReview
from cchc_desktop.ui.incoming import Incoming, converted
from cchc_desktop.ui.layouts import button, label, resize_within_screen, row
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

_SIZE = (1240, 720)
_FILES_WIDTH = 200
_PROGRESS_WIDTH = 140
_CONVERTIBLE = (
    "tệp thuộc dạng cũ (.doc). Máy này có {0}: chương trình có thể nhờ {0} chuyển sang .docx rồi đọc. Tệp của bạn "
    "không thay đổi."
)
_ALL_EXPLAINED = "Tệp nào chưa xem thì chỉ phần chắc chắn vào đúng mục; phần còn lại để cuối báo cáo, có ghi chú."


class State(Enum):
    """How far a file is, in the words that the person reads."""

    WAITING = "chờ đọc"
    READING = "đang đọc…"
    OLD_WORD = "cần chuyển sang .docx"
    CONVERTING = "đang chuyển sang .docx…"
    READY = "chờ bạn xem"
    REFUSED = "không nhập được"
    STORED = "đã nhập"
    UNDONE = "đã hoàn tác"


class OldFile:
    """One of what comes in. `seen`: the person had its review before the eyes."""

    def __init__(self, incoming: Incoming, item: QListWidgetItem) -> None:
        self.incoming = incoming
        self.item = item
        self.said = ""
        self.review: ImportReview | None = None
        self.seen = False
        self.report_id = 0
        self.set_state(State.WAITING)

    def set_state(self, state: State, said: str = "") -> None:
        self.state, self.said = state, said
        self.item.setText(f"{self.name}\n{state.value}")
        self.item.setToolTip(said)

    @property
    def name(self) -> str:
        return self.incoming.name


class ImportWindow(QDialog):
    """What was chosen, of which each becomes a report of its own.

    Signals:
        stored: the id of a report that is to be shown, and the name of its file; the window is closed then
        changed: the office has other reports now
    """

    stored = Signal(int, str)
    changed = Signal()

    def __init__(self, workspace: Workspace, worker: Worker, chosen: Sequence[Incoming], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("import_window")
        self.setWindowTitle("Nhập báo cáo cũ" if len(chosen) > 1 else f"Nhập báo cáo cũ: {chosen[0].name}")
        resize_within_screen(self, *_SIZE)
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
        self._list.setVisible(len(chosen) > 1)
        self.files = [OldFile(incoming, QListWidgetItem(self._list)) for incoming in chosen]
        self._conversions = Conversions(self)
        self._conversions.done.connect(self._conversion_done)
        self._conversions.failed.connect(self._conversion_failed)
        self._said = label("", wrap=True)
        self._said.setObjectName("import_said")
        self._open = button("Mở báo cáo này")
        self._undo = button("Hoàn tác: bỏ vào thùng rác")
        self._convert = button("", "primary")
        self._convert.setObjectName("import_convert")
        self._nothing = self._page_of_words()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        self._words = label("", "secondary")
        self._words.setObjectName("import_progress")
        self._progress = QProgressBar()
        self._progress.setAccessibleName("Đã xong bao nhiêu tệp")
        self._progress.setFixedWidth(_PROGRESS_WIDTH)
        self._progress.setTextVisible(False)
        self._progress.setRange(0, len(chosen))
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
            (self._convert, self._convert_wanted),
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
        self._conversions.stop()
        super().done(result)

    # Reading

    def _read_next(self) -> None:
        waiting = [file for file in self.files if file.state is State.WAITING]
        if waiting and not self._stopped:
            waiting[0].set_state(State.READING)
            incoming, this_year = waiting[0].incoming, self._workspace.now().year
            self._worker.submit(lambda: _read(incoming, this_year), lambda future: self._read_done(waiting[0], future))
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
            convertible = isinstance(refusal, OldWordFile) and self._conversions.program
            said = _CONVERTIBLE.format(self._conversions.program) if convertible else refusal
            file.set_state(State.OLD_WORD if convertible else State.REFUSED, f"{file.name}: {said}")
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

    # Turning .doc into .docx

    def _convert_wanted(self) -> None:
        self._stopped = False
        for file in self.files:
            if file.state is State.OLD_WORD:
                file.set_state(State.CONVERTING, file.said)
        self._convert_next()

    def _convert_next(self) -> None:
        waiting = next((file for file in self.files if file.state is State.CONVERTING), None)
        if waiting is not None and waiting.incoming.path is not None:
            try:
                self._conversions.start(waiting.incoming.path)
            except Refusal as refusal:
                waiting.set_state(State.REFUSED, f"{waiting.name}: {refusal}")
                self._convert_next()
        self._show()

    def _conversion_done(self, docx: bytes) -> None:
        file = next(file for file in self.files if file.state is State.CONVERTING)
        file.incoming = converted(self._workspace, file.incoming, docx)
        file.set_state(State.WAITING)
        self._read_next()
        self._convert_next()

    def _conversion_failed(self, sentence: str) -> None:
        file = next(file for file in self.files if file.state is State.CONVERTING)
        file.set_state(State.REFUSED, f"{file.name}: {sentence}")
        self._convert_next()

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
        file.set_state(State.STORED, f"{file.name}: đã nhập thành báo cáo {period.title}.")
        self.changed.emit()

    def _open_stored(self) -> None:
        file = self._current
        self.accept()
        self.stored.emit(file.report_id, file.name)

    def _undo_stored(self) -> None:
        file = self._current
        try:
            self._workspace.trash(file.report_id)
        except Refusal as refusal:
            file.set_state(State.STORED, str(refusal))
        else:
            file.set_state(State.UNDONE, f"{file.name}: đã hoàn tác; báo cáo nằm trong thùng rác, còn lấy lại được.")
            self.changed.emit()
        self._show()

    # What is shown

    @property
    def _current(self) -> OldFile:
        return self.files[max(0, self._list.currentRow())]

    @property
    def _busy(self) -> bool:
        return self._storing or any(file.state in (State.READING, State.CONVERTING) for file in self.files)

    def _page_of_words(self) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.addStretch(1)
        inside.addWidget(self._said)
        buttons = row(self._open, self._undo, self._convert)
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
            self._said.setText(file.said or f"{file.name}: {file.state.value}")
            theme.set_look(self._said, "error" if file.state is State.REFUSED else "")
            for made in (self._open, self._undo):
                made.setVisible(file.state is State.STORED)
            self._convert.setVisible(file.state is State.OLD_WORD)
        self._enable()

    def _enable(self) -> None:
        several, busy = len(self.files) > 1, self._busy
        old = sum(file.state is State.OLD_WORD for file in self.files)
        converting = any(file.state is State.CONVERTING for file in self.files)
        waiting = any(file.state is State.WAITING for file in self.files)
        file = self._current
        self._store.setEnabled(_is_storable(file) and not self._storing)
        self._store.setText("Nhập báo cáo này" if several else "Nhập và mở")
        self._store.setVisible(file.state in (State.WAITING, State.READING, State.READY))
        self._convert.setText(f"Chuyển {f'cả {old} tệp ' if old > 1 else ''}rồi đọc")
        self._store_all.setVisible(several and any(_is_storable(other) for other in self.files))
        self._store_all.setEnabled(not busy)
        self._stop.setVisible((several or converting) and busy and not self._stopped)
        self._go_on.setVisible(waiting and not busy)
        self._progress.setVisible((several or converting) and busy)
        # What one conversion has done of its work nobody knows.
        self._progress.setRange(0, len(self.files) if several else 0)
        done = sum(other.state not in (State.WAITING, State.READING, State.CONVERTING) for other in self.files)
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
        self._conversions.stop()
        for file in self.files:
            if file.state is State.CONVERTING:
                file.set_state(State.OLD_WORD, file.said)
        self._show()

    def _go_on_wanted(self) -> None:
        self._stopped = False
        self._read_next()


def _is_storable(file: OldFile) -> bool:
    return file.state is State.READY and file.review is not None and file.review.period is not None


def _read(incoming: Incoming, this_year: int) -> tuple[OldReport, bool]:
    """What comes in as a report, and whether anybody says of which period: if not, the person is asked."""
    try:
        return incoming.read(None), True
    except NeedsPeriod:
        return incoming.read(Period(this_year, Kind.Y)), False
