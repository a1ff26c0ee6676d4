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
    """The page of the four questions; everything else has a default.

    Signals:
        answered: a `Unit` and a `Signer`
        sample_wanted: the person would rather look at a sample report first
    """

    answered = Signal(object, object)
    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("first_start")
        self._inputs: dict[str, QLineEdit] = {}
        content, layout = page()
        content.setMaximumWidth(720)
        layout.addSpacing(theme.LARGE)
        layout.addWidget(label("Chào bạn, chỉ bốn câu hỏi rồi bắt đầu", "title", wrap=True))
        layout.addWidget(
            label(
                "Chương trình làm việc ngay trên máy này, không cần mạng. Mọi câu trả lời đều sửa lại được về sau.",
                "secondary",
                wrap=True,
            )
        )
        frame, inside = card()
        for number, (question, names) in enumerate(_QUESTIONS, start=1):
            inside.addWidget(label(f"{number}. {question}"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.LARGE)
            for column, name in enumerate(names):
                grid.addWidget(self._input(name), 0, column)
                grid.setColumnStretch(column, 1)
            inside.addLayout(grid)
            inside.addSpacing(theme.SMALL)
        layout.addWidget(frame)
        start = button("Bắt đầu", "primary")
        start.clicked.connect(self._answer)
        sample = button("Xem báo cáo mẫu trước", "quiet")
        sample.clicked.connect(self.sample_wanted)
        tools = row(start, sample)
        tools.addStretch()
        layout.addLayout(tools)
        layout.addStretch()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(content)

    def show_answers(self, profile: tuple[Unit, Signer] | None) -> None:
        """Shows what was answered before, to change it."""
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
        made.setPlaceholderText(f"{field.label}: {field.hint}")
        made.setAccessibleName(field.label)
        made.returnPressed.connect(self._answer)
        self._inputs[name] = made
        return made

    def _answer(self) -> None:
        texts = {name: normal(made.text()).strip() for name, made in self._inputs.items()}
        unit = Unit(texts["superior"], texts["issuer"], texts["symbol"], texts["place"])
        self.answered.emit(unit, Signer(title=texts["signer_title"], name=texts["signer_name"]))
