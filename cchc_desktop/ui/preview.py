"""The printed pages beside the form, a moment behind the typing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.compose import compose
from cchc_desktop.export.page_layout import lay_out
from cchc_desktop.export.typeface import face_note, missing_faces
from cchc_desktop.export.typesetting import Typesetter
from cchc_desktop.ui import theme
from cchc_desktop.ui.icons import icon
from cchc_desktop.ui.layouts import label
from cchc_desktop.ui.page_view import PageView
from cchc_desktop.ui.session import ReportSession
from cchc_desktop.workspace import style_sheet

if TYPE_CHECKING:
    from cchc_desktop.export.style import Style

REFRESH_DELAY_MS = 120
"""From the first change to the page; a timer that each key restarts would show nothing while somebody types."""

# Fields that are printed in a line whose place is another field's.
_PRINTED_WITH = {
    "unit.symbol": "document.number",
    "unit.place": "document.date",
    "signer.capacity": "signer.title",
}


class Preview(QFrame):
    """The pages of the open report as they would be printed now. While it is hidden it does no work.

    Signals:
        place_clicked: the place (a path of `cchc-report/1`) that a clicked line comes from
        close_wanted: somebody wants the room
    """

    place_clicked = Signal(str)
    close_wanted = Signal()

    def __init__(self, session: ReportSession, look: "Callable[[], Style]") -> None:
        """`look` gives the style sheet that holds when the pages are made; it may refuse."""
        super().__init__()
        theme.set_look(self, "preview")
        self._session = session
        self._look = look
        self._setter: Typesetter | None = None
        self._place = ""
        self._outdated = True
        self.pages = PageView(style_sheet().font)
        self.pages.setObjectName("preview")
        self.pages.setAccessibleName("Xem trước trang in")
        self.pages.place_clicked.connect(self.place_clicked)
        self.pages.viewed.connect(self._describe)
        self._trouble = label("", "secondary", wrap=True)
        self._trouble.hide()
        self._position = label("", "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self._trouble)
        layout.addLayout(self._tools())
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_DELAY_MS)
        self._timer.timeout.connect(self.refresh)
        session.changed.connect(self._changed)

    def show_place(self, place: str) -> None:
        """Brings what comes from a place of the report into sight, now and after each change."""
        self._place = _PRINTED_WITH.get(place, place)
        if self.isVisible() and not self._outdated:
            self.pages.show_place(self._place)

    @Slot()
    def refresh(self) -> None:
        """Shows the report as it is now."""
        self._timer.stop()
        try:
            style = self._look()
            if self._setter is None:
                self._setter = Typesetter(style.font)
            said = face_note(style) if missing_faces(style) else ""
        except Refusal as refusal:
            self._say(str(refusal))
            return
        self._say(said)
        self.pages.show_pages(lay_out(compose(self._session.report), style, self._setter))
        self._outdated = False
        if self._place:
            self.pages.show_place(self._place)

    def restyle(self) -> None:
        """The pages are to look otherwise from now on."""
        self._changed()

    def showEvent(self, event: QShowEvent) -> None:
        if self._outdated:
            self._timer.start()

    def _say(self, sentence: str) -> None:
        """What is wrong with the pages, or with their letters."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _changed(self) -> None:
        self._outdated = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _tools(self) -> QHBoxLayout:
        colours = theme.colours_of(self)
        tools = QHBoxLayout()
        tools.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        tools.setSpacing(theme.TIGHT)
        tools.addWidget(self._position)
        tools.addStretch()
        for name, tip, act in (
            ("zoom_out", "Thu nhỏ trang", self.pages.zoom_out),
            ("zoom_in", "Phóng to trang", self.pages.zoom_in),
            ("fit_width", "Vừa bề rộng", self.pages.fit_width),
            ("close", "Đóng phần xem trước", self.close_wanted),
        ):
            tool = QToolButton()
            tool.setIcon(icon(name, colours.text))
            tool.setToolTip(tip)
            tool.setAccessibleName(tip)
            tool.clicked.connect(act)
            tools.addWidget(tool)
        return tools

    @Slot()
    def _describe(self) -> None:
        words = f"Trang {self.pages.current + 1} / {len(self.pages.pages)} · {self.pages.zoom:.0%}"
        self._position.setText(words.replace("%", " %"))
        self.pages.setAccessibleDescription(words)
