"""The findings as a file for a colleague: whole, readable elsewhere, and honest about what was not looked at."""

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from cchc_desktop import paths
from cchc_desktop.domain.finding import Finding
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.export.verdict_file import write_docx, write_xlsx
from cchc_desktop.export.verify import FAIL, RuleResult, verify
from cchc_desktop.workspace import write_verdict
from tests.export import documents

DAY = date(2022, 6, 16)
NAME = "Báo cáo quý.docx"
HEADS = ["Quy tắc", "Kết quả", "Chỗ", "Điều tìm thấy", "Căn cứ"]


@pytest.fixture(scope="module")
def results() -> list[RuleResult]:
    """What is found in a file of Word's own defaults: some of each state."""
    made, stream = docx.Document(), io.BytesIO()
    made.add_paragraph("UBND thị xã A , <b>")
    made.save(stream)
    return verify(stream.getvalue(), paths.resource("styles/nd30.toml").read_text("utf-8"))


def in_word(data: bytes) -> list[list[str]]:
    (table,) = docx.Document(io.BytesIO(data)).tables
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


def in_excel(data: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[value or "" for value in row] for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_every_finding_stands_in_both_files_with_its_rule_and_clause(results: list[RuleResult]) -> None:
    word, excel = in_word(write_docx(NAME, results, DAY, documents.style())), in_excel(write_xlsx(NAME, results, DAY))
    assert word == excel
    assert word[0] == HEADS
    found = {(result.rule, finding.message, finding.reference) for result in results for finding in result.findings}
    assert {(rule, message, clause) for rule, _, _, message, clause in word[1:]} == found
    assert len(word) - 1 == sum(len(result.findings) for result in results)


def test_what_fails_comes_first_and_what_was_not_looked_at_is_not_called_a_pass(results: list[RuleResult]) -> None:
    rows = in_word(write_docx(NAME, results, DAY, documents.style()))[1:]
    words = {"fail": "Không đạt", "not_evaluated": "Không xét", "pass": "Đạt"}
    assert list(dict.fromkeys(state for _, state, *_ in rows)) == list(words.values())
    assert {rule: state for rule, state, *_ in rows} == {result.rule: words[result.state] for result in results}


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("paragraph[12]", "Đoạn 13"),
        ("table[0].row[1]", "Bảng 1, hàng 2"),
        ("section[1]", "Phần 2"),
        ("header[0]", "Lề trên, phần 1"),
        ("", ""),
    ],
)
def test_a_place_is_told_as_a_person_counts(place: str, words: str) -> None:
    result = RuleResult("K01", FAIL, (Finding("K01", "error", place, "Sai.", "Mục I"),))
    assert in_excel(write_xlsx(NAME, [result], DAY))[1] == ["K01", "Không đạt", words, "Sai.", "Mục I"]


def test_file_day_and_verdict_stand_above_the_table(results: list[RuleResult]) -> None:
    said = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(write_docx(NAME, results, DAY, documents.style()))).paragraphs
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(NAME, results, DAY))).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == said[:3]
    assert said[1] == "(Tệp Báo cáo quý.docx, xét ngày 16/06/2022 theo Nghị định số 30/2020/NĐ-CP)"
    assert said[2].startswith("Đạt ")


def test_a_quoted_text_is_no_formula() -> None:
    result = RuleResult("K01", FAIL, (Finding("K01", "error", "", "=1+1", "Mục I"),))
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(NAME, [result], DAY))).worksheets[0]
    assert (sheet["D6"].value, sheet["D6"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_a_second_opinion_finds_no_error_and_the_bytes_are_the_same_each_time(
    results: list[RuleResult], tmp_path: Path, ending: str
) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    for target in (first, second):
        write_verdict(target, NAME, results, DAY)
    assert first.read_bytes() == second.read_bytes()
    assert [str(error) for error in OpenXmlValidator(max_errors=100).validate(first).errors] == []


def test_another_ending_or_a_file_that_is_there_is_refused(results: list[RuleResult], tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"\.docx hoặc \.xlsx"):
        write_verdict(tmp_path / "a.pdf", NAME, results, DAY)
    (tmp_path / "a.docx").write_bytes(b"before")
    with pytest.raises(Refusal, match="đã có"):
        write_verdict(tmp_path / "a.docx", NAME, results, DAY)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.docx", b"before")]
