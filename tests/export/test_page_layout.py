"""How a document is divided into pages."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.report import Report
from cchc_desktop.export.blocks import Document, Head, PageSection, Paragraph, Signature, Table
from cchc_desktop.export.compose import compose
from cchc_desktop.export.measure import text_width
from cchc_desktop.export.page_layout import Page, lay_out
from cchc_desktop.export.style import MM_PER_PT
from cchc_desktop.export.typesetting import TWIPS_PER_PT, SetText, Typesetter, twips
from cchc_desktop.text.marks import Run
from tests import builders
from tests.export import documents

STYLE = documents.style()
PAGE = STYLE.page


@pytest.fixture
def setter(qapp) -> Typesetter:
    return Typesetter(STYLE.font)


def body(count: int, words: int = 60, **values) -> list[Paragraph]:
    text = " ".join(["cải cách hành chính"] * (words // 4))
    return [Paragraph("noi_dung", (Run(f"{number} {text}"),), f"entry[{number}]", **values) for number in range(count)]


def document(*blocks: object, landscape: bool = False) -> Document:
    return replace(compose(documents.small()), sections=(PageSection("", tuple(blocks), landscape),))


def printed(page: Page) -> list[str]:
    """The texts of the lines, from top to bottom."""
    return [
        line.text.text[made.textStart() : made.textStart() + made.textLength()].strip()
        for line in page.lines
        for made in [line.text.layout.lineAt(line.index)]
    ]


def places(page: Page) -> list[str]:
    return list(dict.fromkeys(line.place for line in page.lines if line.place))


def texts(block: object) -> list[str]:
    match block:
        case Paragraph():
            return [block.text]
        case Head():
            return [line.text for line in (*block.names, *block.state, block.number, block.place_date)]
        case Signature():
            return [line.text for line in (*block.recipients, *block.signer)]
        case Table():
            return [cell.text for row in block.body for cell in row]
    raise AssertionError(block)


def test_every_text_is_on_a_page_once_and_whole(setter):
    whole = compose(documents.awkward())
    pages = lay_out(whole, STYLE, setter)
    lines = [line for page in pages for line in page.lines]
    once = Counter(text for section in whole.sections for block in section.blocks for text in texts(block))
    repeated = Counter(
        cell.text
        for page in pages
        for block in whole.sections[page.section].blocks
        if isinstance(block, Table)
        for row in block.head
        for cell in row
    )
    numbers = Counter(str(page.number) for page in pages if page.number > 1)
    assert Counter(line.text.text for line in lines if line.index == 0) == once + repeated + numbers
    for text in {line.text for line in lines}:
        times = Counter(line.index for line in lines if line.text is text)
        assert sorted(times) == list(range(text.count))
        assert len(set(times.values())) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=60))
def test_nothing_stands_outside_the_margins_and_no_line_alone(qapp, paragraphs):
    setter = Typesetter(STYLE.font)
    blocks = [
        Paragraph(
            "noi_dung", (Run(" ".join([f"{number}", *["hành chính"] * (8 * lines)])),), str(number), keep_next=keep
        )
        for number, (lines, keep) in enumerate(paragraphs)
    ]
    pages = lay_out(document(*blocks), STYLE, setter)
    for page in pages:
        for line in page.lines:
            assert page.number == 1 or line.y >= twips(PAGE.header)
            assert line.y + line.text.single <= page.height - twips(PAGE.bottom)
        for text in {line.text for line in page.lines if line.place}:
            here = [line.index for line in page.lines if line.text is text]
            assert len(here) >= min(2, text.count)


def test_a_heading_stays_with_the_first_two_lines_of_what_follows(setter):
    heading = Paragraph("de_muc_2", (Run("1. Đề mục"),), "heading")
    for before in range(8, 16):
        pages = lay_out(document(*body(before), heading, *body(2)), STYLE, setter)
        with_heading = next(page for page in pages if "heading" in places(page))
        following = [line for line in with_heading.lines if line.place == "entry[0]" and line.y > _y(with_heading)]
        assert len(following) >= 2


def _y(page: Page) -> float:
    return next(line.y for line in page.lines if line.place == "heading")


def test_the_gap_above_the_first_paragraph_of_a_page_is_left_out(setter):
    first, second, *_ = lay_out(document(*body(40)), STYLE, setter)
    assert min(line.y for line in second.lines if line.place) == twips(PAGE.top)
    gap = STYLE.paragraphs["noi_dung"].before * TWIPS_PER_PT
    assert min(line.y for line in first.lines) == twips(PAGE.top) + gap


def test_pages_are_counted_in_each_section_and_numbered_from_the_second(setter):
    pages = lay_out(compose(documents.awkward()), STYLE, setter)
    assert [(page.section, page.number) for page in pages] == [(0, 1), (0, 2), (1, 1), (2, 1), (2, 2), (2, 3), (2, 4)]
    for page in pages:
        numbers = [line for line in page.lines if line.text.look is STYLE.paragraphs["so_trang"]]
        assert [line.text.text for line in numbers] == ([str(page.number)] if page.number > 1 else [])
        assert all(line.y == twips(PAGE.header) for line in numbers)
    assert [page.landscape for page in pages] == [False] * 3 + [True] * 4
    assert all((page.width > page.height) == page.landscape for page in pages)


def table_rows(page: Page) -> list[str]:
    return [place.partition("]")[0] for place in places(page) if ".rows[" in place]


def test_a_table_repeats_its_head_and_divides_no_row(setter):
    pages = [page for page in lay_out(compose(documents.awkward()), STYLE, setter) if page.section == 2]
    for page in pages:
        assert "Lĩnh vực, công việc thực hiện" in " ".join(printed(page))
        others = [row for other in pages if other is not page for row in table_rows(other)]
        assert table_rows(page)
        assert not set(table_rows(page)) & set(others)


def test_a_paragraph_higher_than_a_page_that_may_not_be_divided_goes_on(setter):
    closing = Paragraph("ket_thuc", (Run("hành chính " * 2000),), "closing")
    pages = lay_out(document(closing), STYLE, setter)
    assert len(pages) > 3
    assert all(len(page.lines) > 20 for page in pages[:-1])


def test_a_row_higher_than_a_page_is_not_lost(setter):
    stated = documents.awkward()
    rows = stated.appendices["mot_cua"].rows
    tall = replace(rows[0], label="Văn hóa và thể thao " * 400)
    appendices = {**stated.appendices, "mot_cua": replace(stated.appendices["mot_cua"], rows=(tall, *rows[1:]))}
    pages = lay_out(compose(replace(stated, appendices=appendices)), STYLE, setter)
    assert "Lĩnh vực số 59" in " ".join(printed(pages[-1]))


def test_an_edit_sets_only_the_paragraph_that_it_changed(setter):
    before = {line.text for page in lay_out(compose(documents.small()), STYLE, setter) for line in page.lines}
    sections = {"chi_dao.ke_hoach": [{"text": "Khác."}]}
    after = {
        line.text for page in lay_out(compose(documents.small(sections=sections)), STYLE, setter) for line in page.lines
    }
    assert [text.text for text in after - before] == ["- Khác."]


def test_an_edit_sets_only_the_cell_that_it_changed_and_also_after_edits_elsewhere(setter):
    def texts_of(report: Report) -> set[SetText]:
        return {line.text for page in lay_out(compose(report), STYLE, setter) for line in page.lines}

    report = builders.sample()
    data = report.appendices["mot_cua"]
    first = data.rows[0]
    changed = replace(data, rows=(replace(first, label="Lĩnh vực khác"), *data.rows[1:]))
    elsewhere = [replace(report, opening=f"Mở đầu {number}") for number in range(3)]
    before = set.union(*map(texts_of, elsewhere))
    after = texts_of(replace(elsewhere[-1], appendices={**report.appendices, "mot_cua": changed}))
    assert [text.text for text in after - before] == ["Lĩnh vực khác"]


def test_another_style_sheet_changes_what_stays_the_same_too(setter):
    bigger = {key: replace(look, size=look.size * 2) for key, look in STYLE.paragraphs.items()}
    usual, big = (
        lay_out(compose(documents.small()), style, setter) for style in (STYLE, replace(STYLE, paragraphs=bigger))
    )
    assert len(big) > len(usual)


@pytest.mark.parametrize("name", ["noi_dung", "de_muc_1", "quoc_hieu", "dia_danh_ngay", "bang_nhom"])
def test_letters_are_as_wide_as_the_style_sheet_says(setter, name):
    look = replace(STYLE.paragraphs[name], first_line=0, left=0)
    text = "Ủy ban nhân dân xã Phường Khê, ngày 05 tháng 01 năm 2022; Vị AVATAR Tỷ ưỡn fi"
    set_text = setter.set(look, (Run(text),), 20_000)
    line = set_text.layout.lineAt(0)
    x, _ = line.cursorToX(len(text))
    start, _ = line.cursorToX(0)
    assert (x - start) / TWIPS_PER_PT * MM_PER_PT == pytest.approx(text_width(text, look, STYLE.font), abs=0.05)


def test_lines_break_after_spaces_and_hyphens_only(setter):
    look = STYLE.paragraphs["noi_dung"]
    text = "Thực hiện Nghị định số 37/2014/NĐ-CP ngày 05/5/2014 của Chính phủ quy định tổ chức " * 6
    for width in range(3000, 9000, 500):
        set_text = setter.set(look, (Run(text.strip()),), width)
        for index in range(set_text.count - 1):
            line = set_text.layout.lineAt(index)
            assert set_text.text[line.textStart() + line.textLength() - 1] in " -"


def test_a_lone_word_is_not_drawn_apart_where_text_is_justified(setter):
    text = setter.set(STYLE.paragraphs["noi_dung"], (Run(f"{'a' * 30}-chi-{'b' * 60} hai từ {'c' * 40}"),), 4000)
    lines = [text.layout.lineAt(index) for index in range(text.count - 1)]
    words = [text.text[line.textStart() :][: line.textLength()].strip() for line in lines]
    assert "aaaa-chi-" in words
    assert any(" " in line for line in words)
    assert [line.width() == line.naturalTextWidth() for line in lines] == [" " not in line for line in words]


def test_a_word_wider_than_its_column_is_divided_and_whole(setter):
    look = replace(STYLE.paragraphs["noi_dung"], first_line=0)
    set_text = setter.set(look, (Run("x" * 500),), 4000)
    lines = [set_text.layout.lineAt(index) for index in range(set_text.count)]
    assert sum(line.textLength() for line in lines) == 500
    assert all(line.naturalTextWidth() <= 4100 for line in lines)


def test_the_sample_is_set_in_that_face_alone(setter):
    for page in lay_out(compose(builders.sample()), STYLE, setter):
        for line in page.lines:
            runs = line.text.layout.lineAt(line.index).glyphRuns()
            assert {run.rawFont().familyName() for run in runs} <= {setter.face}


PIECES = [*"ab ế-/–ờ \u00a0\u200b\u0301", "😀", "🇻🇳", "א", "ก", "中", "…", "x" * 40]
ODD = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)


@settings(max_examples=150, deadline=None)
@given(ODD, st.integers(1, 9000), st.sampled_from(["noi_dung", "trich_yeu", "noi_nhan_dong", "bang_so"]))
def test_no_letter_of_an_odd_text_is_lost_or_printed_twice(qapp, text, width, name):
    set_text = Typesetter(STYLE.font).set(STYLE.paragraphs[name], (Run(text),), width)
    lines = [set_text.layout.lineAt(index) for index in range(set_text.count)]
    assert [line.textStart() for line in lines[1:]] == [line.textStart() + line.textLength() for line in lines[:-1]]
    assert lines[-1].textStart() + lines[-1].textLength() == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("sign", ["😀", "🇻🇳", "e\u0301", "中"])
def test_an_odd_sign_breaks_no_word_after_it(setter, sign):
    look = STYLE.paragraphs["noi_dung"]
    text = f"{sign * 5} " + "cải cách hành chính " * 20
    set_text = setter.set(look, (Run(text.strip()),), 6000)
    units = text.strip().encode("utf-16-le")
    for index in range(set_text.count):
        line = set_text.layout.lineAt(index)
        end = 2 * (line.textStart() + line.textLength())
        assert units[end - 2 : end].decode("utf-16-le") == " " or end == len(units)
    assert set_text.count == pytest.approx(len(text) / 41, abs=2)
