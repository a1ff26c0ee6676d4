"""What the window shows of a Word file can be handed on as a file."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.finding import Finding
from cchc_desktop.export.verify import FAIL, RuleResult
from cchc_desktop.ui.verdict_window import VerdictWindow

LONG = "Dòng “Thực hiện Kế hoạch số 12/KH-UBND  ngày…” có hai dấu cách liền nhau; phải chỉ có một. " * 2
RESULTS = [
    RuleResult("K01", FAIL, (Finding("K01", "error", "section[0]", "Khổ giấy sai.", "Mục I.1"),)),
    RuleResult("K09", FAIL, (Finding("K09", "error", "paragraph[4]", LONG, "Mục I.4"),)),
]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[VerdictWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = VerdictWindow("a.docx", RESULTS, parent)
    made.show()
    yield made
    made.close()


def test_a_finding_says_where_it_is_and_is_never_cut_off(shown: VerdictWindow, qtbot: QtBot) -> None:
    listed = shown.findChild(QTreeWidget)
    item = listed.topLevelItem(0).child(1)
    assert item.text(0).split("\n") == [f"K09. {LONG}", "Đoạn 5 · Căn cứ: Mục I.4"]

    def height() -> int:
        return listed.visualItemRect(item).height()

    shown.resize(1200, 500)
    qtbot.waitUntil(lambda: height() < 80)
    wide = height()
    shown.resize(380, 500)
    qtbot.waitUntil(lambda: height() > wide + 30)


def write_to(shown: VerdictWindow, monkeypatch: pytest.MonkeyPatch, target: str, kind: str = "") -> str:
    """Presses the button, gives that name, and returns what the window says then."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, kind))
    shown.findChild(QPushButton).click()
    return shown._said.text()


def test_the_findings_are_written_where_the_person_says(
    shown: VerdictWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert write_to(shown, monkeypatch, str(tmp_path / "kết quả")) == "Đã ghi kết quả ra kết quả.docx."
    assert docx.Document(str(tmp_path / "kết quả.docx")).tables[0].cell(1, 3).text == "Khổ giấy sai."
    said = write_to(shown, monkeypatch, str(tmp_path / "kết quả"), "Tệp Excel (*.xlsx)")
    assert said == "Đã ghi kết quả ra kết quả.xlsx."
    assert (tmp_path / "kết quả.xlsx").exists()


def test_what_cannot_be_written_is_said_in_the_window(
    shown: VerdictWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "Không có thư mục" in write_to(shown, monkeypatch, str(tmp_path / "không có" / "a.xlsx"))
    assert list(tmp_path.iterdir()) == []
