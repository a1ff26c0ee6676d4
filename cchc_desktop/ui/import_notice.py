"""The bar over a report that has just come in from a file, with the one step back."""

from PySide6.QtCore import Signal

from cchc_desktop.ui.layouts import button
from cchc_desktop.ui.notice_bar import NoticeBar


class ImportNotice(NoticeBar):
    """Says which file the report came from.

    Signals:
        undo_wanted: the import is to be undone as a whole
    """

    undo_wanted = Signal()

    def __init__(self, file_name: str) -> None:
        undo = button("Hoàn tác việc nhập")
        super().__init__("import_notice", f"Đã nhập từ “{file_name}”; tệp gốc được giữ cùng báo cáo.", undo)
        undo.clicked.connect(self.undo_wanted)
