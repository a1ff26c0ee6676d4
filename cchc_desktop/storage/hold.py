"""Who has the data folder open: everyone who works with the database together, a restore alone.

The lock is SQLite's own on an empty file beside the database: it works the same on every system, between
processes as well as within one, and ends with the process that had it, however that ends.
"""

import sqlite3
from pathlib import Path

SHARING_PATIENCE_MS = 10_000
"""A restore that is under way takes seconds; whoever comes then waits for it."""


class Hold:
    """A hold on the database at a path. Raises sqlite3.OperationalError (SQLITE_BUSY) where it cannot be had."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.hold")
        self._connection: sqlite3.Connection | None = None

    def share(self) -> None:
        """Holds together with others; waits for one who holds alone."""
        self._begin(SHARING_PATIENCE_MS, "BEGIN", "SELECT count(*) FROM sqlite_master")

    def alone(self, patience_ms: int = 0) -> None:
        """Holds alone: nobody else has the database open. A hold of its own is given up for it."""
        self._begin(patience_ms, "BEGIN EXCLUSIVE")

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _begin(self, patience_ms: int, *statements: str) -> None:
        self.release()
        connection = sqlite3.connect(
            self._path, timeout=patience_ms / 1000, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = memory")
            for statement in statements:
                connection.execute(statement).fetchall()
        except BaseException:
            connection.close()
            raise
        self._connection = connection
