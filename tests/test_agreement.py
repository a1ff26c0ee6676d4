"""A correction in an earlier period is told to the later ones, and changes none of them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.edit import CellEdit
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE

LATER = "2022-Q3"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The sample of H1, and an issued report of Q3 that goes on from it."""
    made = Workspace(tmp_path / "data")
    stated = json.loads(SAMPLE.read_text("utf-8"))
    for period, status in (("2022-H1", "draft"), (LATER, "issued")):
        file = tmp_path / f"{period}.json"
        file.write_text(json.dumps(continuing(stated, period) | {"status": status}), "utf-8")
        made.load([file])
    yield made
    made.close()


def continuing(stated: dict[str, Any], period: str) -> dict[str, Any]:
    """The values of a report of `period`; after H1, its openings are what H1 leaves."""
    made: dict[str, Any] = json.loads(json.dumps(stated)) | {"period": period, "window": None}
    del made["window"]
    if period == LATER:
        for row in made["appendices"]["mot_cua"]["rows"]:
            cells = row["cells"]
            left = (cells["dang"] or 0) + (cells["qua_han"] or 0)
            row["cells"] = dict.fromkeys(cells, 0) | {"ton_dau": left, "dang": left}
    return made


def correct(workspace: Workspace) -> None:
    """One dossier of H1's first row turns out to be open still."""
    row = workspace.report(1).appendices["mot_cua"].rows[0]
    edits = [
        CellEdit("mot_cua", row.key, "dung", str((row.cells["dung"] or 0) - 1)),
        CellEdit("mot_cua", row.key, "dang", str((row.cells["dang"] or 0) + 1)),
    ]
    workspace.save(1, edits)


def test_what_goes_on_is_not_pointed_out(workspace: Workspace) -> None:
    assert workspace.issue(1, 91, date(2022, 6, 16)) == []
    assert workspace.disagreeing() == {}


def test_a_correction_names_the_later_report_that_does_not_go_on_from_it(workspace: Workspace) -> None:
    workspace.issue(1, 91, date(2022, 6, 16))
    workspace.reopen(1, "sửa số hồ sơ")
    later = workspace.dump(2)
    correct(workspace)
    (warning,) = workspace.issue(1, 91, date(2022, 6, 16))
    assert warning.startswith("Báo cáo quý III năm 2022 (số 2) không còn khớp: ")
    assert "báo cáo 6 tháng đầu năm 2022 còn lại" in warning
    assert workspace.dump(2) == later
    assert list(workspace.disagreeing()) == [2]
