"""What the person is asked where something typed cannot be written and the report is to be left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget


class UnsavedBox(QMessageBox):
    """Says why, and offers a file elsewhere. Nothing is thrown away here.

    Signals:
        elsewhere_wanted: the report is to be written into a file
    """

    elsewhere_wanted = Signal()

    def __init__(self, reason: str, parent: QWidget) -> None:
        super().__init__(
            QMessageBox.Icon.Warning, "Chưa lưu được", f"{reason}\nBáo cáo vẫn mở để không mất chữ nào.", parent=parent
        )
        self.setObjectName("unsaved_box")
        stay = self.addButton("Ở lại, thử lưu tiếp", QMessageBox.ButtonRole.RejectRole)
        self.elsewhere = self.addButton("Lưu ra tệp khác…", QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.buttonClicked.connect(self._answered)

    def _answered(self, button: QAbstractButton) -> None:
        if button is self.elsewhere:
            self.elsewhere_wanted.emit()
