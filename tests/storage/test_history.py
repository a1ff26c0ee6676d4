"""What a part of a report was before."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, FigureEdit, SectionEdit, target
from cchc_desktop.domain.report import Entry
from cchc_desktop.domain.version import Change, differences, kept, text_of_edit
from cchc_desktop.storage.database import open_database
from cchc_desktop.storage.store import Store
from cchc_desktop.text.marks import plain
from tests.builders import sample
from tests.storage.folders import Clock

SECTION = ("section", "phuong_huong")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock):
    opened = Store(open_database(tmp_path / "cchc.sqlite3"), clock)
    opened.add([sample()])
    yield opened
    opened.close()


def section(text: str) -> SectionEdit:
    return SectionEdit("phuong_huong", (Entry(text),))


def texts(store: Store, part: tuple[str, ...] = SECTION) -> list[str]:
    return [text_of_edit(version.edit, sample()) for version in store.versions(1, part)]


def test_a_sitting_leaves_one_version_and_what_was_before_it(store: Store, clock: Clock) -> None:
    first = "\n".join(plain(entry.text) for entry in sample().sections["phuong_huong"])
    long = "Một câu đủ dài để mất đi là đáng tiếc, viết trong một buổi."
    for length in range(10, len(long)):
        store.save(1, [section(long[:length])])
    clock.moment += timedelta(hours=2)
    store.save(1, [section(long + " Thêm.")])
    assert texts(store)[0] == long + " Thêm."
    assert texts(store)[-1] == first
    assert long[: len(long) - 1] in texts(store)
    assert len(texts(store)) <= 4


def test_what_is_thrown_away_at_once_is_a_version_of_its_own(store: Store) -> None:
    store.save(1, [section("Câu đầu tiên. " * 20)])
    store.save(1, [section("")])
    store.save(1, [section("Câu khác")])
    assert any(text.startswith("Câu đầu tiên.") for text in texts(store))


def test_two_windows_on_one_section_lose_nothing(store: Store, tmp_path: Path, clock: Clock) -> None:
    other = Store(open_database(tmp_path / "cchc.sqlite3"), clock)
    store.save(1, [section("Của cửa sổ một")])
    other.save(1, [section("Của cửa sổ hai")])
    store.save(1, [section("Của cửa sổ một, nữa")])
    assert texts(store)[:3] == ["Của cửa sổ một, nữa", "Của cửa sổ hai", "Của cửa sổ một"]
    other.close()


def test_a_cell_typed_into_a_row_that_another_window_took_out_is_kept(store: Store) -> None:
    data = store.load(1).appendices["mot_cua"]
    gone = data.rows[0].key
    store.save(1, [AppendixEdit("mot_cua", type(data)(data.rows[1:]))])
    store.save(1, [CellEdit("mot_cua", gone, "nhan", "7")])
    rows = {row.key: row for row in store.load(1).appendices["mot_cua"].rows}
    assert rows[gone].cells == {"nhan": 7}


@pytest.mark.parametrize(
    "edit",
    [
        section("khác"),
        FieldEdit("subject", "khác"),
        FigureEdit("tthc_tong", "hơn chục", "vì"),
        CellEdit("the_che", "vb_ra_soat", "q1", "hai", "ghi chú"),
        AppendixEdit("mot_cua", type(sample().appendices["mot_cua"])(sample().appendices["mot_cua"].rows[1:])),
    ],
)
def test_any_part_is_brought_back_by_the_edit_of_its_version(store: Store, clock: Clock, edit: Edit) -> None:
    before = store.load(1)
    store.save(1, [edit])
    assert store.load(1) != before
    clock.moment += timedelta(hours=1)
    newest, first = store.versions(1, target(edit))
    assert (newest.saved, newest.author != "") == (clock.moment.astimezone() - timedelta(hours=1), True)
    store.save(1, [first.edit])
    assert store.load(1) == before


def test_what_is_saved_unchanged_makes_no_version(store: Store) -> None:
    store.save(1, [FieldEdit("place", sample().unit.place)])
    assert store.versions(1, ("field", "place")) == []


def test_old_versions_are_thinned_and_the_first_and_last_stay(store: Store, clock: Clock) -> None:
    for number in range(30):
        store.save(1, [section(f"Bản {number}")])
        clock.moment += timedelta(hours=12)
    clock.moment += timedelta(days=60)
    before = texts(store)
    store.thin_versions()
    after = texts(store)
    assert 4 <= len(after) <= 6
    assert (after[0], after[-1]) == (before[0], before[-1])


def test_of_a_month_all_stays_of_a_year_each_week_before_each_month() -> None:
    now = datetime(2026, 11, 22)
    moments = sorted(now - timedelta(days=days) for days in range(3 * 365))
    stay = [moments[index] for index in sorted(kept(moments, now))]
    assert len(stay) == len(set(stay))
    ages = [(now - moment).days for moment in stay]
    assert sum(age <= 31 for age in ages) == 32
    assert 46 <= sum(31 < age <= 366 for age in ages) <= 50
    assert 22 <= sum(age > 366 for age in ages) <= 27


def test_a_version_reads_as_a_person_reads_it() -> None:
    report = sample()
    marked = "Ban hành **{van_ban_chi_dao}** văn bản, \\* {mot_cua.nhan} {khong_co}"
    read = text_of_edit(section(marked), report)
    names = "[Văn bản chỉ đạo, điều hành đã ban hành]", "[Kết quả một cửa: Tổng số]"
    assert read == f"Ban hành {names[0]} văn bản, * {names[1]} {{khong_co}}"
    data = report.appendices["mot_cua"]
    told = text_of_edit(AppendixEdit("mot_cua", data, {(data.rows[0].key, "nhan"): "1O"}), report)
    assert told.count("\n") == len(data.rows) - 1
    assert "nhan" not in told
    assert "Tổng số 1O" in told.splitlines()[0]


def test_differences_are_told_word_by_word() -> None:
    told = list(differences("Ban hành 3 kế hoạch.", "Ban hành 4 kế hoạch mới."))
    assert told == [
        (Change.KEPT, "Ban hành "),
        (Change.REMOVED, "3"),
        (Change.ADDED, "4"),
        (Change.KEPT, " kế hoạch"),
        (Change.ADDED, " mới"),
        (Change.KEPT, "."),
    ]
    torn = list(differences("một hai ba bốn năm", "sáu hai bảy bốn tám"))
    assert torn == [(Change.REMOVED, "một hai ba bốn năm"), (Change.ADDED, "sáu hai bảy bốn tám")]
    old, new = "a b\nc  d", "b\nc d e"
    assert "".join(text for change, text in differences(old, new) if change is not Change.ADDED) == old
    assert "".join(text for change, text in differences(old, new) if change is not Change.REMOVED) == new
