"""Old reports in the window: reviewed before anything is stored, stored as shown, and undone as a whole."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QListWidget,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTabWidget,
)
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report import Signer, Unit
from cchc_desktop.importing.old_word import Converter
from cchc_desktop.importing.taking_over import LEFT_OUT
from cchc_desktop.ui import conversions
from cchc_desktop.ui.import_notice import ImportNotice
from cchc_desktop.ui.import_pieces import PLACE, PiecesTable
from cchc_desktop.ui.import_places import PlaceChoice
from cchc_desktop.ui.import_text_cells import NOTE
from cchc_desktop.ui.import_window import ImportWindow, State
from cchc_desktop.ui.main_window import MainWindow
from tests.importing.clipboard import as_pasted
from tests.importing.documents import word
from tests.importing.layouts import laid_out, sample

PLAN = "Ban hành Kế hoạch cải cách hành chính năm 2022."
STRANGE = "Một câu mà không mục nào của mẫu nói tới."
BODY = (
    "**I. Công tác chỉ đạo, điều hành CCHC**",
    "**1. Về kế hoạch CCHC**",
    f"- {PLAN}",
    "**II. Kết quả thực hiện công tác CCHC**",
    f"- {STRANGE}",
)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A small report of quý I năm 2022 with one sentence of no certain place."""
    return written(tmp_path / "quý I.docx", word(*BODY))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return written(tmp_path / "6 tháng.docx", laid_out(sample(), "TCVN3"))


def written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def review(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *files: Path) -> ImportWindow:
    """The review of files that were chosen, all of them read."""
    names = [str(file) for file in files]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    window.findChild(QAction, "action:import").trigger()
    (shown,) = [made for made in window.findChildren(ImportWindow) if made.isVisible()]
    qtbot.waitUntil(lambda: all_read(shown), timeout=20_000)
    return shown


def all_read(shown: ImportWindow) -> bool:
    return not any(file.state in (State.WAITING, State.READING) for file in shown.files)


def press(shown, text: str) -> None:
    (made,) = [made for made in shown.findChildren(QPushButton) if made.text() == text and made.isVisible()]
    assert made.isEnabled()
    made.click()


def pieces(shown: ImportWindow) -> PiecesTable:
    return shown.files[0].review.pieces.table


def row_of(table: PiecesTable, text: str) -> int:
    (found,) = [row for row in range(table.model().rowCount()) if text in table.model().index(row, 0).data()]
    return found


def entries(window: MainWindow, section: str) -> list[str]:
    return [entry.text for entry in window._view.session.report.sections[section]]


def test_nothing_is_stored_before_the_person_says_so(window, qtbot, monkeypatch, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole)
    assert window._workspace.reports() == []
    press(shown, "Đóng")
    assert window._workspace.reports() == []


def test_a_reviewed_report_is_stored_and_opened(window, qtbot, monkeypatch, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole)
    assert shown.findChild(QComboBox, "import_kind").currentText() == "6 tháng"
    assert shown.findChild(QComboBox, "import_year").currentText() == "2022"
    press(shown, "Nhập và mở")
    report = window._view.session.report
    assert (report.period.id, report.status, report.document.number) == ("2022-H1", "issued", 84)
    assert window._workspace.original_name(window._view.session.id) == whole.name


def test_the_whole_import_is_undone_with_one_press(window, qtbot, monkeypatch, whole) -> None:
    press(review(window, qtbot, monkeypatch, whole), "Nhập và mở")
    notice = window._view.findChild(ImportNotice)
    qtbot.waitUntil(notice.isVisible)
    press(notice, "Hoàn tác việc nhập")
    assert window._workspace.reports() == []
    assert [summary.period.id for summary in window._workspace.trashed()] == ["2022-H1"]
    assert window._view is None


def test_an_uncertain_piece_says_so_and_a_chosen_place_is_where_it_goes(window, qtbot, monkeypatch, odd) -> None:
    table = pieces(shown := review(window, qtbot, monkeypatch, odd))
    row = row_of(table, STRANGE)
    assert table.model().index(row, PLACE).data(NOTE).startswith("gần đúng")
    table.selectRow(row)
    table.edit(table.model().index(row, PLACE))
    choice = table.viewport().findChild(PlaceChoice)
    choice.setCurrentIndex(choice.findText("    III.2. Tồn tại, hạn chế"))
    choice.activated.emit(choice.currentIndex())
    assert table.model().index(row, PLACE).data() == "III.2. Tồn tại, hạn chế"
    assert table.model().index(row, PLACE).data(NOTE) == "bạn chọn"
    press(shown, "Nhập và mở")
    assert entries(window, "danh_gia.han_che") == [STRANGE]
    assert entries(window, "chi_dao.ke_hoach") == [PLAN]


