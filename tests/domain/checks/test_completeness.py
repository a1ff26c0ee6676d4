from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.checks import completeness
from cchc_desktop.domain.finding import ERROR, INFO, WARNING
from cchc_desktop.domain.period import Window
from cchc_desktop.domain.report import Report
from tests.domain.checks.conftest import Say, one_stop, with_figures


@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("unit", "issuer"),
        ("unit", "symbol"),
        ("unit", "place"),
        ("document", "subject"),
        ("signer", "title"),
        ("signer", "name"),
    ],
)
def test_a_component_that_every_document_has_may_not_be_missing(report: Report, part: str, key: str) -> None:
    (found,) = completeness.header(replace(report, **{part: replace(getattr(report, part), **{key: " "})}))
    assert (found.rule, found.severity, found.place) == ("completeness.header", ERROR, f"{part}.{key}")


def test_number_date_and_superior_may_be_missing(report: Report) -> None:
    draft = replace(
        report,
        document=replace(report.document, number=None, date=None),
        unit=replace(report.unit, superior=""),
    )
    assert list(completeness.header(draft)) == []


def test_the_window_has_both_ends(report: Report) -> None:
    (found,) = completeness.header(replace(report, window=Window(date(2021, 12, 15), None)))
    assert found.place == "window.to"
    unread = replace(report, window=Window(None, date(2022, 6, 14)), unreadable={"window.from": "hôm qua"})
    assert list(completeness.header(unread)) == []


def test_what_cannot_be_read_is_quoted_with_its_place(report: Report) -> None:
    places = {
        "figures.tthc_tong": "thủ tục",
        "appendices.mot_cua.rows[1].cells.nhan": "Hộ tịch",
        "document.date": "ngày có thật",
    }
    found = list(completeness.unreadable(replace(report, unreadable=dict.fromkeys(places, "mười hai"))))
    assert [(f.rule, f.severity, f.place) for f in found] == [
        ("completeness.unreadable", ERROR, place) for place in places
    ]
    for finding, word in zip(found, places.values(), strict=True):
        assert "“mười hai”" in finding.message
        assert word.lower() in finding.message.lower()


def test_required_figures_and_slots_need_values(report: Report, say: Say) -> None:
    assert list(completeness.missing_figure(report)) == []
    blank = with_figures(say("Có {may_in} máy in, {khong_co} và {mot_cua.nhan} hồ sơ."), tthc_tong=None, may_in=None)
    blank = replace(blank, appendices={**blank.appendices, "mot_cua": one_stop({})})
    found = list(completeness.missing_figure(blank))
    assert {(f.rule, f.severity) for f in found} == {("completeness.missing-figure", WARNING)}
    text = "sections.ket_qua.tthc.kiem_soat[0].text"
    assert [f.place for f in found] == ["figures.tthc_tong", text, text, text]
    assert "khong_co" in found[2].message


def test_every_empty_section_is_an_information(report: Report, say: Say) -> None:
    found = list(completeness.empty_section(say("Đã có ý.")))
    assert {(f.rule, f.severity) for f in found} == {("completeness.empty-section", INFO)}
    assert len(found) == len(report.template.leaves) - 1
    assert "sections.ket_qua.tthc.kiem_soat" not in [f.place for f in found]
