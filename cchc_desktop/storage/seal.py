"""The seal of a database: what it contained when it was last closed in good order.

SQLite's own checks find a broken structure, never a changed letter inside a text. The seal finds both, and is
quicker. It is broken before the first write, so a database that was not closed in good order has none.
"""

import contextlib
import hashlib
import sqlite3
from pathlib import Path

LARGEST = 100_000_000
"""Bytes of the largest database that is sealed: its pages are read into memory at once."""


def seal(path: Path, connection: sqlite3.Connection) -> None:
    """Seals the database at `path`, which nobody else may have open. Where that fails there is no seal."""
    with contextlib.suppress(OSError, sqlite3.Error):
        if path.stat().st_size <= LARGEST:
            _file(path).write_text(_digest(connection), encoding="ascii")


def break_seal(path: Path) -> None:
    """Must be called before the first write; OSError where the folder cannot be written to."""
    _file(path).unlink(missing_ok=True)


def sealed(path: Path) -> str | None:
    """What the seal says; None where there is no whole seal."""
    try:
        said = _file(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return said if len(said) == hashlib.blake2b().digest_size * 2 else None


def is_whole(path: Path, connection: sqlite3.Connection) -> bool | None:
    """Whether the database is what was sealed; None where no seal says so."""
    said = sealed(path)
    if said is None or path.stat().st_size > LARGEST:
        return None
    if _digest(connection) == said:
        return True
    # Whoever writes breaks the seal first: only one that still stands speaks of what was just read.
    return False if sealed(path) == said else None


def _digest(connection: sqlite3.Connection) -> str:
    return hashlib.blake2b(connection.serialize()).hexdigest()


def _file(path: Path) -> Path:
    return path.with_name(f"{path.name}.seal")
