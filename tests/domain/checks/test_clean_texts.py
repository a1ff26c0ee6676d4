"""The number of false alarms matters as much as the hits: what is right gets no word of complaint."""

from dataclasses import replace
from pathlib import Path

import pytest

from cchc_desktop.domain.checks import Context, check
from cchc_desktop.domain.finding import INFO
from cchc_desktop.domain.report import Entry, Report
from cchc_desktop.domain.serial import load
from cchc_desktop.domain.template_file import read_template

ROOT = Path(__file__).parents[3]
LINES = (ROOT / "tests/data/clean_sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line for line in LINES if line and not line.startswith("#")]
SAMPLES = sorted((ROOT / "resources/samples").glob("*.json"))


def test_there_are_enough_clean_sentences() -> None:
    assert len(set(SENTENCES)) >= 200


def test_the_report_itself_is_right(report: Report, context: Context) -> None:
    assert [finding for finding in check(report, context) if finding.severity != INFO] == []


@pytest.mark.parametrize("section", ["chi_dao.to_chuc", "ket_qua.tthc.kiem_soat", "ket_qua.bo_may", "danh_gia.uu_diem"])
def test_no_clean_sentence_is_complained_of(report: Report, context: Context, section: str) -> None:
    complaints = []
    for sentence in SENTENCES:
        said = replace(report, sections={**report.sections, section: (Entry(sentence),)})
        complaints += [(sentence, finding) for finding in check(said, context) if finding.severity != INFO]
    assert complaints == []


def test_all_clean_sentences_stand_together(report: Report, context: Context) -> None:
    keys = list(report.sections)
    sections = {key: tuple(Entry(s) for s in SENTENCES[at :: len(keys)]) for at, key in enumerate(keys)}
    assert check(replace(report, sections=sections), context) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_are_right(sample: Path, context: Context) -> None:
    files = (ROOT / "resources/templates").glob("*.toml")
    templates = [read_template(file.read_text(encoding="utf-8"), file.name) for file in files]
    report = load(sample.read_bytes(), {template.key: template for template in templates}, sample.name)
    assert [finding for finding in check(report, context) if finding.severity != INFO] == []
