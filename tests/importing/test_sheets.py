"""One-stop figures from .xlsx: columns by what their heads say, form II.06a without its trap."""

from io import BytesIO

import openpyxl
import pytest

from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.sheet_reader import Sheet, propose_columns, read_sheets, take_rows
from tests.importing.layouts import templates

NQ76 = templates()["nq76"].appendix_by_key["mot_cua"]
NQ30C = templates()["nq30c"].appendix_by_key["mot_cua"]
FORM = [
    ["Biểu số II.06a/VPCP/KSTT"],
    ["TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC"],
    ["STT", "Lĩnh vực giải quyết", "Số lượng hồ sơ tiếp nhận", None, None, None, "Số lượng hồ sơ đã giải quyết",
     None, None, None, "Số lượng hồ sơ đang giải quyết", None, None],
    [None, None, "Tổng số", "Trong kỳ", None, "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số",
     "Trong hạn", "Quá hạn"],
    [None, None, None, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", None, None, None, None, None, None, None, None],
    ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)", "(11)=(12)+(13)",
     "(12)", "(13)"],
    [1, "Đất đai", 30, 15, 10, 5, 26, 20, 5, 1, 4, 3, 1],
    [2, "Hộ tịch", 12.0, 12, 0, None, 12, 12, "0", 0, 0, 0, "x"],
    [None, "Tổng cộng", 42, 27, 10, 5, 38, 32, 5, 1, 4, 3, 1],
]  # fmt: skip
MERGES = ["A3:A5", "B3:B5", "C3:F3", "G3:J3", "K3:M3", "C4:C5", "D4:E4", "F4:F5", *(f"{c}4:{c}5" for c in "GHIJKLM")]


def sheet(rows: list[list[object]], merges: list[str]) -> Sheet:
    workbook = openpyxl.Workbook()
    page = workbook.active
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)
    target = BytesIO()
    workbook.save(target)
    (found,) = read_sheets(target.getvalue())
    return found


def test_form_06a():
    found = sheet(FORM, MERGES)
    proposal = propose_columns(found, NQ76)
    columns = {key: (column.plus, column.minus) for key, column in proposal.columns.items()}
    assert columns == {
        "ton_dau": ((5,), ()), "nhan": ((3, 4), ()), "truc_tuyen": ((3,), ()), "truoc": ((7,), ()), "dung": ((8,), ()),
        "tre": ((9,), ()), "dang": ((11,), ()), "qua_han": ((12,), ()),
    }  # fmt: skip
    assert {column.confidence for column in proposal.columns.values()} == {Confidence.SURE}
    assert proposal.label == 1
    data, unreadable = take_rows(found, proposal, NQ76)
    assert [row.label for row in data.rows] == ["Đất đai", "Hộ tịch"]
    assert data.rows[0].cells == {
        "ton_dau": 5, "nhan": 25, "truc_tuyen": 15, "truoc": 20, "dung": 5, "tre": 1, "dang": 3, "qua_han": 1,
    }  # fmt: skip
    assert (data.rows[1].cells["ton_dau"], data.rows[1].cells["nhan"], data.rows[1].cells["dung"]) == (None, 12, 0)
    assert unreadable == {"appendices.mot_cua.rows[1].cells.qua_han": "x"}
    assert data.total is not None
    assert data.total["nhan"] == 37


def test_a_template_without_online_dossiers_still_gets_what_was_received():
    proposal = propose_columns(sheet(FORM, MERGES), NQ30C)
    assert proposal.columns["nhan"].plus == (3, 4)
    assert "truc_tuyen" not in proposal.columns


def test_a_total_with_what_came_over_is_not_taken_for_what_was_received():
    rows = [
        ["TT", "Lĩnh vực", "Tiếp nhận", None, "Đã giải quyết", None, None],
        [None, None, "Tổng số", "Từ kỳ trước", "Trước hạn", "Đúng hạn", "Quá hạn"],
        [1, "Đất đai", 30, 5, 20, 5, 1],
    ]
    found = sheet(rows, ["A1:A2", "B1:B2", "C1:D1", "E1:G1"])
    proposal = propose_columns(found, NQ30C)
    assert (proposal.columns["nhan"].plus, proposal.columns["nhan"].minus) == ((2,), (3,))
    assert proposal.columns["nhan"].confidence is Confidence.NEAR
    assert take_rows(found, proposal, NQ30C)[0].rows[0].cells["nhan"] == 25


