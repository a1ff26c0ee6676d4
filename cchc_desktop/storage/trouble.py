"""The two kinds of database error: trouble with the person's disk, told in a sentence, and faults of ours."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee

from cchc_desktop.domain.refusal import Refusal


class DiskTrouble(Refusal):
    """The database cannot be read or written now. What was not written is still in the caller's hands."""


class Damaged(DiskTrouble):
    """The database file is damaged or gone; what is there was left as it is."""


class Unreadable(Exception):
    """Something in the database is not what was ever written there."""


def damaged(path: Path) -> Damaged:
    """What a person is told of a damaged database file."""
    return Damaged(f"Tệp dữ liệu {path} bị hỏng nên không mở được; tệp được giữ nguyên, hãy khôi phục từ bản sao lưu.")


def missing(path: Path) -> Damaged:
    """What a person is told where backups are there, but not the database that they were made of."""
    return Damaged(
        f"Không thấy tệp dữ liệu {path} (đã bị xóa, chuyển đi hoặc hỏng ổ đĩa), mà vẫn còn bản sao lưu; "
        "hãy khôi phục từ bản sao lưu."
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns trouble with the disk at the database `path` into `DiskTrouble`. Faults of ours pass through."""
    try:
        yield
    except (Unreadable, UnicodeDecodeError) as error:
        # SQLite quotes names of a damaged schema in its errors, whatever bytes they are.
        raise damaged(path) from error
    except OSError as error:
        reason = _SYSTEM_REASONS.get(error.errno or 0, "Đĩa không đọc hoặc ghi được tệp dữ liệu")
        raise DiskTrouble(f"{reason} ({path}).") from error
    except (peewee.DatabaseError, peewee.InterfaceError, sqlite3.DatabaseError) as error:
        names = _sqlite_names(error)
        if any(name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) for name in names) or _is_broken(error):
            raise damaged(path) from error
        for start, reason in _REASONS.items():
            if any(name.startswith(start) for name in names):
                raise DiskTrouble(f"{reason} ({path}).") from error
        raise


def _sqlite_names(error: BaseException) -> list[str]:
    """SQLite's names of what went wrong: a commit that fails is followed by a rollback that fails for that."""
    names = []
    cause: BaseException | None = error
    while cause is not None:
        names.append(getattr(cause, "sqlite_errorname", ""))
        cause = cause.__cause__ or cause.__context__
    return names


def _is_broken(error: BaseException) -> bool:
    """Whether SQLite found something else than what our own migrations and statements put there."""
    said = str(error)
    return any(words in said for words in _BROKEN)


_BROKEN = ("Could not decode to UTF-8", "no such table", "no such column", "already exists")

_REASONS = {
    "SQLITE_FULL": "Đĩa chứa dữ liệu đã đầy",
    "SQLITE_READONLY": "Tệp dữ liệu hoặc thư mục của nó chỉ cho đọc",
    "SQLITE_BUSY": "Một chương trình khác đang giữ tệp dữ liệu",
    "SQLITE_LOCKED": "Một chương trình khác đang giữ tệp dữ liệu",
    "SQLITE_CANTOPEN": "Không thấy hoặc không mở được tệp dữ liệu",
    "SQLITE_IOERR": "Đĩa không đọc hoặc ghi được tệp dữ liệu",
    "SQLITE_PERM": "Không có quyền đọc hoặc ghi tệp dữ liệu",
    "SQLITE_AUTH": "Không có quyền đọc hoặc ghi tệp dữ liệu",
    "SQLITE_NOLFS": "Ổ đĩa không chứa được tệp dữ liệu lớn như vậy",
}

_SYSTEM_REASONS = {
    errno.ENOENT: "Không thấy tệp dữ liệu ở chỗ cũ",
    errno.ENOSPC: "Đĩa chứa dữ liệu đã đầy",
    errno.EACCES: "Không có quyền ghi vào thư mục dữ liệu",
    errno.EPERM: "Không có quyền ghi vào thư mục dữ liệu",
    errno.EROFS: "Thư mục dữ liệu chỉ cho đọc",
}
