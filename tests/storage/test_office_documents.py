"""What an office puts beside the shipped list of documents outlives the program, and is never deleted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.citations import CitationList
from cchc_desktop.domain.own_documents import stated
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.workspace import Workspace

OWN = stated({"kind": "Nghị định", "number": "130/2005/NĐ-CP", "subject": "như cơ quan ghi"})
LIST = """
as_of = "{day}"
[[document]]
kind = "Nghị định"
number = "130/2005/NĐ-CP"
subject = "{subject}"
sure = "confirmed"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def subject(folder: Path, number: str = "130/2005/NĐ-CP") -> str:
    """As a program that is started anew knows it."""
    workspace = Workspace(folder)
    (found,) = workspace.citations().of_number(number)
    workspace.close()
    return found.subject


def test_the_office_s_word_counts_before_the_lists_and_the_newer_list_before_the_older(folder: Path) -> None:
    workspace = Workspace(folder)
    shipped = subject(folder)
    workspace.documents.take_in("mới.toml", LIST.format(day="2027-01-01", subject="mới"))
    workspace.documents.take_in("cũ.toml", LIST.format(day="2025-01-01", subject="cũ"))
    assert subject(folder) == "mới"
    workspace.documents.keep(OWN)
    assert subject(folder) == "như cơ quan ghi"
    assert workspace.citations().as_of == date(2027, 1, 1)
    workspace.documents.remove(OWN)
    workspace.documents.use("mới.toml", False)
    assert subject(folder) == "cũ"
    workspace.documents.use("cũ.toml", False)
    assert subject(folder) == shipped
    workspace.documents.use("mới.toml", True)
    workspace.documents.take_back(OWN)
    assert subject(folder) == "như cơ quan ghi"
    workspace.close()


def test_a_list_that_is_taken_in_again_is_in_use(folder: Path) -> None:
    workspace = Workspace(folder)
    workspace.documents.take_in("a.toml", LIST.format(day="2027-01-01", subject="một"))
    workspace.documents.use("a.toml", False)
    assert workspace.documents.take_in("a.toml", LIST.format(day="2027-02-01", subject="hai")) == 1
    assert [(made.name, made.used) for made in workspace.documents.lists()] == [("a.toml", True)]
    assert subject(folder) == "hai"
    workspace.close()


def test_a_refused_document_changes_nothing(folder: Path) -> None:
    workspace = Workspace(folder)
    workspace.documents.keep(OWN)
    with pytest.raises(Refusal):
        workspace.documents.keep(replace(OWN, subject="khác"))
    assert workspace.documents.own().kept == (OWN,)
    workspace.documents.remove(OWN)
    assert workspace.documents.own().removed == (OWN,)
    assert workspace.documents.over(CitationList()).documents == ()
    workspace.close()
