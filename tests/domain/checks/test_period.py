from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.checks import period
from cchc_desktop.domain.finding import ERROR, Finding
from cchc_desktop.domain.history import History
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import FigureValue, Report, new_report
from tests.domain.checks.conftest import ONE_STOP_COLUMNS, Say, one_stop, with_cells, with_figures


def of_period(report: Report, period_id: str, **changes: object) -> Report:
    """The report as it would be for another period, with the template's own sentences."""
    other = Period.parse(period_id)
    blank = new_report(report.template, other, report.unit, report.signer)
    head = replace(blank.document, date=None)
    same = {"figures": report.figures, "appendices": report.appendices} | changes
    return replace(blank, document=head, **same)  # type: ignore[arg-type]


def places(findings: list[Finding]) -> list[str]:
    return [finding.place for finding in findings]


@pytest.mark.parametrize(
    ("period_id", "opening"),
    [
        ("2022-H1", "Thực hiện nhiệm vụ năm 2022, Phòng báo cáo tình hình thực hiện quý II như sau:"),
        ("2022-H1", "Phòng báo cáo kết quả 6 tháng đầu năm 2021 như sau:"),
        ("2022-Q3", "Phòng báo cáo kết quả cải cách hành chính 9 tháng đầu năm 2022 như sau:"),
        ("2022-Y", "Thực hiện Kế hoạch năm 2022, Phòng báo cáo kết quả 6 tháng đầu năm như sau:"),
        ("2022-Q1", "Phòng báo cáo kết quả quý I/2021 như sau:"),
    ],
)
def test_an_opening_that_reports_on_another_period_is_found(report: Report, period_id: str, opening: str) -> None:
    said = of_period(report, period_id, opening=opening)
    assert places(list(period.wording(said))) == ["opening"]


@pytest.mark.parametrize("field", ["subject", "closing"])
def test_subject_and_closing_are_read_too(report: Report, field: str) -> None:
    text = "báo cáo công tác cải cách hành chính quý II năm 2022"
    if field == "subject":
        said, place = replace(report, document=replace(report.document, subject=text)), "document.subject"
    else:
        said, place = replace(report, closing=text), "closing"
    assert places(list(period.wording(said))) == [place]


@pytest.mark.parametrize("year", [2013, 2022])
@pytest.mark.parametrize("kind", ["Q1", "Q2", "H1", "Q3", "M9", "Q4", "Y"])
def test_the_template_s_own_sentences_name_the_right_period(report: Report, year: int, kind: str) -> None:
    assert list(period.wording(of_period(report, f"{year}-{kind}"))) == []


@pytest.mark.parametrize(
    ("period_id", "text", "found"),
    [
        ("2022-Q3", "Trong 6 tháng đầu năm, Phòng đã giải quyết xong các đơn thư.", True),
        ("2022-H1", "Trong 6 tháng đầu năm 2021, Phòng không có thay đổi về nhân sự.", True),
        ("2022-Q2", "Trong quý I, đơn vị không phát sinh phản ánh.", True),
        ("2022-H1", "Trong quý I, đơn vị không phát sinh phản ánh.", False),
        ("2022-H1", "Trong quý III sẽ tổ chức hội nghị đối thoại.", False),
        ("2022-H1", "Xây dựng kế hoạch quý III và nhiệm vụ 6 tháng cuối năm 2022.", False),
        ("2022-Q3", "So với quý II, số hồ sơ trực tuyến tăng rõ rệt.", False),
        ("2022-Q3", "Báo cáo 6 tháng đầu năm đã gửi đúng thời hạn.", False),
        ("2022-H1", "So với 6 tháng đầu năm 2021, kết quả trong 6 tháng đầu năm 2022 cao hơn.", False),
    ],
)
def test_entries_may_speak_of_other_periods_but_not_report_on_them(
    report: Report, say: Say, period_id: str, text: str, found: bool
) -> None:
    said = of_period(report, period_id, sections=say(text).sections)
    assert bool(list(period.wording(said))) is found


def test_a_report_signed_before_its_last_day_is_found(report: Report) -> None:
    def signed(day: date | None) -> list[Finding]:
        return list(period.signed_early(replace(report, document=replace(report.document, date=day))))

    assert places(signed(date(2022, 6, 13))) == ["document.date"]
    assert "14/06/2022" in signed(date(2022, 6, 3))[0].message
    assert signed(date(2022, 6, 14)) == []
    assert signed(None) == []


# ---- period.balance ------------------------------------------------------------------------------------------------


def test_an_opening_continues_what_was_open_before(report: Report) -> None:
    # Open at the end of 6 tháng: 6, 3 and 2 dossiers.
    third = of_period(report, "2022-Q3")
    third = with_cells(third, "mot_cua", 0, ton_dau=6)
    third = with_cells(third, "mot_cua", 1, ton_dau=3)
    third = with_cells(third, "mot_cua", 2, ton_dau=2)
    history = History((report,))
    assert list(period.balance(third, history)) == []
    assert list(period.balance(third, History())) == []
    wrong = with_cells(third, "mot_cua", 1, ton_dau=4)
    (found,) = period.balance(wrong, history)
    assert (found.rule, found.severity) == ("period.balance", ERROR)
    assert found.place == "appendices.mot_cua.rows[1].cells.ton_dau"
    assert "4" in found.message
    assert "3" in found.message


