"""What the window does for the safety of the data: checks it, backs it up, and brings it back."""

from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from cchc_desktop import crash
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.trouble import Damaged
from cchc_desktop.ui.worker import Worker
from cchc_desktop.workspace import Workspace

if TYPE_CHECKING:
    from cchc_desktop.ui.damaged_page import DamagedPage

REGULAR_MS = 10 * 60 * 1000
"""How often it is looked whether a backup is due (storage/backup_policy.py says when it is)."""


class DataCare(QObject):
    """Belongs to a window; what is long runs in its worker, backups in one of their own. `saver` commits what is typed.

    Signals:
        damaged: the database cannot be used; `page` says what to do
        replaced: the data is another now, with a sentence on what was done
        noticed: a sentence that the person should read when there is time
        taken_back: the id of a report that came back from a file outside the database
    """

    damaged = Signal()
    replaced = Signal(str)
    noticed = Signal(str)
    taken_back = Signal(int)

    def __init__(self, workspace: Workspace, worker: Worker, saver: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._backups = Worker(self)
        self._others = (saver, self._backups)
        self._window = window
        self._backup_failed = False
        self._timer = QTimer(self, interval=REGULAR_MS)
        self._timer.timeout.connect(self._back_up_regularly)

    @cached_property
    def page(self) -> "DamagedPage":
        """What the window shows while the database cannot be used."""
        from cchc_desktop.ui.damaged_page import DamagedPage

        page = DamagedPage()
        page.newest_wanted.connect(self._restore_newest)
        page.choice_wanted.connect(self.open_restore)
        page.rescue_wanted.connect(self._rescue)
        page.trust_wanted.connect(self._trust)
        page.anew_wanted.connect(self._begin_anew)
        return page

    def start(self) -> None:
        """Looks whether the database is sound; the first commit waits for it. From then on backs it up."""
        workspace = self._workspace

        def job() -> str:
            workspace.check_database()
            return workspace.storage_notice()

        self._worker.submit(job, self._started)
        self._timer.start()

    def show_damage(self, damage: Damaged) -> None:
        backups = self._workspace.safekeeping.backups()
        self.page.show_trouble(str(damage), backups[0] if backups else None)
        self.damaged.emit()

    def open_restore(self, file: Path | None = None) -> None:
        """Shows the backups to choose from; everything typed is on the disk already."""
        from cchc_desktop.ui.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self._workspace.safekeeping, self._bring_back, self._window)
        dialog.restored.connect(self._replaced)
        if isinstance(file, Path):
            dialog.show_file(file)
        dialog.open()

    def open_backup(self) -> None:
        """Backs up, and shows where to; everything typed is on the disk already."""
        from cchc_desktop.ui.backup_dialog import BackupDialog

        dialog = BackupDialog(self._workspace.safekeeping, self._window)
        dialog.now.click()
        dialog.open()

    def end(self) -> None:
        """Ends the workers, after a backup if anything changed. Trouble with that keeps no window open."""
        self._timer.stop()
        for worker in self._others:
            worker.close(self._workspace.close)
        self._worker.close(self._end_worker)

    def _end_worker(self) -> None:
        from cchc_desktop.storage.safekeeping import ON_CLOSE

        try:
            self._workspace.safekeeping.back_up(ON_CLOSE)
        except Exception as error:
            crash.note(error)
        finally:
            self._workspace.close()

    def _rest(self) -> None:
        """No thread but this one has the database open when this returns."""
        for worker in (*self._others, self._worker):
            worker.wait(self._workspace.close)

    def _started(self, future: "Future[str]") -> None:
        if not self._timer.isActive():
            # The window was closed meanwhile.
            return
        error = future.exception()
        if isinstance(error, Damaged):
            self.show_damage(error)
        elif isinstance(error, Refusal):
            self.noticed.emit(str(error))
        elif error is not None:
            raise error
        else:
            if future.result():
                self.noticed.emit(future.result())
            self._offer_kept()

    def _offer_kept(self) -> None:
        """What could not be saved when the last run was ended waits in a file."""
        kept = self._workspace.kept_elsewhere()
        if not kept:
            return
        self._kept = kept
        asked = "Lần trước có báo cáo chưa kịp lưu vào dữ liệu; chương trình đã giữ trong tệp:\n" + "\n".join(
            map(str, kept)
        )
        box = QMessageBox(QMessageBox.Icon.Question, "Báo cáo chưa lưu", asked, parent=self._window)
        box.setObjectName("kept_box")
        self._take_back = box.addButton("Nạp lại thành báo cáo riêng", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Để sau", QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(self._kept_answered)
        box.open()

    def _kept_answered(self, button: QAbstractButton) -> None:
        if button is not self._take_back:
            return
        for file in self._kept:
            try:
                self.taken_back.emit(self._workspace.take_back(file))
            except Refusal as refusal:
                self.noticed.emit(str(refusal))

    def _back_up_regularly(self) -> None:
        self._backups.submit(self._workspace.safekeeping.back_up_regularly, self._backed_up)

    def _backed_up(self, future: "Future[Path | None]") -> None:
        error = future.exception()
        if isinstance(error, Damaged):
            self.show_damage(error)
        elif isinstance(error, Refusal):
            if not self._backup_failed:
                self.noticed.emit(f"Chưa sao lưu được: {error} Chương trình sẽ thử lại.")
            self._backup_failed = True
        elif error is not None:
            raise error
        else:
            self._backup_failed = False

    def _bring_back(self, file: Path, phrase: str) -> Path:
        self._rest()
        return self._workspace.safekeeping.restore(file, phrase)

    def _restore_newest(self) -> None:
        backups = self._workspace.safekeeping.backups()
        if not backups:
            return
        try:
            kept = self._bring_back(backups[0].path, "")
        except Refusal as refusal:
            self.noticed.emit(str(refusal))
        else:
            self._replaced(f"Đã khôi phục bản sao lưu mới nhất. Tệp hỏng được giữ ở {kept}.")

    def _rescue(self) -> None:
        self._rest()
        try:
            rescued = self._workspace.safekeeping.rescue()
        except Refusal as refusal:
            self.noticed.emit(str(refusal))
        else:
            from cchc_desktop.ui.rescue_report import RescueReport

            self._replaced("")
            RescueReport(rescued, self._window).open()

    def _trust(self) -> None:
        self._rest()
        self._workspace.safekeeping.trust()
        self.replaced.emit("")
        self.start()

    def _begin_anew(self) -> None:
        self._rest()
        try:
            self._workspace.safekeeping.begin_anew()
        except Refusal as refusal:
            self.noticed.emit(str(refusal))
        else:
            self._replaced("Đã bắt đầu lại với dữ liệu trống; tệp cũ vẫn được giữ.")

    def _replaced(self, said: str) -> None:
        self.replaced.emit(said)
        self._offer_kept()
