from dataclasses import replace

import pytest

from cchc_desktop.export.blocks import Block, Document, Head, Paragraph, Signature, Table
from cchc_desktop.export.compose import compose
from tests import builders
from tests.export import documents

NBSP = "\u00a0"


def blocks(document: Document, kind: type[Block], section: int = 0) -> list:
    return [block for block in document.sections[section].blocks if isinstance(block, kind)]


def texts(document: Document, style: str, section: int = 0) -> list[str]:
    return [block.text for block in blocks(document, Paragraph, section) if block.style == style]


def lines(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def head(**values) -> Head:
    return blocks(compose(documents.small(**values)), Head)[0]


def signature(**values) -> Signature:
    return blocks(compose(documents.small(**values)), Signature)[0]


def content(**values) -> list[Paragraph]:
    """What stands between the addressees and the signature."""
    paragraphs = blocks(compose(documents.small(**values)), Paragraph)
    return [paragraph for paragraph in paragraphs if paragraph.place.partition(".")[0] != "document"][1:]


def test_the_head_is_in_capitals_with_number_and_date_as_the_decree_writes_them():
    stated = head()
    assert lines(stated.names) == ["UBND THỊ XÃ A", "PHÒNG B"]
    assert lines(stated.state) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert stated.number.text == "Số: 07/BC-PB"
    assert stated.place_date.text == "A, ngày 16 tháng 6 năm 2022"


def test_a_committee_without_superior_has_one_name_only():
    assert lines(head(unit={"issuer": "Ủy ban nhân dân xã B", "symbol": "UBND", "place": "B"}).names) == [
        "ỦY BAN NHÂN DÂN XÃ B"
    ]


def test_a_draft_leaves_room_to_write_number_and_date_in():
    draft = head(document={})
    assert draft.number.text == f"Số: {NBSP * 8}/BC-PB"
    assert draft.place_date.text == f"A, ngày{NBSP * 6}tháng{NBSP * 6}năm{NBSP * 7}"


def test_what_the_head_must_say_and_nobody_has_stated_shows_as_missing():
    stated = head(unit={})
    assert (stated.names[0].text, stated.number.text) == ("…", "Số: 07/BC-…")
    assert stated.place_date.text.startswith("…, ngày")


def test_one_addressee_stands_on_the_line_of_the_greeting():
    assert texts(compose(documents.small()), "kinh_gui") == ["Kính gửi: UBND thị xã A"]


def test_several_addressees_are_a_list_whatever_marks_they_were_typed_with():
    document = compose(documents.small(document={"addressees": ["- UBND thị xã A;", "Phòng Nội vụ", "Sở Nội vụ."]}))
    assert texts(document, "kinh_gui_nhieu") == ["Kính gửi:"]
    assert texts(document, "kinh_gui_dong") == ["- UBND thị xã A;", "- Phòng Nội vụ;", "- Sở Nội vụ."]


def test_nobody_is_greeted_where_there_is_no_addressee():
    document = compose(documents.small(document={"addressees": []}))
    assert not any("Kính gửi" in block.text for block in blocks(document, Paragraph))


def test_parts_are_in_capitals_and_sections_as_written_both_numbered():
    document = compose(documents.small())
    assert texts(document, "de_muc_1")[0] == "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC"
    assert texts(document, "de_muc_2")[0] == "1. Về kế hoạch cải cách hành chính"
    assert texts(document, "de_muc_3")[1] == "2.2. Kiểm soát TTHC"


def test_an_entry_has_a_dash_its_marks_and_the_values_of_its_slots():
    [entry] = [paragraph for paragraph in content() if paragraph.place == "sections.chi_dao.ke_hoach[0]"]
    assert [(run.text, run.bold) for run in entry.runs] == [("- Ban hành ", False), ("06", True), (" văn bản.", False)]


def test_an_unknown_value_prints_as_dots_and_an_unknown_slot_as_typed():
    sections = {"chi_dao.ke_hoach": [{"text": "{van_ban_chi_dao} {khong_co}"}]}
    assert "- … {khong_co}" in [paragraph.text for paragraph in content(sections=sections, figures={})]


def test_a_plain_section_has_no_dashes():
    sections = {"ket_qua.dieu_hanh": [{"text": "Một đoạn văn."}]}
    assert "Một đoạn văn." in [paragraph.text for paragraph in content(sections=sections)]


def test_every_paragraph_of_the_content_says_where_it_comes_from():
    places = {paragraph.place for paragraph in content()}
    assert {"opening", "sections.chi_dao", "sections.chi_dao.ke_hoach[0]", "closing"} <= places


@pytest.mark.parametrize("typed", ["Hết", "Hết.", "Hết./.", "Hết ./.", "Hết ./. ", "Hết. ", "**Hết.**", "*Hết*."])
def test_the_closing_ends_in_the_end_mark_once(typed):
    assert content(closing=typed)[-1].text == "Hết./."


def test_without_a_closing_the_last_entry_takes_the_end_mark():
    assert content(closing="", sections={"phuong_huong": [{"text": "Ý cuối (phụ lục kèm theo)."}]})[-1].text == (
        "- Ý cuối (phụ lục kèm theo)./."
    )


def test_the_appendices_are_pointed_to_where_no_text_does():
    assert content()[-2].text == "(Số liệu chi tiết tại Phụ lục I và Phụ lục II kèm theo Báo cáo này)."


@pytest.mark.parametrize("mention", ["xem PHỤ LỤC I", "xem Phụ **lục** I"])
def test_the_appendices_are_not_pointed_to_twice(mention):
    assert content(opening=mention)[-2].style == "de_muc_1"


def test_a_superior_s_own_label_is_kept_and_a_single_appendix_has_no_number():
    report = documents.small()
    first, second = report.template.appendices

    def labels(*appendices) -> list[str]:
        document = compose(replace(report, template=replace(report.template, appendices=appendices)))
        return [texts(document, "phu_luc_so", section)[0] for section in range(1, len(document.sections))]

    assert labels(replace(first, label="PHỤ LỤC 4"), second) == ["PHỤ LỤC 4", "Phụ lục II"]
    assert labels(first) == ["Phụ lục"]


def test_closing_and_two_lines_of_text_stay_with_the_signature():
    long, short = "Dài " * 60, "Ngắn."
    for entries, kept in (((long, long), 2), ((long, short), 3), ((short, short), 3)):
        stated = {"phuong_huong": [{"text": text} for text in entries]}
        paragraphs = content(sections=stated, opening="Phụ lục")
        assert [paragraph.keep_next for paragraph in paragraphs[-3:]] == [None] * (3 - kept) + [True] * kept


def test_only_the_heading_of_an_empty_section_may_part_from_what_follows():
    keeps = {paragraph.place: paragraph.keep_next for paragraph in content()}
    assert keeps["sections.chi_dao.ke_hoach"] is None
    assert keeps["sections.chi_dao.to_chuc"] is False
    assert keeps["sections.ket_qua"] is None


def test_recipients_end_with_the_archive():
    document = {"recipients": ["Như trên", "Lãnh đạo phòng;"], "archive": "VT, CCHC."}
    assert lines(signature(document=document).recipients) == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lãnh đạo phòng;",
        "- Lưu: VT, CCHC.",
    ]


