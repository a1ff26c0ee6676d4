"""The house has floors: a module imports only from floors below its own (design, section 2)."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "cchc_desktop"

LEAVES = {"paths", "crash", "settings", "archive", "update"}
WORLD = {"storage", "export", "importing"}

# What each part of the house may import of the house, besides itself. A part that is not named here has no floor
# yet: name it, with the smallest set that lets it do its work.
BELOW: dict[str, set[str]] = {
    "text": set(),
    "domain": {"text"},
    **{part: {"text", "domain"} for part in LEAVES},
    **{part: {"text", "domain"} | LEAVES for part in WORLD},
    "workspace": {"text", "domain"} | LEAVES | WORLD,
    "ui": {"text", "domain", "workspace"} | LEAVES | WORLD,
    "cli": {"text", "domain", "workspace"} | LEAVES | WORLD,
    "app": {"text", "domain", "workspace", "ui", "cli"} | LEAVES | WORLD,
    "__init__": set(),
    "__main__": {"app", "cli"},
}

# Third-party packages of each part; the standard library is free to all.
PACKAGES: dict[str, set[str]] = {
    "paths": {"platformdirs"},
    "archive": {"lxml"},
    "update": {"nacl"},
    "storage": {"peewee", "playhouse", "nacl"},
    "export": {"docx", "openpyxl", "pypdf", "lxml"},
    "importing": {"openpyxl", "lxml", "rapidfuzz"},
    "workspace": {"nacl"},
    "ui": {"PySide6", "shiboken6"},
    "app": {"PySide6", "shiboken6"},
}

# Painting a page needs Qt; nothing else of export does.
PAINTERS = {f"export/{name}.py" for name in ("pdf_writer", "page_painter", "typesetting", "typeface")}


def part_of(module: str) -> str:
    """Return the part of the house that a dotted module name belongs to: storage for cchc_desktop.storage.backup."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def imported(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of everything imported anywhere in a module that lies in `package`."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                parents = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                base = ".".join([*parents, *([module] if module else [])])
                # `from cchc_desktop import storage` names a part only in the alias.
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def trespasses(path: str, source: str) -> list[str]:
    """Return a sentence for each import that the module at `path` (relative to the package) must not make."""
    folders = path.split("/")[:-1]
    part = folders[0] if folders else path.removesuffix(".py")
    if part not in BELOW:
        return [f"{path}: {part} has no floor"]
    packages = PACKAGES.get(part, set()) | ({"PySide6", "shiboken6"} if path in PAINTERS else set())
    found = []
    for line, name in imported(ast.parse(source), ".".join([PACKAGE, *folders])):
        top = name.split(".")[0]
        if top == PACKAGE:
            allowed = part_of(name) in BELOW[part] | {part} or part_of(name) not in BELOW
        else:
            allowed = top in sys.stdlib_module_names or top in packages
        if not allowed:
            found.append(f"{path}:{line}: {part} must not import {name}")
    return found


MODULES = {
    path.relative_to(ROOT / PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / PACKAGE).rglob("*.py"))
}


def test_every_module_imports_only_from_floors_below():
    assert MODULES
    assert [line for path, source in MODULES.items() for line in trespasses(path, source)] == []


@pytest.mark.parametrize(
    ("path", "source", "name"),
    [
        ("text/numbers.py", "import cchc_desktop.domain.report", "cchc_desktop.domain.report"),
        ("text/numbers.py", "from cchc_desktop import paths", "cchc_desktop.paths"),
        ("domain/report.py", "from ..storage import database", "cchc_desktop.storage.database"),
        ("domain/report.py", "from .. import storage", "cchc_desktop.storage"),
        ("domain/report.py", "import msgspec", "msgspec"),
        ("storage/database.py", "def late():\n    from cchc_desktop import export", "cchc_desktop.export"),
        ("export/docx_writer.py", "from PySide6.QtGui import QPainter", "PySide6.QtGui.QPainter"),
        ("export/compose.py", "if TYPE_CHECKING:\n    import peewee", "peewee"),
        ("importing/word.py", "import importlib\nimportlib.import_module('pypdf')", "pypdf"),
        ("workspace.py", "import cchc_desktop.ui.session", "cchc_desktop.ui.session"),
        ("ui/forms/section.py", "import docx.oxml", "docx.oxml"),
        ("ui/main_window.py", "from cchc_desktop.app import main", "cchc_desktop.app.main"),
        ("cli.py", "from cchc_desktop.ui import main_window", "cchc_desktop.ui.main_window"),
    ],
)
def test_an_import_from_above_or_beside_is_caught(path: str, source: str, name: str):
    assert [sentence.rpartition(" ")[2] for sentence in trespasses(path, source)] == [name]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("text/numbers.py", "import re\nfrom . import normal\nfrom .normal import nfc"),
        ("export/pdf_writer.py", "from PySide6.QtGui import QPdfWriter"),
        ("ui/forms/section.py", "from .. import session\nfrom ...workspace import Workspace"),
        ("workspace.py", "def export_pdf():\n    from cchc_desktop.export import pdf_writer"),
        ("workspace.py", "from cchc_desktop import __version__"),
    ],
)
def test_an_import_from_below_is_free(path: str, source: str):
    assert trespasses(path, source) == []


def test_a_part_without_a_floor_is_caught():
    assert trespasses("helpers/odds.py", "import re") == ["helpers/odds.py: helpers has no floor"]


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("workspace", ["PySide6"]),
        ("cli", ["PySide6"]),
        (
            "ui.main_window",
            ["docx", "lxml", "openpyxl", "pypdf", "nacl", "PySide6.QtPrintSupport"]
            + [f"{PACKAGE}.{name}" for name in ("domain.report", "domain.template_file", "storage.store", "update")],
        ),
    ],
)
def test_a_start_loads_nothing_that_it_does_not_need(module: str, never: list[str]):
    script = f"import json, sys, {PACKAGE}.{module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)).isdisjoint(never)
