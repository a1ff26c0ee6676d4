"""Backups of the data folder: made of a sound database only, each opened and checked, thinned by age."""

import errno
import hashlib
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.backup_folder import ENDING, backup_folder
from cchc_desktop.storage.backup_policy import kept
from cchc_desktop.storage.bundle import LARGEST, Bundle, read_manifest, unpack_bundle, write_bundle
from cchc_desktop.storage.database import FILE_NAME, uri
from cchc_desktop.storage.migrations import MIGRATIONS
from cchc_desktop.storage.passphrase import MAGIC, Key, is_locked, lock, unlock
from cchc_desktop.storage.replacing import TEMPLATES
from cchc_desktop.storage.trouble import damaged, told

_NAME = "cchc-%Y-%m-%d-%H%M%S"
_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True)
class BackedUpReport:
    """A report as a backup has it. `updated` is ISO 8601 with offset."""

    id: int
    period: str
    status: str
    updated: str
    subject: str


@dataclass(frozen=True)
class Backup:
    """A backup file. `reports` is None where the file cannot be read or is locked with a pass phrase.

    `number` counts the backups of a data folder from 1, 0 where it cannot be read: it tells the newest even where
    the clock went back meanwhile.
    """

    path: Path
    made: datetime
    size: int
    reason: str
    reports: tuple[BackedUpReport, ...] | None
    number: int = 0
    locked: bool = False


def is_backup(file: Path) -> bool:
    """Whether a file looks like a backup or a database, by how it begins; False where it cannot be read."""
    try:
        return _start(file).startswith((_SQLITE, MAGIC, b"PK\x03\x04"))
    except OSError:
        return False


