"""Bringing the data folder back to what a backup holds."""

import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.backup import unpack
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.hold import Hold
from cchc_desktop.storage.replacing import TEMPLATES, replace_database
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
    templates = database.parent / TEMPLATES
    _expect_free(data / TEMPLATES, templates)
    hold = Hold(path)
    try:
        hold.alone(patience_ms=2000)
    except sqlite3.OperationalError:
        raise Refusal(
            "Chương trình đang mở dữ liệu này ở một cửa sổ hoặc lệnh khác; hãy đóng cửa sổ đó rồi khôi phục lại."
        ) from None
    try:
        return replace_database(path, database, templates)
    finally:
        hold.release()


def _expect_free(own: Path, new: Path) -> None:
    """Refuses where a template that is to be replaced is open in Word: once decided, a restore has to go through."""
    for file in new.glob("*"):
        try:
            with suppress(FileNotFoundError):
                (own / file.name).open("r+b").close()
        except PermissionError:
            raise Refusal(
                f"Tệp {own / file.name} đang mở trong chương trình khác (như Word) hoặc chỉ cho đọc; "
                "hãy đóng tệp đó rồi khôi phục lại."
            ) from None
