"""How far a report has come."""

from cchc_desktop.domain.checks import check
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.progress import SectionState, progress, section_states
from tests.builders import report, sample


def test_the_sample_is_all_done() -> None:
    assert progress(sample(), check(sample())).words.startswith("16/16 mục đã điền")
    assert set(section_states(sample(), ()).values()) == {SectionState.DONE}


def test_a_section_with_sub_sections_is_as_they_are() -> None:
    made = report(sections={"ket_qua.tthc.linh_vuc": [{"text": "a"}], "danh_gia.uu_diem": [{"text": "b"}]})
    states = section_states(made, ())
    assert states["ket_qua.tthc.linh_vuc"] is SectionState.DONE
    assert states["ket_qua.tthc"] is states["danh_gia"] is SectionState.PARTLY
    assert states["chi_dao"] is SectionState.EMPTY


def test_carried_entries_and_findings_show_at_their_section() -> None:
    made = report(sections={"danh_gia.uu_diem": [{"text": "a", "state": "carried"}]})
    at_figure = Finding("completeness.missing-figure", "warning", "figures.tthc_tong", "")
    note = Finding("completeness.empty-section", "info", "sections.phuong_huong", "")
    states = section_states(made, [at_figure, note])
    assert states["danh_gia"] is states["danh_gia.uu_diem"] is SectionState.CARRIED
    assert states["ket_qua.tthc.linh_vuc"] is SectionState.FAULTY
    assert states["phuong_huong"] is SectionState.EMPTY
    words = progress(made, [at_figure, note]).words
    assert words == "1/16 mục đã điền  ·  1 ý chưa rà soát  ·  1 điểm cần xem lại"
