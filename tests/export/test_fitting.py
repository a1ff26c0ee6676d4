from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.export.blocks import Cell, Paragraph, Table
from cchc_desktop.export.compose import compose
from cchc_desktop.export.fitting import cells_at, column_widths, fit, fit_place_date, style_for
from cchc_desktop.export.measure import balanced_width, text_width, wrap
from cchc_desktop.text.marks import Run
from tests.export import documents

STYLE = documents.style()


def paragraph(style: str, text: str) -> Paragraph:
    return Paragraph(style, (Run(text),))


@pytest.mark.parametrize(
    ("style", "text", "width"),
    [
        ("quoc_hieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 95.7),
        ("tieu_ngu", "Độc lập - Tự do - Hạnh phúc", 60.5),
        ("dia_danh_ngay", "Hà Nội, ngày 05 tháng 01 năm 2020", 72.2),
        ("dia_danh_ngay", "Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", 103.9),
    ],
)
def test_widths_are_those_of_times_new_roman(style, text, width):
    assert text_width(text, STYLE.paragraphs[style], STYLE.font) == pytest.approx(width, abs=0.06)


def test_every_letter_of_vietnamese_has_a_width_of_its_own():
    letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    for face in STYLE.font.advances.values():
        assert set(letters + letters.upper()) <= set(face)
        assert face["ợ"] == face["ơ"] > face["ọ"] == face["o"]


@given(st.text(alphabet="ab cđ,.", max_size=80), st.floats(5, 200))
def test_lines_hold_the_whole_text_and_only_a_word_that_is_too_wide_is_divided(text, width):
    look = STYLE.paragraphs["trich_yeu"]
    lines = wrap(text, width, look, STYLE.font)
    assert all(text_width(line, look, STYLE.font) <= width + 1e-6 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    if all(text_width(word, look, STYLE.font) <= width for word in text.split(" ")):
        assert " ".join(lines) == text


def test_a_rule_stands_below_the_last_line_of_a_word_that_is_divided():
    fitted = fit(paragraph("co_quan_ban_hanh", "W" * 40), 65, STYLE)
    assert "".join(fitted.lines) == "W" * 40
    assert len(fitted.lines) == 3
    assert fitted.rule == pytest.approx(
        0.42 * text_width(fitted.lines[-1], STYLE.paragraphs["co_quan_ban_hanh"], STYLE.font)
    )


@given(st.text(alphabet="ab cđ", max_size=120), st.floats(20, 200))
def test_balancing_never_takes_more_lines(text, width):
    look = STYLE.paragraphs["trich_yeu"]
    narrow = balanced_width(text, width, look, STYLE.font, STYLE.break_before)
    assert narrow <= width + 0.2
    assert len(wrap(text, narrow, look, STYLE.font)) == len(wrap(text, width, look, STYLE.font))


def test_a_name_over_two_lines_is_broken_before_a_linking_word():
    assert fit(paragraph("co_quan_ban_hanh", "PHÒNG KINH TẾ VÀ HẠ TẦNG"), 65, STYLE).lines == (
        "PHÒNG KINH TẾ",
        "VÀ HẠ TẦNG",
    )


def test_the_rule_follows_the_last_line_of_the_text():
    looks = STYLE.paragraphs
    motto = fit(paragraph("tieu_ngu", "Độc lập - Tự do - Hạnh phúc"), 100, STYLE)
    assert motto.rule == pytest.approx(60.5, abs=0.1)
    name = fit(paragraph("co_quan_ban_hanh", "PHÒNG KINH TẾ VÀ HẠ TẦNG"), 65, STYLE)
    last = text_width("VÀ HẠ TẦNG", looks["co_quan_ban_hanh"], STYLE.font)
    assert 1 / 3 <= name.rule / last <= 1 / 2


@pytest.mark.parametrize(("place", "size"), [("Lam Khê", 14), ("Thành phố Hồ Chí Minh", 13)])
def test_a_long_place_takes_the_smaller_pair_of_sizes(place, size):
    report = documents.small(unit={"issuer": "Phòng B", "symbol": "PB", "place": place})
    paragraphs = style_for(compose(report), STYLE).paragraphs
    assert paragraphs["dia_danh_ngay"].size == size
    assert paragraphs["quoc_hieu"].size == size - 1


def test_a_place_too_long_for_both_is_broken_after_the_comma_only():
    long = paragraph("dia_danh_ngay", "Đặc khu Quần đảo Phú Quý và Hòn Tranh, ngày 29 tháng 6 năm 2025")
    fitted = fit_place_date(long, 100, STYLE.small)
    assert fitted.lines == ("Đặc khu Quần đảo Phú Quý và Hòn Tranh,", "ngày 29 tháng 6 năm 2025")
    assert wrap(long.text, fitted.width, STYLE.small.paragraphs["dia_danh_ngay"], STYLE.font) == list(fitted.lines)


def tables() -> list[tuple[Table, float]]:
    document = compose(documents.awkward())
    return [
        (section.blocks[-1], STYLE.page.text_width(section.landscape))
        for section in document.sections[1:]
        if isinstance(section.blocks[-1], Table)
    ]


def test_columns_fill_the_page_and_break_no_word():
    for table, width in tables():
        widths = column_widths(table, width, STYLE)
        assert sum(widths) == pytest.approx(width)
        for _, column, cell in cells_at(table):
            look = STYLE.paragraphs[cell.style]
            longest = max(text_width(word, look, STYLE.font) for word in cell.text.split(" "))
            assert cell.columns > 1 or longest + 2 * STYLE.table.padding <= widths[column]


def test_a_label_without_a_space_breaks_no_number_and_no_head():
    head = tuple(Cell("bang_dau", text) for text in ("Lĩnh vực", *["quyết"] * 8))
    row = (Cell("bang_chu", "a" * 90), *(Cell("bang_so", "999.999.999") for _ in range(8)))
    widths = column_widths(Table(9, 0, (head,), (row,)), 252, STYLE)
    number = text_width("999.999.999", STYLE.paragraphs["bang_so"], STYLE.font) + 2 * STYLE.table.padding
    assert min(widths[1:]) >= number
    assert widths[0] >= STYLE.table.label_least


def test_a_table_too_wide_for_the_page_gives_way_in_all_columns():
    row = tuple(Cell("bang_so", "9" * 12) for _ in range(20))
    widths = column_widths(Table(20, 0, (), (row,)), 165, STYLE)
    assert sum(widths) == pytest.approx(165)
    assert min(widths) > 5


def test_a_cell_that_reaches_down_pushes_the_next_row_s_cells_aside():
    [(table, _), *_] = tables()
    second = [(column, cell.text) for row, column, cell in cells_at(table) if row == 1]
    assert second == [(2, "Quý I"), (3, "Quý II"), (4, "Quý III"), (5, "Quý IV")]


def test_landscape_swaps_the_paper_and_keeps_the_margins():
    page = replace(STYLE.page, width=210, height=297, left=30, right=15)
    assert (page.size(True), page.text_width(True), page.text_width(False)) == ((297, 210), 252, 165)
