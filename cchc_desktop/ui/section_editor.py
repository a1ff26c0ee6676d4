"""The editor of one section: a QTextEdit in which each paragraph is one entry."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSizePolicy, QTextEdit, QWidget

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import CARRIED, CONFIRMED, NEW, Entry
from cchc_desktop.ui import entry_clipboard, spoken_entries, theme
from cchc_desktop.ui.entry_format import (
    CHIP,
    GUTTER,
    OBJECT,
    block_format,
    blocks,
    chip_format,
    citations_of,
    insert_runs,
    is_bold,
    paragraph_of,
    runs_of,
    slot_of,
    state_of,
    text_format,
    units,
)
from cchc_desktop.ui.paragraph import Paragraph, settle
from cchc_desktop.ui.slot_chip import SlotChip
from cchc_desktop.ui.undo_watch import UndoWatch

HINT = "Mỗi đoạn là một ý, nhấn Enter để sang ý mới."
CARRIED_TAG = "chưa rà soát"
_FEWEST_LINES = 6
_BAR = 3
_DASH_GAP = 14
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class SectionEditor(QTextEdit):
    """Never rewrites what is typed: Vietnamese input methods count on finding their letters as they left them.

    Text is brought into normal form only on its way out, in `entries`.
    """

    edited = Signal()
    """The person changed the text or the review: by typing, paste, undo, a command."""

    current_entry_changed = Signal(int)
    """The cursor is in another entry: its index among `entries()`, -1 in a blank paragraph."""

    refused = Signal(str)
    """Something asked for was not done; a sentence for the person."""

    converted = Signal(tuple)
    """What was pasted was in an encoding from before Unicode: a `Conversion` for each such paragraph."""

    def __init__(self, key: str, *, plain: bool, label: str, parent: QWidget | None = None) -> None:
        """`plain`: entries without a dash. `label`: number and title of the section, for the screen reader.

        `hint` stands in the empty editor and may be changed.
        """
        super().__init__(parent)
        spoken_entries.install()
        self.hint = HINT
        self.takes_elsewhere: Callable[[QMimeData], bool] = lambda _: False
        """Asked of what is pasted or dropped: true where it does not go into this editor."""
        self._plain = plain
        self._loading = False
        self._settling = False
        self._changed: tuple[int, int] | None = None
        self._current = -1
        self._paragraphs: list[Paragraph] = []
        self.setObjectName(f"section:{key}")
        self.setAccessibleName(f"Nội dung mục {label}")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        font = QFont(self.font())
        font.setPixelSize(theme.WRITING_SIZE)
        self.setFont(font)
        document = self.document()
        document.setDocumentMargin(theme.SMALL)
        self._chip = SlotChip(self)
        self._chip.colours = theme.colours_of(self)
        document.documentLayout().registerHandler(CHIP, self._chip)
        document.documentLayout().documentSizeChanged.connect(self._on_height_changed)
        self._undo_watch = UndoWatch(document)
        document.contentsChange.connect(self._on_contents_change)
        document.contentsChanged.connect(self._on_contents_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.set_entries(())

    # Entries

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """Shows these entries, with nothing to undo. No `edited`."""
        document = self.document()
        self._loading = True
        document.setUndoRedoEnabled(False)
        document.clear()
        _insert_entries(QTextCursor(document), entries)
        document.setUndoRedoEnabled(True)
        self._loading = False
        self._paragraphs = [paragraph_of(block) for block in blocks(document)]
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._note_current()

    def replace_entries(self, entries: tuple[Entry, ...]) -> None:
        """Puts these entries in place of what is there, states and all, as one step of undo."""
        with self._as_one_edit() as cursor:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            _insert_entries(cursor, entries)

    def entries(self) -> tuple[Entry, ...]:
        """What stands in the editor: marked text in normal form, literal text escaped, blank paragraphs left out."""
        return tuple(paragraph.entry for paragraph in self._paragraphs if not paragraph.blank)

    def entry_index(self, block: QTextBlock) -> int:
        """The place of a paragraph among `entries()`; -1 for a blank one."""
        number = block.blockNumber()
        if not 0 <= number < len(self._paragraphs) or self._paragraphs[number].blank:
            return -1
        return sum(not paragraph.blank for paragraph in self._paragraphs[:number])

    def go_to_entry(self, index: int) -> None:
        """Puts the cursor at the beginning of an entry, in sight, and takes the focus.

        The entry is not selected: the next key would replace it.
        """
        filled = [number for number, paragraph in enumerate(self._paragraphs) if not paragraph.blank]
        if not 0 <= index < len(filled):
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(filled[index])))
        self._show_cursor()

    # Finding and replacing

    def shown(self, block: QTextBlock) -> tuple[str, list[int]]:
        """A paragraph as it reads, slots by their values; the place in the document of each of its letters."""
        text = ""
        places: list[int] = []
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            iterator += 1
            words, place = fragment.text(), fragment.position()
            if fragment.charFormat().objectType() == CHIP:
                value = self._chip.text(slot_of(fragment.charFormat()))
                text += value * len(words)
                places += [at for at in range(place, place + len(words)) for _ in value]
            else:
                text += words
                places += accumulate(map(units, words[:-1]), initial=place) if words else ()
        return text, places

    def show_place(self, place: int) -> None:
        """Puts the cursor to a place of the document, in sight; the focus stays where it is."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self._show_cursor()

    def replace_words(self, words: Iterable[tuple[int, int, str]]) -> None:
        """Puts other words in the place of some, each between two places of the document: one step of undo.

        They look as the first letter did. That is no review: a carried entry stays carried.
        """
        with self._as_one_edit() as cursor:
            for start, end, new in sorted(words, reverse=True):
                cursor.setPosition(start + 1)
                look = cursor.charFormat()
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(new, look)

    # Review

    def set_state(self, state: str, block_numbers: Iterable[int] | None = None) -> None:
        """Gives paragraphs a state, those of the cursor or selection where none are named. One step of undo."""
        numbers = self._selected_blocks() if block_numbers is None else block_numbers
        found = [self.document().findBlockByNumber(number) for number in numbers]
        found = [block for block in found if block.isValid() and state_of(block) != state]
        if not found:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for block in found:
            _set_format(block, state, citations_of(block))
        cursor.endEditBlock()

    def confirm_all(self) -> None:
        """Every carried entry is reviewed."""
        self.set_state(
            CONFIRMED, [number for number, paragraph in enumerate(self._paragraphs) if paragraph.state == CARRIED]
        )

    def _selected_blocks(self) -> range:
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        return range(first, self.document().findBlock(cursor.selectionEnd()).blockNumber() + 1)

    def context_menu(self, position: QPoint) -> QMenu:
        """Qt's own menu; where carried entries are meant, first the command that reviews them.

        Meant is what is selected, or the entry at `position` (in the viewport) where that lies outside.
        """
        menu = self.createStandardContextMenu(position)
        clicked = self.cursorForPosition(position).block().blockNumber()
        meant = self._selected_blocks()
        if clicked not in meant:
            meant = range(clicked, clicked + 1)
        if not self.isReadOnly() and any(self._paragraphs[number].state == CARRIED for number in meant):
            reviewed = QAction("Đã rà soát", menu)
            reviewed.setData((meant.start, meant.stop))
            reviewed.triggered.connect(self._on_reviewed)
            first = menu.actions()[0]
            menu.insertAction(first, reviewed)
            menu.insertSeparator(first)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        position = self.cursorRect().center() if by_key else event.pos()
        menu = self.context_menu(position)
        menu.exec(self.viewport().mapToGlobal(position))
        menu.deleteLater()

    @Slot()
    def _on_reviewed(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            carried = [number for number in range(*action.data()) if self._paragraphs[number].state == CARRIED]
            self.set_state(CONFIRMED, carried)

    # Bold, italic, slots

    def toggle_bold(self) -> None:
        """Turns bold on or off for what is selected, or for what is typed next."""
        if self.isReadOnly():
            return
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Normal if is_bold(self.currentCharFormat()) else QFont.Weight.Bold)
        with self._one_step():
            self.mergeCurrentCharFormat(look)

    def toggle_italic(self) -> None:
        """Turns italic on or off for what is selected, or for what is typed next."""
        if self.isReadOnly():
            return
        look = QTextCharFormat()
        look.setFontItalic(not self.currentCharFormat().fontItalic())
        with self._one_step():
            self.mergeCurrentCharFormat(look)

    def set_slot_values(self, resolve: Callable[[str], str | None]) -> None:
        """`resolve` gives what a slot prints, None for one that names nothing."""
        self._chip.resolve = resolve
        self.refresh_slots()

    def refresh_slots(self) -> None:
        """The values may have changed: shows the new ones. Nothing to undo, no `edited`."""
        slots = {run.slot for paragraph in self._paragraphs for run in paragraph.runs if run.slot}
        changed = self._chip.refresh(slots)
        for number, paragraph in enumerate(self._paragraphs):
            if any(run.slot in changed for run in paragraph.runs):
                block = self.document().findBlockByNumber(number)
                self.document().markContentsDirty(block.position(), block.length())

    def insert_slot(self, name: str) -> None:
        """Puts a slot at the cursor, in place of what is selected."""
        if self.isReadOnly():
            return
        look = self.currentCharFormat()
        with self._reviewed_by_insertion():
            self.textCursor().insertText(OBJECT, chip_format(name, is_bold(look), look.fontItalic()))
        self._on_cursor_moved()

    def insert_words(self, text: str) -> None:
        """Puts plain text at the cursor, in place of what is selected: one step of undo."""
        if self.isReadOnly():
            return
        with self._one_step(), self._reviewed_by_insertion():
            self.textCursor().insertText(text)
        self._on_cursor_moved()

    # Clipboard, drag and drop

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return entry_clipboard.can_read(source)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        selected = []
        for number in self._selected_blocks():
            block = self.document().findBlockByNumber(number)
            whole = start <= block.position() and block.position() + block.length() - 1 <= end
            selected.append(Paragraph(runs_of(block, start, end), citations=citations_of(block) if whole else ()))
        return entry_clipboard.mime_data(selected, self._chip.text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self.isReadOnly() and not self.takes_elsewhere(source):
            self.insert_copied(source)

    def insert_copied(self, source: QMimeData) -> None:
        """Puts in what was copied, whatever it is."""
        cursor = self.textCursor()
        at_start = self.document().findBlock(cursor.selectionStart()).position() == cursor.selectionStart()
        try:
            paragraphs, conversions = entry_clipboard.read(source, at_start=at_start)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return
        if not paragraphs:
            return
        if cursor.hasSelection():
            # First by itself, so that what it joins is settled before the new text parts it again.
            cursor.removeSelectedText()
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        _insert_paragraphs(cursor, paragraphs)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if conversions:
            self.converted.emit(conversions)

    # Typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~_TYPING != _NO_MODIFIER or self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end_entry()
        elif event.text() and event.text().isprintable():
            with self._reviewed_by_insertion():
                super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._deleting_changes_review():
            with self._one_step():
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _end_entry(self) -> None:
        """Enter, with Shift too: a line break inside an entry does not exist.

        Qt's own Enter takes the margin off an empty paragraph instead.
        """
        cursor = self.textCursor()
        cursor.insertBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.isReadOnly():
            # Qt lets a commit through.
            event.ignore()
        elif event.commitString():
            with self._reviewed_by_insertion():
                super().inputMethodEvent(event)
        else:
            super().inputMethodEvent(event)

    def _deleting_changes_review(self) -> bool:
        cursor = self.textCursor()
        return state_of(cursor.block()) == CARRIED or cursor.atBlockStart() or cursor.atBlockEnd()

    @contextmanager
    def _reviewed_by_insertion(self) -> Iterator[None]:
        """Text that goes into a carried entry makes it confirmed, in one step of undo.

        The state comes first in that step: so Qt joins the letters that follow to it, and one undo takes back the
        word and the state.
        """
        block = self.textCursor().block()
        if self.isReadOnly() or state_of(block) != CARRIED or len(self._selected_blocks()) > 1:
            yield
            return
        with self._one_step():
            _set_format(block, CONFIRMED, citations_of(block))
            yield

    @contextmanager
    def _as_one_edit(self) -> Iterator[QTextCursor]:
        """What is done with the cursor is one step of undo, and no review follows from it."""
        cursor = QTextCursor(self.document())
        self._settling = True
        cursor.beginEditBlock()
        yield cursor
        cursor.endEditBlock()
        self._settling = False
        self._changed = None
        self._paragraphs = [paragraph_of(block) for block in blocks(self.document())]
        self._note_current()
        self.edited.emit()

    @contextmanager
    def _one_step(self) -> Iterator[None]:
        """What is done inside is one step of undo, and so is the review that follows from it.

        A single change of Qt's is a step too, but nothing can be joined to it, only further letters can. Those must
        not become a step each, so this is for what changes the review.
        """
        cursor = self.textCursor()
        cursor.beginEditBlock()
        try:
            yield
        finally:
            cursor.endEditBlock()

    # What follows a change

    @Slot(int, int, int)
    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        self._changed = (position, position + added)

    @Slot()
    def _on_contents_changed(self) -> None:
        replayed = self._undo_watch.replayed()
        if self._changed is None or self._loading or self._settling:
            return
        first, old, new = self._difference(*self._changed)
        self._changed = None
        if old == new:
            return
        # Undo and redo bring the review back as well.
        if not replayed:
            new = self._settle(first, old, new)
        self._paragraphs[first : first + len(old)] = new
        self._note_current()
        self.edited.emit()

    def _difference(self, start: int, end: int) -> tuple[int, list[Paragraph], list[Paragraph]]:
        """The number of the first paragraph that is not as it was; what stood there, and what stands there now."""
        document = self.document()
        # One more on either side: a removed break takes the neighbour's format along.
        first = max(document.findBlock(start).blockNumber() - 1, 0)
        last_block = document.findBlock(min(end, document.characterCount() - 1))
        beyond = min(last_block.blockNumber() + 2, document.blockCount())
        new = [paragraph_of(document.findBlockByNumber(number)) for number in range(first, beyond)]
        old = self._paragraphs[first : beyond + len(self._paragraphs) - document.blockCount()]
        same = min(len(old), len(new))
        head = next((i for i in range(same) if old[i] != new[i]), same)
        tail = next((i for i in range(same - head) if old[-1 - i] != new[-1 - i]), same - head)
        return first + head, old[head : len(old) - tail], new[head : len(new) - tail]

    def _settle(self, first: int, old: list[Paragraph], new: list[Paragraph]) -> list[Paragraph]:
        """Gives the changed paragraphs the review that is due, in the same step of undo."""
        due = settle(old, new)
        if due == new:
            return new
        self._settling = True
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        for number, paragraph in enumerate(due, first):
            if paragraph != new[number - first]:
                _set_format(self.document().findBlockByNumber(number), paragraph.state, paragraph.citations)
        cursor.endEditBlock()
        self._settling = False
        return due

    @Slot()
    def _on_cursor_moved(self) -> None:
        look = self.currentCharFormat()
        if slot_of(look) and not self.textCursor().hasSelection():
            # Typed beside a chip, text is text.
            self.setCurrentCharFormat(text_format(is_bold(look), look.fontItalic()))
        self._note_current()
        if self.hasFocus():
            self._show_cursor()

    def _note_current(self) -> None:
        current = self.entry_index(self.textCursor().block())
        if current != self._current:
            self._current = current
            self.current_entry_changed.emit(current)

    # Size

    def sizeHint(self) -> QSize:
        fewest = self.fontMetrics().lineSpacing() * _FEWEST_LINES + 2 * theme.SMALL
        height = max(fewest, round(self.document().size().height()))
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @Slot()
    def _on_height_changed(self) -> None:
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.hasFocus():
            self._show_cursor()

    def _show_cursor(self) -> None:
        """Scrolls the area in which the editor stands: the editor itself is as high as its text."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and area.widget() is not None:
            place = self.viewport().mapTo(area.widget(), self.cursorRect().center())
            area.ensureVisible(place.x(), place.y(), theme.WIDE, 2 * theme.WIDE)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    # Look

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._chip.colours = theme.colours_of(self)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        if self._shows_hint():
            self._paint_hint(painter)
        else:
            top = event.rect().top() + self.verticalScrollBar().value()
            bottom = event.rect().bottom() + self.verticalScrollBar().value()
            block = self.cursorForPosition(QPoint(0, event.rect().top())).block()
            while block.isValid():
                rect = self.document().documentLayout().blockBoundingRect(block)
                if rect.top() > bottom:
                    break
                if rect.bottom() >= top:
                    self._paint_around(painter, block)
                block = block.next()
        painter.end()
        super().paintEvent(event)

    def _shows_hint(self) -> bool:
        return self.document().isEmpty() and not self.document().begin().layout().preeditAreaText()

    def _paint_hint(self, painter: QPainter) -> None:
        left, top, width = GUTTER + theme.SMALL, theme.SMALL, self.viewport().width()
        painter.setPen(self.palette().placeholderText().color())
        painter.setFont(self.font())
        painter.drawText(
            QRectF(left, top, width - left - theme.SMALL, self.viewport().height()), Qt.TextFlag.TextWordWrap, self.hint
        )

    def _paint_around(self, painter: QPainter, block: QTextBlock) -> None:
        """The ground and the bar of a carried entry and the words that say so; the dash of any."""
        layout = block.layout()
        if not layout.lineCount():
            return
        line = layout.lineAt(0)
        base_line = layout.position().y() + line.y() + line.ascent()
        if state_of(block) == CARRIED:
            colours = theme.colours_of(self)
            lines = layout.boundingRect().translated(layout.position())
            right = self.viewport().width() - theme.SMALL
            ground = QRectF(
                theme.SMALL, lines.top() - theme.TIGHT / 2, right - theme.SMALL, lines.height() + theme.TIGHT
            )
            painter.fillRect(ground, QColor(colours.carried_ground))
            painter.fillRect(QRectF(ground.left(), ground.top(), _BAR, ground.height()), QColor(colours.carried))
            font = QFont(self.font())
            font.setPixelSize(theme.SECONDARY_SIZE)
            painter.setFont(font)
            painter.setPen(QColor(colours.carried))
            width = QFontMetricsF(font).horizontalAdvance(CARRIED_TAG)
            painter.drawText(QPointF(right - theme.SMALL - width, base_line), CARRIED_TAG)
        if not self._plain:
            painter.setFont(self.font())
            painter.setPen(self.palette().text().color())
            painter.drawText(QPointF(theme.SMALL + GUTTER - _DASH_GAP, base_line), "-")


_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def _set_format(block: QTextBlock, state: str, citations: tuple[str, ...]) -> None:
    QTextCursor(block).setBlockFormat(block_format(state, citations))


def _insert_entries(cursor: QTextCursor, entries: tuple[Entry, ...]) -> None:
    """Fills an empty document; without entries it has one empty paragraph."""
    for index, entry in enumerate(entries or (Entry(""),)):
        paragraph = Paragraph.of(entry)
        look = block_format(paragraph.state, paragraph.citations)
        if index:
            cursor.insertBlock(look, QTextCharFormat())
        else:
            cursor.setBlockFormat(look)
        insert_runs(cursor, paragraph.runs)


def _insert_paragraphs(cursor: QTextCursor, paragraphs: list[Paragraph]) -> None:
    """At the cursor: the first continues the entry before it, the last is continued by what stands behind it.

    What becomes an entry of its own is new; an entry that is parted keeps its state on both parts.
    """
    block = cursor.block()
    parted = block_format(state_of(block), citations_of(block))
    at_start, at_end = cursor.atBlockStart(), cursor.atBlockEnd()
    last = len(paragraphs) - 1
    for index, paragraph in enumerate(paragraphs):
        own = block_format(NEW, paragraph.citations)
        if index:
            cursor.insertBlock(parted if index == last and not at_end else own, QTextCharFormat())
        elif at_start and (last or at_end):
            cursor.setBlockFormat(own)
        insert_runs(cursor, paragraph.runs)
