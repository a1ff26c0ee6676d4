import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.report import AppendixData, FigureValue, Report, Row, Signer, Unit, new_report
from cchc_desktop.domain.template_file import read_template
from cchc_desktop.export.xlsx_writer import sheet_titles, write

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"


@pytest.fixture
def report() -> Report:
    template = read_template((TEMPLATES / "nq30c.toml").read_text(encoding="utf-8"), "nq30c.toml")
    blank = new_report(template, Period.parse("2022-H1"), Unit("UBND thị xã A", "Phòng B", "PB", "A"), Signer())
    rows = (
        Row("r1", "Văn hóa", {"ton_dau": 0, "nhan": 1250, "nhan_t7": None, "dung": 1200, "tre": 50, "truoc": 0}),
        Row("r2", "=HYPERLINK(1)", {"nhan": 2}),
    )
    the_che = replace(
        blank.appendices["the_che"],
        rows=tuple(
            replace(row, cells={"q1": 1, "q2": 2, "tong": 99}) if row.key == "vb_ban_hanh" else row
            for row in blank.appendices["the_che"].rows
        ),
    )
    return replace(
        blank,
        document=replace(blank.document, date=date(2022, 6, 16)),
        figures={**blank.figures, "tthc_tong": FigureValue(35, "+ gồm cả thủ tục nội bộ")},
        appendices={"the_che": the_che, "mot_cua": AppendixData(rows)},
    )


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def row_of(sheet: Worksheet, label: str) -> list[object]:
    """The values after the label in the row that is labelled so."""
    rows = [row for row in sheet.iter_rows(values_only=True) if label in row]
    return list(rows[-1][rows[-1].index(label) + 1 :])


def test_each_appendix_has_a_sheet_and_the_figures_come_last(report):
    assert opened(write(report)).sheetnames == ["Cải cách thể chế", "Kết quả một cửa", "Số liệu"]


def test_numbers_are_numbers_blanks_stay_blank_and_zero_is_zero(report):
    cells = row_of(opened(write(report))["Kết quả một cửa"], "Văn hóa")
    assert cells == [0, 1250, None, 0, 1200, 50, None, None]
    assert all(value is None or type(value) is int for value in cells)


def test_computed_cells_are_values_and_a_stated_one_has_no_say(report):
    label = "1. Số lượng văn bản quy phạm pháp luật (VB QPPL) đã ban hành"
    assert row_of(opened(write(report))["Cải cách thể chế"], label) == [None, 1, 2, None, None, 3]


def test_the_total_row_adds_up_what_is_known(report):
    assert row_of(opened(write(report))["Kết quả một cửa"], "Tổng số")[1:] == [0, 1252, None, 0, 1200, 50, None, None]


def test_grouped_heads_are_merged(report):
    sheet = opened(write(report))["Kết quả một cửa"]
    merged = {str(area): sheet[str(area).split(":")[0]].value for area in sheet.merged_cells.ranges}
    assert merged["C6:J6"] == "Số hồ sơ giải quyết nhiều ngày (có ghi giấy hẹn)"
    assert merged["D7:E7"] == "Hồ sơ nhận (trong kỳ báo cáo)"
    assert merged["A6:A8"] == "TT"


def test_the_head_stays_in_view_and_on_every_printed_page(report):
    sheet = opened(write(report))["Kết quả một cửa"]
    assert sheet.freeze_panes == "C9"
    assert sheet.print_title_rows == "$6:$8"
    assert sheet.page_setup.orientation == "landscape"


def test_text_is_never_a_formula(report):
    book = opened(write(report))
    suspicious = [
        place
        for sheet in book
        for row in sheet.iter_rows()
        for place in row
        if isinstance(place.value, str) and place.value[0] in "=+-@"
    ]
    assert {place.value for place in suspicious} >= {"=HYPERLINK(1)", "+ gồm cả thủ tục nội bộ", "- Tự bãi bỏ"}
    assert {(place.data_type, place.quotePrefix) for place in suspicious} == {("s", True)}


def test_the_figures_have_value_unit_and_note(report):
    sheet = opened(write(report))["Số liệu"]
    assert row_of(sheet, "Thủ tục hành chính thuộc phạm vi giải quyết") == [35, "thủ tục", "+ gồm cả thủ tục nội bộ"]
    assert row_of(sheet, "Biên chế được giao") == [None, "người", None]


def test_a_rate_is_a_number_shown_in_percent_and_a_dash_where_there_is_none(report):
    sheet = opened(write(report))["Số liệu"]
    assert row_of(sheet, "Tỷ lệ hồ sơ giải quyết trước và đúng hạn")[0] == pytest.approx(0.96)
    empty = replace(report, appendices={**report.appendices, "mot_cua": AppendixData()})
    assert row_of(opened(write(empty))["Số liệu"], "Tỷ lệ hồ sơ giải quyết trước và đúng hạn")[0] == "–"


def test_rows_are_high_enough_for_their_labels_and_columns_wide_enough_for_their_numbers(report):
    label = "Đất đai, môi trường, tài nguyên nước và khoáng sản " * 3
    rows = (Row("r1", label, {"nhan": 999_999_999}), Row("r2", "Y tế", {"nhan": 999_999_999}))
    sheet = opened(write(replace(report, appendices={**report.appendices, "mot_cua": AppendixData(rows)})))[
        "Kết quả một cửa"
    ]
    heights = {cell.value: sheet.row_dimensions[cell.row].height for cell in sheet["B"]}
    assert heights[label] >= 3 * 16
    # Excel's own height, for one line.
    assert heights["Y tế"] is None
    total = f"{row_of(sheet, 'Tổng số')[2]:,}"
    assert total == "1,999,999,998"
    assert sheet.column_dimensions["D"].width * 7 + 5 >= 8 * len(total)


def test_title_author_and_dates_are_the_reports(report):
    properties = opened(write(report)).properties
    assert properties.title == "Công tác cải cách hành chính 6 tháng đầu năm 2022"
    assert properties.creator == "Phòng B"
    assert properties.created == properties.modified == datetime(2022, 6, 16)


def test_the_same_report_gives_the_same_bytes(report, monkeypatch):
    first = write(report)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write(report) == first
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_second_opinion_finds_no_error(report, tmp_path):
    from openxml_audit import OpenXmlValidator

    file = tmp_path / "report.xlsx"
    file.write_bytes(write(report))
    result = OpenXmlValidator(max_errors=100).validate(file)
    assert [str(error) for error in result.errors] == []


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_names_become_sheet_titles_that_excel_takes(names):
    titles = sheet_titles(names)
    assert len(titles) == len(names)
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert not title.startswith("'")
        assert not title.endswith("'")
