"""All reports are searched as they are now, whatever happened to the index meanwhile."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_desktop.domain.edit import FieldEdit, FigureEdit, SectionEdit
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Entry
from cchc_desktop.storage import search_index
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.rescue import rescue
from cchc_desktop.storage.trouble import DiskTrouble
from cchc_desktop.workspace import MOST_HITS, Workspace
from tests.builders import SAMPLE, report, sample, stated

KEY = "chi_dao.ke_hoach"
PLACE = f"sections.{KEY}[0].text"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "data")
    yield made
    made.close()


def add(workspace: Workspace, text: str, period: str = "2022-H1") -> int:
    sections = {KEY: [{"text": text}]}
    return workspace._store.add([report(period=period, sections=sections)])[0]


def write(workspace: Workspace, report_id: int, *texts: str) -> None:
    workspace.save(report_id, [SectionEdit(KEY, tuple(Entry(text) for text in texts))])


def found(workspace: Workspace, typed: str) -> list[tuple[int, str]]:
    return [(hit.report, hit.place) for hit in workspace.search(typed)]


def index_of(workspace: Workspace) -> Path:
    return search_index.index_path(workspace.folder / FILE_NAME)


def test_a_hit_says_where_it_is(workspace: Workspace) -> None:
    report_id = add(workspace, "Đẩy mạnh **cải cách** thủ tục", "2021-Y")
    (hit,) = workspace.search("cai cach thu tuc")
    assert (hit.report, hit.period, hit.status, hit.place) == (report_id, Period.parse("2021-Y"), "draft", PLACE)
    assert hit.name == "Phần I · 1. Kế hoạch"
    assert hit.snippet.text == "Đẩy mạnh cải cách thủ tục"
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.spans] == ["cải cách thủ tục"]


def test_what_is_saved_is_found_at_once_and_what_was_there_no_more(workspace: Workspace) -> None:
    report_id = add(workspace, "mở lớp tập huấn")
    assert found(workspace, "tập huấn") == [(report_id, PLACE)]
    write(workspace, report_id, "tổ chức hội nghị", "mở lớp tập huấn")
    assert found(workspace, "hội nghị") == [(report_id, PLACE)]
    assert found(workspace, "tập huấn") == [(report_id, f"sections.{KEY}[1].text")]
    write(workspace, report_id)
    assert found(workspace, "hội nghị") == found(workspace, "tập huấn") == []


def test_a_value_that_changes_is_found_in_the_sentence_that_names_it(workspace: Workspace) -> None:
    report_id = add(workspace, "có {may_tinh} máy tính")
    workspace.save(report_id, [FigureEdit("may_tinh", "12", "hai máy hỏng")])
    assert found(workspace, '"12 may tinh"') == [(report_id, PLACE)]
    assert found(workspace, "hỏng") == [(report_id, "figures.may_tinh.note")]


def test_the_trash_is_not_searched(workspace: Workspace) -> None:
    kept, thrown = add(workspace, "tập huấn"), add(workspace, "tập huấn")
    assert len(found(workspace, "tập huấn")) == 2
    workspace.trash(thrown)
    assert found(workspace, "tập huấn") == [(kept, PLACE)]
    workspace.take_from_trash(thrown)
    workspace.trash(kept)
    assert found(workspace, "tập huấn") == [(thrown, PLACE)]
    workspace.empty_trash()
    workspace.trash(thrown)
    assert found(workspace, "tập huấn") == []


def test_marks_as_typed_come_first_then_the_newest_period(workspace: Workspace) -> None:
    old = add(workspace, "văn bản", "2020-Y")
    other = add(workspace, "cái bàn", "2023-Q1")
    newer = add(workspace, "bản đồ", "2022-H1")
    latest = add(workspace, "bản vẽ", "2022-M9")
    again = add(workspace, "bản vẽ", "2022-M9")
    assert [report_id for report_id, _ in found(workspace, "bản")] == [again, latest, newer, old, other]
    assert [report_id for report_id, _ in found(workspace, "ban")] == [other, again, latest, newer, old]


def test_one_word_after_the_other_comes_before_words_apart(workspace: Workspace) -> None:
    apart = add(workspace, "văn phòng, dân hóa", "2023-Y")
    together = add(workspace, "nhà văn hóa", "2020-Y")
    assert [report_id for report_id, _ in found(workspace, "van hoa")] == [together, apart]


def test_more_than_is_read_is_not_given(workspace: Workspace) -> None:
    workspace._store.add([report(sections={KEY: [{"text": f"cải cách {n}"} for n in range(MOST_HITS + 5)]})])
    assert len(workspace.search("cải cách")) == MOST_HITS


def test_an_issued_report_is_found_as_such(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(stated(status="issued", sections={KEY: [{"text": "tập huấn"}]})), "utf-8")
    workspace.load([file])
    workspace.reopen(1, "sai số")
    assert workspace.search("tập huấn")[0].status == "draft"


def test_another_program_on_the_same_data_finds_what_this_one_saved(workspace: Workspace) -> None:
    report_id = add(workspace, "tập huấn")
    other = Workspace(workspace.folder)
    assert found(other, "tập huấn") == [(report_id, PLACE)]
    write(workspace, report_id, "hội nghị")
    assert found(other, "hội nghị") == [(report_id, PLACE)]
    other.close()


@pytest.mark.parametrize("damage", ["rubbish", "half", "empty", "newer", "tables", "garbled"])
def test_an_index_that_is_no_good_is_made_anew(workspace: Workspace, damage: str) -> None:
    report_id = add(workspace, "tập huấn")
    assert found(workspace, "tập huấn")
    index = index_of(workspace)
    whole = index.read_bytes()
    if damage == "rubbish":
        index.write_bytes(b"x" * 5000)
    elif damage == "half":
        index.write_bytes(whole[: len(whole) // 2])
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "garbled":
        index.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    else:
        with sqlite3.connect(index) as connection:
            connection.execute("PRAGMA user_version = 9" if damage == "newer" else "DROP TABLE piece")
        connection.close()
    assert found(workspace, "tập huấn") == [(report_id, PLACE)]
    workspace.check_database()
    assert not (workspace.folder / "damaged").exists()


def test_an_index_that_cannot_be_written_is_a_sentence_and_no_damage(workspace: Workspace) -> None:
    report_id = add(workspace, "tập huấn")
    index_of(workspace).mkdir()
    with pytest.raises(DiskTrouble):
        workspace.search("tập huấn")
    write(workspace, report_id, "hội nghị")
    assert workspace.report(report_id).sections[KEY][0].text == "hội nghị"


def test_after_a_restore_the_older_texts_are_found(workspace: Workspace, tmp_path: Path) -> None:
    report_id = add(workspace, "tập huấn")
    workspace.safekeeping.back_up_to(tmp_path / "a.cchc")
    write(workspace, report_id, "hội nghị")
    add(workspace, "hội nghị", "2022-Q3")
    assert len(found(workspace, "hội nghị")) == 2
    workspace.safekeeping.restore(tmp_path / "a.cchc")
    assert found(workspace, "tập huấn") == [(report_id, PLACE)]
    assert found(workspace, "hội nghị") == []


def test_a_number_that_means_another_report_after_a_restore_is_read_anew(workspace: Workspace, tmp_path: Path) -> None:
    workspace.set_profile(sample().unit, sample().signer)
    workspace.safekeeping.back_up_to(tmp_path / "a.cchc")
    add(workspace, "tập huấn", "2020-Y")
    assert found(workspace, "tập huấn")
    workspace.safekeeping.restore(tmp_path / "a.cchc")
    again = add(workspace, "hội nghị", "2022-Y")
    assert again == 1
    assert found(workspace, "hội nghị") == [(1, PLACE)]
    assert found(workspace, "tập huấn") == []


def test_backups_hold_no_index(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, "tập huấn")
    workspace.safekeeping.back_up_to(tmp_path / "before.cchc")
    workspace.search("tập huấn")
    workspace.safekeeping.back_up_to(tmp_path / "after.cchc")
    sizes = {(tmp_path / name).stat().st_size for name in ("before.cchc", "after.cchc")}
    assert max(sizes) - min(sizes) < 100


def test_what_a_rescue_could_not_read_is_found_no_more(workspace: Workspace) -> None:
    add(workspace, "tập huấn")
    assert found(workspace, "tập huấn")
    workspace.close()
    with sqlite3.connect(workspace.folder / FILE_NAME) as connection:
        connection.execute("UPDATE section SET entries = 'nothing' WHERE key = ?", [KEY])
    connection.close()
    rescue(workspace.folder)
    again = Workspace(workspace.folder)
    assert found(again, "tập huấn") == []
    again.close()


def test_every_change_of_a_report_gives_it_another_revision(workspace: Workspace) -> None:
    seen = []
    workspace.load([SAMPLE])
    for change in (
        lambda: workspace.save(1, [FieldEdit("subject", "khác")]),
        lambda: workspace.issue(1, 7, sample().document.date or workspace.now().date()),
        lambda: workspace.reopen(1, "sai"),
    ):
        seen.append(workspace._store.revisions())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("cchc_desktop.workspace._WRITERS", {".docx": lambda *_: b"", ".pdf": lambda *_: b""})
            change()
    seen.append(workspace._store.revisions())
    assert len({revisions[1] for revisions in seen}) == 4


def test_without_a_word_nothing_is_searched(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="từ cần tìm"):
        workspace.search(" … ")


def test_a_damaged_database_is_told_of_and_not_the_index_blamed(workspace: Workspace) -> None:
    add(workspace, "tập huấn")
    workspace.close()
    shutil.copyfile(workspace.folder / FILE_NAME, workspace.folder / "whole")
    with sqlite3.connect(workspace.folder / FILE_NAME) as connection:
        connection.execute("UPDATE section SET entries = 'nothing' WHERE key = ?", [KEY])
    connection.close()
    with pytest.raises(DiskTrouble, match=r"cchc\.sqlite3 bị hỏng"):
        workspace.search("tập huấn")


def test_long_reports_are_read_in_batches(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "_REPORTS_AT_ONCE", 2)
    workspace._store.add([replace(sample(), period=Period.parse(f"20{year}-Y")) for year in range(10, 15)])
    assert {hit.report for hit in workspace.search("cơ chế một cửa")} <= set(range(1, 6))
    assert len(workspace._store.revisions()) == 5
    with sqlite3.connect(index_of(workspace)) as index:
        assert index.execute("SELECT count(*) FROM report").fetchone() == (5,)
    index.close()
