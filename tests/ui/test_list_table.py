"""Tables that list things."""

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.summary import Summary
from cchc_desktop.ui.home import ReportTable


def summaries(count: int) -> list[Summary]:
    return [
        Summary(
            id, "nq30c", Period(2022 - id, Kind.Q1), "issued", "Phòng B", "", "2026-07-01T08:00:00+07:00", None, 9, 9
        )
        for id in range(count)
    ]


@pytest.fixture
def table(qtbot: QtBot) -> ReportTable:
    made = ReportTable("Các báo cáo")
    qtbot.addWidget(made)
    made.resize(1000, 200)
    made.reports.show_reports(summaries(30))
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_no_text_is_cut_off_not_even_of_a_report_far_below(table: ReportTable) -> None:
    table.reports.show_disagreeing({29: "vì thế"})
    for row in (0, 29):
        for column in range(table.reports.columnCount()):
            needed = table.sizeHintForIndex(table.reports.index(row, column)).width()
            assert table.columnWidth(column) >= needed, table.reports.index(row, column).data()


def test_columns_are_no_wider_than_their_texts_when_those_grow_shorter(table: ReportTable) -> None:
    usual = table.columnWidth(1)
    table.reports.show_disagreeing({29: "vì thế"})
    assert table.columnWidth(1) > usual
    table.reports.show_disagreeing({})
    assert table.columnWidth(1) == usual