def test_pieces_are_sent_to_a_place_with_the_keyboard_alone(window, qtbot, monkeypatch, odd) -> None:
    shown = review(window, qtbot, monkeypatch, odd)
    page = shown.files[0].review.pieces
    page.table.selectRow(row_of(page.table, STRANGE))
    assert page.places.place == "sections.ket_qua.the_che"
    for place, text in ((None, STRANGE), (LEFT_OUT, PLAN)):
        page.table.selectRow(row_of(page.table, text))
        page.places.show_place(place)
        qtbot.keyClick(page.places, Qt.Key.Key_Return)
    press(shown, "Nhập và mở")
    assert STRANGE in entries(window, "phuong_huong")
    assert entries(window, "chi_dao.ke_hoach") == []


def test_several_pieces_are_dragged_onto_a_section(window, qtbot, monkeypatch, odd) -> None:
    shown = review(window, qtbot, monkeypatch, odd)
    page = shown.files[0].review.pieces
    rows = [row_of(page.table, PLAN), row_of(page.table, STRANGE)]
    data = page.model.mimeData([page.model.index(row, column) for row in rows for column in (0, PLACE)])
    assert not dropped_on(page.places, data, "III. Đánh giá")
    assert dropped_on(page.places, data, "I.3. Kiểm tra")
    assert page.places.currentItem().text(1) == "2"
    press(shown, "Nhập và mở")
    assert entries(window, "chi_dao.kiem_tra") == [PLAN, STRANGE]


def dropped_on(places, data: QMimeData, words: str) -> bool:
    """Whether a place takes what is dropped on it."""
    (item,) = places.findItems(words, Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)
    places.scrollToItem(item)
    where = places.visualItemRect(item).center()
    around = (where, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(*around), QDragMoveEvent(*around)):
        event.setAccepted(False)
        QApplication.sendEvent(places.viewport(), event)
    if event.isAccepted():
        QApplication.sendEvent(places.viewport(), QDropEvent(where.toPointF(), *around[1:]))
    return event.isAccepted()


def test_only_what_needs_a_look_can_be_shown(window, qtbot, monkeypatch, odd) -> None:
    shown = review(window, qtbot, monkeypatch, odd)
    table = pieces(shown)
    shown.findChild(QCheckBox, "import_only_unsure").setChecked(True)
    assert [not table.isRowHidden(row_of(table, text)) for text in (STRANGE, PLAN)] == [True, False]


def test_a_number_in_a_sentence_is_taken_only_when_ticked(window, qtbot, monkeypatch, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole)
    shown.findChild(QCheckBox, "import_figure:van_ban_tham_muu").setChecked(True)
    press(shown, "Nhập và mở")
    report = window._view.session.report
    assert report.figures["van_ban_tham_muu"].value == 74
    assert report.figures["bien_che_giao"].value is None
    assert any("{van_ban_tham_muu}" in text for text in entries(window, "ket_qua.the_che"))


def test_a_table_that_is_not_wanted_is_kept_as_text(window, qtbot, monkeypatch, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole)
    shown.findChild(QCheckBox, "import_table:mot_cua").setChecked(False)
    press(shown, "Nhập và mở")
    report = window._view.session.report
    assert report.appendices["mot_cua"].rows == ()
    label = sample().appendices["mot_cua"].rows[0].label
    assert any(label in text for text in entries(window, "phuong_huong"))


def test_old_encodings_are_shown_before_and_after(window, qtbot, monkeypatch, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole)
    (tabs,) = shown.findChildren(QTabWidget)
    (index,) = [index for index in range(tabs.count()) if tabs.tabText(index).startswith("Chuyển mã")]
    table = tabs.widget(index)
    assert isinstance(table, QTableWidget)
    rows = [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]
    assert ["KÝnh göi:", "Kính gửi:", "TCVN3"] in rows


def test_the_period_can_be_changed_and_a_template_reads_the_file_anew(window, qtbot, monkeypatch, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole)
    kind = shown.findChild(QComboBox, "import_kind")
    kind.setCurrentIndex(kind.findText("Năm"))
    kind.activated.emit(kind.currentIndex())
    form = shown.findChild(QComboBox, "import_template")
    form.setCurrentIndex(form.findData("nq76"))
    form.activated.emit(form.currentIndex())
    qtbot.waitUntil(lambda: all_read(shown), timeout=20_000)
    press(shown, "Nhập và mở")
    report = window._view.session.report
    assert (report.template.key, report.period.id) == ("nq76", "2022-Y")


