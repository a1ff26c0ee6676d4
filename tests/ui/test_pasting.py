"""What is pasted into the section of an open report: a whole report is offered a review, old encodings are told."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QTableWidget

from cchc_desktop.domain.period import Period
from cchc_desktop.ui.import_window import ImportWindow, State
from cchc_desktop.ui.pasting import ConversionNotice
from tests.importing.clipboard import as_pasted
from tests.importing.layouts import laid_out, sample

SECTION = "chi_dao.ke_hoach"


@pytest.fixture
def opened(window):
    window.open_report(window._workspace.new("nq30c", Period.parse("2022-H1")))
    return window


def paste(window, html: str = "", text: str = "") -> None:
    copied = QMimeData()
    if html:
        copied.setHtml(html)
    if text:
        copied.setText(text)
    QApplication.clipboard().setMimeData(copied)
    window._view.sections[SECTION].editor.paste()


def entries(window) -> list[str]:
    return [entry.text for entry in window._view.sections[SECTION].editor.entries()]


def press(box, text: str) -> None:
    (made,) = [made for made in box.findChildren(QPushButton) if made.text() == text]
    made.click()


def test_a_whole_report_is_reviewed_when_the_person_wants_it(opened, qtbot) -> None:
    paste(opened, as_pasted(laid_out(sample(), "bold paragraphs")))
    (box,) = opened.findChildren(QMessageBox)
    assert entries(opened) == []
    press(box, "Chia vào các mục…")
    (shown,) = opened.findChildren(ImportWindow)
    qtbot.waitUntil(lambda: shown.files[0].state is State.READY, timeout=20_000)
    assert shown.files[0].review.period == Period.parse("2022-H1")
    assert entries(opened) == []


def test_a_whole_report_goes_into_the_section_when_the_person_wants_that(opened) -> None:
    paste(opened, text="\n".join(f"{part.number} {part.title}\n{'nội dung ' * 20}" for part in sample().template.parts))
    (box,) = opened.findChildren(QMessageBox)
    press(box, "Dán vào mục này")
    assert len(entries(opened)) == 2 * len(sample().template.parts)
    assert opened.findChildren(ImportWindow) == []


def test_a_section_of_a_report_is_pasted_without_a_question(opened) -> None:
    paste(opened, text="1. Về kế hoạch CCHC\n" + "- Ban hành Kế hoạch cải cách hành chính năm 2022.\n" * 12)
    assert opened.findChildren(QMessageBox) == []
    assert len(entries(opened)) == 13


def test_old_encodings_are_told_with_before_and_after(opened, qtbot) -> None:
    for font, text in ((".VnTime", "C«ng t¸c c¶i c¸ch"), ("VNI-Times", "Coâng taùc")):
        paste(opened, f"<p><span style=\"font-family:'{font}'\">{text}</span></p>")
    assert entries(opened) == ["Công tác cải cáchCông tác"]
    *_, notice = opened._view.findChildren(ConversionNotice)
    qtbot.waitUntil(notice.isVisible)
    press(notice, "Xem trước và sau")
    table = opened.findChild(QTableWidget)
    assert [table.item(0, column).text() for column in range(3)] == ["Coâng taùc", "Công tác", "VNI"]
