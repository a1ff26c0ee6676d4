"""The sample report, laid out in Word in eight manners, comes in whole and in its places."""

import re
from collections import Counter

import pytest

from cchc_desktop.domain.report import Report
from cchc_desktop.importing.report_reader import read_report
from cchc_desktop.importing.result import Import
from cchc_desktop.importing.source import paragraphs
from cchc_desktop.importing.taking_over import to_report
from cchc_desktop.importing.word_reader import read_word
from tests.importing.layouts import MANNERS, laid_out, printed, sample, templates

TEMPLATES = templates()
CASES = [(key, manner) for key in TEMPLATES for manner in MANNERS]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}, {case[1]}")
def case(request) -> tuple[Report, bytes, Import]:
    key, manner = request.param
    report = sample(key)
    data = laid_out(report, manner)
    return report, data, read_report(data, TEMPLATES)


def test_entries_are_in_their_sections(case):
    report, _, imported = case
    found = to_report(imported)
    wanted = [(key, printed(entry.text, report)) for key, entries in report.sections.items() for entry in entries]
    got = {(key, printed(entry.text, found)) for key, entries in found.sections.items() for entry in entries}
    right = sum(pair in got for pair in wanted)
    assert right >= 0.95 * len(wanted), [pair for pair in wanted if pair not in got]


def test_cells_are_where_they_belong(case):
    report, _, imported = case
    found = to_report(imported)
    for key, data in report.appendices.items():
        rows = found.appendices[key].rows
        assert [row.label for row in rows] == [row.label for row in data.rows]
        for row, wanted in zip(rows, data.rows, strict=True):
            typed = {column.key for column in report.template.appendix_by_key[key].typed_columns}
            assert {column: row.cells.get(column) for column in typed} == {
                column: wanted.cells.get(column) for column in typed
            }


def test_the_letter_around_it_is_the_same(case):
    report, _, imported = case
    found = to_report(imported)
    assert (found.template.key, found.period) == (report.template.key, report.period)
    assert found.unit == report.unit
    assert found.document == report.document
    assert found.signer == report.signer
    assert found.window == report.window
    assert found.opening == printed(report.opening, report)
    assert found.closing == printed(report.closing, report)
    assert found.status == "issued"


def test_every_paragraph_is_accounted_for(case):
    _, data, imported = case
    every = {paragraph.index for paragraph in paragraphs(read_word(data).blocks)}
    said = [*imported.pieces, *imported.tables, *imported.left_out]
    assert {index for part in said for index in part.sources} == every


def test_no_sentence_is_lost(case):
    report, _, imported = case
    found = to_report(imported)
    words = Counter(re.findall(r"\w+", " ".join(printed(text, found) for _, text in found.body_texts())))
    wanted = Counter(re.findall(r"\w+", " ".join(printed(text, report) for _, text in report.body_texts())))
    assert not wanted - words
