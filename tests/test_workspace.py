"""The verbs of the program."""

import json
from pathlib import Path

import pytest

from cchc_desktop.domain.edit import CellEdit, FigureEdit
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Signer, Unit
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE, stated

H1 = Period.parse("2022-H1")


@pytest.fixture
def workspace(tmp_path: Path):
    opened = Workspace(tmp_path / "dữ liệu")
    yield opened
    opened.close()


def file(folder: Path, **values: object) -> Path:
    target = folder / "a.json"
    target.write_text(json.dumps(stated(**values)), "utf-8")
    return target


def test_a_new_report_takes_the_unit_profile_or_leaves_it_empty(workspace: Workspace) -> None:
    before = workspace.report(workspace.new("nq30c", H1))
    assert before.unit == Unit()
    unit, signer = Unit("UBND xã A", "Phòng B", "PB", "A"), Signer(title="Trưởng phòng", name="Nguyễn Văn A")
    workspace.set_profile(unit, signer)
    assert workspace.profile() == (unit, signer)
    after = workspace.report(workspace.new("nq30c", H1))
    assert (after.unit, after.signer) == (unit, signer)
    assert "Phòng B báo cáo tình hình thực hiện 6 tháng đầu năm 2022" in after.opening
    assert after.document.recipients == ("Như trên", "Lãnh đạo Phòng B")


def test_the_offered_template_follows_the_period(workspace: Workspace) -> None:
    offered = {period: workspace.template_for(Period.parse(period)).key for period in ("2021-Q2", "2021-Q3", "2026-Y")}
    assert offered == {"2021-Q2": "nq30c", "2021-Q3": "nq76", "2026-Y": "nq76"}


def test_several_files_are_loaded_all_or_none(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="period"):
        workspace.load([SAMPLE, file(tmp_path, period="2022")])
    assert workspace.reports() == []
    assert len(workspace.load([SAMPLE, SAMPLE])) == 2


def test_the_office_s_own_templates_come_on_top(workspace: Workspace) -> None:
    own = workspace.folder / "templates"
    own.mkdir()
    shipped = workspace.templates()["nq76"].source
    (own / "cua_toi.toml").write_text(shipped.replace("Kiến nghị, đề xuất", "Đề xuất"), "utf-8")
    assert workspace.templates()["nq76"].sections["kien_nghi"].title == "Đề xuất"
    (own / "hong.toml").write_text("key = 1", "utf-8")
    with pytest.raises(Refusal, match=r"^hong\.toml: key"):
        workspace.templates()


def test_a_report_is_found_by_id_or_by_a_period_that_is_its_own(workspace: Workspace) -> None:
    first = workspace.new("nq30c", H1)
    assert workspace.find_report("2022-H1") == workspace.find_report(str(first)) == first
    second = workspace.new("nq76", H1)
    with pytest.raises(Refusal, match=f"{first}, {second}"):
        workspace.find_report("2022-H1")
    with pytest.raises(Refusal, match="Không có báo cáo “2022-Y”"):
        workspace.find_report("2022-Y")


def test_a_duplicate_is_a_draft_with_the_same_contents(workspace: Workspace, tmp_path: Path) -> None:
    (original,) = workspace.load([file(tmp_path, status="issued", opening="Một")])
    copy = workspace.report(workspace.duplicate(original))
    assert (copy.status, copy.opening) == ("draft", "Một")


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Refusal, match="thư mục dữ liệu"):
        Workspace(tmp_path / "file" / "data")


@pytest.mark.parametrize("name", ["không có.json", "."])
def test_a_file_that_cannot_be_read_is_refused(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="Không đọc được tệp"):
        workspace.load([tmp_path / name])


def test_what_is_kept_in_a_file_keeps_what_was_typed_for_a_number_and_is_none(workspace: Workspace) -> None:
    (report_id,) = workspace.load([SAMPLE])
    row = workspace.report(report_id).appendices["mot_cua"].rows[0].key
    typed = (FigureEdit("may_in", "vài cái", "hỏi lại"), CellEdit("mot_cua", row, "nhan", "1O"))
    workspace.save(report_id, typed)
    kept = workspace.keep_elsewhere(workspace.report(report_id))
    assert kept.stat().st_mode & 0o077 == 0
    report = workspace.report(workspace.take_back(kept))
    assert report.figures["may_in"].note == "hỏi lại; đã gõ: vài cái"
    assert report.appendices["mot_cua"].rows[0].notes["nhan"] == "đã gõ: 1O"
    assert report.figures["may_in"].value is report.appendices["mot_cua"].rows[0].cells.get("nhan") is None
