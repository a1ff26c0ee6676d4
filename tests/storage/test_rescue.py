"""What can be read of a damaged database comes back, and the person is told what does not."""

import json
import random
import shutil
from pathlib import Path

import pytest

from cchc_desktop.domain.edit import FieldEdit
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.rescue import Rescued, RescuedReport
from cchc_desktop.storage.trouble import Damaged
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE, sample
from tests.storage.folders import everything, old

PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dữ liệu"


def many(folder: Path, count: int = 6) -> Path:
    workspace = Workspace(folder)
    workspace.load([SAMPLE] * count)
    workspace.close()
    (folder / "cchc.sqlite3.seal").unlink()
    return folder / "cchc.sqlite3"


def rescued(folder: Path):
    workspace = Workspace(folder)
    try:
        return workspace.safekeeping.rescue()
    finally:
        workspace.close()


def test_a_lost_header_costs_nothing(folder: Path) -> None:
    database = many(folder)
    before, whole = everything(folder), database.read_bytes()
    (folder / "cchc.sqlite3.seal").unlink(missing_ok=True)
    database.write_bytes(b"\x00" * 100 + whole[100:])
    with pytest.raises(Damaged):
        everything(folder)
    result = rescued(folder)
    assert everything(folder) == before
    assert result.gone == ()
    assert all("đọc lại được mọi phần" in sentence for sentence in result.sentences())
    assert result.summary() == "Đã đọc lại 6 báo cáo từ tệp hỏng, trong đó 6 báo cáo đủ mọi phần."
    assert list(folder.glob("replaced/*/cchc.sqlite3"))


def test_a_destroyed_page_costs_only_what_stood_on_it_and_that_is_told(folder: Path) -> None:
    database = many(folder)
    before, whole = everything(folder), database.read_bytes()
    chance = random.Random(7)
    places = [PAGE * page for page in range(1, len(whole) // PAGE)]
    came_back = lost = 0
    for place in chance.sample(places, 12):
        for beside in folder.glob("cchc.sqlite3?*"):
            beside.unlink()
        database.write_bytes(whole[:place] + chance.randbytes(PAGE) + whole[place + PAGE :])
        try:
            result = rescued(folder)
        except Refusal:
            # The page held the reports' own table or their only template.
            lost += 1
            continue
        after = everything(folder)
        for report in result.reports:
            if not report.lost:
                assert json.loads(after[report.id])["period"] == "2022-H1"
            if after[report.id] == before[report.id]:
                came_back += 1
            else:
                assert report.lost, f"page at {place}: report {report.id} differs and nobody says so"
        assert {report.id for report in result.reports} | set(result.gone) >= set(before)
    assert came_back >= 6 * 12 // 2
    assert lost <= 4


def test_where_nothing_can_be_read_everything_stays(folder: Path) -> None:
    database = many(folder)
    rubbish = random.Random(1).randbytes(PAGE * 10)
    database.write_bytes(rubbish)
    with pytest.raises(Refusal):
        rescued(folder)
    assert database.read_bytes() == rubbish
    assert not list(folder.glob("~*"))


def test_the_worst_is_told_first() -> None:
    told = Rescued(
        (RescuedReport(1, "2022-Q1", {}, ()), RescuedReport(2, "2022-H1", {}, ("các mục", "số liệu"))), (3,), 0
    )
    assert list(told.sentences()) == [
        "Báo cáo số 3: không cứu được; hãy lấy từ bản sao lưu.",
        "Báo cáo 6 tháng đầu năm 2022 (số 2): không đọc được hết các mục, số liệu.",
        "Báo cáo quý I năm 2022 (số 1): đọc lại được mọi phần.",
    ]
    assert told.summary().endswith("2 báo cáo từ tệp hỏng, trong đó 1 báo cáo đủ mọi phần, 1 báo cáo không cứu được.")


def lost(folder: Path, target: Path) -> dict[int, str]:
    """A copy of the data folder as it is while a window has it open, without the database; what the reports were."""
    workspace = Workspace(folder)
    workspace.save(1, [FieldEdit("place", "Nơi A")])
    before = {summary.id: workspace.dump(summary.id) for summary in workspace.reports()}
    shutil.copytree(folder, target)
    workspace.close()
    (target / "cchc.sqlite3").unlink()
    return before


def test_a_new_database_that_was_deleted_comes_back_from_its_log(folder: Path, tmp_path: Path) -> None:
    workspace = Workspace(folder)
    workspace.load([SAMPLE] * 2)
    before = lost(folder, tmp_path / "lost")
    workspace.close()
    result = rescued(tmp_path / "lost")
    assert [report.lost for report in result.reports] == [(), ()]
    assert everything(tmp_path / "lost") == before


def test_a_log_that_knows_only_some_of_a_deleted_database_passes_for_no_more(folder: Path, tmp_path: Path) -> None:
    many(folder)
    before = lost(folder, tmp_path / "lost")
    files = {file.name: file.read_bytes() for file in (tmp_path / "lost").iterdir() if file.is_file()}
    try:
        result = rescued(tmp_path / "lost")
    except Refusal:
        assert {file.name: file.read_bytes() for file in (tmp_path / "lost").iterdir() if file.is_file()} == files
        return
    after = everything(tmp_path / "lost")
    for report in result.reports:
        assert report.lost or after[report.id] == before[report.id]


def test_where_nothing_comes_back_one_may_begin_anew(folder: Path) -> None:
    database = many(folder)
    rubbish = random.Random(1).randbytes(PAGE * 10)
    database.write_bytes(rubbish)
    workspace = Workspace(folder)
    with pytest.raises(Damaged):
        workspace.reports()
    workspace.safekeeping.begin_anew()
    assert workspace.reports() == []
    workspace.load([SAMPLE])
    workspace.close()
    (kept,) = folder.glob("replaced/*/cchc.sqlite3")
    assert kept.read_bytes() == rubbish


def test_the_file_of_an_imported_report_comes_back_only_as_it_was(folder: Path) -> None:
    workspace = Workspace(folder)
    original = bytes(range(256)) * 64
    for name in ("một.docx", "hai.docx"):
        workspace._store.add_imported(sample(), name, original + name.encode())
    workspace.close()
    (folder / "cchc.sqlite3.seal").unlink()
    database = folder / "cchc.sqlite3"
    whole = database.read_bytes()
    place = whole.rindex(bytes(range(100)))
    database.write_bytes(b"\x00" * 100 + whole[100:place] + b"x" * 50 + whole[place + 50 :])
    result = rescued(folder)
    workspace = Workspace(folder)
    kept = {report.id: workspace.original_name(report.id) for report in result.reports}
    lost = [report.id for report in result.reports if "tệp gốc đã nhập" in report.lost]
    assert len(lost) == 1
    assert [report_id for report_id, name in kept.items() if name is None] == lost
    workspace.close()


def test_an_old_database_comes_back_as_the_list_of_reports_needs_it(folder: Path) -> None:
    database = old(folder, 1)
    whole = database.read_bytes()
    database.write_bytes(b"\x00" * 100 + whole[100:])
    rescued(folder)
    workspace = Workspace(folder)
    listed = [(summary.template, summary.leaves) for summary in workspace.reports()]
    forms = [workspace.report(summary.id).template for summary in workspace.reports()]
    workspace.close()
    assert listed == [(form.key, len(form.leaves)) for form in forms]
