"""The window, as a person and other programs use it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QTextEdit,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import Signer, Unit
from cchc_desktop.ui.main_window import MainWindow
from cchc_desktop.ui.session import SAVE_DELAY_MS
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE, stated
from tests.ui.keyboard import type_text

Find = Callable[[type, str], Any]


def dumped(folder: Path) -> dict[str, Any]:
    """The report as a second process reads it from the disk."""
    command = [sys.executable, "-m", "cchc_desktop", "--data", str(folder), "dump", "1"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    """The window with an empty report open."""
    workspace = window.findChild(QWidget, "home").window()._workspace
    window.open_report(workspace.new("nq30c", Period.parse("2022-H1")))
    return window


@pytest.fixture
def sample_opened(window: MainWindow) -> MainWindow:
    """The window with the sample report open."""
    window.open_report(window._workspace.load([SAMPLE])[0])
    return window


def test_a_first_start_asks_four_questions_and_remembers_the_answers(window: MainWindow, qtbot: QtBot) -> None:
    page = window.findChild(QWidget, "first_start")
    assert page.isVisible()
    inputs = page.findChildren(QLineEdit)
    answers = ["UBND xã A", "Phòng B", "PB", "A", "Trưởng phòng", "Nguyễn Văn A"]
    for field, answer in zip(inputs, answers, strict=True):
        type_text(field, answer)
    (start,) = [button for button in page.findChildren(QAbstractButton) if button.text() == "Bắt đầu"]
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert window.findChild(QWidget, "home").isVisible()
    expected = (Unit("UBND xã A", "Phòng B", "PB", "A"), Signer(title="Trưởng phòng", name="Nguyễn Văn A"))
    assert window._workspace.profile() == expected


def test_the_answers_can_be_changed_or_left_as_they_are(window: MainWindow, find: Find, qtbot: QtBot) -> None:
    window._workspace.set_profile(Unit("UBND xã A", "Phòng B"), Signer())
    for verb, issuer in (("Để nguyên", "Phòng B"), ("Lưu", "Phòng C")):
        find(QAction, "action:profile").trigger()
        page = window.findChild(QWidget, "first_start")
        field = page.findChildren(QLineEdit)[1]
        assert field.text() == "Phòng B"
        field.setText("Phòng C")
        (button,) = [made for made in page.findChildren(QAbstractButton) if made.text() == verb]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.findChild(QWidget, "home").isVisible()
        assert window._workspace.profile()[0].issuer == issuer


def test_an_open_report_has_every_name_that_other_programs_rely_on(opened: MainWindow, find: Find) -> None:
    tabs = find(QTabWidget, "tabs")
    assert [tabs.tabText(index).split(" ")[0] for index in range(tabs.count())] == [
        "Thông",
        "I.",
        "II.",
        "III.",
        "IV.",
        "Phụ",
        "Kiểm",
    ]
    template = opened._view.session.report.template
    for section in template.leaves:
        find(QTextEdit, f"section:{section.key}")
    for part in template.parts:
        find(QWidget, f"outline:{part.key}")
    for figure in template.figures:
        find(QLineEdit, f"figure:{figure.key}")
    for appendix in template.appendices:
        find(QTableView, f"appendix:{appendix.key}")
    lines = "number date subject place superior issuer symbol signer_name signer_title deputy_title on_behalf capacity"
    for name in (*lines.split(), "archive", "window_from", "window_to"):
        find(QLineEdit, f"field:{name}")
    for name in ("recipients", "addressees"):
        find(QPlainTextEdit, f"field:{name}")
    for name in ("opening", "closing"):
        find(QTextEdit, f"field:{name}")
    for name in ("new", "open", "export_docx", "check", "undo", "redo", "help"):
        find(QAction, f"action:{name}")
    find(QTreeWidget, "findings")
    find(QLabel, "saved_at")


def test_what_is_typed_is_on_the_disk_within_half_a_second_for_another_process(
    opened: MainWindow, find: Find, qtbot: QtBot, data_folder: Path
) -> None:
    assert SAVE_DELAY_MS <= 500
    session = opened._view.session
    with qtbot.waitSignal(session.saved, timeout=5000):
        type_text(find(QTextEdit, "section:chi_dao.ke_hoach"), "Ban hành kế hoạch *mới* {x}")
        type_text(find(QLineEdit, "figure:tthc_tong"), "1.250")
        type_text(find(QLineEdit, "field:place"), "Lam Khê")
        table = find(QTableView, "appendix:the_che")
        table.model().setData(table.model().index(0, 2), "11")
    assert not session.unsaved
    values = dumped(data_folder)
    assert values["sections"]["chi_dao.ke_hoach"][0]["text"] == r"Ban hành kế hoạch \*mới\* \{x\}"
    assert values["figures"]["tthc_tong"]["value"] == 1250
    assert values["unit"]["place"] == "Lam Khê"
    assert values["appendices"]["the_che"]["rows"][0]["cells"]["q1"] == 11


def test_what_a_script_puts_into_a_field_is_saved_too(opened: MainWindow, find: Find) -> None:
    """A screen reader sets texts without a key."""
    find(QLineEdit, "figure:may_in").setText("7")
    find(QLineEdit, "field:place").setText("Lam Khê")
    find(QPlainTextEdit, "field:recipients").setPlainText("Như trên\nLãnh đạo")
    find(QTextEdit, "section:phuong_huong").setPlainText("Một\nHai")
    opened.flush()
    stored = opened._workspace.report(opened._view.session.id)
    assert stored.figures["may_in"].value == 7
    assert stored.unit.place == "Lam Khê"
    assert stored.document.recipients == ("Như trên", "Lãnh đạo")
    assert [entry.text for entry in stored.sections["phuong_huong"]] == ["Một", "Hai"]


def test_steady_typing_is_committed_while_it_goes_on(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    """A timer that each key restarts would not fire before the typing stops."""
    session, field = opened._view.session, find(QLineEdit, "field:place")
    commits: list[object] = []
    session.saved.connect(commits.append)

    def key_and_look() -> bool:
        type_text(field, "a")
        return bool(commits)

    qtbot.waitUntil(key_and_look, timeout=5000)


def test_flush_returns_when_everything_is_on_the_disk(opened: MainWindow, find: Find, data_folder: Path) -> None:
    type_text(find(QLineEdit, "field:subject"), " (bổ sung)")
    opened.flush()
    assert dumped(data_folder)["document"]["subject"].endswith("(bổ sung)")


def test_closing_the_window_commits(opened: MainWindow, find: Find, data_folder: Path) -> None:
    type_text(find(QTextEdit, "section:phuong_huong"), "Nhiệm vụ mới")
    opened.close()
    assert dumped(data_folder)["sections"]["phuong_huong"][0]["text"] == "Nhiệm vụ mới"


def test_a_saved_moment_is_told(opened: MainWindow, find: Find) -> None:
    type_text(find(QLineEdit, "field:place"), "A")
    opened.flush()
    assert find(QLabel, "saved_at").text().startswith("✓ Đã lưu ")


def test_what_is_no_number_is_kept_marked_and_explained(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    find(QTabWidget, "tabs").setCurrentIndex(2)
    field = find(QLineEdit, "figure:van_ban_tham_muu")
    type_text(field, "hơn chục")
    QApplication.sendEvent(field, focus_out())
    assert field.property("fault") is True
    said = [label.text() for label in field.parentWidget().findChildren(QLabel)]
    assert "“hơn chục” không phải là số đếm; báo cáo coi như chưa có." in said
    opened.flush()
    stored = opened._workspace.report(opened._view.session.id)
    assert stored.unreadable == {"figures.van_ban_tham_muu": "hơn chục"}


def focus_out() -> Any:
    return QFocusEvent(QEvent.Type.FocusOut)


def test_a_reopened_report_shows_what_was_typed(sample_opened: MainWindow, find: Find) -> None:
    type_text(find(QLineEdit, "figure:may_tinh"), "x")
    report_id = sample_opened._view.session.id
    sample_opened.show_home()
    sample_opened.open_report(report_id)
    report = sample_opened._view.session.report
    assert find(QLineEdit, "figure:may_tinh").text() == report.unreadable["figures.may_tinh"]
    assert find(QLineEdit, "field:date").text() == "16/06/2022"
    assert find(QPlainTextEdit, "field:recipients").toPlainText().split("\n") == list(report.document.recipients)
    entries = find(QTextEdit, "section:phuong_huong").entries()
    assert entries == report.sections["phuong_huong"]


def test_a_changed_figure_shows_in_the_sentences_that_use_it(sample_opened: MainWindow, find: Find) -> None:
    editor, field = find(QTextEdit, "section:ket_qua.the_che"), find(QLineEdit, "figure:van_ban_tham_muu")
    field.selectAll()
    type_text(field, "5")
    mime = editor.createMimeDataFromSelection() if editor.textCursor().hasSelection() else None
    assert mime is None
    editor.selectAll()
    assert " 05 văn bản" in editor.createMimeDataFromSelection().text()


def test_findings_lead_to_their_place(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    find(QAction, "action:check").trigger()
    assert find(QTabWidget, "tabs").currentWidget() is opened._view.findings_view
    listed = find(QTreeWidget, "findings")
    head = listed.topLevelItem(0)
    (issuer,) = [head.child(i) for i in range(head.childCount()) if "cơ quan ban hành" in head.child(i).text(0)]
    listed.itemClicked.emit(issuer, 0)
    assert find(QTabWidget, "tabs").currentIndex() == 0
    opened._view.go_to("sections.ket_qua.tthc.kiem_soat")
    assert find(QTextEdit, "section:ket_qua.tthc.kiem_soat").isVisible()
    opened._view.go_to("figures.may_in")
    assert find(QLineEdit, "figure:may_in").isVisible()
    opened._view.go_to("appendices.the_che.rows[2].cells.q2")
    table = find(QTableView, "appendix:the_che")
    assert table.isVisible()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 3)


def test_the_outline_says_the_state_of_a_section_in_words(opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    outline = find(QTreeWidget, "outline:chi_dao")
    first = outline.topLevelItem(0)
    assert first.data(0, Qt.ItemDataRole.AccessibleTextRole) == "1. Kế hoạch: chưa có nội dung"
    type_text(find(QTextEdit, "section:chi_dao.ke_hoach"), "Có kế hoạch")
    qtbot.waitUntil(lambda: first.toolTip(0) == "1. Kế hoạch: đã có nội dung", timeout=5000)


def test_an_issued_report_cannot_be_typed_into(window: MainWindow, find: Find, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(stated(status="issued")), "utf-8")
    window.open_report(window._workspace.load([file])[0])
    assert find(QTextEdit, "section:phuong_huong").isReadOnly()
    assert find(QLineEdit, "field:subject").isReadOnly()
    assert find(QLineEdit, "figure:may_in").isReadOnly()
    table = find(QTableView, "appendix:the_che")
    assert not table.model().setData(table.model().index(0, 2), "5")


def test_reports_are_opened_copied_and_thrown_away_at_home(sample_opened: MainWindow, qtbot: QtBot) -> None:
    window = sample_opened
    window.show_home()
    home = window.findChild(QWidget, "home")

    def press(text: str) -> None:
        (button,) = [made for made in home.findChildren(QAbstractButton) if made.text() == text]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    press("Nhân bản")
    assert len(window._workspace.reports()) == 2
    press("Bỏ vào thùng rác")
    assert len(window._workspace.reports()) == 1
    press("Mở")
    assert window._view is not None
    assert window.findChild(QTabWidget, "tabs").isVisible()


def test_every_widget_that_takes_the_focus_has_a_vietnamese_name(sample_opened: MainWindow, find: Find) -> None:
    tabs = find(QTabWidget, "tabs")
    nameless = []
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        for widget in tabs.widget(index).findChildren(QWidget):
            takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
            inner = isinstance(widget.parent(), QTableView | QTreeWidget | QComboBox)
            named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
            if takes_focus and not inner and not named:
                nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_keys_lead_through_the_window(sample_opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    tabs = find(QTabWidget, "tabs")
    qtbot.keyClick(sample_opened, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert tabs.currentIndex() == 2
    editor = find(QTextEdit, "section:ket_qua.the_che")
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert not editor.hasFocus()
    qtbot.keyClick(sample_opened, Qt.Key.Key_F7)
    assert tabs.currentWidget() is sample_opened._view.findings_view


def test_opening_a_report_shows_no_other_window(window: MainWindow, qtbot: QtBot) -> None:
    """A widget that is shown before it has a parent flashes as a window and takes the focus away."""
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    window.open_report(window._workspace.load([SAMPLE])[0])
    QApplication.processEvents()
    QApplication.instance().removeEventFilter(watch)
    assert shown == []


def test_undo_brings_back_what_was_typed_over(sample_opened: MainWindow, find: Find, qtbot: QtBot) -> None:
    find(QTabWidget, "tabs").setCurrentIndex(4)
    editor = find(QTextEdit, "section:phuong_huong")
    before = editor.entries()
    editor.setFocus()
    editor.selectAll()
    type_text(editor, "khác")
    assert editor.entries() != before
    for _ in range(len("khác") + 1):
        find(QAction, "action:undo").trigger()
    assert editor.entries() == before
    sample_opened.flush()
    assert sample_opened._workspace.report(1).sections["phuong_huong"] == before


def test_a_section_and_a_figure_are_added_by_editing_one_file(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> None:
    """A stranger's ten minutes: in the window, in storage, in dump and in the document, without touching code."""
    from docx import Document

    from cchc_desktop.app import build_window
    from cchc_desktop.cli import main

    workspace = Workspace(data_folder)
    own = data_folder / "templates"
    own.mkdir()
    source = workspace.templates()["nq76"].source + (
        '\n[[section]]\nkey = "chuyen_de"\ntitle = "Chuyên đề của tỉnh"\nhint = "Theo công văn của Sở."\n'
        '\n[[figure]]\nkey = "mo_hinh"\nsection = "chuyen_de"\nlabel = "Mô hình mới"\nunit = "mô hình"\nkind = "flow"\n'
    )
    (own / "cua_toi.toml").write_text(source, "utf-8")
    report_id = workspace.new("nq76", Period.parse("2026-H1"))
    workspace.close()
    window = build_window(data_folder)
    qtbot.addWidget(window)
    window.show()
    window.open_report(report_id)
    editor = window.findChild(QTextEdit, "section:chuyen_de")
    type_text(window.findChild(QLineEdit, "figure:mo_hinh"), "4")
    type_text(editor, "Số mô hình đã lập: ")
    editor.insert_slot("mo_hinh")
    window.close()
    values = dumped(data_folder)
    assert values["sections"]["chuyen_de"][0]["text"] == "Số mô hình đã lập: {mo_hinh}"
    assert values["figures"]["mo_hinh"]["value"] == 4
    target = tmp_path / "a.docx"
    assert main(["--data", str(data_folder), "export", "1", "--to", str(target)]) == 0
    paragraphs = [paragraph.text for paragraph in Document(str(target)).paragraphs]
    assert "VI. CHUYÊN ĐỀ CỦA TỈNH" in paragraphs
    assert "- Số mô hình đã lập: 04" in paragraphs


def test_a_window_that_is_closed_over_and_over_takes_an_open_question_with_it(window: MainWindow) -> None:
    asked = []

    def close_twice() -> None:
        asked.append(QApplication.activeModalWidget())
        window.close()
        window.close()

    QTimer.singleShot(0, close_twice)
    window.findChild(QAction, "action:schedule").trigger()
    assert isinstance(asked[0], QDialog)
    assert not asked[0].isVisible()
    assert not window.isVisible()
