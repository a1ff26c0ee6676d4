"""What is promised of the editor itself: entries in and out, typing, undo, review."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report import CARRIED, CONFIRMED, NEW, Entry
from cchc_desktop.ui.section_editor import SectionEditor
from tests.ui.keyboard import CONTROL, SHIFT, backspace, commit, press, redo, type_text, undo, unikey

VALUES = {"tthc_tong": "24", "mot_cua.nhan": "1.250"}
End, Start = QTextCursor.MoveOperation.End, QTextCursor.MoveOperation.Start
KEEP = QTextCursor.MoveMode.KeepAnchor


@pytest.fixture
def editor(qtbot: QtBot) -> SectionEditor:
    made = SectionEditor("ket_qua.tthc.kiem_soat", plain=False, label="2.2 Kiểm soát thủ tục hành chính")
    qtbot.addWidget(made)
    made.set_slot_values(VALUES.get)
    made.show()
    return made


def put_cursor(editor: SectionEditor, block: int, place: int, to_block: int | None = None, to: int = 0) -> None:
    document = editor.document()
    cursor = QTextCursor(document)
    cursor.setPosition(document.findBlockByNumber(block).position() + place)
    if to_block is not None:
        cursor.setPosition(document.findBlockByNumber(to_block).position() + to, KEEP)
    editor.setTextCursor(cursor)


def texts(editor: SectionEditor) -> list[str]:
    return [entry.text for entry in editor.entries()]


def states(editor: SectionEditor) -> list[str]:
    return [entry.state for entry in editor.entries()]


# Entries in and out


def test_it_can_be_found_and_is_named_for_the_screen_reader(editor: SectionEditor) -> None:
    assert editor.objectName() == "section:ket_qua.tthc.kiem_soat"
    assert editor.accessibleName() == "Nội dung mục 2.2 Kiểm soát thủ tục hành chính"


def test_entries_come_out_as_they_went_in_and_nothing_is_said_or_undoable(editor: SectionEditor, qtbot: QtBot) -> None:
    entries = (
        Entry("Ban hành **03** kế *hoạch **đậm*** và {tthc_tong} thủ tục", CARRIED, ("36/KH-PB", "1/QĐ-UBND")),
        Entry("Dấu \\* và \\{tthc_tong\\} là chữ; {khong_co} không có"),
        Entry("**{mot_cua.nhan}**", CONFIRMED),
    )
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_entries(entries)
        assert editor.entries() == entries
        undo(editor)
    assert editor.entries() == entries


def test_what_is_typed_is_literal(editor: SectionEditor) -> None:
    type_text(editor, "**3** {tthc_tong} \\")
    assert texts(editor) == ["\\*\\*3\\*\\* \\{tthc_tong\\} \\\\"]


def test_blank_paragraphs_are_no_entries(editor: SectionEditor) -> None:
    type_text(editor, "\n một\n \n\nhai\n")
    assert texts(editor) == [" một", "hai"]


def test_each_key_is_told(editor: SectionEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignals([editor.edited] * 3, timeout=1000):
        type_text(editor, "ba\n")


def test_a_preedit_is_no_edit_and_its_commit_is(editor: SectionEditor, qtbot: QtBot) -> None:
    editor.set_entries((Entry("", CARRIED), Entry("cũ", CARRIED)))
    put_cursor(editor, 1, 2)
    with qtbot.assertNotEmitted(editor.edited):
        commit(editor, "", "u", "ư")
    assert states(editor) == [CARRIED]
    commit(editor, "ư", "u", "ư")
    assert editor.entries() == (Entry("cũư", CONFIRMED),)
    undo(editor)
    assert editor.entries() == (Entry("cũ", CARRIED),)


def test_decomposed_letters_stay_as_typed_in_the_editor_and_are_composed_in_the_entry(editor: SectionEditor) -> None:
    type_text(editor, "o\u031b\u0300")
    assert editor.document().begin().text() == "o\u031b\u0300"
    assert texts(editor) == ["ờ"]


# Vietnamese input methods


@pytest.mark.parametrize("place", ["empty", "start", "middle", "end", "after chip", "before chip", "bold", "carried"])
def test_unikey_gets_what_it_sends(editor: SectionEditor, place: str) -> None:
    before, after, state, marks = "", "", NEW, ""
    if place == "start":
        after = "phố"
    elif place == "middle":
        before, after = "con ", " phố"
    elif place in ("end", "carried"):
        before = "con "
        state = CARRIED if place == "carried" else NEW
    elif place == "after chip":
        before = "{tthc_tong}"
    elif place == "before chip":
        after = "{tthc_tong}"
    if before or after:
        editor.set_entries((Entry(before + after, state),))
        put_cursor(editor, 0, 1 if place == "after chip" else len(before))
    if place == "bold":
        editor.toggle_bold()
        marks = "**"
    unikey(editor)
    expected = CONFIRMED if place == "carried" else NEW
    assert editor.entries() == (Entry(f"{before}{marks}tường{marks}{after}", expected),)


def test_an_input_method_of_the_system_gets_what_it_sends(editor: SectionEditor) -> None:
    editor.set_entries((Entry("con {tthc_tong}", CARRIED),))
    editor.moveCursor(End)
    commit(editor, "tường", "t", "tu", "tư", "tươ", "tườn", "tường")
    commit(editor, " đá", " đ")
    assert editor.entries() == (Entry("con {tthc_tong}tường đá", CONFIRMED),)


# Enter, splits and joins


def test_enter_at_the_end_starts_a_new_entry(editor: SectionEditor) -> None:
    editor.set_entries((Entry("một", CARRIED, ("1/KH",)),))
    editor.moveCursor(End)
    type_text(editor, "\nhai")
    assert editor.entries() == (Entry("một", CARRIED, ("1/KH",)), Entry("hai", NEW))


def test_enter_at_the_beginning_leaves_room_for_a_new_entry(editor: SectionEditor) -> None:
    editor.set_entries((Entry("một", CARRIED, ("1/KH",)),))
    type_text(editor, "\n")
    put_cursor(editor, 0, 0)
    type_text(editor, "không")
    assert editor.entries() == (Entry("không", NEW), Entry("một", CARRIED, ("1/KH",)))


@pytest.mark.parametrize("modifiers", [Qt.KeyboardModifier.NoModifier, SHIFT])
def test_a_split_keeps_state_and_citations_on_both(editor: SectionEditor, modifiers: Qt.KeyboardModifier) -> None:
    editor.set_entries((Entry("một hai", CARRIED, ("1/KH",)),))
    put_cursor(editor, 0, 4)
    press(editor, Qt.Key.Key_Return, modifiers, "\r")
    assert editor.entries() == (Entry("một ", CARRIED, ("1/KH",)), Entry("hai", CARRIED, ("1/KH",)))
    undo(editor)
    assert editor.entries() == (Entry("một hai", CARRIED, ("1/KH",)),)


@pytest.mark.parametrize("by", ["backspace", "delete"])
def test_a_join_keeps_the_less_reviewed_and_undo_parts_them_as_they_were(editor: SectionEditor, by: str) -> None:
    entries = (Entry("một ", NEW, ("1/KH",)), Entry("hai", CARRIED, ("2/KH",)))
    editor.set_entries(entries)
    if by == "backspace":
        put_cursor(editor, 1, 0)
        backspace(editor)
    else:
        put_cursor(editor, 0, 4)
        press(editor, Qt.Key.Key_Delete)
    assert editor.entries() == (Entry("một hai", CARRIED, ("1/KH", "2/KH")),)
    undo(editor)
    assert editor.entries() == entries
    redo(editor)
    assert editor.entries() == (Entry("một hai", CARRIED, ("1/KH", "2/KH")),)


def test_all_replaced_by_a_word_is_a_new_entry(editor: SectionEditor) -> None:
    entries = (Entry("một", CARRIED, ("1/KH",)), Entry("hai", CARRIED))
    editor.set_entries(entries)
    editor.selectAll()
    type_text(editor, "x")
    assert editor.entries() == (Entry("x", NEW),)
    undo(editor)
    assert editor.entries() == entries


# Review


@pytest.mark.parametrize(
    "edit",
    [
        lambda e: type_text(e, "ba"),
        lambda e: backspace(e),
        lambda e: press(e, Qt.Key.Key_Backspace, CONTROL),
        lambda e: commit(e, "ba", "b"),
        lambda e: e.insert_slot("tthc_tong"),
        lambda e: (e.selectAll(), e.toggle_bold()),
        lambda e: (e.selectAll(), e.toggle_italic()),
        lambda e: (put_cursor(e, 0, 1, 0, 2), type_text(e, "ba")),
        lambda e: (put_cursor(e, 0, 1, 0, 2), e.cut()),
    ],
)
def test_an_edit_of_a_carried_entry_confirms_it_and_one_undo_brings_both_back(
    editor: SectionEditor, edit: object
) -> None:
    before = (Entry("Cũ {tthc_tong} một", CARRIED, ("1/KH",)),)
    editor.set_entries(before)
    editor.moveCursor(End)
    edit(editor)  # type: ignore[operator]
    after = editor.entries()
    assert [entry.text for entry in after] != [before[0].text]
    assert [(entry.state, entry.citations) for entry in after] == [(CONFIRMED, ("1/KH",))]
    undo(editor)
    assert editor.entries() == before
    redo(editor)
    assert editor.entries() == after


def test_moving_about_in_a_carried_entry_is_no_edit(editor: SectionEditor, qtbot: QtBot) -> None:
    editor.set_entries((Entry("một hai", CARRIED),))
    with qtbot.assertNotEmitted(editor.edited):
        for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Shift):
            press(editor, key)
        press(editor, Qt.Key.Key_A, CONTROL, "\x01")
        press(editor, Qt.Key.Key_C, CONTROL, "\x03")
    assert states(editor) == [CARRIED]


def test_the_entries_that_an_edit_does_not_touch_keep_their_review(editor: SectionEditor) -> None:
    editor.set_entries(tuple(Entry(f"ý {n}", CARRIED) for n in range(5)))
    put_cursor(editor, 2, 3)
    type_text(editor, "x")
    assert states(editor) == [CARRIED, CARRIED, CONFIRMED, CARRIED, CARRIED]


def test_replacing_in_several_entries_at_once_confirms_those_that_changed(editor: SectionEditor) -> None:
    editor.set_entries((Entry("cũ", CARRIED), Entry("khác", CARRIED), Entry("cũ", CARRIED)))
    cursor = QTextCursor(editor.document())
    cursor.beginEditBlock()
    for block in (0, 2):
        cursor.setPosition(editor.document().findBlockByNumber(block).position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, KEEP)
        cursor.insertText("mới")
    cursor.endEditBlock()
    assert editor.entries() == (Entry("mới", CONFIRMED), Entry("khác", CARRIED), Entry("mới", CONFIRMED))
    undo(editor)
    assert states(editor) == [CARRIED] * 3


def test_a_state_is_set_as_one_step(editor: SectionEditor, qtbot: QtBot) -> None:
    entries = (Entry("một", CARRIED, ("1/KH",)), Entry("hai", NEW), Entry("ba", CARRIED))
    editor.set_entries(entries)
    with qtbot.waitSignal(editor.edited):
        editor.confirm_all()
    assert states(editor) == [CONFIRMED, NEW, CONFIRMED]
    assert editor.entries()[0].citations == ("1/KH",)
    with qtbot.waitSignal(editor.edited):
        undo(editor)
    assert editor.entries() == entries
    put_cursor(editor, 2, 1)
    editor.set_state(CONFIRMED)
    assert states(editor) == [CARRIED, NEW, CONFIRMED]
    editor.set_state(CONFIRMED, [0, 7])
    assert states(editor) == [CONFIRMED, NEW, CONFIRMED]


def test_the_menu_reviews_the_entry_under_the_mouse_or_the_selected_ones(editor: SectionEditor, qtbot: QtBot) -> None:
    editor.set_entries((Entry("một", CARRIED), Entry("hai", NEW), Entry("ba", CARRIED), Entry("bốn", CARRIED)))
    editor.resize(400, 300)
    put_cursor(editor, 3, 0)
    spot = editor.cursorRect().center()
    put_cursor(editor, 1, 0)
    assert "Đã rà soát" not in [action.text() for action in editor.context_menu(editor.cursorRect().center()).actions()]
    editor.context_menu(spot).actions()[0].trigger()
    assert states(editor) == [CARRIED, NEW, CARRIED, CONFIRMED]
    put_cursor(editor, 0, 0, 2, 1)
    menu = editor.context_menu(editor.cursorRect().center())
    assert menu.actions()[0].text() == "Đã rà soát"
    menu.actions()[0].trigger()
    assert states(editor) == [CONFIRMED, NEW, CONFIRMED, CONFIRMED]


def test_an_issued_report_is_left_alone(editor: SectionEditor) -> None:
    entries = (Entry("một", CARRIED),)
    editor.set_entries(entries)
    editor.setReadOnly(True)
    editor.selectAll()
    type_text(editor, "x")
    commit(editor, "x", "x")
    editor.toggle_bold()
    editor.toggle_italic()
    editor.insert_slot("tthc_tong")
    editor.paste()
    assert editor.entries() == entries
    assert "Đã rà soát" not in [action.text() for action in editor.context_menu(QPoint(40, 12)).actions()]


def test_other_entries_take_the_place_of_all_as_one_step(editor: SectionEditor, qtbot: QtBot) -> None:
    before = (Entry("một", CARRIED, ("1/KH",)), Entry("hai", NEW))
    after = (Entry("một {tthc_tong}", CARRIED, ("1/KH",)), Entry("ba", CARRIED))
    editor.set_entries(before)
    with qtbot.waitSignal(editor.edited):
        editor.replace_entries(after)
    assert editor.entries() == after
    undo(editor)
    assert editor.entries() == before
    redo(editor)
    assert editor.entries() == after


# Bold and italic


def test_bold_and_italic_for_what_is_selected_and_what_comes_next(editor: SectionEditor) -> None:
    type_text(editor, "một ")
    editor.toggle_bold()
    type_text(editor, "hai")
    editor.toggle_italic()
    type_text(editor, "ba")
    editor.toggle_bold()
    editor.toggle_italic()
    type_text(editor, " bốn")
    assert texts(editor) == ["một **hai*ba*** bốn"]
    put_cursor(editor, 0, 4, 0, 9)
    editor.toggle_bold()
    assert texts(editor) == ["một hai*ba* bốn"]


def test_buttons_hear_of_the_look_at_the_cursor(editor: SectionEditor) -> None:
    editor.set_entries((Entry("một **hai**"),))
    heard = []
    editor.currentCharFormatChanged.connect(lambda look: heard.append(look.fontWeight() > 400))
    put_cursor(editor, 0, 6)
    put_cursor(editor, 0, 2)
    assert heard == [True, False]


# Slots


def test_a_chip_goes_and_comes_back_whole(editor: SectionEditor) -> None:
    type_text(editor, "có ")
    editor.insert_slot("tthc_tong")
    type_text(editor, " thủ tục")
    assert texts(editor) == ["có {tthc_tong} thủ tục"]
    put_cursor(editor, 0, 4)
    backspace(editor)
    assert texts(editor) == ["có  thủ tục"]
    undo(editor)
    assert texts(editor) == ["có {tthc_tong} thủ tục"]
    redo(editor)
    type_text(editor, "24")
    assert texts(editor) == ["có 24 thủ tục"]


def test_text_beside_a_chip_is_text_even_on_the_next_line(editor: SectionEditor) -> None:
    editor.toggle_bold()
    editor.insert_slot("tthc_tong")
    assert editor.currentCharFormat().objectType() == 0
    type_text(editor, "x\n")
    editor.insert_slot("mot_cua.nhan")
    type_text(editor, "\ny")
    assert texts(editor) == ["**{tthc_tong}x**", "**{mot_cua.nhan}**", "**y**"]


def test_a_chip_takes_the_place_of_what_is_selected(editor: SectionEditor) -> None:
    editor.set_entries((Entry("có 24 thủ tục", CARRIED), Entry("x")))
    put_cursor(editor, 0, 3, 0, 5)
    editor.insert_slot("tthc_tong")
    assert editor.entries() == (Entry("có {tthc_tong} thủ tục", CONFIRMED), Entry("x"))


def test_chips_side_by_side_are_two(editor: SectionEditor) -> None:
    editor.set_entries((Entry("{tthc_tong}{tthc_tong}{mot_cua.nhan}"),))
    assert texts(editor) == ["{tthc_tong}{tthc_tong}{mot_cua.nhan}"]


def test_new_values_are_shown_without_an_edit(editor: SectionEditor, qtbot: QtBot) -> None:
    values = {"tthc_tong": "1"}
    editor.set_slot_values(values.get)
    editor.set_entries((Entry("{tthc_tong}x"),))
    editor.resize(400, 200)

    def place_of_x() -> int:
        put_cursor(editor, 0, 1)
        return editor.cursorRect().left()

    narrow = place_of_x()
    values["tthc_tong"] = "1.000.000"
    with qtbot.assertNotEmitted(editor.edited):
        editor.refresh_slots()
    assert place_of_x() > narrow + 30
    assert not editor.document().isUndoAvailable()


def test_a_refresh_in_the_middle_of_a_word_does_not_part_its_undo(editor: SectionEditor) -> None:
    editor.set_entries((Entry("{tthc_tong} "),))
    editor.moveCursor(End)
    type_text(editor, "th")
    editor.refresh_slots()
    type_text(editor, "ủ")
    undo(editor)
    assert texts(editor) == ["{tthc_tong} "]


# Finding one's way


def test_the_entry_of_the_cursor_is_told(editor: SectionEditor, qtbot: QtBot) -> None:
    editor.set_entries((Entry("một"), Entry("hai")))
    heard: list[int] = []
    editor.current_entry_changed.connect(heard.append)
    put_cursor(editor, 1, 1)
    put_cursor(editor, 1, 2)
    editor.moveCursor(End)
    type_text(editor, "\nba")
    editor.go_to_entry(0)
    assert heard == [1, -1, 2, 0]


def test_going_to_an_entry_counts_entries_and_selects_nothing(editor: SectionEditor) -> None:
    type_text(editor, "một\n\n\nhai")
    editor.go_to_entry(1)
    cursor = editor.textCursor()
    assert (cursor.blockNumber(), cursor.positionInBlock(), cursor.hasSelection()) == (3, 0, False)
    assert [editor.entry_index(editor.document().findBlockByNumber(n)) for n in range(4)] == [0, -1, -1, 1]
    editor.go_to_entry(9)
    assert editor.textCursor().blockNumber() == 3


@pytest.fixture
def scrolled(qtbot: QtBot) -> tuple[QScrollArea, SectionEditor]:
    """A small area with an editor in it that has the focus."""
    area, content = QScrollArea(), QWidget()
    made = SectionEditor("chi_dao.ke_hoach", plain=True, label="1")
    layout = QVBoxLayout(content)
    layout.addWidget(made)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.resize(400, 200)
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return area, made


def test_it_is_as_high_as_its_text_and_the_area_around_it_scrolls(
    scrolled: tuple[QScrollArea, SectionEditor], qtbot: QtBot
) -> None:
    area, editor = scrolled
    lowest = editor.sizeHint().height()
    assert lowest >= 6 * editor.fontMetrics().lineSpacing()
    editor.set_entries(tuple(Entry(f"ý {n}") for n in range(30)))
    qtbot.waitUntil(lambda: editor.height() > 2 * lowest)
    assert editor.verticalScrollBar().maximum() == 0
    editor.go_to_entry(29)
    bottom = area.verticalScrollBar().value()
    assert bottom > 0
    window = area.window().windowHandle()
    QTest.wheelEvent(window, QPointF(100, 100), QPoint(0, 120))
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() < bottom)


def test_the_cursor_stays_in_sight_while_the_text_grows(
    scrolled: tuple[QScrollArea, SectionEditor], qtbot: QtBot
) -> None:
    area, editor = scrolled

    def cursor_in_sight() -> bool:
        place = editor.viewport().mapTo(area.viewport(), editor.cursorRect().bottomLeft())
        return area.viewport().rect().contains(place)

    for _ in range(20):
        type_text(editor, "một\n")
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0 and cursor_in_sight())


def test_tab_leaves_the_editor(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    first, second = (SectionEditor(key, plain=True, label=key) for key in ("a", "b"))
    layout.addWidget(first)
    layout.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    first.setFocus()
    press(first, Qt.Key.Key_Tab, text="\t")
    assert window.focusWidget() is second
    assert first.entries() == ()