@pytest.mark.parametrize(
    ("archive", "line"),
    [
        ("", "- Lưu: VT."),
        ("VT", "- Lưu: VT."),
        ("Lưu: VT, NV.", "- Lưu: VT, NV."),
        ("vt, NV", "- Lưu: VT, NV."),
        ("NV", "- Lưu: VT, NV."),
        ("VTX", "- Lưu: VT, VTX."),
    ],
)
def test_the_clerk_always_keeps_a_copy(archive, line):
    document = {"addressees": [], "recipients": [], "archive": archive}
    assert lines(signature(document=document).recipients) == ["Nơi nhận:", line]


@pytest.mark.parametrize(
    "recipients", [["Lãnh đạo phòng"], ["Lãnh đạo phòng", "- như trên;"], ["Như trên", "Lãnh đạo phòng", "-"]]
)
def test_who_is_greeted_comes_first_among_the_recipients(recipients):
    document = {"addressees": ["UBND thị xã A"], "recipients": recipients}
    assert lines(signature(document=document).recipients)[1:3] == ["- Như trên;", "- Lãnh đạo phòng;"]
    assert len(signature(document=document).recipients) == 4
    ungreeted = signature(document={"addressees": [], "recipients": recipients}).recipients
    assert lines(ungreeted)[1:-1] == [f"- {one.strip('- ;')};" for one in recipients if one != "-"]