def test_a_file_that_names_no_period_waits_for_the_person(window, qtbot, monkeypatch, tmp_path) -> None:
    head = ("BÁO CÁO", "Công tác cải cách hành chính", "Phòng B báo cáo kết quả như sau:")
    file = written(tmp_path / "không kỳ.docx", word(*BODY, head=head))
    shown = review(window, qtbot, monkeypatch, file)
    store = shown.findChild(QPushButton, "import_store")
    assert not store.isEnabled()
    for name, text in (("import_kind", "Quý III"), ("import_year", "2021")):
        choice = shown.findChild(QComboBox, name)
        choice.setCurrentIndex(choice.findText(text))
        choice.activated.emit(choice.currentIndex())
    store.click()
    assert window._view.session.report.period.id == "2021-Q3"


def test_several_files_come_in_together_and_a_bad_one_is_told(window, qtbot, monkeypatch, odd, whole, tmp_path) -> None:
    bad = written(tmp_path / "cũ.docx", b"\x89PNG")
    shown = review(window, qtbot, monkeypatch, odd, bad, whole)
    assert [file.state for file in shown.files] == [State.READY, State.REFUSED, State.READY]
    shown.findChild(QListWidget, "import_files").setCurrentRow(1)
    assert "không phải là tệp Word" in shown._said.text()
    press(shown, "Nhập tất cả")
    qtbot.waitUntil(lambda: not shown._storing, timeout=20_000)
    assert [file.state for file in shown.files] == [State.STORED, State.REFUSED, State.STORED]
    assert {summary.period.id for summary in window._workspace.reports()} == {"2022-Q1", "2022-H1"}
    shown.findChild(QListWidget, "import_files").setCurrentRow(2)
    press(shown, "Hoàn tác: bỏ vào thùng rác")
    assert [summary.period.id for summary in window._workspace.reports()] == ["2022-Q1"]


def test_what_nobody_looked_at_takes_only_what_is_certain(window, qtbot, monkeypatch, odd, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole, odd)
    press(shown, "Nhập tất cả")
    qtbot.waitUntil(lambda: not shown._storing, timeout=20_000)
    report = window._workspace.report(shown.files[1].report_id)
    assert [entry.text for entry in report.sections["chi_dao.ke_hoach"]] == [PLAN]
    assert STRANGE in [entry.text for entry in report.sections["phuong_huong"]]


def test_a_stop_leaves_what_is_done_and_reading_goes_on_later(window, qtbot, monkeypatch, odd, whole) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(odd), str(whole)], ""))
    window.findChild(QAction, "action:import").trigger()
    shown = window.findChild(ImportWindow)
    press(shown, "Dừng")
    qtbot.waitUntil(lambda: shown.files[0].state is State.READY, timeout=20_000)
    assert shown.files[1].state is State.WAITING
    press(shown, "Đọc tiếp")
    qtbot.waitUntil(lambda: all_read(shown), timeout=20_000)
    assert shown.files[1].state is State.READY


def test_a_window_closed_while_it_reads_does_no_harm(window, qtbot, monkeypatch, whole) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(whole)], ""))
    window.findChild(QAction, "action:import").trigger()
    shown = window.findChild(ImportWindow)
    press(shown, "Đóng")
    window._worker.wait(lambda: None)
    qtbot.waitUntil(lambda: window.findChild(ImportWindow) is None)
    assert window._workspace.reports() == []


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


def converter(monkeypatch: pytest.MonkeyPatch, script: str | None) -> None:
    """Has the computer have a small program for LibreOffice, or none."""
    made = Converter("LibreOffice", lambda _: [sys.executable, "-c", script]) if script else None
    monkeypatch.setattr(conversions, "find_converter", lambda: made)


def test_an_old_doc_is_converted_when_the_person_agrees(window, qtbot, monkeypatch, tmp_path, whole, odd) -> None:
    script = f"import os, shutil; shutil.copy({str(whole)!r}, os.environ['CCHC_NEW'])"
    converter(monkeypatch, script)
    old = written(tmp_path / "6 tháng.doc", OLD_WORD)
    shown = review(window, qtbot, monkeypatch, odd, old)
    assert [file.state for file in shown.files] == [State.READY, State.OLD_WORD]
    shown.findChild(QListWidget, "import_files").setCurrentRow(1)
    assert "LibreOffice" in shown._said.text()
    press(shown, "Chuyển rồi đọc")
    qtbot.waitUntil(lambda: shown.files[1].state is State.READY, timeout=20_000)
    press(shown, "Nhập báo cáo này")
    report_id = shown.files[1].report_id
    assert window._workspace.report(report_id).period.id == "2022-H1"
    assert window._workspace.original_name(report_id) == "6 tháng.doc"


