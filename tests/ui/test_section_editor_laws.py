"""What holds for any entries and for any sequence of edits."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report import STATES, Entry
from cchc_desktop.text.marks import Run, plain, write
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.ui.entry_format import blocks, paragraph_of
from cchc_desktop.ui.section_editor import SectionEditor
from tests.ui.keyboard import CONTROL, SHIFT, backspace, commit, press, redo, type_text, undo, unikey

SLOTS = st.sampled_from(["tthc_tong", "mot_cua.nhan", "khong_co"])
LOOK = {"bold": st.booleans(), "italic": st.booleans()}
CHIPS = st.builds(lambda slot, bold, italic: Run(f"{{{slot}}}", bold, italic, slot), SLOTS, **LOOK)
WORDS = st.text(st.characters(codec="utf-8"), max_size=8).map(normal)
FEW_LETTERS = st.text("ab ư*{}\\", max_size=4)


def entries(words: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Entry, ...]]:
    runs = st.lists(CHIPS | st.builds(Run, words, **LOOK), max_size=4)
    entry = st.builds(
        Entry,
        runs.map(write).map(normal).filter(lambda text: not is_blank(plain(text))),
        st.sampled_from(STATES),
        st.lists(st.sampled_from(["36/KH-PB", "1/QĐ-UBND", "văn bản"]), unique=True, max_size=2).map(tuple),
    )
    return st.lists(entry, max_size=4).map(tuple)


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[SectionEditor]:
    made = SectionEditor("chi_dao.ke_hoach", plain=False, label="1 Kế hoạch")
    qtbot.addWidget(made)
    made.set_slot_values({"tthc_tong": "24"}.get)
    yield made
    QApplication.clipboard().clear()


def law(examples: int) -> settings:
    # The editor is one for all examples: `set_entries` makes it as new, and that is part of what is promised.
    unhurried = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=examples, deadline=None, suppress_health_check=unhurried)


@law(200)
@given(given_entries=entries(WORDS))
def test_entries_come_out_as_they_went_in(editor: SectionEditor, given_entries: tuple[Entry, ...]) -> None:
    editor.set_entries(given_entries)
    assert editor.entries() == given_entries


def select(editor: SectionEditor, from_: int, to: int) -> None:
    most = editor.document().characterCount() - 1
    cursor = editor.textCursor()
    cursor.setPosition(min(from_, most))
    cursor.setPosition(min(to, most), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def edits() -> st.SearchStrategy[Callable[[SectionEditor], object]]:
    place = st.integers(0, 30)

    def keys(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> object:
        return lambda editor: press(editor, key, modifiers)

    return st.one_of(
        place.map(lambda at: lambda editor: select(editor, at, at)),
        st.tuples(place, place).map(lambda ends: lambda editor: select(editor, *ends)),
        st.text("ab ư\n", min_size=1, max_size=4).map(lambda text: lambda editor: type_text(editor, text)),
        st.text("ab ư", min_size=1, max_size=3).map(lambda text: lambda editor: commit(editor, text, text[:1])),
        SLOTS.map(lambda slot: lambda editor: editor.insert_slot(slot)),
        st.integers(1, 3).map(lambda times: lambda editor: backspace(editor, times)),
        entries(FEW_LETTERS).map(lambda others: lambda editor: editor.replace_entries(others)),
        st.sampled_from(STATES).map(lambda state: lambda editor: editor.set_state(state)),
        st.sampled_from(
            [
                keys(Qt.Key.Key_Delete),
                keys(Qt.Key.Key_Delete, CONTROL),
                keys(Qt.Key.Key_Backspace, CONTROL),
                keys(Qt.Key.Key_Return, SHIFT),
                keys(Qt.Key.Key_X, CONTROL),
                keys(Qt.Key.Key_C, CONTROL),
                keys(Qt.Key.Key_V, CONTROL),
                unikey,
                undo,
                redo,
                SectionEditor.toggle_bold,
                SectionEditor.toggle_italic,
                SectionEditor.confirm_all,
                SectionEditor.selectAll,
                SectionEditor.refresh_slots,
            ]
        ),
    )


@pytest.fixture
def told(editor: SectionEditor) -> list[tuple[Entry, ...]]:
    """What stood in the editor each time it said that it was edited."""
    said: list[tuple[Entry, ...]] = []
    editor.edited.connect(lambda: said.append(editor.entries()))
    return said


@law(150)
@given(before=entries(FEW_LETTERS), script=st.lists(edits(), max_size=12))
def test_undo_goes_back_the_way_the_edits_came(
    editor: SectionEditor,
    told: list[tuple[Entry, ...]],
    before: tuple[Entry, ...],
    script: list[Callable[[SectionEditor], object]],
) -> None:
    editor.set_entries(before)
    told[:] = [before]
    for edit in script:
        edit(editor)
        assert told[-1] == editor.entries()
        assert editor._paragraphs == [paragraph_of(block) for block in blocks(editor.document())]
    while editor.document().isRedoAvailable():
        redo(editor)
    after = editor.entries()
    stood = set(told)
    while editor.document().isUndoAvailable():
        undo(editor)
        assert editor.entries() in stood, "text and review came back apart"
    assert editor.entries() == before
    while editor.document().isRedoAvailable():
        redo(editor)
    assert editor.entries() == after
