"""Data folders to damage and to bring back."""

import shutil
from datetime import datetime
from pathlib import Path

from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.workspace import Workspace
from tests.builders import SAMPLE

MORNING = datetime(2026, 11, 22, 8, 30)
OLD_DATABASES = Path(__file__).parent.parent / "data" / "databases"


class Clock:
    """A time that stands still until it is moved."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def filled(folder: Path) -> Path:
    """A data folder with the sample report, closed in good order; gives the database."""
    workspace = Workspace(folder)
    workspace.load([SAMPLE])
    workspace.close()
    return folder / FILE_NAME


def old(folder: Path, version: int) -> Path:
    """A data folder with a database as that version of the schema left it."""
    folder.mkdir(parents=True)
    database = folder / FILE_NAME
    shutil.copyfile(OLD_DATABASES / f"version_{version}.sqlite3", database)
    return database


def everything(folder: Path) -> dict[int, str]:
    """All reports of a data folder as files, by id; whatever trouble there is comes out."""
    workspace = Workspace(folder)
    try:
        workspace.check_database()
        return {summary.id: workspace.dump(summary.id) for summary in workspace.reports()}
    finally:
        workspace.close()
