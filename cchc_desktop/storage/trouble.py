"""The two kinds of database error: trouble with the person's disk, told in a sentence, and faults of ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee

from cchc_desktop.domain.refusal import Refusal


class DiskTrouble(Refusal):
    """The database cannot be read or written now. What was not written is still in the caller's hands."""


class Damaged(DiskTrouble):
    """The database file is damaged; it was left as it is."""


def damaged(path: Path) -> Damaged:
    """What a person is told of a damaged database file."""
    return Damaged(f"Tệp dữ liệu {path} bị hỏng nên không mở được; tệp được giữ nguyên, hãy khôi phục từ bản sao lưu.")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns trouble with the disk at the database `path` into `DiskTrouble`. Faults of ours pass through."""
    try:
        yield
    except (peewee.DatabaseError, peewee.InterfaceError, sqlite3.DatabaseError) as error:
        cause = error.__cause__ or error.__context__ or error
        name = getattr(cause, "sqlite_errorname", "") or getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise damaged(path) from error
        for start, reason in _REASONS.items():
            if name.startswith(start):
                raise DiskTrouble(f"{reason} ({path}).") from error
        raise


_REASONS = {
    "SQLITE_FULL": "Đĩa đã đầy nên chưa lưu được vào tệp dữ liệu",
    "SQLITE_READONLY": "Tệp dữ liệu hoặc thư mục của nó chỉ cho đọc nên chưa lưu được",
    "SQLITE_BUSY": "Một chương trình khác đang giữ tệp dữ liệu nên chưa lưu được",
    "SQLITE_LOCKED": "Một chương trình khác đang giữ tệp dữ liệu nên chưa lưu được",
    "SQLITE_CANTOPEN": "Không mở được tệp dữ liệu",
    "SQLITE_IOERR": "Đĩa không đọc hoặc ghi được tệp dữ liệu",
    "SQLITE_PERM": "Không có quyền đọc hoặc ghi tệp dữ liệu",
}
