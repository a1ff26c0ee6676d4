"""Opening the database file and speaking to it from several threads."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peewee import SqliteDatabase

from cchc_desktop.storage.migrations import migrate
from cchc_desktop.storage.trouble import damaged, told

FILE_NAME = "cchc.sqlite3"

_PRAGMAS = {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000, "journal_mode": "wal"}


class Database:
    """One SQLite file. Every thread that uses it has a connection of its own, which it closes with `close`.

    Made by `open_database`. All errors come out as storage.trouble tells them.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = SqliteDatabase(str(path), pragmas=_PRAGMAS, autoconnect=False)

    @contextmanager
    def reading(self) -> Iterator[SqliteDatabase]:
        """A connected database; what is read inside is of one moment."""
        with told(self.path):
            self._connect()
            with self._database.atomic():
                yield self._database

    @contextmanager
    def writing(self) -> Iterator[SqliteDatabase]:
        """One write transaction, begun at once: committed to the disk on leaving, undone on an error."""
        with told(self.path):
            self._connect()
            with self._database.atomic("IMMEDIATE"):
                yield self._database

    def migrate(self) -> None:
        with told(self.path):
            self._connect()
            migrate(self._database)

    def check(self) -> None:
        """Raises `Damaged` where SQLite's quick check finds fault with the file."""
        with told(self.path):
            self._connect()
            verdict = self._database.execute_sql("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise damaged(self.path)

    def close(self) -> None:
        """Closes this thread's connection."""
        if not self._database.is_closed():
            self._database.close()

    def _connect(self) -> None:
        self._database.connect(reuse_if_open=True)


def open_database(path: Path) -> Database:
    """The database at `path`, made where there is none, in the newest version.

    An existing file is never replaced: an empty or damaged one is `Damaged`.
    """
    if not path.exists():
        _create(path)
    elif path.stat().st_size == 0:
        raise damaged(path)
    database = Database(path)
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return database


def _create(path: Path) -> None:
    """Makes an empty database under another name and puts it in place whole.

    An empty file under the final name would look like a damaged one to the next start; where another process
    has put its own there meanwhile, that one stays.
    """
    with told(path):
        new = path.with_name(f"{path.name}.{os.getpid()}.new")
        new.unlink(missing_ok=True)
        connection = sqlite3.connect(new)
        try:
            new.chmod(0o600)
            connection.execute("PRAGMA journal_mode = wal")
            connection.execute("PRAGMA user_version = 0")
            connection.execute("VACUUM")
        finally:
            connection.close()
        try:
            with suppress(FileExistsError):
                if os.name == "nt":
                    new.rename(path)
                else:
                    os.link(new, path)
        finally:
            new.unlink(missing_ok=True)
