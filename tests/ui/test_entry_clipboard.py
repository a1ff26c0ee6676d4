"""What goes to the clipboard and comes from it, in the editor as it is used."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report import CARRIED, CONFIRMED, NEW, Entry
from cchc_desktop.ui.entry_clipboard import MIME
from cchc_desktop.ui.section_editor import SectionEditor
from tests.importing.test_pasted_html import WORD
from tests.ui.keyboard import backspace, type_text, undo

ENTRIES = (
    Entry("Tiếp nhận **{mot_cua.nhan}** hồ sơ & *{khong_co}*", CARRIED, ("36/KH-PB",)),
    Entry("Có {tthc_tong} thủ tục", CONFIRMED),
)


@pytest.fixture
def editor(qtbot: QtBot) -> SectionEditor:
    made = SectionEditor("chi_dao.ke_hoach", plain=False, label="1 Kế hoạch")
    qtbot.addWidget(made)
    made.set_slot_values({"tthc_tong": "24", "mot_cua.nhan": "1.250"}.get)
    made.show()
    return made


def select(editor: SectionEditor, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def mime(text: str | None = None, html: str | None = None) -> QMimeData:
    data = QMimeData()
    if text is not None:
        data.setText(text)
    if html is not None:
        data.setHtml(html)
    return data


def paste(editor: SectionEditor, text: str | None = None, html: str | None = None) -> None:
    QApplication.clipboard().setMimeData(mime(text, html))
    editor.paste()


def texts(editor: SectionEditor) -> list[str]:
    return [entry.text for entry in editor.entries()]


# Out of the program


def test_outside_the_program_a_slot_is_its_value(editor: SectionEditor) -> None:
    editor.set_entries(ENTRIES)
    editor.selectAll()
    editor.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text() == "Tiếp nhận 1.250 hồ sơ & {khong_co}\nCó 24 thủ tục"
    assert "<p>Tiếp nhận <b>1.250</b> hồ sơ &amp; <i>{khong_co}</i></p><p>Có 24 thủ tục</p>" in data.html()
    for kind in data.formats():
        assert "\ufffc" not in bytes(data.data(kind).data()).decode("utf-8")


def test_a_part_of_a_sentence_is_no_paragraph_outside(editor: SectionEditor) -> None:
    editor.set_entries(ENTRIES)
    select(editor, 5, 20)
    editor.copy()
    html = QApplication.clipboard().mimeData().html()
    assert "<p>" not in html
    assert "<b>1.250</b> hồ sơ" in html


# Inside the program


def test_copied_entries_keep_chips_look_and_citations_and_are_new(editor: SectionEditor) -> None:
    editor.set_entries(ENTRIES)
    editor.selectAll()
    editor.copy()
    editor.set_entries(())
    editor.paste()
    assert editor.entries() == (Entry(ENTRIES[0].text, NEW, ("36/KH-PB",)), Entry(ENTRIES[1].text, NEW))


def test_a_chip_is_cut_and_pasted_into_another_entry(editor: SectionEditor) -> None:
    editor.set_entries(ENTRIES)
    start = editor.document().findBlockByNumber(1).position()
    select(editor, start + 3, start + 4)
    editor.cut()
    assert texts(editor)[1] == "Có  thủ tục"
    select(editor, 0, 0)
    editor.paste()
    assert editor.entries()[0] == Entry("{tthc_tong}" + ENTRIES[0].text, CONFIRMED, ("36/KH-PB",))


def test_a_dragged_chip_moves(editor: SectionEditor) -> None:
    editor.resize(600, 300)
    editor.set_entries((Entry("{tthc_tong} một", CARRIED), Entry("hai", CARRIED), Entry("ba", CARRIED)))
    select(editor, 0, 1)
    data = editor.createMimeDataFromSelection()
    target = QTextCursor(editor.document().findBlockByNumber(2))
    target.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    spot = QPointF(editor.cursorRect(target).center())
    drop = QDropEvent(spot, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    editor.dropEvent(drop)
    assert editor.entries() == (
        Entry("{tthc_tong} một", CARRIED),
        Entry("hai", CARRIED),
        Entry("ba{tthc_tong}", CONFIRMED),
    )
    undo(editor)
    assert [entry.state for entry in editor.entries()] == [CARRIED] * 3


@pytest.mark.parametrize(
    "stored", [b"", b"\xff", b"[", b"{}", b"[1]", b'[{"text": 1}]', b'[{"text": "x", "citations": 3}]', b"[" * 100_000]
)
def test_what_only_claims_to_be_ours_is_pasted_as_text(editor: SectionEditor, stored: bytes) -> None:
    data = mime("chữ")
    data.setData(MIME, stored)
    editor.insertFromMimeData(data)
    assert texts(editor) == (["chữ"] if stored != b"{}" else [])


def test_ours_is_cleaned_too(editor: SectionEditor) -> None:
    data = mime()
    data.setData(MIME, json.dumps([{"text": "a\nb\x00 \ufffc", "citations": []}]).encode())
    editor.insertFromMimeData(data)
    assert texts(editor) == ["a b "]


# Into the program


def test_from_word_come_text_bold_and_italic(editor: SectionEditor) -> None:
    paste(editor, "khác", WORD)
    assert texts(editor) == [
        "**1. Về thể chế**",
        "Ban hành *02* văn bản\u00a0 mới;",
        "**Lĩnh vực** **Số hồ sơ** nhận",
        "Văn hóa 12",
        "**Dòng một**",
        "**dòng hai**",
    ]
    assert [entry.state for entry in editor.entries()] == [NEW] * 6
    assert editor.document().begin().begin().fragment().charFormat().fontFamilies() is None
    undo(editor)
    assert texts(editor) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Một\n+ Hai\n• Ba\n· Bốn\no Năm\n– Sáu", ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"]),
        ("•\tMột\n\uf0b7\tHai\n§\tBa\nv\tBốn", ["Một", "Hai", "Ba", "Bốn"]),
        ("-Ban hành\n+Tổ chức", ["Ban hành", "Tổ chức"]),
        ("-5 độ\n+84 là mã\nông\nvà\n1. Mục", ["-5 độ", "+84 là mã", "ông", "và", "1. Mục"]),
        ("một\r\n\r\n  \u00a0hai \u00a0\r\nba", ["một", "hai", "ba"]),
        ("một\x0bhai\u2028ba", ["một", "hai", "ba"]),
        ("a\tb\u00a0c", ["a b\u00a0c"]),
        ("to\u0302i", ["tôi"]),
        ("**x** {tthc_tong} \\", ["\\*\\*x\\*\\* \\{tthc_tong\\} \\\\"]),
        ("a\x00b\x07\ufffcc", ["abc"]),
    ],
)
def test_plain_text(editor: SectionEditor, text: str, expected: list[str]) -> None:
    paste(editor, text)
    assert texts(editor) == expected


@pytest.mark.parametrize(
    ("clip", "expected"),
    [
        ({"text": "- 5"}, "trước - 5sau"),
        ({"text": "giữa "}, "trước giữa sau"),
        ({"text": " giữa\u00a0"}, "trước  giữa sau"),
        ({"html": "<b>giữa</b>"}, "trước **giữa**sau"),
        ({"html": "<span>giữa&nbsp;</span>"}, "trước giữa sau"),
    ],
)
def test_what_goes_into_a_sentence_fits_in(editor: SectionEditor, clip: dict[str, str], expected: str) -> None:
    editor.set_entries((Entry("trước sau", CARRIED),))
    select(editor, 6, 6)
    paste(editor, **clip)
    assert editor.entries() == (Entry(expected, CONFIRMED),)
    undo(editor)
    assert editor.entries() == (Entry("trước sau", CARRIED),)


def test_several_entries_go_in_between(editor: SectionEditor) -> None:
    editor.set_entries((Entry("trước sau", CARRIED, ("1/KH",)), Entry("cuối", CARRIED)))
    select(editor, 6, 6)
    paste(editor, "- một\n- hai\n- ba")
    assert editor.entries() == (
        Entry("trước - một", CONFIRMED, ("1/KH",)),
        Entry("hai", NEW),
        Entry("basau", CONFIRMED, ("1/KH",)),
        Entry("cuối", CARRIED),
    )


def test_entries_pasted_behind_or_before_an_entry_are_their_own(editor: SectionEditor) -> None:
    editor.set_entries((Entry("cũ", CARRIED, ("1/KH",)),))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_text(editor, "\n")
    paste(editor, "một\nhai")
    assert editor.entries() == (Entry("cũ", CARRIED, ("1/KH",)), Entry("một", NEW), Entry("hai", NEW))
    select(editor, 0, 0)
    paste(editor, "đầu\nx")
    assert editor.entries()[:2] == (Entry("đầu", NEW), Entry("xcũ", CONFIRMED, ("1/KH",)))


def test_over_a_selection_of_several_entries(editor: SectionEditor) -> None:
    entries = (Entry("một hai", NEW), Entry("ba bốn", CARRIED))
    editor.set_entries(entries)
    select(editor, 4, editor.document().findBlockByNumber(1).position() + 3)
    paste(editor, "x ")
    assert [entry.text for entry in editor.entries()] == ["một x bốn"]
    undo(editor)
    assert editor.entries() == entries


def test_a_picture_alone_is_nothing(editor: SectionEditor) -> None:
    paste(editor, html="<img src='x.png'>")
    assert editor.entries() == ()
    assert not editor.document().isUndoAvailable()


@pytest.mark.parametrize(
    "clip",
    [
        {"text": "x" * 200_001},
        {"text": "x\n" * 2001},
        {"html": f"<p>{'x' * 200_001}</p>"},
        {"html": "<p>x</p>" * 2001},
        {"text": "x" * 5_000_000, "html": "<b>" * 4_000_000},
    ],
)
def test_too_much_is_refused_and_nothing_changed(editor: SectionEditor, qtbot: QtBot, clip: dict[str, str]) -> None:
    editor.set_entries(ENTRIES)
    editor.selectAll()
    with qtbot.assertNotEmitted(editor.edited), qtbot.waitSignal(editor.refused) as refused:
        paste(editor, **clip)
    assert refused.args[0].startswith("Chưa dán được")
    assert editor.entries() == ENTRIES


def test_as_much_as_is_allowed_comes_in(editor: SectionEditor) -> None:
    paste(editor, "\n".join(["x" * 100] * 2000))
    assert len(editor.entries()) == 2000


def test_a_paste_ends_beside_plain_text(editor: SectionEditor) -> None:
    editor.set_entries(ENTRIES)
    start = editor.document().findBlockByNumber(1).position()
    select(editor, start + 3, start + 4)
    editor.copy()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.paste()
    type_text(editor, "y")
    backspace(editor)
    type_text(editor, "z")
    assert texts(editor)[1] == "Có {tthc_tong} thủ tục{tthc_tong}z"