def list_backups(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; what cannot be read comes last."""
    found = []
    for path, made in _own_files(folder):
        # Another process may have thinned it out meanwhile.
        with suppress(OSError):
            found.append(_describe(path, made))
    return sorted(found, key=lambda backup: (backup.number, backup.made), reverse=True)


def describe(path: Path) -> Backup:
    """A backup file from anywhere; refused where there is no such file."""
    try:
        return _describe(path, _moment(path) or datetime.fromtimestamp(path.stat().st_mtime))
    except OSError:
        raise Refusal(f"Không đọc được tệp {path}.") from None


def back_up(data: Path, now: datetime, reason: str) -> Path | None:
    """Backs the data folder up into its `backups`, and thins them; gives the file.

    None where nothing changed since the newest backup, or where there is nothing yet. `Damaged`, and no backup,
    where the database is not sound.
    """
    folder = backup_folder(data)
    with _copied(data) as copy:
        digest = hashlib.sha256(copy.read_bytes()).hexdigest()
        earlier = list_backups(folder)
        if _is_empty(copy) or (earlier and _digest_of(earlier[0]) == digest):
            return None
        folder.mkdir(exist_ok=True, mode=0o700)
        target = _free_name(folder / now.strftime(_NAME))
        number = max((backup.number for backup in earlier), default=0) + 1
        _write(data, copy, target, {**_facts(copy, now, reason, digest), "number": number}, None)
    _thin(folder, now, target)
    return target


def copy_backup(backup: Path, folder: Path, now: datetime, key: Key | None) -> Path:
    """Puts a backup into another folder as well, and thins those that are there; gives the file.

    With a key it is locked. Refused where the folder takes no files.
    """
    target = folder / backup.name
    try:
        if not target.exists():
            folder.mkdir(exist_ok=True, mode=0o700)
            # First: a stick that is full would take nothing ever again.
            _thin(folder, now, target)
            _place(target, backup.read_bytes(), key)
    except OSError as error:
        raise _not_written(target, error) from None
    return target


def back_up_to(data: Path, target: Path, now: datetime, reason: str, key: Key | None, *, replace: bool = False) -> None:
    """Writes the file `target` with everything in the data folder; with a key it is locked.

    Refused where `target` exists, unless it may be replaced, or cannot be written.
    """
    with _copied(data) as copy:
        digest = hashlib.sha256(copy.read_bytes()).hexdigest()
        try:
            if target.exists() and not replace:
                raise Refusal(f"Tệp {target} đã có; hãy chọn tên khác.")
            _write(data, copy, target, _facts(copy, now, reason, digest), key)
        except OSError as error:
            raise _not_written(target, error) from None


def unpack(file: Path, folder: Path, phrase: str) -> Path:
    """Unpacks a backup, or a bare database, into the empty `folder` and checks it; gives the database in it.

    Refused where the file is not whole, needs a pass phrase that `phrase` is not, or comes from a newer program.
    """
    try:
        start = _start(file)
        if file.stat().st_size > LARGEST:
            raise Refusal(f"Tệp {file} quá lớn, không phải là bản sao lưu.")
        database = folder / FILE_NAME
        if start == _SQLITE:
            shutil.copyfile(file, database)
        elif is_locked(start):
            if not phrase:
                raise NeedsPhrase(f"Bản sao lưu {file} có mật khẩu; hãy cho biết mật khẩu.")
            opened = folder / "opened"
            opened.write_bytes(unlock(file.read_bytes(), phrase, file.name))
            unpack_bundle(opened, folder)
            opened.unlink()
        else:
            unpack_bundle(file, folder)
    except OSError as error:
        raise Refusal(f"Không đọc được tệp {file}, hoặc đĩa không đủ chỗ (mã lỗi {error.errno}).") from None
    if not database.exists() or not _is_ours(database):
        raise Refusal(f"Tệp {file} bị hỏng hoặc không phải là dữ liệu của chương trình; dữ liệu đang có vẫn như cũ.")
    return database


class NeedsPhrase(Refusal):
    """The file opens with its pass phrase only."""


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds no fault at all: in the structure, the indexes and the references."""
    return (
        connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    )


@contextmanager
def _copied(data: Path) -> Iterator[Path]:
    """A checked copy of the database, made through SQLite so that the log is in it; gone afterwards.

    Whatever trouble the data folder makes meanwhile is told as that of the database.
    """
    source = data / FILE_NAME
    with (
        told(source),
        tempfile.TemporaryDirectory(prefix="~copy-", dir=data, ignore_cleanup_errors=True) as folder,
    ):
        copy = Path(folder) / FILE_NAME
        with (
            closing(sqlite3.connect(uri(source, "ro"), uri=True, timeout=5)) as original,
            closing(sqlite3.connect(copy, isolation_level=None)) as made,
        ):
            copy.chmod(0o600)
            original.backup(made)
            made.execute("PRAGMA journal_mode = delete")
            if not is_sound(made):
                raise damaged(source)
        yield copy


def _write(data: Path, copy: Path, target: Path, facts: Mapping[str, Any], key: Key | None) -> None:
    """Made and checked beside the copy, so that nothing unlocked ever lies elsewhere; then in place at once."""
    members = {FILE_NAME: copy}
    own = [*(data / TEMPLATES).glob("*.toml"), *(data / TEMPLATES).glob("*.docx")]
    members |= {f"{TEMPLATES}/{file.name}": file for file in sorted(own)}
    bundle = copy.with_name("bundle")
    write_bundle(bundle, members, facts)
    with tempfile.TemporaryDirectory(prefix="~check-", dir=copy.parent) as folder:
        if not _is_ours(unpack(bundle, Path(folder), "")):
            raise OSError("a backup does not open")
    _place(target, bundle.read_bytes(), key)


def _place(target: Path, data: bytes, key: Key | None) -> None:
    """The file, for this user only, holds `data`, locked with a key, when this returns; OSError where it cannot be."""
    content = data if key is None else lock(data, key)
    making = target.with_name(f"~cchc-{secrets.token_hex(8)}.tmp")
    try:
        with open(making, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if making.read_bytes() != content:
            raise OSError("a backup does not read back")
        making.replace(target)
    finally:
        with suppress(OSError):
            making.unlink()


def _thin(folder: Path, now: datetime, newest: Path) -> None:
    """Removes the backups that are too old to be kept so densely."""
    files = dict(_own_files(folder))
    stay = kept(list(files.values()), now)
    for path, made in files.items():
        if made not in stay and path != newest:
            with suppress(OSError):
                path.unlink()


def _not_written(target: Path, error: OSError) -> Refusal:
    return Refusal(
        f"Không ghi được tệp {target} (thư mục không có, không có quyền ghi hoặc đĩa đã đầy; mã lỗi {error.errno})."
    )


def _facts(copy: Path, now: datetime, reason: str, digest: str) -> dict[str, Any]:
    reports = [vars(report) for report in _reports(copy)]
    return {
        "made": now.astimezone().isoformat(timespec="seconds"),
        "reason": reason,
        "version": _version(copy),
        "database": digest,
        "reports": reports,
    }


def _version(database: Path) -> int:
    with closing(sqlite3.connect(uri(database, "ro"), uri=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_empty(database: Path) -> bool:
    with closing(sqlite3.connect(uri(database, "ro"), uri=True)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'report'").fetchone() is None:
            return True
        query = "SELECT NOT EXISTS (SELECT 1 FROM report) AND NOT EXISTS (SELECT 1 FROM setting)"
        return bool(connection.execute(query).fetchone()[0])


def _reports(database: Path) -> list[BackedUpReport]:
    with closing(sqlite3.connect(uri(database, "ro"), uri=True)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'report'").fetchone() is None:
            return []
        rows = connection.execute(
            "SELECT report.id, period, status, updated, coalesce(field.text, '') FROM report LEFT JOIN field "
            "ON field.report_id = report.id AND field.name = 'subject' WHERE trashed IS NULL ORDER BY period, report.id"
        )
        return [BackedUpReport(*row) for row in rows]


def _is_ours(database: Path) -> bool:
    """Whether a database is sound, of a version that this program knows, and holds what this program writes."""
    try:
        with closing(sqlite3.connect(uri(database, "rw"), uri=True)) as connection:
            # What was copied by hand may say that it has a log, which was not copied.
            connection.execute("PRAGMA journal_mode = delete")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > len(MIGRATIONS):
                raise Refusal(
                    "Bản sao lưu này do phiên bản mới hơn của chương trình tạo ra; hãy cài phiên bản mới rồi khôi phục."
                )
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return version > 0 and {"report", "template", "section", "setting"} <= tables and is_sound(connection)
    except sqlite3.Error:
        return False


def _describe(path: Path, made: datetime) -> Backup:
    bundle = _bundle(path)
    size = path.stat().st_size
    if bundle is None:
        return _describe_other(path, made, size)
    try:
        reports = tuple(BackedUpReport(**report) for report in bundle.facts["reports"])
        reason = str(bundle.facts["reason"])
        return Backup(path, made, size, reason, reports, int(bundle.facts.get("number", 0)))
    except (KeyError, TypeError, ValueError):
        return Backup(path, made, size, "", None)


def _start(file: Path) -> bytes:
    """How a file begins; OSError where there is none. A device or a pipe, which may never answer, is not opened."""
    if not file.is_file():
        raise FileNotFoundError(errno.ENOENT, "no file", str(file))
    with file.open("rb") as source:
        return source.read(len(_SQLITE))


def _describe_other(path: Path, made: datetime, size: int) -> Backup:
    """A file that is no open bundle: one with a pass phrase, a bare database, or nothing of ours."""
    start = _start(path)
    reports = None
    if start == _SQLITE:
        with suppress(sqlite3.Error):
            reports = tuple(_reports(path))
    return Backup(path, made, size, "", reports, locked=is_locked(start))


def _bundle(path: Path) -> Bundle | None:
    try:
        return read_manifest(path)
    except Refusal:
        return None


def _digest_of(backup: Backup) -> str | None:
    bundle = _bundle(backup.path)
    return None if bundle is None else str(bundle.facts.get("database"))


def _own_files(folder: Path) -> Iterator[tuple[Path, datetime]]:
    """The files in a folder that are backups of ours by their names, with when they were made."""
    for path in folder.glob(f"*{ENDING}"):
        made = _moment(path)
        if made is not None:
            yield path, made


def _moment(path: Path) -> datetime | None:
    """When a backup of our own was made, by its name."""
    try:
        return datetime.strptime(path.stem.partition("~")[0], _NAME)
    except ValueError:
        return None


def _free_name(start: Path) -> Path:
    """`start` with our ending; two backups within a second differ by a number."""
    names = (f"{start.name}{'' if number == 1 else f'~{number}'}{ENDING}" for number in count(1))
    return next(path for path in map(start.with_name, names) if not path.exists())