def test_the_symbol_s_groups_stand_between_hyphens():
    assert head(unit={"symbol": " UBND/VP -CCHC "}).number.text == "Số: 07/BC-UBND-VP-CCHC"


def test_a_subject_that_nobody_has_stated_shows_as_missing():
    assert texts(compose(documents.small(document={"subject": " "})), "trich_yeu") == ["…"]


def test_a_deputy_signs_below_the_head_s_title():
    signer = {
        "on_behalf": "TM. Ủy ban nhân dân",
        "capacity": "KT.",
        "title": "Chủ tịch",
        "deputy_title": "Phó Chủ tịch",
        "name": "Trần Thị B",
    }
    assert lines(signature(signer=signer).signer) == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Thị B",
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ({"on_behalf": "TM UBND xã"}, "TM. UBND XÃ"),
        ({"capacity": "K/T", "title": "Chủ tịch"}, "KT. CHỦ TỊCH"),
        ({"capacity": "kt.", "title": ""}, "KT. …"),
        ({"title": "TUQ.Chánh Văn phòng"}, "TUQ. CHÁNH VĂN PHÒNG"),
        ({"title": "Quyền Trưởng phòng"}, "QUYỀN TRƯỞNG PHÒNG"),
    ],
)
def test_the_mark_of_a_capacity_is_written_as_the_decree_has_it(typed, printed):
    assert [paragraph.text for paragraph in signature(signer=typed).signer] == [printed]


def test_an_appendix_names_the_report_it_belongs_to():
    document = compose(documents.small())
    assert texts(document, "phu_luc_ten", 2) == ["KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT CÔNG VIỆC THEO CƠ CHẾ MỘT CỬA"]
    assert texts(document, "phu_luc_kem_theo", 2) == [
        "(Kèm theo Báo cáo số 07/BC-PB ngày 16 tháng 6 năm 2022 của Phòng B)"
    ]
    assert texts(document, "don_vi_tinh", 2) == ["Đơn vị tính: hồ sơ"]
    assert [section.landscape for section in document.sections] == [False, False, True]


def table(section: int, **appendices) -> Table:
    return blocks(compose(documents.small(appendices=appendices)), Table, section)[0]


def test_blank_cells_are_empty_and_what_is_computed_is_filled_in():
    row = {"key": "vb_ban_hanh", "cells": {"q1": 0, "q2": 1250, "tong": 3}}
    first = table(1, the_che={"rows": [row]}).body[0]
    assert [cell.text for cell in first[1:]] == ["", "0", "1.250", "", "", "1.250"]


def test_fixed_rows_have_their_group_s_line_above_and_an_indent():
    body = table(1).body
    assert [(row[0].style, row[0].columns) for row in body[1:4]] == [
        ("bang_chu", 1),
        ("bang_nhom", 7),
        ("bang_chu_thut", 1),
    ]


def test_open_rows_are_numbered_and_summed():
    rows = [{"key": "a", "label": "Văn hóa", "cells": {"nhan": 3}}, {"key": "b", "label": "Y tế", "cells": {"nhan": 4}}]
    body = table(2, mot_cua={"rows": rows}).body
    assert [[cell.text for cell in row[:4]] for row in body] == [
        ["1", "Văn hóa", "", "3"],
        ["2", "Y tế", "", "4"],
        ["Tổng số", "", "7", ""],
    ]
    assert body[0][3].place == "appendices.mot_cua.rows[0].cells.nhan"
    assert body[2][0].columns == 2


def test_the_head_of_a_table_covers_every_column_once():
    for section in (1, 2):
        head_rows = table(section).head
        covered = sum(cell.columns * cell.rows for row in head_rows for cell in row)
        assert covered == len(head_rows) * table(section).column_count


def test_the_properties_are_the_report_s():
    document = compose(builders.sample())
    assert (document.title, document.author) == (
        "Công tác cải cách hành chính 6 tháng đầu năm 2022",
        "Phòng Kinh tế và Hạ tầng",
    )
    assert document.day.isoformat() == "2022-06-16"