def test_a_note_on_the_cell_answers_a_broken_balance(report: Report) -> None:
    third = of_period(report, "2022-Q3", appendices={**report.appendices, "mot_cua": one_stop({"Đất đai": (5,) * 8})})
    before = replace(
        report, appendices={**report.appendices, "mot_cua": one_stop({"Đất đai": (0, 0, 0, 0, 0, 0, 6, 0)})}
    )
    assert len(list(period.balance(third, History((before,))))) == 1
    row = third.appendices["mot_cua"].rows[0]
    noted = replace(third.appendices["mot_cua"], rows=(replace(row, notes={"ton_dau": "Rút một hồ sơ."}),))
    answered = replace(third, appendices={**third.appendices, "mot_cua": noted})
    assert list(period.balance(answered, History((before,)))) == []


def test_a_cumulative_period_begins_with_the_year(report: Report) -> None:
    last_year = of_period(
        report, "2021-Y", appendices={**report.appendices, "mot_cua": one_stop({"A": (0, 9, 0, 5, 0, 0, 3, 1)})}
    )
    first = of_period(
        report, "2022-Q1", appendices={**report.appendices, "mot_cua": one_stop({"A": (4, 9, 0, 5, 0, 0, 8, 0)})}
    )
    half = of_period(
        report, "2022-H1", appendices={**report.appendices, "mot_cua": one_stop({"A": (4, 9, 0, 5, 0, 0, 8, 0)})}
    )
    from_quarter = with_cells(half, "mot_cua", 0, ton_dau=8)
    for history in (History((last_year, first)), History((last_year,)), History((first,))):
        assert [f for f in period.balance(half, history) if f.place.startswith("appendices.mot_cua")] == []
        found = [f for f in period.balance(from_quarter, history) if f.place.startswith("appendices.mot_cua")]
        assert len(found) == 1


def test_a_difference_explained_at_the_year_s_beginning_stays_explained(report: Report) -> None:
    def with_row(period_id: str, note: dict[str, str], *cells: int) -> Report:
        table = one_stop({"A": cells})
        table = replace(table, rows=(replace(table.rows[0], notes=note),))
        return of_period(report, period_id, appendices={**report.appendices, "mot_cua": table})

    last_year = with_row("2021-Y", {}, 0, 9, 0, 5, 0, 0, 4, 0)
    half = with_row("2022-H1", {}, 3, 9, 0, 5, 0, 0, 7, 0)
    for note, found in (({"ton_dau": "Một hồ sơ đã rút."}, 0), ({}, 1)):
        first = with_row("2022-Q1", note, 3, 9, 0, 5, 0, 0, 7, 0)
        findings = period.balance(half, History((last_year, first)))
        assert len([f for f in findings if ".mot_cua." in f.place]) == found


def test_rows_are_followed_by_label_and_split_fields_by_their_sum(report: Report) -> None:
    def with_rows(period_id: str, rows: dict[str, tuple[int | None, ...]]) -> Report:
        return of_period(report, period_id, appendices={**report.appendices, "mot_cua": one_stop(rows)})

    before = with_rows("2022-H1", {"Văn hoá": (0, 5, 0, 0, 0, 0, 5, 0), "Thông tin": (0, 2, 0, 0, 0, 0, 2, 0)})
    moved = with_rows("2022-Q3", {"Thông tin": (2, 0, 0, 0, 0, 0, 2, 0), "Văn hóa": (5, 0, 0, 0, 0, 0, 5, 0)})
    assert list(period.balance(moved, History((before,)))) == []
    dropped = with_rows("2022-Q3", {"Văn hóa": (5, 0, 0, 0, 0, 0, 5, 0)})
    (found,) = period.balance(dropped, History((before,)))
    assert found.place == "appendices.mot_cua.total.cells.ton_dau"
    assert "Thông tin" in found.message


def test_last_year_s_column_repeats_last_year_s_total(report: Report) -> None:
    full = report
    for row in range(9):
        full = with_cells(full, "the_che", row, q1=1, q2=1, q3=1, q4=1)
    last_year = of_period(full, "2021-Y")
    half = report
    for row in range(9):
        half = with_cells(half, "the_che", row, nam_truoc=4)
    same = replace(last_year, appendices={**last_year.appendices, "mot_cua": one_stop({})})
    history = History((same,))
    assert [f for f in period.balance(half, history) if ".the_che." in f.place] == []
    wrong = with_cells(half, "the_che", 3, nam_truoc=5)
    found = [place for place in places(list(period.balance(wrong, history))) if ".the_che." in place]
    assert found == ["appendices.the_che.rows[3].cells.nam_truoc"]


# ---- period.cumulative ---------------------------------------------------------------------------------------------


