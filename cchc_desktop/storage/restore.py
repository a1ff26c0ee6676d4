"""Bringing the data folder back to what a backup holds."""

import sqlite3
import tempfile
from pathlib import Path

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.backup import TEMPLATES, unpack
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.hold import Hold
from cchc_desktop.storage.replacing import replace_database
from cchc_desktop.storage.trouble import told


def restore(data: Path, file: Path, phrase: str = "") -> Path:
    """Puts what `file` holds in the place of the data; gives the folder that keeps what was there before.

    Either the old data or the new is there, whole, whenever this is interrupted. Refused, with the data as it is,
    where the file is not whole, or while another window or command works with the data.
    """
    with (
        told(data / FILE_NAME),
        tempfile.TemporaryDirectory(prefix="~restore-", dir=data, ignore_cleanup_errors=True) as folder,
    ):
        database = unpack(file, Path(folder), phrase)
        return put_in_place(data, database)


def put_in_place(data: Path, database: Path) -> Path:
    """Puts a checked database, in a folder with the other files that go with it, in the place of the data's own."""
    path = data / FILE_NAME
    hold = Hold(path)
    try:
        hold.alone(patience_ms=2000)
    except sqlite3.OperationalError:
        raise Refusal(
            "Chương trình đang mở dữ liệu này ở một cửa sổ hoặc lệnh khác; hãy đóng cửa sổ đó rồi khôi phục lại."
        ) from None
    try:
        kept = replace_database(path, database)
        _put_files(database.parent / TEMPLATES, data / TEMPLATES, kept / TEMPLATES)
        return kept
    finally:
        hold.release()


def _put_files(source: Path, target: Path, kept: Path) -> None:
    for file in sorted(source.glob("*")) if source.is_dir() else ():
        target.mkdir(exist_ok=True, mode=0o700)
        own = target / file.name
        if own.exists() and own.read_bytes() != file.read_bytes():
            kept.mkdir(parents=True, exist_ok=True, mode=0o700)
            own.replace(kept / file.name)
        file.replace(own)
