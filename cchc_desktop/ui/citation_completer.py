"""Completes a citation while its number is typed in a section: the first mention in full, a later one in short."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cchc_desktop.domain.citations import KINDS, Document
from cchc_desktop.domain.register import completions, rest_of
from cchc_desktop.ui import theme
from cchc_desktop.ui.section_editor import SectionEditor

_MOST = 6
_WIDTH = 460
_REST = Qt.ItemDataRole.UserRole
# After "số", or once a sign tells that this is no count.
_BEGUN = re.compile(
    rf"(?:(?:\b(?P<kind>{'|'.join(KINDS)})\s+)?\bsố\s*:?\s*(?P<after>0*[1-9]\w*(?:[/-][\w/&.-]*)?)"
    r"|(?<![\w/.-])(?P<alone>0*[1-9]\w*[/-][\w/&.-]*))$",
    re.IGNORECASE,
)
# What a first mention adds may stand there already.
_GOES_ON = re.compile(r",?\s+(?:ngày|của)\b", re.IGNORECASE)


class CitationCompleter(QObject):
    """A list below the cursor that takes no focus and no key until the person goes into it with the arrow keys.

    What is typed stays as it was typed: only what is missing is added. Enter and Tab take the marked document
    over; where none is marked they do what they always do. `is_cited` tells whether the report has named a document
    before a text of the entry.
    """

    def __init__(
        self,
        editor: SectionEditor,
        documents: Callable[[], Sequence[Document]],
        is_cited: Callable[[Document, str], bool],
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._documents = documents
        self._is_cited = is_cited
        self._open = False
        self._begun = ""
        editor.edited.connect(self._offer)
        editor.cursorPositionChanged.connect(self._close_elsewhere)
        editor.installEventFilter(self)

    @cached_property
    def list(self) -> QListWidget:
        """Made when there is something to offer: most sections never need one."""
        made = QListWidget(self._editor)
        made.setWindowFlags(Qt.WindowType.ToolTip)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName("Văn bản có thể viện dẫn")
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.set_look(made, "completions")
        made.itemClicked.connect(self._take)
        made.hide()
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._open:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._close()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        marked = self.list.currentRow()
        match event.key():
            case Qt.Key.Key_Down:
                self.list.setCurrentRow(min(marked + 1, self.list.count() - 1))
            case Qt.Key.Key_Up if marked >= 0:
                self.list.setCurrentRow(marked - 1)
            case Qt.Key.Key_Escape:
                self._close()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab if marked >= 0:
                self._take(self.list.currentItem())
            case _:
                return False
        return True

    @Slot()
    def _offer(self) -> None:
        kind, self._begun, before, after = self._typed()
        offered = []
        for document in completions(self._begun, kind, self._documents()) if self._editor.hasFocus() else ():
            in_full = not _GOES_ON.match(after) and not self._is_cited(document, before)
            if rest := rest_of(document, self._begun, in_full=in_full):
                words = document.full if in_full else f"{document.short}  {document.subject}".strip()
                offered.append((words, rest))
            if len(offered) == _MOST:
                break
        if not offered:
            self._close()
            return
        self.list.clear()
        for words, rest in offered:
            item = QListWidgetItem(words)
            item.setData(_REST, rest)
            self.list.addItem(item)
        self.list.setCurrentRow(-1)
        self._place()
        self.list.show()
        self._open = True

    def _close(self) -> None:
        if self._open:
            self._open = False
            self.list.hide()

    def _place(self) -> None:
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.resize(_WIDTH, rows + 2 * self.list.frameWidth())
        below = self._editor.cursorRect().bottomLeft() + QPoint(0, theme.TIGHT)
        self.list.move(self._editor.viewport().mapToGlobal(below))

    @Slot()
    def _close_elsewhere(self) -> None:
        """The cursor may have left what the list is about; an edit offers anew."""
        if self._open and self._typed()[1] != self._begun:
            self._close()

    def _typed(self) -> tuple[str, str, str, str]:
        """The kind and what of a document's number stand before the cursor; the entry before and after them.

        Kind and number are "" where they do not stand there.
        """
        cursor = self._editor.textCursor()
        if cursor.hasSelection() or self._editor.isReadOnly():
            return "", "", "", ""
        text, position = cursor.block().text(), cursor.positionInBlock()
        match = _BEGUN.search(text, 0, position)
        if match is None:
            return "", "", "", ""
        return match["kind"] or "", match["after"] or match["alone"], text[: match.start()], text[position:]

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        self._close()
        self._editor.insert_words(item.data(_REST))
