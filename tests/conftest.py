"""What every test may ask for: the long tests' switch, and the programs that give a second opinion on a file."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

# Before anything imports Qt; `dev.py test` sets the same, this is for who calls pytest directly.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

# LibreOffice needs 3 s for a report; a cold start on a busy machine was seen to take 30.
CONVERSION_SECONDS = 120


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked long, too")
    parser.addoption("--remake-reference", action="store_true", help="write tests/reference/ anew; read the diff")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def program(name: str, package: str) -> str:
    """Return the full path of a program; without it the test fails, since a skipped check looks like a passed one."""
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"This test calls {name}. On Debian or Ubuntu: sudo apt-get install {package}", pytrace=False)
    return path


@pytest.fixture(scope="session", autouse=True)
def nobody_s_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A test that names no data folder does not touch the one of the person who runs it."""
    os.environ["CCHC_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def soffice() -> str:
    return program("soffice", "libreoffice-writer-nogui")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    return program("pdftotext", "poppler-utils")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    return program("pdftoppm", "poppler-utils")


@pytest.fixture(scope="session")
def render_pdf(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return a function that has LibreOffice print a document into a PDF file of its own."""
    # A profile of our own: LibreOffice hands the work to a running office of the same profile and returns at once.
    profile = tmp_path_factory.mktemp("libreoffice")

    def render(document: Path) -> Path:
        folder = tmp_path_factory.mktemp("pdf")
        pdf = folder / f"{document.stem}.pdf"
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(document)]
        said = ""
        # A first start that only sets up its profile may end without a file and without an error: ask once more.
        for _ in range(2):
            said = run_to_the_end(command)
            if pdf.is_file() and pdf.stat().st_size:
                return pdf
        pytest.fail(f"LibreOffice made no PDF of {document}: {said}", pytrace=False)

    return render


def run_to_the_end(command: list[str]) -> str:
    """Run a program and return what it said; past the time, end it together with the processes it started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=CONVERSION_SECONDS)[0]
    except subprocess.TimeoutExpired:
        # soffice is a script whose child does the work: ending the script alone leaves the child and the pipe open.
        if os.name == "posix":
            os.killpg(process.pid, 9)
        else:
            process.kill()
        return f"no answer in {CONVERSION_SECONDS} s. {process.communicate()[0]}"
