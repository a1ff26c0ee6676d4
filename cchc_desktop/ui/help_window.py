"""The help: one page, offline."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget


class HelpWindow(QDialog):
    """Shows a help text (Markdown) beside the work."""

    def __init__(self, markdown: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Hướng dẫn sử dụng")
        self.resize(720, 640)
        browser = QTextBrowser()
        browser.setAccessibleName("Hướng dẫn sử dụng")
        browser.setMarkdown(markdown)
        browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(browser)
