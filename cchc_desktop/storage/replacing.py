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

TEMPLATES = "templates"
"""The office's own templates, beside the database."""

REPLACED = "replaced"
DAMAGED = "damaged"
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of the name."""


def replace_database(path: Path, new: Path, templates: Path) -> Path:
    """Puts the sound database `new` in the place of `path`, and the files in the folder `templates` beside it.

    Gives the folder that keeps what was there. The caller holds the database alone; `new` and `templates`, which
    may be missing, lie on its disk.
    """
    next_ = _next(path)
    # What an earlier try left behind before it had decided.
    shutil.rmtree(_next_templates(path), ignore_errors=True)
    if templates.is_dir():
        templates.replace(_next_templates(path))
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
    try:
        making.mkdir(parents=True, mode=0o700)
        for file_name in (path.name, *(path.name + end for end in BESIDE)):
            # What lies beside may go away meanwhile: another process closes its connection.
            with suppress(FileNotFoundError):
                shutil.copy2(path.with_name(file_name), making / file_name)
        making.rename(folder)
    finally:
        # On a full disk, half a copy would take the room that the person is told to make.
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _next(path: Path) -> Path:
    return path.with_name(f"{path.name}.next")


def _next_templates(path: Path) -> Path:
    return path.with_name(f"{path.name}.next-{TEMPLATES}")


def _put_templates(source: Path, target: Path, kept: Path) -> None:
    if not source.is_dir():
        return
    target.mkdir(exist_ok=True, mode=0o700)
    for file in sorted(source.iterdir()):
        own = target / file.name
        if own.exists() and own.read_bytes() != file.read_bytes():
            kept.mkdir(parents=True, exist_ok=True, mode=0o700)
            own.replace(kept / file.name)
        file.replace(own)
    source.rmdir()


def _finish(path: Path) -> Path:
    """Each step may have been done before; the folder's name comes from the new file, so that it stays the same."""
    next_ = _next(path)
    moment = datetime.fromtimestamp(next_.stat().st_mtime).strftime("%Y-%m-%d-%H%M%S-%f")
    folder = path.parent / REPLACED / moment
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _put_templates(_next_templates(path), path.parent / TEMPLATES, folder / TEMPLATES)
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
