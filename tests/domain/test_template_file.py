"""Templates: what the shipped ones say, and what a faulty one is refused for."""

import pytest

from cchc_desktop import paths
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.template import Template
from cchc_desktop.domain.template_file import read_template
from tests.builders import templates

NQ30C_LEAVES = """
chi_dao.ke_hoach chi_dao.to_chuc chi_dao.kiem_tra chi_dao.tuyen_truyen
ket_qua.the_che ket_qua.tthc.linh_vuc ket_qua.tthc.kiem_soat ket_qua.bo_may ket_qua.can_bo ket_qua.tai_chinh
ket_qua.hien_dai_hoa.cntt ket_qua.hien_dai_hoa.iso ket_qua.dieu_hanh
danh_gia.uu_diem danh_gia.han_che phuong_huong
""".split()

NQ76_LEAVES = """
chi_dao.ke_hoach chi_dao.van_ban chi_dao.kiem_tra chi_dao.tuyen_truyen chi_dao.sang_kien chi_dao.khao_sat
ket_qua.the_che ket_qua.tthc.kiem_soat ket_qua.tthc.mot_cua ket_qua.tthc.phan_anh ket_qua.bo_may ket_qua.cong_vu
ket_qua.tai_chinh ket_qua.chinh_quyen_so danh_gia.ket_qua_noi_bat danh_gia.han_che danh_gia.nguyen_nhan
phuong_huong kien_nghi
""".split()


@pytest.mark.parametrize(("key", "leaves"), [("nq30c", NQ30C_LEAVES), ("nq76", NQ76_LEAVES)])
def test_the_shipped_templates_have_their_sections_each_with_a_hint(key: str, leaves: list[str]) -> None:
    template = templates()[key]
    assert [section.key for section in template.leaves] == leaves
    assert all(section.hint for section in template.leaves)


def test_sections_are_numbered_by_level() -> None:
    sections = templates()["nq30c"].sections
    numbers = {
        key: sections[key].number for key in ("chi_dao", "ket_qua.tthc", "ket_qua.tthc.kiem_soat", "phuong_huong")
    }
    assert numbers == {
        "chi_dao": "I.",
        "ket_qua.tthc": "2.",
        "ket_qua.tthc.kiem_soat": "2.2.",
        "phuong_huong": "IV.",
    }
    assert templates()["nq76"].sections["ket_qua.tthc.phan_anh"].number == "c)"


def test_one_stop_tables_differ_only_in_the_online_column() -> None:
    older, newer = (templates()[key].appendix_by_key["mot_cua"] for key in ("nq30c", "nq76"))
    assert [column.key for column in older.columns] == "ton_dau nhan nhan_t7 truoc dung tre dang qua_han".split()
    assert {column.key for column in newer.columns} - {column.key for column in older.columns} == {"truc_tuyen"}
    assert older.open
    assert older.landscape
    assert older.row_identities[0].severity == "error"


def test_the_regulation_table_has_fixed_rows_and_a_computed_total() -> None:
    appendix = templates()["nq30c"].appendix_by_key["the_che"]
    assert [row.key for row in appendix.rows] == (
        "vb_ban_hanh vb_ra_soat vb_bai_bo vb_sua_doi vb_de_nghi "
        "tthc_ra_soat tthc_bai_bo tthc_sua_doi tthc_de_nghi".split()
    )
    assert [column.key for column in appendix.columns if column.formula] == ["tong"]
    assert [identity.severity for identity in appendix.column_identities] == ["warning", "warning"]


def shipped() -> str:
    return paths.resource("templates/nq30c.toml").read_text("utf-8")


def changed(before: str, after: str) -> str:
    source = shipped()
    assert before in source
    return source.replace(before, after, 1)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("key = ", "mau.toml: tệp không phải là TOML đúng"),
        (changed('key = "nq30c"', ""), "mau.toml: key còn thiếu"),
        (changed('key = "nq30c"', "key = 5"), "mau.toml: key phải là một chuỗi chữ"),
        (changed('key = "nq30c"', 'key = "NQ 30"'), "mau.toml: key “NQ 30” chỉ được có"),
        (changed("used_from", "used_form"), "mau.toml: used_from còn thiếu"),
        (changed('"2011-Q1"', '"2011"'), "mau.toml: used_from không đúng"),
        (changed("[document]", "[document]\ncolour = 1"), "mau.toml: document.colour là khóa không có"),
        (changed("{period}", "{ky}"), "mau.toml: document.subject có ô trống “{ky}”"),
        (changed('"chi_dao.ke_hoach"', '"chi_dao2.ke_hoach"'), "mau.toml: section[1].key “chi_dao2.ke_hoach” cần mục"),
        (changed('"chi_dao.to_chuc"', '"chi_dao.ke_hoach"'), "mau.toml: section[2].key “chi_dao.ke_hoach” đã có"),
        (changed('section = "chi_dao.ke_hoach"', 'section = "chi_dao"'), "mau.toml: figure[0].section “chi_dao” không"),
        (changed('kind = "flow"', 'kind = "float"'), "mau.toml: figure[0].kind “float” không được nhận"),
        (changed("(mot_cua.truoc", "(mot_cua.sai"), "mau.toml: figure[5].formula nhắc đến “mot_cua.sai”"),
        (changed("q1 + q2", "q1 - q2"), "mau.toml: appendix[0].column[5].formula “q1 - q2 + q3 + q4” không phải"),
        (changed('"dang + qua_han"', '"dang + mat"'), "mau.toml: appendix[1].column “ton_dau” nhắc đến cột không có"),
        (changed("nhan_t7 <= nhan", "nhan_t7 <= vb"), "mau.toml: appendix[1].identity[1].rule phải gồm toàn cột"),
        (changed('key = "q2"', 'key = "q1"'), "mau.toml: appendix[0].column có hai khóa “q1”"),
        (changed("required = true", 'required = "có"'), "mau.toml: figure[1].required phải là true hoặc false"),
        (changed("quarter = 4", "quarter = 5"), "mau.toml: appendix[0].column[4].quarter phải từ 1 đến 4"),
        (changed("numbering = [", 'numbering = ["A.", '), "mau.toml: numbering có kiểu “A.”"),
    ],
)
def test_a_faulty_template_is_refused_with_file_key_and_reason(source: str, place: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_template(source, "mau.toml")
    assert str(refusal.value).startswith(place)
    assert str(refusal.value).endswith(".")


def test_a_template_keeps_its_source_so_that_it_can_be_read_again() -> None:
    template = read_template(shipped(), "nq30c.toml")
    again = read_template(template.source, "stored")
    assert isinstance(again, Template)
    assert again == template
