"""The number of false alarms matters as much as the hits: what is right gets no word of complaint."""

from dataclasses import replace
from pathlib import Path

import pytest

from cchc_desktop.domain.checks import Context, check
from cchc_desktop.domain.finding import INFO
from cchc_desktop.domain.report import Entry, Report
from tests.builders import sample

ROOT = Path(__file__).parents[3]


def sentences(name: str) -> list[str]:
    lines = (ROOT / "tests/data" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


SENTENCES = sentences("clean_sentences.txt")
OF_2026 = sentences("clean_sentences_2026.txt")
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


@pytest.mark.parametrize("section", ["ket_qua.tthc.mot_cua", "ket_qua.bo_may", "danh_gia.uu_diem"])
def test_no_clean_sentence_of_two_tiers_is_complained_of(context: Context, section: str) -> None:
    """Beside the figures of the shipped sample of 2026."""
    shipped = sample(ROOT / "resources/samples/bao_cao_mau_nq76.json")
    silent = replace(shipped, sections=dict.fromkeys(shipped.sections, ()))
    complaints = []
    for sentence in OF_2026:
        said = replace(silent, sections={**silent.sections, section: (Entry(sentence),)})
        complaints += [(sentence, finding) for finding in check(said, context) if finding.severity != INFO]
    assert complaints == []


@pytest.mark.parametrize("file", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_are_right(file: Path, context: Context) -> None:
    assert [finding for finding in check(sample(file), context) if finding.severity != INFO] == []
