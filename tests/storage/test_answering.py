"""The reasons given for warnings are kept with their report."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.domain.answers import Answer
from cchc_desktop.domain.finding import ERROR, WARNING, Finding
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.rescue import rescue
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE

FINDING = Finding("figures.rate", WARNING, "sections.ket_qua.tthc.kiem_soat[1].text", "Câu này ghi 98%.")
OTHER = Finding("figures.staff", WARNING, "figures.bien_che_vang", "Có mặt và vắng cộng lại là 12.")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "data")
    made.load([SAMPLE, SAMPLE])
    yield made
    made.close()


def reasons(workspace: Workspace, report_id: int = 1) -> dict[str, str]:
    return {answer.rule: answer.reason for answer in workspace.answers(report_id)}


def test_a_reason_is_kept_with_its_report_until_it_is_taken_back(workspace: Workspace) -> None:
    workspace.answer(1, FINDING, "  theo mẫu\ncủa cấp trên ")
    workspace.answer(1, OTHER, "một người đi học")
    assert reasons(workspace) == {"figures.rate": "theo mẫu của cấp trên", "figures.staff": "một người đi học"}
    assert reasons(workspace, 2) == {}
    workspace.answer(1, OTHER, "hai người đi học")
    workspace.take_answer_back(1, FINDING)
    assert reasons(workspace) == {"figures.staff": "hai người đi học"}


def test_an_answer_leaves_file_and_check_as_they_were(workspace: Workspace) -> None:
    before = workspace.dump(1), workspace.check(1)
    workspace.answer(1, FINDING, "vì thế")
    assert (workspace.dump(1), workspace.check(1)) == before


@pytest.mark.parametrize("reason", ["", " \n "])
def test_an_answer_needs_a_reason(workspace: Workspace, reason: str) -> None:
    with pytest.raises(Refusal, match="Cần ghi lý do"):
        workspace.answer(1, FINDING, reason)


def test_an_error_cannot_be_answered(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="phải sửa"):
        workspace.answer(1, Finding("appendix.total", ERROR, "x", "y"), "vì thế")
    assert workspace.answers(1) == []


def test_an_issued_report_keeps_its_answers_as_they_are(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "issued.json"
    file.write_text(json.dumps(json.loads(workspace.dump(1)) | {"status": "issued"}), "utf-8")
    (issued,) = workspace.load([file])
    with pytest.raises(Refusal, match="đã ban hành"):
        workspace.answer(issued, FINDING, "vì thế")


def test_answers_come_back_from_a_rescue(workspace: Workspace) -> None:
    workspace.answer(1, FINDING, "vì thế")
    workspace.close()
    rescue((workspace.folder / FILE_NAME).parent)
    again = Workspace(workspace.folder)
    assert again.answers(1) == [
        Answer(FINDING.rule, "sections.ket_qua.tthc.kiem_soat[].text", FINDING.message, "vì thế")
    ]
    again.close()
