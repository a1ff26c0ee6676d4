"""A report pasted from Word is read as the file itself is."""

import pytest

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.importing.html_reader import read_html
from cchc_desktop.importing.opening import html_file, html_of_text, read_source
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.source import Paragraph, Source, Span, Story, Table, paragraphs
from cchc_desktop.importing.taking_over import to_report
from tests.importing.clipboard import as_pasted
from tests.importing.layouts import MANNERS, laid_out, printed, sample, templates

TEMPLATES = templates()
MOST = 400_000


def read(html: str) -> Source:
    return read_html(html, MOST)


def texts(html: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(read(html).blocks)]


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("key", TEMPLATES)
def test_a_whole_report_comes_in_as_its_file_does(key: str, manner: str) -> None:
    report, data = sample(key), laid_out(sample(key), manner)
    font = MANNERS[manner].font
    pasted = to_report(read_report(html_file(as_pasted(data, font)), TEMPLATES))
    assert pasted == to_report(read_report(data, TEMPLATES))
    assert (pasted.template.key, pasted.period, pasted.document) == (key, report.period, report.document)


def test_plain_text_is_read_line_by_line() -> None:
    report = sample()
    lines = ["UBND THỊ XÃ A      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHÒNG B\tĐộc lập - Tự do - Hạnh phúc"]
    lines += ["BÁO CÁO", "Công tác cải cách hành chính quý I năm 2022"]
    for part in report.template.parts:
        for section in part.walk():
            lines.append(f"{section.number} {section.title}")
            lines += [f"\t- {printed(entry.text, report)}" for entry in report.sections.get(section.key, ())]
    found = to_report(read_report(html_file(html_of_text("\r\n".join(lines))), TEMPLATES))
    assert (found.period.id, found.unit.superior, found.unit.issuer) == ("2022-Q1", "UBND thị xã A", "Phòng B")
    for key, entries in report.sections.items():
        assert [entry.text for entry in found.sections[key]] == [printed(entry.text, report) for entry in entries]


def test_fonts_headings_and_looks_come_from_the_style_sheet_too() -> None:
    html = (
        "<style><!-- p.Ten, li.Ten {font-family:'.VnTimeH'; font-weight:bold} .nghieng{font-style:italic}"
        " h2 {mso-outline-level:2} p.Muc {mso-outline-level:3} @page {margin:0} --></style>"
        "<p class=Ten>mét <span style='font-family:\"Times New Roman\",serif'>hai</span></p>"
        "<h2><font face='.VnTime, Arial'>ba</font></h2><p class='Muc nghieng'>bốn</p>"
    )
    assert [(paragraph.spans, paragraph.outline, paragraph.style) for paragraph in paragraphs(read(html).blocks)] == [
        ((Span("mét ", True, False, ".VnTimeH"), Span("hai", True, False, "Times New Roman")), None, "Ten"),
        ((Span("ba", True, False, ".VnTime"),), 1, ""),
        ((Span("bốn", False, True, ""),), 2, "Muc"),
    ]


def test_numbers_that_word_prints_are_labels() -> None:
    marker = "<![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp; </span></span><![endif]>"
    html = "".join(
        f"<p style='mso-list:l0 level1 lfo1'>{marker.format(sign)}{text}</p>"
        for sign, text in (("II.", "hai"), ("2.1.", "ba"), ("a)", "bốn"), ("·", "năm"), ("o", "sáu"), ("3.", "&nbsp;"))
    )
    html += "<p>không số</p><ol><li>một<li><p>hai</p><p>nữa</p></ol><ul><li>chấm</ul>"
    assert [(paragraph.label, paragraph.text) for paragraph in paragraphs(read(html).blocks)] == [
        ("II.", "hai"), ("2.1.", "ba"), ("a)", "bốn"), ("-", "năm"), ("-", "sáu"),
        ("", "không số"), ("1.", "một"), ("2.", "hai"), ("", "nữa"), ("-", "chấm"),
    ]  # fmt: skip


def test_a_table_keeps_its_merged_and_its_diagonal_cells() -> None:
    (table,) = read(
        "<table><tr><td rowspan=2 style='mso-diagonal-down:.5pt solid'><p>Nội dung</p><p>Năm</p></td>"
        "<td colspan=2>Quý</td><td rowspan=9>Tổng</td></tr><tr><td>I<td>II</tr></table>"
    ).blocks
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (2, 4)
    assert [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in table.cells] == [
        (0, 0, 2, 1, "Nội dung Năm"), (0, 1, 1, 2, "Quý"), (0, 3, 2, 1, "Tổng"), (1, 1, 1, 1, "I"), (1, 2, 1, 1, "II"),
    ]  # fmt: skip
    assert [cell.diagonal for cell in table.cells] == [True, False, False, False, False]


def test_tables_in_tables_keep_every_word() -> None:
    html = "<table><tr><td>" * 40 + "trong cùng" + "</td></tr></table>" * 40 + "ngoài"
    assert texts(html) == ["trong cùng", "ngoài"]


def test_changes_are_accepted_and_what_word_does_not_print_is_left_out() -> None:
    source = read(
        "<p>Ban hành <del>03</del><ins>05</ins> kế hoạch<span style='mso-element:field-end'></span>"
        "<a class=msocomanchor href='#c'>[L1]</a><a style='mso-footnote-id:ftn1'>[1]</a>"
        "<span style='display:none'>ẩn</span></p><div style='mso-element:comment-list'><p>nhận xét</p></div>"
        "<div style='mso-element:footnote-list'><p>chú thích</p></div>"
    )
    assert [(paragraph.text, paragraph.story) for paragraph in paragraphs(source.blocks)] == [
        ("Ban hành 05 kế hoạch", Story.BODY),
        ("chú thích", Story.NOTE),
    ]
    assert source.remarks[0].startswith("Tệp có 2 chỗ sửa")


def test_blanks_are_as_a_browser_shows_them() -> None:
    html = "<p>a\n  b<br>\n c<span style='mso-tab-count:1'>&nbsp;&nbsp; </span>d&nbsp;&nbsp;e</p>  \n<p>\u200b</p>"
    assert texts(html) == ["a b\nc\td\u00a0\u00a0e"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (html_file("<p>&nbsp;</p><img src=x>"), "không có chữ"),
        (html_file(f"<p>{'Nội dung dài. ' * 40_000}</p>"), "trang"),
        (html_file("<p>một</p>" * 20_000), "trang"),
        (html_file("<div>" * 100_000 + "chữ"), "tầng"),
        (html_file("<p>Kính mời ông bà đến dự họp.</p>"), "không phải là báo cáo"),
        (html_file(f"<style>{'p.a,' * 300_000}{{font-weight:bold}}</style><p>Kính mời</p>"), "không phải là báo cáo"),
        (html_file("<td colspan=9999 rowspan=9999>x" * 20_000), "trang"),
    ],
    ids=["nothing", "long", "many", "deep", "another document", "style sheet", "wide"],
)
def test_what_is_no_report_is_refused_in_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read_report(data, TEMPLATES)


@pytest.mark.parametrize(
    "data",
    [
        "\ufeff<html><p>Có dấu".encode(),
        b"<html><meta charset=windows-1252><p>\x93c\xf3\x94 d",
        b'<?xml version="1.0"?>\r\n<!DOCTYPE html PUBLIC "x"><p>C\xc3\xb3 d\xe1\xba\xa5u',
    ],
)
def test_an_html_file_is_read_whatever_it_is_called(data: bytes) -> None:
    (block,) = read_source(data).blocks
    assert isinstance(block, Paragraph)
    assert block.text in ("Có dấu", "“có” d")
