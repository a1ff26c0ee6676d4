"""What the program makes of its arguments, and of trouble while it starts."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from cchc_desktop import app
from cchc_desktop.domain.refusal import Refusal

Started = list[tuple[Path, Path | None]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The data folder and the file of each window that was to be opened."""
    windows: Started = []

    def run(folder: Path, file: Path | None) -> int:
        windows.append((folder, file))
        return 0

    monkeypatch.setattr(app, "_run", run)
    return windows


@pytest.mark.parametrize("ending", [".cchc", ".CCHC", ".json", ".docx"])
def test_a_file_opens_the_window_with_or_without_a_data_folder(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "usual"))
    monkeypatch.chdir(tmp_path)
    file = f"bàn giao{ending}"
    for words in ([file], ["--data", "other", file], ["--data=other", file], ["--data", "other"], []):
        assert app.main(words) == 0
    usual, other, given = tmp_path / "usual", tmp_path / "other", tmp_path / file
    assert started == [(usual, given), (other, given), (other, given), (other, None), (usual, None)]


def test_commands_are_the_command_line_s(started: Started, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--data", str(tmp_path / "data"), "list"]) == 0
    assert app.main(["--data", str(tmp_path / "data"), "load", str(tmp_path / "a.json")]) == 2
    assert app.main(["a.json", "b.json"]) == 2
    assert app.main(["--data"]) == 2
    assert capsys.readouterr().err.count("\n") == 3
    assert started == []


def test_a_fault_of_ours_at_the_start_is_told_in_a_sentence(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def broken(folder: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(app, "build_window", broken)
    monkeypatch.setattr(QMessageBox, "critical", lambda *words: told.append(words[-1]))
    assert app.main(["--data", str(tmp_path)]) == 2
    assert "lỗi của chính nó" in told[0]
    assert "ZeroDivisionError" in (tmp_path / "logs" / "cchc.log").read_text("utf-8")

    def refused(folder: Path) -> None:
        raise Refusal("Đĩa đã đầy.")

    monkeypatch.setattr(app, "build_window", refused)
    assert app.main(["--data", str(tmp_path)]) == 2
    assert told[1:] == ["Đĩa đã đầy."]
