"""The questions of the first start: who reports to whom, and who signs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from cchc_desktop.domain.fields import FIELD_BY_NAME
from cchc_desktop.domain.report import Signer, Unit
from cchc_desktop.text.normal import normal
from cchc_desktop.ui import theme
from cchc_desktop.ui.layouts import ScrollingPage, button, card, label, page, row

_QUESTIONS = (
    ("Cơ quan cấp trên trực tiếp là cơ quan nào?", ("superior",)),
    ("Cơ quan của bạn tên là gì?", ("issuer",)),
    ("Ký hiệu trên văn bản và địa danh là gì?", ("symbol", "place")),
    ("Ai ký báo cáo?", ("signer_title", "signer_name")),
)


class FirstStart(ScrollingPage):
    """The page of the four questions; everything else has a default. Later it shows the answers, to change them.

    Signals:
        answered: a `Unit` and a `Signer`
        sample_wanted: the person would rather look at a sample report first
        left: the answers are to stay as they are
    """

    answered = Signal(object, object)
    sample_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("first_start")
        self._inputs: dict[str, QLineEdit] = {}
        content, layout = page()
        content.setMaximumWidth(720)
        layout.addSpacing(theme.LARGE)
        self._title = label("Chào bạn, chỉ bốn câu hỏi rồi bắt đầu", "title", wrap=True)
        self._words = label(
            "Chương trình làm việc ngay trên máy này, không cần mạng. Mọi câu trả lời đều sửa lại được về sau.",
            "secondary",
            wrap=True,
        )
        layout.addWidget(self._title)
        layout.addWidget(self._words)
        frame, inside = card()
        for number, (question, names) in enumerate(_QUESTIONS, start=1):
            inside.addWidget(label(f"{number}. {question}"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.LARGE)
            for column, name in enumerate(names):
                if len(names) > 1:
                    grid.addWidget(label(FIELD_BY_NAME[name].label, "secondary"), 0, column)
                grid.addWidget(self._input(name), 1, column)
                grid.setColumnStretch(column, 1)
            inside.addLayout(grid)
            inside.addSpacing(theme.SMALL)
        layout.addWidget(frame)
        self._start = button("Bắt đầu", "primary")
        self._start.clicked.connect(self._answer)
        self._sample = button("Xem báo cáo mẫu trước", "quiet")
        self._sample.clicked.connect(self.sample_wanted)
        self._leave = button("Để nguyên")
        self._leave.clicked.connect(self.left)
        tools = row(self._start, self._sample, self._leave)
        tools.addStretch()
        layout.addLayout(tools)
        layout.addStretch()
        self._leave.hide()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(content)

    def show_answers(self, profile: tuple[Unit, Signer] | None) -> None:
        """Shows what was answered before, to change it."""
        self._title.setText("Thông tin cơ quan")
        self._words.setText("Dùng cho các báo cáo lập từ nay về sau; báo cáo đã lập giữ thông tin của nó.")
        self._start.setText("Lưu")
        self._sample.hide()
        self._leave.show()
        if profile is not None:
            unit, signer = profile
            answers = {
                "superior": unit.superior,
                "issuer": unit.issuer,
                "symbol": unit.symbol,
                "place": unit.place,
                "signer_title": signer.title,
                "signer_name": signer.name,
            }
            for name, text in answers.items():
                self._inputs[name].setText(text)
        self.focus_first()

    def focus_first(self) -> None:
        self._inputs["superior"].setFocus()

    def _input(self, name: str) -> QWidget:
        field = FIELD_BY_NAME[name]
        made = QLineEdit()
        made.setPlaceholderText(field.hint)
        made.setAccessibleName(field.label)
        made.returnPressed.connect(self._answer)
        self._inputs[name] = made
        return made

    def _answer(self) -> None:
        texts = {name: normal(made.text()).strip() for name, made in self._inputs.items()}
        unit = Unit(texts["superior"], texts["issuer"], texts["symbol"], texts["place"])
        self.answered.emit(unit, Signer(title=texts["signer_title"], name=texts["signer_name"]))
