"""What a screen reader gets, asked through the same interface as a screen reader asks."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import getCppPointer

from cchc_desktop.domain.report import CARRIED, Entry
from cchc_desktop.ui.section_editor import SectionEditor
from tests.ui.keyboard import type_text

KEEP = QTextCursor.MoveMode.KeepAnchor


@pytest.fixture
def editor(qtbot: QtBot) -> SectionEditor:
    made = SectionEditor("chi_dao.ke_hoach", plain=False, label="1 Kế hoạch")
    qtbot.addWidget(made)
    made.set_slot_values({"tthc_tong": "24", "mot_cua.nhan": "1.250"}.get)
    made.set_entries((Entry("Có {tthc_tong}{tthc_tong} thủ tục"), Entry("{mot_cua.nhan} hồ sơ {khong_co}", CARRIED)))
    made.resize(500, 200)
    made.show()
    return made


def spoken(editor: SectionEditor) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(editor)


TEXT = "Có 2424 thủ tục\n1.250 hồ sơ {khong_co}"


def test_values_are_read_and_never_the_object_character(editor: SectionEditor) -> None:
    assert spoken(editor).text(QAccessible.Text.Value) == TEXT
    text = spoken(editor).textInterface()
    assert text.characterCount() == len(TEXT)
    assert text.text(0, text.characterCount()) == TEXT
    assert text.text(3, 7) == "2424"


def test_name_role_and_state_are_those_of_a_text_edit(editor: SectionEditor) -> None:
    assert spoken(editor).text(QAccessible.Text.Name) == "Nội dung mục 1 Kế hoạch"
    assert spoken(editor).role() == QAccessible.Role.EditableText
    state = spoken(editor).state()
    assert (state.editable, state.readOnly, state.multiLine, state.focusable) == (1, 0, 1, 1)
    editor.setReadOnly(True)
    assert (spoken(editor).state().editable, spoken(editor).state().readOnly) == (0, 1)


def test_new_text_and_new_values_are_read_at_once(editor: SectionEditor) -> None:
    assert spoken(editor).textInterface().text(0, 2) == "Có"
    type_text(editor, "Nay ")
    editor.set_slot_values({"tthc_tong": "1.000"}.get)
    assert spoken(editor).textInterface().text(0, 17) == "Nay Có 1.0001.000"


def test_the_cursor_is_where_the_reader_hears_it(editor: SectionEditor) -> None:
    cursor = editor.textCursor()
    second = editor.document().findBlockByNumber(1).position()
    for place, heard in ((0, 0), (3, 3), (4, 5), (5, 7), (6, 8), (second, 16), (second + 1, 21)):
        cursor.setPosition(place)
        editor.setTextCursor(cursor)
        assert spoken(editor).textInterface().cursorPosition() == heard
        spoken(editor).textInterface().setCursorPosition(0)
        assert editor.textCursor().position() == 0
        spoken(editor).textInterface().setCursorPosition(heard)
        assert editor.textCursor().position() == place


def test_the_reader_that_goes_into_a_value_is_before_its_slot(editor: SectionEditor) -> None:
    spoken(editor).textInterface().setCursorPosition(18)
    assert editor.textCursor().position() == editor.document().findBlockByNumber(1).position()


def test_the_selection_goes_both_ways(editor: SectionEditor) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(5, KEEP)
    editor.setTextCursor(cursor)
    assert spoken(editor).textInterface().selectionCount() == 1
    spoken(editor).textInterface().setSelection(0, 0, 5)
    assert (editor.textCursor().selectionStart(), editor.textCursor().selectionEnd()) == (0, 4)


def test_reading_changes_nothing(editor: SectionEditor, qtbot: QtBot) -> None:
    before = editor.entries()
    with qtbot.assertNotEmitted(editor.edited):
        spoken(editor).textInterface().text(0, 5)
        spoken(editor).textInterface().setCursorPosition(9)
        spoken(editor).setText(QAccessible.Text.Value, "khác")
    assert editor.entries() == before
    assert not editor.document().isUndoAvailable()


def test_a_letter_is_about_where_it_is_seen(editor: SectionEditor) -> None:
    cursor = QTextCursor(editor.document().findBlockByNumber(1))
    seen = editor.viewport().mapToGlobal(editor.cursorRect(cursor).topLeft())
    heard = spoken(editor).textInterface().characterRect(16).topLeft()
    assert (heard - seen).manhattanLength() <= 4
    editor.move(editor.pos() + QPoint(100, 50))
    moved = spoken(editor).textInterface().characterRect(16).topLeft()
    assert moved - heard == QPoint(100, 50)


def all_widgets() -> set[int]:
    """Where the widgets lie: Python's objects for them come and go."""
    return {getCppPointer(widget)[0] for widget in QApplication.allWidgets()}


def test_it_goes_with_its_editor(qtbot: QtBot) -> None:
    before = all_widgets()
    made = SectionEditor("a", plain=True, label="a")
    assert spoken(made).textInterface().text(0, 0) == ""
    made.deleteLater()
    del made
    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert all_widgets() <= before


@pytest.mark.parametrize("last_act", ["window.close()", "window.hide()"])
def test_the_program_ends_in_peace_while_readers_hold_editors(tmp_path: Path, last_act: str) -> None:
    program = f"""
from pathlib import Path
from PySide6.QtTest import QTest
from cchc_desktop import app, paths
from cchc_desktop.workspace import Workspace

folder = Path({str(tmp_path)!r})
workspace = Workspace(folder)
[report] = workspace.load([paths.resource("samples/bao_cao_mau_nq76.json")])
workspace.close()
window = app.build_window(folder)
window.show()
window.open_report(report)
QTest.qWait(100)
{last_act}
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
