"""Issuing a report and opening it again."""

import json
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.cli import main
from cchc_desktop.domain.edit import FieldEdit
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE

SIGNED = date(2022, 6, 16)


@pytest.fixture
def workspace(tmp_path: Path):
    opened = Workspace(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def sample_id(workspace: Workspace) -> int:
    return workspace.load([SAMPLE])[0]


def test_issuing_takes_number_and_date_stores_the_file_and_locks(workspace: Workspace, sample_id: int) -> None:
    assert workspace.issue(sample_id, 91, SIGNED) == []
    report = workspace.report(sample_id)
    assert (report.status, report.document.number, report.document.date) == ("issued", 91, SIGNED)
    (issue,) = workspace.issues(sample_id)
    assert (issue.version, issue.number, issue.date, issue.reopened) == (1, 91, SIGNED, None)
    assert len(issue.files[".docx"]) == 64
    with pytest.raises(Refusal, match="đã ban hành"):
        workspace.save(sample_id, [FieldEdit("subject", "khác")])
    with pytest.raises(Refusal, match="đã ban hành"):
        workspace.issue(sample_id, 92, SIGNED)


def test_a_report_with_errors_is_not_issued(workspace: Workspace) -> None:
    report_id = workspace.new("nq30c", Period.parse("2022-H1"))
    with pytest.raises(Refusal, match=r"unit\.issuer: .* \(và \d+ điểm khác\)"):
        workspace.issue(report_id, 1, SIGNED)
    assert workspace.report(report_id).status == "draft"
    assert workspace.report(report_id).document.number is None


def test_reopening_keeps_the_issued_version_and_the_next_issue_is_a_new_one(
    workspace: Workspace, sample_id: int, tmp_path: Path
) -> None:
    workspace.issue(sample_id, 91, SIGNED)
    with pytest.raises(Refusal, match="lý do"):
        workspace.reopen(sample_id, "  ")
    workspace.reopen(sample_id, "Sai số hồ sơ")
    report = workspace.report(sample_id)
    assert (report.status, report.document.number, report.document.date) == ("draft", 91, SIGNED)
    workspace.save(sample_id, [FieldEdit("subject", "Công tác CCHC, bản thay thế")])
    workspace.issue(sample_id, 95, date(2022, 6, 20))
    first, second = workspace.issues(sample_id)
    assert (first.reason, second.version, second.reopened) == ("Sai số hồ sơ", 2, None)
    assert first.files[".docx"] != second.files[".docx"]
    workspace.save_issued_file(sample_id, 1, tmp_path / "a.docx")
    workspace.save_issued_file(sample_id, 2, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() != (tmp_path / "b.docx").read_bytes()


def test_a_number_used_twice_in_a_year_is_a_warning(workspace: Workspace, sample_id: int) -> None:
    workspace.issue(sample_id, 91, SIGNED)
    other = workspace.duplicate(sample_id)
    assert workspace.issue(other, 91, SIGNED) == [
        f"Số 91 đã dùng trong năm 2022 ở báo cáo {sample_id}; hãy hỏi lại văn thư."
    ]


def test_a_report_loaded_as_issued_has_no_stored_files(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**json.loads(SAMPLE.read_text("utf-8")), "status": "issued"}), "utf-8")
    (report_id,) = workspace.load([file])
    assert workspace.issues(report_id) == []
    with pytest.raises(Refusal, match=r"không có tệp \.docx"):
        workspace.save_issued_file(report_id, 1, tmp_path / "a.docx")
    workspace.reopen(report_id, "Bổ sung")
    assert workspace.report(report_id).status == "draft"


def test_the_command_line_issues_and_reopens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path / "data")]
    assert main([*data, "load", str(SAMPLE)]) == 0
    assert main([*data, "issue", "1", "--number", "91", "--date", "2022-06-31"]) == 2
    assert main([*data, "issue", "1", "--number", "91", "--date", "2022-06-16"]) == 0
    assert main([*data, "reopen", "1", "--reason", ""]) == 2
    assert main([*data, "reopen", "1", "--reason", "Sai"]) == 0
    assert main([*data, "reopen", "1", "--reason", "Sai"]) == 2
    printed = capsys.readouterr()
    assert printed.out == "1\n"
    assert printed.err.count("\n") == 3
