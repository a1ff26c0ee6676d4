"""What this program exported comes back as the same report."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.period import Kind, Period
from cchc_desktop.domain.report import (
    AppendixData,
    DocumentHead,
    Entry,
    Report,
    Row,
    Signer,
    Unit,
    blank_appendix,
    new_report,
)
from cchc_desktop.domain.template import Appendix, Template
from cchc_desktop.export.compose import compose
from cchc_desktop.export.docx_writer import write
from cchc_desktop.export.style import read_style
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.result import Confidence
from cchc_desktop.importing.taking_over import to_report
from cchc_desktop.text.marks import Run, parse
from cchc_desktop.text.marks import write as write_marks
from tests.importing.layouts import RESOURCES, printed, sample, templates

TEMPLATES = templates()
STYLE = read_style((RESOURCES / "styles" / "nd30.toml").read_text(encoding="utf-8"))

WORDS = (
    "Phòng báo cáo kế hoạch số 05 ngày 12/01/2022 cải cách thủ tục hành chính, I. 1. a) - + * { } \\ “tốt” (TTHC); "
    "Nơi nhận: Kính gửi Phụ lục II 1.250 99,4% Trên đây là Đánh giá chung. …"
).split()
PLAIN = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join).filter(lambda text: text.strip(" -–+*"))
NAMES = st.lists(st.sampled_from("Kinh tế Văn hóa Nội vụ và Hạ tầng Lam Khê".split()), min_size=1, max_size=4)
RUNS = st.lists(st.builds(Run, PLAIN, st.booleans(), st.booleans()), min_size=1, max_size=3)
COUNTS = st.one_of(st.none(), st.integers(0, 99_999))


@st.composite
def marked(draw: st.DrawFn) -> str:
    """A text as the window would store it."""
    runs = draw(RUNS)
    spaced = [replace(run, text=run.text + " ") for run in runs[:-1]]
    return write_marks([*spaced, runs[-1]])


@st.composite
def appendices(draw: st.DrawFn, appendix: Appendix) -> AppendixData:
    def cells() -> dict[str, int | None]:
        return {column.key: draw(COUNTS) for column in appendix.typed_columns}

    if appendix.rows:
        return AppendixData(tuple(replace(row, cells=cells()) for row in blank_appendix(appendix).rows))
    labels = draw(st.lists(NAMES.map(" ".join), unique=True, max_size=5))
    rows = (Row(f"r{number}", label, cells()) for number, label in enumerate(labels, 1))
    return AppendixData(tuple(row for row in rows if any(value is not None for value in row.cells.values())))


@st.composite
def reports(draw: st.DrawFn, template: Template) -> Report:
    period = Period(draw(st.integers(2015, 2030)), draw(st.sampled_from([k for k in Kind if k is not Kind.Y])))
    office = " ".join(draw(NAMES))
    addressees = draw(st.lists(NAMES.map(" ".join), max_size=3))
    made = new_report(template, period, Unit("UBND huyện A", f"Phòng {office}", "PB", "A"), Signer())
    return replace(
        made,
        document=DocumentHead(
            number=draw(st.integers(1, 9_999)),
            date=draw(st.dates(date(2015, 1, 1), date(2030, 12, 31))),
            subject=made.document.subject,
            addressees=tuple(addressees),
            # Where somebody is greeted, "Như trên" is printed first in any case.
            recipients=(*["Như trên"] * bool(addressees), *draw(st.lists(NAMES.map(" ".join), max_size=3))),
            archive="VT",
        ),
        signer=Signer(capacity="KT.", title="Trưởng phòng", deputy_title="Phó Trưởng phòng", name="Nguyễn Văn A"),
        sections={
            section.key: tuple(Entry(draw(marked())) for _ in range(draw(st.integers(0, 3))))
            for section in template.leaves
        },
        appendices={appendix.key: draw(appendices(appendix)) for appendix in template.appendices},
    )


def exported(report: Report) -> bytes:
    return write(compose(report), STYLE)


def looks(report: Report, key: str) -> list[list[Run]]:
    """The runs of a section's entries, blanks between words as one."""
    return [
        [replace(run, text=" ".join(run.text.split())) for run in parse(entry.text)] for entry in report.sections[key]
    ]


@pytest.mark.parametrize("key", list(TEMPLATES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_report_comes_back(key: str, data: st.DataObject):
    report = data.draw(reports(TEMPLATES[key]))
    imported = read_report(exported(report), TEMPLATES, report.period)
    found = to_report(imported)
    assert found.template.key == key
    assert [piece for piece in imported.pieces if piece.confidence is not Confidence.SURE] == []
    for section in report.template.leaves:
        assert looks(found, section.key) == looks(report, section.key), section.key
    for appendix in report.template.appendices:
        typed = {column.key for column in appendix.typed_columns}
        got, wanted = found.appendices[appendix.key].rows, report.appendices[appendix.key].rows
        assert [row.label for row in got] == [row.label for row in wanted]
        assert [{column: row.cells.get(column) for column in typed} for row in got] == [row.cells for row in wanted]
    assert found.document == report.document
    assert found.signer == report.signer
    assert found.opening == printed(report.opening, report)
    assert found.closing == printed(report.closing, report)
    # Names stand in capitals in print.
    assert found.unit.issuer.casefold() == report.unit.issuer.casefold()
    assert (found.unit.superior, found.unit.symbol, found.unit.place) == ("UBND huyện A", "PB", "A")


@pytest.mark.parametrize("key", list(TEMPLATES))
def test_the_sample_comes_back_with_its_names(key: str):
    report = sample(key)
    found = to_report(read_report(exported(report), TEMPLATES))
    assert (found.unit, found.document, found.signer) == (report.unit, report.document, report.signer)
    assert (found.period, found.window) == (report.period, report.window)
    # A text may name a document in the name of another one.
    for key, entries in report.sections.items():
        for entry, again in zip(entries, found.sections[key], strict=True):
            assert set(entry.citations) <= set(again.citations)
