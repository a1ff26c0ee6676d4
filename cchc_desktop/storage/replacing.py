"""Putting another database in the place of the one that is there, whole or not at all.

The step that decides is one rename: a database named `….next` takes the place of the old one at the next
opening, however the process that named it so ended. The old one is kept, log and all.
"""

import hashlib
import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cchc_desktop.storage.hold import Hold
from cchc_desktop.storage.seal import break_seal

REPLACED = "replaced"
DAMAGED = "damaged"
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of the name."""


def replace_database(path: Path, new: Path) -> Path:
    """Puts the sound database `new`, a file beside it, in the place of `path`; gives the folder that keeps the old.

    The caller holds the database alone.
    """
    next_ = _next(path)
    with new.open("r+b") as file:
        os.fsync(file.fileno())
    new.replace(next_)
    _sync_folder(path.parent)
    return _finish(path)


def finish_replacing(path: Path) -> None:
    """Finishes what a process that was ended in the middle of `replace_database` had decided."""
    if not _next(path).exists():
        return
    hold = Hold(path)
    hold.alone(patience_ms=5000)
    try:
        if _next(path).exists():
            _finish(path)
    finally:
        hold.release()


def set_damaged_aside(path: Path) -> Path | None:
    """Copies a damaged database with all that lies beside it, once; gives the folder of the copy.

    None where there is nothing to copy. OSError where the disk does not take the copy.
    """
    if not path.exists() or path.stat().st_size == 0:
        return None
    digest = hashlib.blake2b(digest_size=6)
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    folder = path.parent / DAMAGED / digest.hexdigest()
    if folder.exists():
        return folder
    making = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True, mode=0o700)
    for file_name in (path.name, *(path.name + end for end in BESIDE)):
        # What lies beside may go away meanwhile: another process closes its connection.
        with suppress(FileNotFoundError):
            shutil.copy2(path.with_name(file_name), making / file_name)
    making.rename(folder)
    return folder


def _next(path: Path) -> Path:
    return path.with_name(f"{path.name}.next")


def _finish(path: Path) -> Path:
    """Each step may have been done before; the folder's name comes from the new file, so that it stays the same."""
    next_ = _next(path)
    moment = datetime.fromtimestamp(next_.stat().st_mtime).strftime("%Y-%m-%d-%H%M%S-%f")
    folder = path.parent / REPLACED / moment
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    break_seal(path)
    # The log before the database: a database without its log is old, a log beside another database is poison.
    for name in (*(path.name + end for end in BESIDE), path.name):
        with suppress(FileNotFoundError):
            path.with_name(name).replace(folder / name)
    _sync_folder(path.parent)
    next_.replace(path)
    _sync_folder(path.parent)
    return folder


def _sync_folder(folder: Path) -> None:
    """Names are on the disk when this returns. Windows keeps a journal of them and opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
