"""What the window shows in the place of the reports while the database is damaged."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cchc_desktop.storage.backup import Backup
from cchc_desktop.ui import theme
from cchc_desktop.ui.backup_table import contents_words
from cchc_desktop.ui.layouts import ScrollingPage, button, card, label, page, row


class DamagedPage(ScrollingPage):
    """The ways on, the safest first.

    Signals:
        newest_wanted: the newest backup is to be restored
        choice_wanted: the person wants to choose a backup
        rescue_wanted: what can be read is to be brought back
        trust_wanted: the file is right as it is
        anew_wanted: nothing brings the data back, an empty database is to take its place
    """

    newest_wanted = Signal()
    choice_wanted = Signal()
    rescue_wanted = Signal()
    trust_wanted = Signal()
    anew_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("damaged")
        self._sentence = label("", wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._about = label("", "secondary", wrap=True)
        self.newest = button("Khôi phục bản sao lưu mới nhất", "primary")
        self.choose = button("Chọn bản sao lưu khác…")
        self.rescue = button("Cứu những gì còn đọc được")
        self.trust = button("Vẫn dùng tệp này")
        self.anew = button("Bắt đầu lại với dữ liệu trống")
        for made, signal in (
            (self.newest, self.newest_wanted),
            (self.choose, self.choice_wanted),
            (self.rescue, self.rescue_wanted),
            (self.trust, self.trust_wanted),
            (self.anew, self.anew_wanted),
        ):
            made.clicked.connect(signal)
        frame, inside = card()
        inside.setSpacing(theme.MEDIUM)
        inside.addWidget(self._sentence)
        inside.addWidget(self._about)
        tools = row(self.newest, self.choose)
        tools.addStretch()
        inside.addLayout(tools)
        inside.addSpacing(theme.SMALL)
        inside.addWidget(
            label(
                "Nếu không có bản sao lưu, hoặc bản sao lưu quá cũ: chương trình đọc lại từng báo cáo từ tệp hỏng "
                "và nói rõ phần nào lấy lại được.",
                "secondary",
                wrap=True,
            )
        )
        inside.addLayout(_left(self.rescue))
        inside.addWidget(
            label(
                "Chỉ khi chính bạn hoặc người phụ trách máy đã thay tệp dữ liệu (ví dụ chép từ máy khác sang):",
                "secondary",
                wrap=True,
            )
        )
        inside.addLayout(_left(self.trust))
        inside.addWidget(
            label(
                "Khi không còn cách nào khác; những gì còn lại của tệp cũ vẫn được giữ trong thư mục dữ liệu:",
                "secondary",
                wrap=True,
            )
        )
        inside.addLayout(_left(self.anew))
        content, layout = page()
        layout.addWidget(label("Tệp dữ liệu có vấn đề", "title"))
        layout.addWidget(frame)
        layout.addStretch()
        self.setWidget(content)

    def show_trouble(self, sentence: str, newest: Backup | None) -> None:
        self._sentence.setText(sentence)
        if newest is None:
            self._about.setText("Chưa có bản sao lưu nào trong thư mục dữ liệu; có thể chọn tệp ở nơi khác như USB.")
        else:
            about = f"Bản sao lưu mới nhất: {newest.made:%H:%M ngày %d/%m/%Y}, {contents_words(newest)}."
            self._about.setText(about)
        self.newest.setEnabled(newest is not None)


def _left(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    return made
