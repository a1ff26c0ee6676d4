"""The project's own order: what a file must have and what must not be in one."""

import ast
import itertools
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("", "-dev", "-build", "-bench")
LOCKS = {name: ROOT / "packaging" / name for name in (f"requirements{kind}.lock" for kind in KINDS)}


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def distribution(requirement: str) -> str:
    """Return the name that package indexes know a requirement by."""
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def pinned(lock: Path) -> dict[str, str]:
    """Return each package of a lock file with everything that stands for it there."""
    entries = re.split(r"^(?=[a-z0-9])", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {distribution(entry): entry for entry in entries}


@pytest.mark.parametrize("path", modules("cchc_desktop"), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_for(path: Path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_file_knows_the_machine_it_was_written_on():
    folders = ("cchc_desktop", "packaging", "resources", "tests", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*")] + list(ROOT.iterdir())
    kinds = {".py", ".toml", ".md", ".lock", ".json", ".spec", ".nsi", ".txt", ".html", ""}
    # Written apart, so that this file does not name one itself.
    workplace = re.compile("/" + "work/|/" + "root/|/" + "home/[a-z]")
    texts = (path for path in files if path.suffix in kinds and path.is_file() and path.name != ".git")
    assert [path for path in texts if workplace.search(path.read_text(encoding="utf-8", errors="replace"))] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_index(name: str):
    entries = pinned(LOCKS[name])
    assert entries
    assert [entry for entry in entries.values() if not re.match(r"\S+==\S+ .*--hash=sha256:", entry, re.DOTALL)] == []
    assert "://" not in LOCKS[name].read_text(encoding="utf-8")


def test_the_locks_hold_what_the_project_asks_for_and_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, *others = (pinned(path) for path in LOCKS.values())
    assert {distribution(one) for one in project["project"]["dependencies"]} <= runtime.keys()
    for kind, lock in zip(KINDS[1:], others, strict=True):
        assert {distribution(one) for one in project["dependency-groups"][kind[1:]]} <= lock.keys()
    for first, second in itertools.combinations((runtime, *others), 2):
        both = first.keys() & second.keys()
        assert {one: first[one].split()[0] for one in both} == {one: second[one].split()[0] for one in both}