def quarter_reports(report: Report, values: dict[str, int | None]) -> tuple[Report, ...]:
    """Reports of 2022 that differ in the figure `van_ban_tham_muu` only, without tables."""
    none = {key: replace(data, rows=()) for key, data in report.appendices.items()}
    return tuple(
        of_period(with_figures(report, van_ban_tham_muu=value), f"2022-{kind}", appendices=none)
        for kind, value in values.items()
    )


@pytest.mark.parametrize(
    ("known", "kind", "value", "found"),
    [
        ({"Q1": 10, "Q2": 20}, "H1", 30, False),
        ({"Q1": 10, "Q2": 20}, "H1", 31, True),
        ({"Q1": 10, "Q2": None}, "H1", 31, False),
        ({"Q1": 10}, "H1", 31, False),
        ({"Q1": 10}, "H1", 9, True),
        ({"Q1": 10, "H1": 30, "Q3": 5}, "M9", 35, False),
        ({"Q1": 10, "H1": 30, "Q3": 5}, "M9", 45, True),
        ({"H1": 30, "Q3": 5}, "Y", 40, False),
        ({"H1": 30, "Q3": 5}, "Y", 34, True),
        ({"Q1": 1, "Q2": 2, "H1": 3, "Q3": 3, "M9": 6, "Q4": 4}, "Y", 10, False),
        ({"Q1": 1, "Q2": 2, "H1": 3, "Q3": 3, "M9": 6, "Q4": 4}, "Y", 11, True),
        ({"Q1": 10}, "Q3", 3, False),
    ],
)
def test_a_flow_figure_adds_up_over_the_year(
    report: Report, known: dict[str, int | None], kind: str, value: int, found: bool
) -> None:
    (said,) = quarter_reports(report, {kind: value})
    findings = list(period.cumulative(said, History(quarter_reports(report, known))))
    stated = [f for f in findings if f.place == "figures.van_ban_tham_muu"]
    assert len(stated) == int(found)
    assert [f for f in findings if f.place == "figures.bien_che_giao"] == [], "a stock does not add up"


def test_a_note_answers_a_wrong_sum(report: Report) -> None:
    (said,) = quarter_reports(report, {"H1": 31})
    history = History(quarter_reports(report, {"Q1": 10, "Q2": 20}))
    noted = replace(said, figures={**said.figures, "van_ban_tham_muu": FigureValue(31, "Bổ sung văn bản còn sót.")})
    assert "figures.van_ban_tham_muu" in places(list(period.cumulative(said, history)))
    assert "figures.van_ban_tham_muu" not in places(list(period.cumulative(noted, history)))


def test_a_quarter_of_the_table_is_what_that_quarter_reported(report: Report) -> None:
    first = of_period(report, "2022-Q1")
    for row in range(9):
        first = with_cells(first, "the_che", row, q2=None)
    assert [f for f in period.cumulative(report, History((first,))) if ".the_che." in f.place] == []
    changed = with_cells(report, "the_che", 1, q1=2)
    assert "appendices.the_che.rows[1].cells.q1" in places(list(period.cumulative(changed, History((first,)))))


quarters = st.lists(st.tuples(*[st.integers(0, 500)] * 4), min_size=4, max_size=4)


@given(quarters, st.integers(0, 3), st.integers(1, 5))
def test_a_consistent_year_is_silent_and_any_wrong_cell_is_found(
    report: Report, flows: list[tuple[int, ...]], cell: int, error: int
) -> None:
    """Four quarters with random flows, closed by a year's table: only what was changed is pointed out."""
    reports, opening = [], 7
    for index, (received, saturday, early, late) in enumerate(flows, 1):
        settled = min(early + late, opening + received)
        early = min(early, settled)
        open_now = opening + received - settled
        row = (opening, received, saturday, early, 0, settled - early, open_now, 0)
        kind = f"2022-Q{index}"
        reports.append(of_period(report, kind, appendices={**report.appendices, "mot_cua": one_stop({"A": row})}))
        opening = open_now
    sums = {key: sum(r.appendices["mot_cua"].rows[0].cells[key] or 0 for r in reports) for key in ONE_STOP_COLUMNS}
    year_row = (7, sums["nhan"], sums["nhan_t7"], sums["truoc"], sums["dung"], sums["tre"], opening, 0)
    year = of_period(report, "2022-Y", appendices={**report.appendices, "mot_cua": one_stop({"A": year_row})})
    history = History(tuple(reports))

    def found(said: Report) -> list[str]:
        findings = [*period.balance(said, history), *period.cumulative(said, history)]
        return [f.place.rpartition(".")[2] for f in findings if ".mot_cua." in f.place]

    assert found(year) == []
    for each, said in enumerate(reports[1:], 1):
        earlier = History(tuple(reports[:each]))
        assert [f for f in period.balance(said, earlier) if ".mot_cua." in f.place] == []
    key = ("ton_dau", "nhan", "truoc", "tre")[cell]
    value = year.appendices["mot_cua"].rows[0].cells[key] or 0
    assert found(with_cells(year, "mot_cua", 0, **{key: value + error})) == [key]
