"""Opening the database file and speaking to it from several threads."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from peewee import SqliteDatabase

from cchc_desktop.storage import seal
from cchc_desktop.storage.disk import wal_hindrance
from cchc_desktop.storage.hold import Hold
from cchc_desktop.storage.migrations import migrate
from cchc_desktop.storage.replacing import BESIDE, finish_replacing, set_damaged_aside
from cchc_desktop.storage.trouble import Damaged, DiskTrouble, damaged, missing, told

FILE_NAME = "cchc.sqlite3"


class Database:
    """One SQLite file. Every thread that uses it has a connection of its own, which it closes with `close`.

    Made by `open_database`. All errors come out as storage.trouble tells them. Nothing is written before the
    file was found sound; a damaged one is copied aside and not touched again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.wal_hindrance = wal_hindrance(path.parent)
        pragmas: dict[str, int | str] = {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000}
        if self.wal_hindrance:
            pragmas["journal_mode"] = "delete"
        self._database = SqliteDatabase(uri(path, "rw"), uri=True, pragmas=pragmas, autoconnect=False)
        self._hold = Hold(path)
        self._connections = 0
        self._counting = threading.RLock()
        self._checking = threading.Lock()
        self._sound: bool | None = None
        self._wrote = False
        self._of_thread = threading.local()

    @contextmanager
    def reading(self) -> Iterator[SqliteDatabase]:
        """A connected database; what is read inside is of one moment."""
        with self._told():
            self._connect()
            with self._database.atomic():
                yield self._database

    @contextmanager
    def writing(self) -> Iterator[SqliteDatabase]:
        """One write transaction, begun at once: committed to the disk on leaving, undone on an error."""
        self.check()
        with self._told():
            self._connect()
            self._begin_to_write()
            with self._database.atomic("IMMEDIATE"):
                yield self._database

    def migrate(self, before: Callable[[], object]) -> None:
        """Brings the schema of a sound database to the newest version; calls `before` where a step is to be done."""

        def about_to_write() -> None:
            self.check()
            before()
            self._begin_to_write()

        with self._told():
            self._connect()
            migrate(self._database, about_to_write)

    def check(self) -> None:
        """Raises `Damaged` where the file is not sound. Looks once; whoever comes meanwhile waits."""
        with self._checking:
            if self._sound is None:
                with self._told():
                    self._connect()
                    self._sound = self._is_sound()
                if not self._sound:
                    self._set_aside()
        if not self._sound:
            raise damaged(self.path)

    def close(self) -> None:
        """Closes this thread's connection."""
        with self._counting:
            if self._database.is_closed():
                return
            guard = None
            if self._connections == 1:
                if self._sound is False:
                    guard = self._hindering_checkpoint()
                else:
                    self._seal()
            with suppress(sqlite3.Error):
                self._database.close()
            if guard is not None:
                guard.close()
            self._connections -= 1
            if self._connections == 0:
                self._hold.release()

    def _connect(self) -> None:
        if not self._database.is_closed():
            if self._identity() == self._of_thread.identity:
                return
            # The file was moved away or replaced: what would be written now, nobody would find again.
            self.close()
        with self._counting:
            # First of all: a file that is gone should be told as that, whoever notices it.
            self._of_thread.identity = self._identity()
            if self._connections == 0:
                self._hold.share()
            try:
                self._database.connect()
            except BaseException:
                if self._connections == 0:
                    self._hold.release()
                raise
            self._connections += 1

    def _identity(self) -> tuple[int, int]:
        status = self.path.stat()
        return status.st_dev, status.st_ino

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told(self.path):
                yield
        except Damaged:
            self._sound = False
            self._set_aside()
            raise
        except DiskTrouble:
            # A disk that went away and came back is reached through a new connection only.
            self.close()
            raise

    def _set_aside(self) -> None:
        with suppress(OSError):
            set_damaged_aside(self.path)

    def _is_sound(self) -> bool:
        whole = seal.is_whole(self.path, self._database.connection())
        if whole is not None:
            return whole
        return bool(self._database.execute_sql("PRAGMA quick_check(1)").fetchone()[0] == "ok")

    def _begin_to_write(self) -> None:
        """Before the first write, and not sooner: choosing the log changes the file."""
        if not self._wrote:
            seal.break_seal(self.path)
            if not self.wal_hindrance:
                self._database.execute_sql("PRAGMA journal_mode = wal")
            self._wrote = True

    def _seal(self) -> None:
        """Seals a sound database that this process closes last of all."""
        if not self._sound or not (self._wrote or seal.sealed(self.path) is None):
            return
        with suppress(sqlite3.Error, OSError):
            self._hold.alone()
            if self._identity() == self._of_thread.identity:
                seal.seal(self.path, self._database.connection())
            self._wrote = False

    def _hindering_checkpoint(self) -> sqlite3.Connection | None:
        """A connection that only reads: while it lives, closing the others moves nothing into the damaged file."""
        with suppress(sqlite3.Error):
            guard = sqlite3.connect(uri(self.path, "ro"), uri=True)
            with suppress(sqlite3.Error):
                guard.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return guard
        return None


def uri(path: Path, mode: str) -> str:
    """The address of an existing database for SQLite: it is never made by opening it."""
    name = path.absolute().as_posix()
    return f"file://{quote(name if name.startswith('/') else '/' + name)}?mode={mode}"


def open_database(
    path: Path, before_migration: Callable[[], object] = lambda: None, has_backups: bool = False
) -> Database:
    """The database at `path`, made where there is none, in the newest version.

    An existing file is never replaced: an empty or damaged one is `Damaged`, and so is a missing one of which there
    are backups. `before_migration` is called before an older database is changed.
    """
    with told(path):
        finish_replacing(path)
        if not path.exists():
            if has_backups or any(path.with_name(path.name + end).exists() for end in BESIDE):
                raise missing(path)
            _create(path)
        elif path.stat().st_size == 0:
            raise damaged(path)
    database = Database(path)
    try:
        database.migrate(before_migration)
    except BaseException:
        database.close()
        raise
    return database


def _create(path: Path) -> None:
    """Makes an empty database under another name and puts it in place whole.

    An empty file under the final name would look like a damaged one to the next start; where another process
    has put its own there meanwhile, that one stays.
    """
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    connection = sqlite3.connect(new)
    try:
        new.chmod(0o600)
        if not wal_hindrance(path.parent):
            # While nobody else has it: changing it later needs the file for oneself.
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