def test_a_conversion_is_stopped_and_asked_for_again(window, qtbot, monkeypatch, tmp_path) -> None:
    converter(monkeypatch, "import time; time.sleep(600)")
    shown = review(window, qtbot, monkeypatch, written(tmp_path / "cũ.doc", OLD_WORD))
    press(shown, "Chuyển rồi đọc")
    assert shown.files[0].state is State.CONVERTING
    press(shown, "Dừng")
    assert shown.files[0].state is State.OLD_WORD
    press(shown, "Chuyển rồi đọc")
    process = shown._conversions._running._process
    press(shown, "Đóng")
    assert process.poll() is not None


def test_a_conversion_that_fails_is_told(window, qtbot, monkeypatch, tmp_path) -> None:
    converter(monkeypatch, "pass")
    shown = review(window, qtbot, monkeypatch, written(tmp_path / "cũ.doc", OLD_WORD))
    press(shown, "Chuyển rồi đọc")
    qtbot.waitUntil(lambda: shown.files[0].state is State.REFUSED, timeout=20_000)
    assert "không chuyển được" in shown._said.text()


def test_without_a_program_for_it_an_old_doc_is_refused(window, qtbot, monkeypatch, tmp_path) -> None:
    converter(monkeypatch, None)
    shown = review(window, qtbot, monkeypatch, written(tmp_path / "cũ.doc", OLD_WORD))
    assert shown.files[0].state is State.REFUSED
    assert "Save As" in shown._said.text()


def test_a_whole_report_is_pasted_on_the_first_page(window, qtbot, whole) -> None:
    window.show_home()
    copied = QMimeData()
    copied.setHtml(as_pasted(whole.read_bytes(), ".VnTime"))
    QApplication.clipboard().setMimeData(copied)
    window.findChild(QAction, "action:import_paste").trigger()
    shown = window.findChild(ImportWindow)
    qtbot.waitUntil(lambda: all_read(shown), timeout=20_000)
    press(shown, "Nhập và mở")
    report = window._view.session.report
    assert (report.period.id, report.document.number, report.status) == ("2022-H1", 84, "issued")
    assert window._workspace.original_name(window._view.session.id) == "Báo cáo dán từ Word.html"


def test_an_empty_clipboard_is_told(window) -> None:
    QApplication.clipboard().clear()
    window.findChild(QAction, "action:import_paste").trigger()
    (box,) = window.findChildren(QMessageBox)
    assert "Ctrl+C" in box.text()


def test_files_copied_in_the_explorer_are_pasted_as_files(window, qtbot, odd) -> None:
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(odd))])
    QApplication.clipboard().setMimeData(copied)
    window.findChild(QAction, "action:import_paste").trigger()
    shown = window.findChild(ImportWindow)
    assert [file.name for file in shown.files] == [odd.name]
    qtbot.waitUntil(lambda: all_read(shown), timeout=20_000)


@pytest.mark.parametrize("text", ["Nhập báo cáo cũ từ Word…", "Dán báo cáo từ Word"])
def test_the_first_day_invites_old_reports(window, text, monkeypatch) -> None:
    window._workspace.set_profile(Unit(issuer="Phòng B"), Signer())
    window.show_home()
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (asked.append("files") or [], ""))
    QApplication.clipboard().clear()
    monkeypatch.setattr(window, "say", asked.append)
    (made, *_) = [made for made in window.findChildren(QPushButton) if made.text() == text and made.isVisible()]
    made.click()
    assert len(asked) == 1


def test_the_file_is_written_back_on_demand(window, qtbot, monkeypatch, whole, tmp_path) -> None:
    press(review(window, qtbot, monkeypatch, whole), "Nhập và mở")
    target = tmp_path / "lại.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.findChild(QAction, "action:original").trigger()
    assert target.read_bytes() == whole.read_bytes()


def test_the_review_fits_a_small_laptop(window, qtbot, monkeypatch, odd, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole, odd)
    # At 150 % such a screen is 910 by 512 points, less what frame and task bar take.
    assert shown.minimumSizeHint().width() <= 862
    assert shown.minimumSizeHint().height() <= 448


def test_everything_that_takes_the_focus_has_a_name(window, qtbot, monkeypatch, odd, whole) -> None:
    shown = review(window, qtbot, monkeypatch, whole, odd)
    for widget in shown.findChildren(QComboBox) + shown.findChildren(QTableWidget) + shown.findChildren(PiecesTable):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName(), widget
