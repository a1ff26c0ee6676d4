"""Checking while somebody types: what was kept of earlier texts must never show."""

import gc
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.checks import Context, check
from cchc_desktop.domain.history import History
from cchc_desktop.domain.report import Entry, FigureValue, Report
from cchc_desktop.text.remembering import remembered
from tests.domain.checks.conftest import with_cells

_Remembered = type(remembered(len))
CLEAN = (Path(__file__).parents[2] / "data/clean_sentences.txt").read_text(encoding="utf-8").splitlines()
FAULTY = (
    "Tiếp nhận 390 hồ sơ, giải quyết đúng hẹn 104 hồ sơ, không có hồ sơ trễ hẹn.",
    "Đã giải quyết 376 thủ tục hành chính; tỷ lệ đúng hạn của hồ sơ đạt 95,5%.",
    "Được giao 13 biên chế, có mặt 11, vắng 02 Phó Trưởng phòng; 5/7 CBCC có máy tính.",
    "Phòng gồm 01 Trưởng phòng, 01 Phó Trưởng phòng, 05 chuyên viên, 5 máy in và 03 máy scan.",
    "Thực hiện Quyết định số 74, Nghị định số 61/2018/NĐ-CP và Nghị định 130/2005/NĐ-CP.",
    "Cải cách thẻ chế, hoá đơn và hóa đơn , tuwf quý III năm 2022; {phan_anh} phản ánh, {khong_co}.",
    "C¸ch hµnh chÝnh c«ng khai thñ tôc.",
)
TEXTS = st.lists(
    st.sampled_from(FAULTY) | st.sampled_from([line for line in CLEAN if line and line[0] != "#"]), max_size=4
)
EDITS = st.lists(
    st.tuples(st.sampled_from(["chi_dao.ke_hoach", "ket_qua.bo_may", "phuong_huong"]), TEXTS.map(tuple))
    | st.tuples(st.sampled_from(["phan_anh", "tthc_tong", "bien_che_giao"]), st.none() | st.integers(0, 400))
    | st.tuples(st.sampled_from(["nhan", "dung", "tre"]), st.none() | st.integers(0, 400)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_a_check_after_edits_says_what_a_first_check_says(report: Report, context: Context, edits: list[tuple]) -> None:
    knowing = replace(context, history=History((replace(report, period=report.period.parse("2021-Y")),)))
    for edit in edits:
        report = _edited(report, *edit)
        check(report, knowing)
    again = check(report, knowing)
    _forget_all()
    assert check(replace(report), knowing) == again


def _edited(report: Report, key: str, value: tuple[str, ...] | int | None) -> Report:
    if isinstance(value, tuple):
        return replace(report, sections={**report.sections, key: tuple(map(Entry, value))})
    if key in report.figures:
        return replace(report, figures={**report.figures, key: FigureValue(value)})
    return with_cells(report, "mot_cua", 0, **{key: value})


def _forget_all() -> None:
    """Empties whatever the program remembers of texts."""
    for each in gc.get_objects():
        if isinstance(each, _Remembered) and each.__module__.startswith("cchc_desktop."):
            each.cache_clear()
