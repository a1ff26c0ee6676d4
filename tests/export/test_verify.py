"""A good file passes every rule; one thing broken in it fails exactly the rule that speaks of it, at its place."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from cchc_desktop.domain.serial import load
from cchc_desktop.domain.template_file import read_template
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_writer import write
from cchc_desktop.export.style import read_style
from cchc_desktop.export.verify import RULES, RuleResult, verify
from tests.export.word_file import W, WordFile, format_paragraph, format_runs, minimal, retype, text_of

RESOURCES = Path(__file__).parents[2] / "resources"
STYLE = (RESOURCES / "styles" / "nd30.toml").read_text(encoding="utf-8")
ENTRY = "- Ban hành"


def exported(template_key: str) -> bytes:
    source = (RESOURCES / "templates" / f"{template_key}.toml").read_text(encoding="utf-8")
    templates = {template_key: read_template(source, template_key)}
    report = load((RESOURCES / "samples" / f"bao_cao_mau_{template_key}.json").read_bytes(), templates)
    return write(compose(report), read_style(STYLE))


@pytest.fixture(scope="module")
def good() -> bytes:
    return exported("nq76")


@pytest.fixture
def file(good: bytes) -> WordFile:
    return WordFile(good)


def states(results: list[RuleResult]) -> dict[str, str]:
    return {result.rule: result.state for result in results}


def test_every_rule_has_exactly_one_state(good):
    assert list(states(verify(good, STYLE))) == [f"K{number:02}" for number in range(1, 26)]


def test_our_own_export_passes_every_rule(good):
    assert set(states(verify(good, STYLE)).values()) == {"pass"}


def test_a_level_that_the_decree_does_not_know_is_left_unjudged_and_nothing_else():
    failing = {rule: state for rule, state in states(verify(exported("nq30c"), STYLE)).items() if state != "pass"}
    assert failing == {"K24": "not_evaluated"}


def test_every_rule_names_its_clause(good):
    for result in verify(good, STYLE):
        assert [finding.reference.endswith("Nghị định 30/2020/NĐ-CP") for finding in result.findings] == [True]


# ---- what breaks a rule ----------------------------------------------------------------------------------------

BREAKS: list[tuple[str, str, Callable[[WordFile], None]]] = []


def breaks(rule: str, place: str) -> Callable[[Callable[[WordFile], None]], Callable[[WordFile], None]]:
    """Marks a change that breaks exactly `rule` and is found at a place that begins with `place`."""

    def note(change: Callable[[WordFile], None]) -> Callable[[WordFile], None]:
        BREAKS.append((rule, place, change))
        return change

    return note


def long_entry(file: WordFile) -> etree._Element:
    return next(
        p for p in file.document.iterfind(f"{W}body/{W}p") if text_of(p).startswith("- ") and len(text_of(p)) > 150
    )


def child(element: etree._Element, path: str) -> etree._Element:
    found = element.find("/".join(W + step for step in path.split("/")))
    assert found is not None
    return found


def line_after(file: WordFile, start: str) -> etree._Element:
    """The drawing that stands in the paragraph beginning so."""
    return next(file.paragraph(start).iter(W + "drawing"))


@breaks("K01", "section[0]")
def letter_paper(file):
    child(file.sections()[0], "pgSz").set(W + "w", "12240")


@breaks("K02", "section[1]")
def narrow_left_margin(file):
    child(file.sections()[1], "pgMar").set(W + "left", "1440")


@breaks("K02", "section[0]")
def wide_bottom_margin(file):
    child(file.sections()[0], "pgMar").set(W + "bottom", "1500")


@breaks("K03", "paragraph[")
def another_font_in_one_run(file):
    format_runs(long_entry(file), "rFonts", ascii="Arial", hAnsi="Arial")


@breaks("K03", "header[")
def another_font_in_the_header(file):
    file.change(
        "word/header1.xml", lambda xml: xml.replace("<w:r>", '<w:r><w:rPr><w:rFonts w:hAnsi="Calibri"/></w:rPr>')
    )


@breaks("K04", "paragraph[")
def two_sizes_in_the_text(file):
    format_runs(long_entry(file), "sz", val="26")


@breaks("K05", "paragraph[")
def ragged_text(file):
    format_paragraph(long_entry(file), "jc", val="left")


@breaks("K06", "header[0]")
def number_on_the_first_page(file):
    section = file.sections()[0]
    section.remove(child(section, "titlePg"))


@breaks("K06", "header[")
def number_on_the_left(file):
    file.change("word/header1.xml", lambda xml: xml.replace("</w:pPr>", '<w:jc w:val="left"/></w:pPr>'))


@breaks("K06", "header[")
def no_page_number(file):
    file.change("word/header1.xml", lambda xml: xml.replace(" PAGE ", " DATE "))


@breaks("K07", "table[0].row[0]")
def light_state_name(file):
    format_runs(file.paragraph("CỘNG"), "b", val="0")


@breaks("K07", "table[0].row[0]")
def misspelt_state_name(file):
    retype(file.paragraph("CỘNG"), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIÊT NAM")


@breaks("K08", "table[")
def item_without_semicolon(file):
    item = file.paragraph("- Như trên")
    retype(item, "- Như trên")


@breaks("K08", "table[")
def upright_label(file):
    format_runs(file.paragraph("Nơi nhận"), "i", val="0")


@breaks("K08", "table[")
def archive_without_full_stop(file):
    retype(file.paragraph("- Lưu"), "- Lưu: VT")


@breaks("K08", "table[")
def as_above_without_addressee(file):
    addressee = file.paragraph("Kính gửi")
    addressee.getparent().remove(addressee)


@breaks("K09", "paragraph[")
def two_spaces(file):
    retype(long_entry(file), text_of(long_entry(file)).replace(" ", "  ", 3).replace("-  ", "- ", 1))


@breaks("K09", "paragraph[")
def combining_letters(file):
    retype(long_entry(file), unicodedata.normalize("NFD", text_of(long_entry(file))))


@breaks("K09", "paragraph[")
def hidden_character(file):
    retype(long_entry(file), text_of(long_entry(file)) + "\u200b")


@breaks("K09", "paragraph[")
def space_before_comma(file):
    retype(long_entry(file), text_of(long_entry(file)) + " , và")


@breaks("K10", "paragraph[")
def double_spacing(file):
    format_paragraph(long_entry(file), "spacing", line="480", lineRule="auto")


@breaks("K11", "table[0].row[1]")
def one_digit_number(file):
    retype(file.paragraph("Số:"), "Số: 7/BC-PB")


@breaks("K11", "table[0].row[1]")
def symbol_of_another_kind(file):
    retype(file.paragraph("Số:"), text_of(file.paragraph("Số:")).replace("BC-", "TB-"))


@breaks("K12", "table[0].row[0]")
def bold_superior(file):
    format_runs(next(file.document.iter(W + "p")), "b", val="1")


@breaks("K13", "table[0].row[1]")
def upright_date(file):
    format_runs(date_line(file), "i", val="0")


@breaks("K13", "table[0].row[1]")
def date_without_comma(file):
    retype(date_line(file), text_of(date_line(file)).replace(",", ""))


@breaks("K14", "paragraph[1]")
def light_subject(file):
    format_runs(subject(file), "b", val="0")


@breaks("K14", "paragraph[0]")
def kind_in_small_letters(file):
    retype(file.paragraph("BÁO CÁO"), "Báo cáo")


@breaks("K14", "paragraph[1]")
def subject_in_capitals(file):
    # The line below keeps its share of a text that gets wider.
    retype(subject(file), "CÔNG TÁC CẢI CÁCH HÀNH CHÍNH")
    for size in subject(file).iter("{*}ext", "{*}extent"):
        size.set("cx", str(36_000 * 40))


@breaks("K15", "table[")
def mark_with_a_slash(file):
    retype(title(file), "KT/TRƯỞNG PHÒNG")


@breaks("K15", "table[")
def light_name(file):
    format_runs(name(file), "b", val="0")


@breaks("K16", "table[")
def degree_before_the_name(file):
    retype(name(file), f"ThS. {text_of(name(file))}")


@breaks("K17", "table[0].row[0]")
def narrow_block_on_the_right(file):
    for cell in file.document.find(f".//{W}tbl").iter(W + "tc"):
        if cell.getnext() is None:
            child(cell, "tcPr/tcW").set(W + "w", "5000")


@breaks("K18", "table[0].row[0]")
def sizes_of_two_sets(file):
    format_runs(date_line(file), "sz", val="26")


@breaks("K19", "table[0].row[0]")
def motto_with_en_dashes(file):
    retype(file.paragraph("Độc lập"), "Độc lập – Tự do – Hạnh phúc")


@breaks("K20", "paragraph[1]")
def no_line_under_the_subject(file):
    for drawing in list(subject(file).iter("{*}AlternateContent")):
        drawing.getparent().remove(drawing)


@breaks("K20", "table[0].row[0]")
def motto_underlined(file):
    format_runs(file.paragraph("Độc lập"), "u", val="single")


@breaks("K20", "table[0].row[0]")
def line_under_the_motto_too_short(file):
    for size in file.paragraph("Độc lập").iter("{*}ext", "{*}extent"):
        size.set("cx", str(36_000 * 30))


@breaks("K21", "table[0].row[1]")
def month_padded(file):
    retype(date_line(file), "A, ngày 16 tháng 06 năm 2022")


@breaks("K22", "paragraph[")
def no_indent(file):
    format_paragraph(long_entry(file), "ind", firstLine="0")


@breaks("K22", "paragraph[")
def no_gap(file):
    format_paragraph(long_entry(file), "spacing", before="0", after="0")


@breaks("K23", "paragraph[")
def citation_without_its_word(file):
    retype(long_entry(file), text_of(long_entry(file)) + " Căn cứ Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020.")


@breaks("K23", "paragraph[")
def first_citation_without_date_and_agency(file):
    retype(long_entry(file), text_of(long_entry(file)) + " Thực hiện Thông tư số 99/2019/TT-BNV.")


@breaks("K24", "paragraph[")
def point_with_a_dot(file):
    retype(long_entry(file), "a. " + text_of(long_entry(file)))


@breaks("K25", "paragraph[")
def annex_in_arabic_numbers(file):
    retype(file.paragraph("Phụ lục II"), "Phụ lục 2")


@breaks("K25", "paragraph[")
def annex_counted_on(file):
    section = file.sections()[1]
    section.remove(child(section, "pgNumType"))


def date_line(file: WordFile) -> etree._Element:
    return next(p for p in file.document.iter(W + "p") if ", ngày " in text_of(p))


def subject(file: WordFile) -> etree._Element:
    return file.document.findall(f"{W}body/{W}p")[1]


def signer(file: WordFile) -> list[etree._Element]:
    """The lines of the signature block, the name last."""
    cell = next(c for c in file.document.iter(W + "tc") if any(text_of(p) == "Nơi nhận:" for p in c.iter(W + "p")))
    return [p for p in cell.getnext().iter(W + "p") if text_of(p)]


def title(file: WordFile) -> etree._Element:
    return signer(file)[0]


def name(file: WordFile) -> etree._Element:
    return signer(file)[-1]


@pytest.mark.parametrize(("rule", "place", "change"), [pytest.param(*b, id=f"{b[0]}-{b[2].__name__}") for b in BREAKS])
def test_one_thing_broken_fails_exactly_its_rule(file, rule, place, change):
    change(file)
    results = verify(file.data(), STYLE)
    assert {result.rule: result.state for result in results if result.state == "fail"} == {rule: "fail"}
    findings = next(result.findings for result in results if result.rule == rule)
    assert [finding.place for finding in findings if not finding.place.startswith(place)] == []
    assert {finding.severity for finding in findings} == {"warning" if rule in ("K18", "K21", "K24") else "error"}
    assert all(finding.message.endswith(".") for finding in findings)


def test_every_rule_has_a_change_that_breaks_it():
    assert {rule for rule, _, _ in BREAKS} == {rule.id for rule in RULES}


# ---- what is missing, and what others write --------------------------------------------------------------------


def without(file: WordFile, *starts: str) -> dict[str, str]:
    """The states after the paragraphs beginning so were emptied."""
    for start in starts:
        for text in file.paragraph(start).iter(W + "t"):
            text.text = ""
    return states(verify(file.data(), STYLE))


def test_what_is_missing_never_passes(file):
    found = without(file, "CỘNG", "Độc lập", "Số:", "Nơi nhận")
    assert {found[rule] for rule in ("K07", "K19")} == {"fail"}
    assert {found[rule] for rule in ("K08", "K11", "K17", "K18")} == {"not_evaluated"}


def test_a_draft_with_blanks_for_number_and_date_fails_nothing(file):
    retype(file.paragraph("Số:"), "Số:      /BC-PB")
    retype(date_line(file), "A, ngày      tháng      năm       ")
    found = states(verify(file.data(), STYLE))
    assert {rule: state for rule, state in found.items() if state != "pass"} == {"K21": "not_evaluated"}


def test_a_label_kept_from_the_superior_is_left_unjudged(file):
    retype(file.paragraph("Phụ lục II"), "PHỤ LỤC 5")
    assert states(verify(file.data(), STYLE))["K25"] == "not_evaluated"


def test_a_fixed_line_spacing_is_left_unjudged(file):
    format_paragraph(long_entry(file), "spacing", line="360", lineRule="exact")
    assert states(verify(file.data(), STYLE))["K10"] == "not_evaluated"


def test_a_committee_over_its_place_is_one_name(file):
    first, second, *_ = file.document.iter(W + "p")
    retype(first, "ỦY BAN NHÂN DÂN")
    retype(second, "PHƯỜNG B")
    format_runs(first, "b", val="1")
    assert states(verify(file.data(), STYLE))["K12"] == "pass"


def test_an_item_that_goes_on_in_the_next_paragraph_is_one_item(file):
    item = file.paragraph("- Lưu")
    longer = etree.fromstring(etree.tostring(item))
    item.addprevious(longer)
    retype(longer, "- Các phòng, ban,")
    rest = etree.fromstring(etree.tostring(item))
    item.addprevious(rest)
    retype(rest, "đơn vị trực thuộc;")
    assert states(verify(file.data(), STYLE))["K08"] == "pass"


@pytest.mark.parametrize("mark", ["K/T", "KT:", "K.T.", "TM", "T/L", "TL "])
def test_marks_of_other_regimes_fail(file, mark):
    retype(title(file), f"{mark} TRƯỞNG PHÒNG")
    assert states(verify(file.data(), STYLE))["K15"] == "fail"


@pytest.mark.parametrize("mark", ["TM.", "KT.", "TL.", "TUQ.", "Q."])
def test_the_decrees_marks_pass(file, mark):
    retype(title(file), f"{mark} TRƯỞNG PHÒNG")
    assert states(verify(file.data(), STYLE))["K15"] == "pass"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Tệp .docx và thư mục", "pass"),
        ("Còn lại ... hồ sơ", "pass"),
        ("Kết thúc ./.", "fail"),
        ("Hai\u00a0 dấu cách", "fail"),
        ("Phòng B : đạt", "fail"),
        ("a\ufeffb", "fail"),
    ],
)
def test_what_counts_as_bad_typing(file, text, state):
    retype(long_entry(file), f"- {text}")
    assert states(verify(file.data(), STYLE))["K09"] == state


def test_points_in_vietnamese_order_pass_and_without_its_own_letter_fail(file):
    entries = [p for p in file.document.iterfind(f"{W}body/{W}p") if text_of(p).startswith("- ")]
    for order, expected in (("abcdđ", "pass"), ("abcde", "fail")):
        for entry, letter in zip(entries, order, strict=False):
            retype(entry, f"{letter}) Nội dung")
        assert states(verify(file.data(), STYLE))["K24"] == expected


def by_hand() -> bytes:
    """A report as somebody types it: the head with tab stops, lines of underscores, no styles."""
    head = '<w:tabs><w:tab w:val="center" w:pos="1700"/><w:tab w:val="center" w:pos="6500"/></w:tabs>'
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'

    def run(text: str, size: int, extra: str = "") -> str:
        return f'<w:r><w:rPr>{font}{extra}<w:sz w:val="{2 * size}"/></w:rPr><w:tab/><w:t>{text}</w:t></w:r>'

    def line(left: str, right: str) -> str:
        return f"<w:p><w:pPr>{head}</w:pPr>{left}{right}</w:p>"

    def centred(text: str) -> str:
        bold = f'<w:rPr>{font}<w:b/><w:sz w:val="28"/></w:rPr>'
        return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{bold}<w:t>{text}</w:t></w:r></w:p>'

    body = (
        line(run("UBND THỊ XÃ A", 13), run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "<w:b/>"))
        + line(run("PHÒNG B", 13, "<w:b/>"), run("Độc lập - Tự do - Hạnh phúc", 14, "<w:b/>"))
        + line(run("_______", 13), run("__________________", 13))
        + line(run("Số: 07/BC-PB", 13), run("A, ngày 16 tháng 6 năm 2022", 14, "<w:i/>"))
        + centred("BÁO CÁO")
        + centred("Công tác cải cách hành chính")
        + f"<w:p><w:r><w:rPr>{font}</w:rPr><w:t>Phòng B báo cáo như sau:</w:t></w:r></w:p>"
        + line(run("Nơi nhận:", 12, "<w:b/><w:i/>"), run("TRƯỞNG PHÒNG", 14, "<w:b/>"))
        + f'<w:p><w:r><w:rPr>{font}<w:sz w:val="22"/></w:rPr><w:t>- Lưu: VT.</w:t></w:r></w:p>'
        + line("<w:r><w:tab/></w:r>", run("Nguyễn Văn A", 14, "<w:b/>"))
    )
    return minimal(f'{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')


def test_a_head_typed_with_tabs_is_understood_as_far_as_it_can_be():
    found = {result.rule: result for result in verify(by_hand(), STYLE)}
    judged = ("K01", "K03", "K07", "K11", "K12", "K13", "K14", "K15", "K16", "K18", "K19", "K21")
    assert {rule: found[rule].state for rule in judged} == dict.fromkeys(judged, "pass")
    assert found["K17"].state == "not_evaluated"
    assert [finding.place for finding in found["K20"].findings] == ["paragraph[1]", "paragraph[1]", "paragraph[5]"]
    assert "ký tự" in found["K20"].findings[0].message
    assert found["K02"].state == found["K06"].state == "fail"
