"""What the person is told when the program itself fails."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox

from cchc_desktop import crash
from cchc_desktop.crash import CrashLog
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.ui.main_window import MainWindow

_SAFE = "Chương trình vừa gặp một lỗi của chính nó; chữ bạn đã gõ đã được lưu an toàn."
_KEPT = (
    "Chương trình vừa gặp một lỗi của chính nó; chữ bạn đã gõ vẫn còn trong cửa sổ nhưng chưa lưu được, "
    "hãy bấm “Lưu ra tệp khác…” ở góc dưới."
)


class CrashBox(QObject):
    """`tell` and `refuse` may be called from any thread; one box is shown at a time, the rest is in the log."""

    _happened = Signal(str)
    _refused = Signal(str)

    def __init__(self, window: MainWindow, log: CrashLog) -> None:
        super().__init__(window)
        self._window = window
        self._log = log
        self._box: QMessageBox | None = None
        self._report = ""
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._refused.connect(window.say, Qt.ConnectionType.QueuedConnection)

    def tell(self, described: str) -> None:
        """Tells of a fault of the program, by its description."""
        self._happened.emit(described)

    def refuse(self, sentence: str) -> None:
        """Tells why something cannot be done."""
        self._refused.emit(sentence)

    @Slot(str)
    def _show(self, described: str) -> None:
        if self._box is not None:
            return
        try:
            self._window.flush()
            sentence = _SAFE
        except Refusal:
            sentence = _KEPT
        self._report = self._log.report(described)
        self._box = QMessageBox(QMessageBox.Icon.Warning, "CCHC Desktop", sentence, parent=self._window)
        self._box.setObjectName("crash_box")
        self._box.setInformativeText(
            "Tệp báo lỗi không chứa nội dung báo cáo nào; gửi cho người phụ trách nếu lỗi lặp lại."
        )
        go_on = self._box.addButton("Tiếp tục", QMessageBox.ButtonRole.AcceptRole)
        self._keep = self._box.addButton("Lưu tệp báo lỗi…", QMessageBox.ButtonRole.ActionRole)
        self._box.setDefaultButton(go_on)
        self._box.buttonClicked.connect(self._answered)
        self._box.finished.connect(self._closed)
        self._box.open()

    def _answered(self, button: QAbstractButton) -> None:
        if button is not self._keep:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(documents) / "Báo lỗi CCHC Desktop.txt")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Lưu tệp báo lỗi", suggested, "Văn bản (*.txt)")
        if chosen:
            try:
                Path(chosen).write_text(self._report, encoding="utf-8")
            except OSError as error:
                crash.note(error)
                self._window.say(f"Không ghi được tệp {chosen}.")

    def _closed(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
        self._box = None
