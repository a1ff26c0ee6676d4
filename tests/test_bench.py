"""The bench measures and tells; that its figures are small enough is nothing for a test."""

import json
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import checking, report, searching, word
from tests.bench.measure import Measure, NotMeasured, compared, percentile


def test_the_cheapest_measures_give_figures_and_a_file(tmp_path: Path) -> None:
    searches = searching.searches(tmp_path, reports=2 * searching.DIFFERENT, rounds=1)
    results = [*checking.checks(), word.beside_zipping(rounds=1), *searches]
    assert all(isinstance(result, Measure) and result.ours > 0 and result.other > 0 for result in results)
    file = tmp_path / "out" / "bench.json"
    report.write(results, file)
    told = json.loads(file.read_bytes())
    assert [entry["name"] for entry in told] == [result.name for result in results]
    assert all(entry["over"] == (entry["ratio"] > entry["bound"]) for entry in told)


def test_the_table_marks_what_is_over_its_bound_and_says_what_is_left_out() -> None:
    within, over = Measure("A", 2.0, "B", 1.0, 2.0, 2.0), Measure("C", 2.1, "B", 1.0, 2.1, 2.0)
    lines = report.table([within, over, NotMeasured("D", "vì thế")]).splitlines()
    assert lines[2].endswith("đạt")
    assert lines[3].endswith("VƯỢT")
    assert lines[4] == "Không đo: D: vì thế."


def test_a_ratio_is_that_of_the_pairs() -> None:
    # While the second pair ran the machine was busy.
    measure = compared("A", [2.0, 40.0, 2.0], "B", [1.0, 20.0, 1.0], bound=3.0)
    assert (measure.ours, measure.other, measure.ratio, measure.over) == (2.0, 1.0, 2.0, False)


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(value) for value in range(200, 0, -1)]
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99)] == [100.0, 190.0, 198.0]
    assert percentile([7.0], 0.99) == 7.0


def test_an_unknown_name_is_told_with_the_names_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["docx", "tốc độ"]) == 2
    told = capsys.readouterr().err
    assert "tốc độ" in told
    assert "keystroke" in told
