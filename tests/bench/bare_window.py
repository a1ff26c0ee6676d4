"""The smallest main window that PySide6 makes."""

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.painted import show

if __name__ == "__main__":
    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 720)
    show(window)