def test_the_same_head_is_the_same_source():
    one, other = sheet(FORM, MERGES), sheet([*FORM[:6], [9, "Xây dựng", 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0]], MERGES)
    assert propose_columns(one, NQ76).source == propose_columns(other, NQ76).source
    assert propose_columns(one, NQ76).source != propose_columns(sheet(FORM[2:], []), NQ76).source


@pytest.mark.parametrize("value", ["=1+1", "#REF!", "n/a"])
def test_formulas_without_a_value_and_errors_are_no_numbers(value: str):
    rows = [*FORM[:6], [1, "Đất đai", 30, 15, 10, value, 26, 20, 5, 1, 4, 3, 1]]
    found = sheet(rows, MERGES)
    data, _ = take_rows(found, propose_columns(found, NQ76), NQ76)
    assert data.rows[0].cells["ton_dau"] is None


NO = [None, None]
PORTAL = [
    ["BÁO CÁO TÌNH HÌNH GIẢI QUYẾT HỒ SƠ"],
    ["STT", "Lĩnh vực", "Tổng số hồ sơ", "Tiếp nhận trong kỳ", None, "Kỳ trước chuyển sang", "Đã giải quyết", *NO],
    [None, None, None, "Trực tuyến", "Trực tiếp", None, "Trước hạn", "Đúng hạn", "Quá hạn"],
    ["Tổng cộng", None, 1255, 980, 270, 5, 1050, 200, 0],
    [1, "Hộ tịch", 505, 400, 100, 5, 300, 200, 0],
    [None, "Cộng lĩnh vực khác", 750, 580, 170, 0, 750, 0, 0],
    [2, "Chứng thực", 750, "=500+80", 170, 0, 750, 0, 0],
]
PORTAL_MERGES = ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:I2", "A4:B4")


def test_the_names_of_rows_are_no_numbers_and_sums_of_parts_are_no_rows():
    proposal = propose_columns(sheet(PORTAL, PORTAL_MERGES), NQ76)
    data, _ = take_rows(sheet(PORTAL, PORTAL_MERGES), proposal, NQ76)
    assert [(row.label, row.cells["ton_dau"]) for row in data.rows] == [("Hộ tịch", 5), ("Chứng thực", 0)]
    assert data.total["nhan"] == 1250


def test_a_formula_that_nobody_has_computed_is_not_blank():
    proposal = propose_columns(sheet(PORTAL, PORTAL_MERGES), NQ76)
    data, unreadable = take_rows(sheet(PORTAL, PORTAL_MERGES), proposal, NQ76)
    assert (data.rows[1].cells["nhan"], data.rows[1].cells["truc_tuyen"]) == (None, None)
    assert unreadable["appendices.mot_cua.rows[1].cells.nhan"] == "=500+80"


def test_heads_in_the_same_words_are_told_apart_by_order_and_so_are_not_certain():
    head = ["STT", "Đơn vị", "Tổng tiếp nhận", "Mới tiếp nhận", "Kỳ trước", "Tổng đã xử lý", "Trước hạn", "Đúng hạn"]
    head += ["Quá hạn", "Tổng đang xử lý", "Trong hạn", "Quá hạn"]
    proposal = propose_columns(sheet([head, [1, "Phòng A", 12, 10, 2, 11, 5, 6, 0, 1, 1, 0]], ()), NQ76)
    assert {key: column.plus for key, column in proposal.columns.items()} == {
        "ton_dau": (4,), "nhan": (3,), "truoc": (6,), "dung": (7,), "tre": (8,), "dang": (10,), "qua_han": (11,),
    }  # fmt: skip
    unsure = [key for key, column in proposal.columns.items() if column.confidence is not Confidence.SURE]
    assert {"tre", "qua_han"} <= set(unsure)
