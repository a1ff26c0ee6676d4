"""The bar over a report that has just come in from a file, with the one step back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton

from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import button, label


class ImportNotice(QFrame):
    """Says which file the report came from; stays until it is closed.

    Signals:
        undo_wanted: the import is to be undone as a whole
    """

    undo_wanted = Signal()

    def __init__(self, file_name: str) -> None:
        super().__init__()
        self.setObjectName("import_notice")
        theme.set_look(self, "bar")
        said = label(f"Đã nhập từ “{file_name}”; tệp gốc được giữ cùng báo cáo.", wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        undo = button("Hoàn tác việc nhập")
        undo.clicked.connect(self.undo_wanted)
        close = QToolButton()
        close.setIcon(icon("close", theme.colours_of(self).text))
        close.setToolTip("Đóng dòng này")
        close.setAccessibleName("Đóng dòng này")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        for widget in (said, undo, close):
            layout.addWidget(widget)
