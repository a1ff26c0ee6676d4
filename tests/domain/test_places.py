"""Places of a report in words, in the order in which a person meets them."""

import pytest

from cchc_desktop.domain.places import place_order, section_words, where
from tests.builders import sample, templates

PLACES = {
    "unit.issuer": "Thông tin chung: Cơ quan ban hành",
    "document.date": "Thông tin chung: Ngày ký",
    "opening": "Thông tin chung: Mở đầu",
    "sections.chi_dao.ke_hoach": "I.1. Kế hoạch",
    "sections.chi_dao.ke_hoach[1].text": "I.1. Kế hoạch, ý 2",
    "figures.van_ban_chi_dao": "I.1. Kế hoạch, số liệu “Văn bản chỉ đạo, điều hành đã ban hành”",
    "sections.ket_qua.tthc.kiem_soat[0].text": "II.2.2. Kiểm soát TTHC, ý 1",
    "sections.phuong_huong[10].text": "IV. Phương hướng, ý 11",
    "appendices.the_che.rows[0].cells.q1": "Phụ lục Cải cách thể chế, dòng “{label}”, cột “Quý I”",
    "appendices.mot_cua.rows[1].label": "Phụ lục Kết quả một cửa, dòng “{label}”",
    "appendices.mot_cua.total.cells.nhan": "Phụ lục Kết quả một cửa, dòng cộng, cột “Tổng số”",
}


@pytest.mark.parametrize(("place", "words"), PLACES.items())
def test_a_place_is_named_as_the_window_shows_it(place: str, words: str) -> None:
    report = sample()
    row = report.appendices["the_che"].rows[0] if "the_che" in place else report.appendices["mot_cua"].rows[1]
    assert where(report, place) == words.format(label=row.label)


def test_every_number_above_a_section_is_named_once() -> None:
    for template in templates().values():
        for section in template.leaves:
            numbers = section_words(section, template).removesuffix(section.short).strip()
            assert numbers.endswith(section.number)
            assert numbers.count(section.number) == 1
    nq76 = templates()["nq76"]
    assert section_words(nq76.sections["ket_qua.tthc.kiem_soat"], nq76) == "II.2.a) Kiểm soát TTHC"


def test_places_are_sorted_as_they_are_met() -> None:
    report = sample()
    assert sorted(sorted(PLACES), key=lambda place: place_order(report, place)) == list(PLACES)
