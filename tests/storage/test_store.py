"""The database."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, FigureEdit, SectionEdit, apply
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import AppendixData, Entry, Row
from cchc_desktop.domain.template_file import read_template
from cchc_desktop.storage.database import open_database
from cchc_desktop.storage.migrations import MIGRATIONS
from cchc_desktop.storage.store import Store
from cchc_desktop.storage.trouble import Damaged
from tests.builders import report, sample, templates

MORNING = datetime(2026, 11, 22, 8, 30).astimezone()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cchc.sqlite3"


@pytest.fixture
def store(path: Path):
    opened = Store(open_database(path), lambda: MORNING)
    yield opened
    opened.close()


def test_a_report_comes_back_as_it_went_in(store: Store) -> None:
    (report_id,) = store.add([sample()])
    assert store.load(report_id) == sample()


def test_an_issued_report_comes_back_as_issued_and_takes_no_edit(store: Store) -> None:
    (report_id,) = store.add([report(status="issued")])
    with pytest.raises(Refusal, match="đã ban hành"):
        store.save(report_id, [FieldEdit("subject", "khác")])
    assert store.load(report_id) == report(status="issued")


def test_stated_totals_and_computed_cells_are_kept(store: Store) -> None:
    stated = report(appendices={"the_che": {"rows": [{"key": "vb_ban_hanh", "cells": {"tong": 9}}], "total": {}}})
    (report_id,) = store.add([stated])
    assert store.load(report_id) == stated


def test_several_reports_are_stored_all_or_none(store: Store) -> None:
    broken = sample()
    object.__setattr__(broken, "status", None)
    with pytest.raises(Exception, match="NOT NULL"):
        store.add([sample(), broken])
    assert store.summaries() == []


EDITS = st.one_of(
    st.builds(FieldEdit, st.sampled_from(["subject", "number", "date", "recipients", "opening"]), st.text(max_size=9)),
    st.builds(
        SectionEdit,
        st.sampled_from(["phuong_huong", "ket_qua.the_che"]),
        st.lists(st.builds(Entry, st.text("aă *{}", min_size=1), st.sampled_from(["new", "carried"])), max_size=3).map(
            tuple
        ),
    ),
    st.builds(FigureEdit, st.just("tthc_tong"), st.sampled_from(["", "5", "1.250", "năm", "-1"]), st.just("vì")),
    st.builds(
        CellEdit,
        st.just("the_che"),
        st.sampled_from(["vb_ra_soat", "tthc_bai_bo"]),
        st.sampled_from(["q1", "nam_truoc"]),
        st.sampled_from(["", "0", "12", "hai"]),
        st.sampled_from(["", "ghi chú"]),
    ),
    st.builds(
        AppendixEdit,
        st.just("mot_cua"),
        st.lists(st.sampled_from(["r1", "r2", "r3"]), unique=True).map(
            lambda keys: AppendixData(tuple(Row(key, f"Lĩnh vực {key}", {"nhan": 3}) for key in keys))
        ),
    ),
)


@given(st.lists(EDITS, max_size=6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_edited_reads_back_as_the_window_holds_it(store: Store, edits: list[Edit]) -> None:
    (report_id,) = store.add([sample()])
    held = store.load(report_id)
    for edit in edits:
        held = apply(held, edit)
        store.save(report_id, [edit])
    assert store.load(report_id) == held


def test_what_is_no_number_is_kept_as_typed_and_counts_as_not_known(store: Store) -> None:
    (report_id,) = store.add([sample()])
    store.save(report_id, [FigureEdit("tthc_tong", "khoảng 40"), FieldEdit("date", "31/02/2022")])
    stored = store.load(report_id)
    assert stored.figures["tthc_tong"].value is None
    assert stored.document.date is None
    assert stored.unreadable == {"figures.tthc_tong": "khoảng 40", "document.date": "31/02/2022"}


def test_a_report_keeps_the_template_it_was_made_with(store: Store) -> None:
    source = templates()["nq30c"].source.replace("Những ưu điểm", "Ưu điểm nổi bật")
    changed = read_template(source, "nq30c.toml")
    first, second = store.add([sample(), report()])
    (third,) = store.add([type(sample())(**{**vars(report()), "template": changed})])
    titles = [store.load(i).template.sections["danh_gia.uu_diem"].title for i in (first, second, third)]
    assert titles == ["Những ưu điểm", "Những ưu điểm", "Ưu điểm nổi bật"]


def test_summaries_say_how_full_a_report_is_newest_period_first(store: Store) -> None:
    store.add([report(period="2021-Y"), sample()])
    newest, oldest = store.summaries()
    assert (newest.period.id, newest.filled, newest.leaves) == ("2022-H1", 16, 16)
    assert (oldest.period.id, oldest.filled, oldest.updated) == ("2021-Y", 0, MORNING.isoformat(timespec="seconds"))


def test_the_trash_gives_back_until_it_is_emptied(store: Store) -> None:
    kept, gone = store.add([report(), report()])
    for report_id in (kept, gone):
        store.set_trashed(report_id, trashed=True)
    assert store.summaries() == []
    store.set_trashed(kept, trashed=False)
    assert store.empty_trash() == 1
    assert [summary.id for summary in store.summaries()] == [kept]
    with pytest.raises(Refusal, match=f"Không có báo cáo số {gone}"):
        store.load(gone)


def test_the_database_is_safe_on_disk(store: Store, path: Path) -> None:
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert other.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    other.close()


def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    open_database(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    before = path.read_bytes()
    with pytest.raises(Refusal, match="phiên bản mới hơn"):
        open_database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("contents", [b"", b"not a database, only text that is long enough" * 40])
def test_a_damaged_file_is_told_and_never_replaced(path: Path, contents: bytes) -> None:
    path.write_bytes(contents)
    with pytest.raises(Damaged, match="hỏng"):
        open_database(path)
    assert path.read_bytes() == contents
