"""How entries live in a QTextDocument: one block each, review and citations in its format, slots as objects.

What stands in a format comes back with undo, which is why the editor keeps nothing of an entry elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from cchc_desktop.domain.report import CARRIED, NEW
from cchc_desktop.text.marks import Run
from cchc_desktop.ui import theme
from cchc_desktop.ui.paragraph import Paragraph

CHIP = int(QTextFormat.ObjectTypes.UserObject) + 1
"""The object type of a slot."""

OBJECT = "\ufffc"
"""The character that stands for an object in a document."""

GUTTER = 28
"""Room at the left of every entry for its bar and dash, in pixels."""

TAG_ROOM = 104
"""Room at the right of a carried entry for the words that say so."""

_STATE = int(QTextFormat.Property.UserProperty) + 1
_CITATIONS = _STATE + 1
_SLOT = _STATE + 2


def block_format(state: str, citations: tuple[str, ...]) -> QTextBlockFormat:
    """The whole format of an entry. Citations hold no line breaks."""
    layout = QTextBlockFormat()
    layout.setLeftMargin(GUTTER)
    layout.setRightMargin(TAG_ROOM if state == CARRIED else theme.SMALL)
    layout.setBottomMargin(theme.SMALL)
    layout.setProperty(_STATE, state)
    # One string: a list would come back from Qt as a list of anything.
    layout.setProperty(_CITATIONS, "\n".join(citations))
    return layout


def state_of(block: QTextBlock) -> str:
    """The review state of an entry."""
    return block.blockFormat().stringProperty(_STATE) or NEW


def citations_of(block: QTextBlock) -> tuple[str, ...]:
    """What an entry cites."""
    stored = block.blockFormat().stringProperty(_CITATIONS)
    return tuple(stored.split("\n")) if stored else ()


def text_format(bold: bool, italic: bool) -> QTextCharFormat:
    """The whole format of plain text."""
    look = QTextCharFormat()
    if bold:
        look.setFontWeight(QFont.Weight.Bold)
    if italic:
        look.setFontItalic(True)
    return look


def chip_format(slot: str, bold: bool, italic: bool) -> QTextCharFormat:
    """The format that makes an object character a slot."""
    look = text_format(bold, italic)
    look.setObjectType(CHIP)
    look.setProperty(_SLOT, slot)
    return look


def slot_of(look: QTextFormat) -> str:
    """The slot that a format names. Text typed behind a chip may have its name too, without being an object."""
    return look.stringProperty(_SLOT)


def is_bold(look: QTextCharFormat) -> bool:
    """True for what a reader sees as bold."""
    return look.fontWeight() >= QFont.Weight.DemiBold


def units(text: str) -> int:
    """How many places a text takes up in a document."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every block, in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def paragraph_of(block: QTextBlock) -> Paragraph:
    """What a block says, as plain data."""
    return Paragraph(runs_of(block), state_of(block), citations_of(block))


def runs_of(block: QTextBlock, start: int = 0, end: int | None = None) -> tuple[Run, ...]:
    """The runs between two places of the document, as far as they lie in the block; alike neighbours are one."""
    runs: list[Run] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        iterator += 1
        first = fragment.position()
        text = fragment.text()[max(start - first, 0) : None if end is None else max(end - first, 0)]
        look = fragment.charFormat()
        bold, italic = is_bold(look), look.fontItalic()
        slot = slot_of(look) if look.objectType() == CHIP else ""
        if slot:
            # Chips of one slot side by side are one fragment.
            runs += [Run(f"{{{slot}}}", bold, italic, slot)] * text.count(OBJECT)
        text = text.replace(OBJECT, "")
        last = runs[-1] if runs else None
        if text and last and not last.slot and (last.bold, last.italic) == (bold, italic):
            runs[-1] = replace(last, text=last.text + text)
        elif text:
            runs.append(Run(text, bold, italic))
    return tuple(runs)


def insert_runs(cursor: QTextCursor, runs: Iterable[Run]) -> None:
    """Puts runs in normal form at the cursor."""
    for run in runs:
        if run.slot:
            cursor.insertText(OBJECT, chip_format(run.slot, run.bold, run.italic))
        else:
            cursor.insertText(run.text, text_format(run.bold, run.italic))
