"""What the database tells without a report being read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop.storage.catalogue import Catalogue
from cchc_desktop.storage.database import open_database
from cchc_desktop.storage.trouble import Damaged
from cchc_desktop.workspace import Workspace
from tests.storage.folders import filled, old


@pytest.mark.parametrize("version", [1, 6])
def test_the_list_says_of_a_report_what_the_report_says(tmp_path: Path, version: int) -> None:
    old(tmp_path / "data", version)
    workspace = Workspace(tmp_path / "data")
    for summary in workspace.reports() + workspace.trashed():
        report = workspace.report(summary.id)
        entries = report.sections.values()
        assert (summary.template, summary.period, summary.status) == (report.template.key, report.period, report.status)
        assert (summary.issuer, summary.subject) == (report.unit.issuer, report.document.subject)
        assert (summary.filled, summary.leaves) == (sum(map(bool, entries)), len(report.template.leaves))
    assert [summary.trashed is None for summary in workspace.trashed()] == [False]
    workspace.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE report SET template_id = 9",
        "UPDATE report SET period = '2022'",
        "UPDATE report SET updated = 'yesterday'",
    ],
)
def test_what_was_never_stored_so_is_damage(tmp_path: Path, damage: str) -> None:
    database = filled(tmp_path / "data")
    with closing(sqlite3.connect(database)) as other, other:
        other.execute(damage)
    catalogue = Catalogue(open_database(database))
    with pytest.raises(Damaged):
        catalogue.summaries()
    catalogue.close()


def test_an_empty_database_lists_nothing(tmp_path: Path) -> None:
    catalogue = Catalogue(open_database(tmp_path / "cchc.sqlite3"))
    assert catalogue.summaries() == catalogue.summaries(trashed=True) == []
    catalogue.close()
