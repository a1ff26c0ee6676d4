"""The law of the checks: change any one number of a consistent report, and exactly the rules that mention it speak."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.checks import Context, check
from tests.domain.checks.conftest import (
    FIGURES,
    ONE_STOP,
    ONE_STOP_COLUMNS,
    REVIEWS,
    Say,
    rules,
    with_cells,
    with_figures,
)

MENTIONS = (
    "Trong kỳ tiếp nhận 380 hồ sơ, từ kỳ trước chuyển sang 07 hồ sơ; giải quyết trước hẹn 270 hồ sơ, "
    "đúng hẹn 104 hồ sơ, trễ hẹn 02 hồ sơ.",
    "Tham mưu UBND huyện ban hành 74 văn bản.",
    "Được giao 12 biên chế, có mặt 11, vắng 01.",
)
SAID_OF_DOSSIERS = {"ton_dau": 7, "nhan": 380, "truoc": 270, "dung": 104, "tre": 2}
STAFF = {"bien_che_giao", "bien_che_co_mat", "bien_che_vang"}
ALWAYS = "completeness.empty-section"
ANY = st.integers(min_value=0, max_value=20_000)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)


@QUIET
@given(row=st.integers(0, len(ONE_STOP) - 1), column=st.sampled_from(ONE_STOP_COLUMNS), value=ANY)
def test_of_the_one_stop_table(say: Say, context: Context, row: int, column: str, value: int) -> None:
    before = dict(zip(ONE_STOP_COLUMNS, list(ONE_STOP.values())[row], strict=True))
    assume(value != before[column])
    # A number that some row or sum happens to have agrees with what is said.
    assume(value not in SAID_OF_DOSSIERS.values())
    expected = {ALWAYS}
    if column != "nhan_t7" or value > before["nhan"]:
        expected.add("appendix.identity")
    if column in SAID_OF_DOSSIERS:
        expected.add("figures.text-vs-table")
    found = rules(check(with_cells(say(*MENTIONS), "mot_cua", row, **{column: value}), context))
    assert found == expected


@QUIET
@given(figure=st.sampled_from(sorted(FIGURES)), value=ANY)
def test_of_the_figures(say: Say, context: Context, figure: str, value: int) -> None:
    said = say(*MENTIONS)
    assume(value != FIGURES[figure])
    form = said.template.figure_by_key[figure]
    expected = {ALWAYS}
    if figure in STAFF:
        expected.add("figures.staff")
    if figure == "van_ban_tham_muu":
        expected.add("figures.text-vs-table")
    if value < form.least or (form.most is not None and value > form.most):
        expected.add("completeness.missing-figure")
    assert rules(check(with_figures(said, **{figure: value}), context)) == expected


@QUIET
@given(row=st.integers(0, len(REVIEWS) - 1), at=st.integers(0, 2), value=st.integers(min_value=0, max_value=200))
def test_of_the_reviews(say: Say, context: Context, row: int, at: int, value: int) -> None:
    column = ("nam_truoc", "q1", "q2")[at]
    numbers = {key: values[at] for key, values in REVIEWS.items()} | {list(REVIEWS)[row]: value}
    too_many = any(
        numbers[f"{kind}_bai_bo"] + numbers[f"{kind}_sua_doi"] + numbers[f"{kind}_de_nghi"] > numbers[f"{kind}_ra_soat"]
        for kind in ("vb", "tthc")
    )
    found = rules(check(with_cells(say(*MENTIONS), "the_che", row, **{column: value}), context))
    assert found == {ALWAYS} | ({"appendix.identity"} if too_many else set())
