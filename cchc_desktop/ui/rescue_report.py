"""What came back of a damaged database and what did not, report by report."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from cchc_desktop.storage.rescue import Rescued
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import button, label, resize_within_screen, row


class RescueReport(QDialog):
    """To read and to copy from: what is incomplete comes first."""

    def __init__(self, rescued: Rescued, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rescue_report")
        self.setWindowTitle("Đã cứu dữ liệu")
        self.text = QPlainTextEdit("\n".join(rescued.sentences()))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Từng báo cáo")
        close = button("Đóng", "primary")
        close.clicked.connect(self.accept)
        tools = row()
        tools.addStretch()
        tools.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        layout.setSpacing(theme.MEDIUM)
        layout.addWidget(label(rescued.summary(), "heading", wrap=True))
        layout.addWidget(
            label(
                "Tệp hỏng vẫn được giữ trong thư mục dữ liệu. Phần nào thiếu thì xem bản sao lưu có không.",
                "secondary",
                wrap=True,
            )
        )
        layout.addWidget(self.text, 1)
        layout.addLayout(tools)
        resize_within_screen(self, 720, 460)
