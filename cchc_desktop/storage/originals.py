"""The files that imported reports were read from, kept with them."""

import hashlib

from peewee import SqliteDatabase

from cchc_desktop.storage.tables import StoredOriginal


def add_original(database: SqliteDatabase, report_id: int, name: str, data: bytes) -> None:
    """Keeps the file of a report that has none yet."""
    digest = hashlib.sha256(data).hexdigest()
    StoredOriginal.insert(report=report_id, name=name, sha256=digest, data=data).execute(database)


def original_name(database: SqliteDatabase, report_id: int) -> str | None:
    """The name of a report's file, None where there is none."""
    query = StoredOriginal.select(StoredOriginal.name).where(StoredOriginal.report == report_id)
    for (name,) in query.tuples().execute(database):
        return str(name)
    return None


def original(database: SqliteDatabase, report_id: int) -> bytes | None:
    """The bytes of a report's file, None where there is none or they are not what was stored."""
    query = StoredOriginal.select(StoredOriginal.data, StoredOriginal.sha256).where(StoredOriginal.report == report_id)
    for data, digest in query.tuples().execute(database):
        return bytes(data) if hashlib.sha256(data).hexdigest() == digest else None
    return None
