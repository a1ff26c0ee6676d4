"""A file that carries a whole data folder: backup, and handover to another computer or person (`.cchc`).

It is a zip that any program opens. `manifest.json` says what is inside with its SHA-256, and the comment of the zip
is the SHA-256 of all bytes before it, so that no byte can be changed or lost unnoticed.
"""

import hashlib
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from cchc_desktop.domain.refusal import Refusal

FORMAT = "cchc-bundle/1"
LARGEST = 2_000_000_000
"""Bytes of a bundle, and of what it unpacks to."""

_MANIFEST = "manifest.json"
_MANIFEST_LARGEST = 20_000_000
_MOST_MEMBERS = 20_000
_MARK = b"sha256:"
_DIGEST = 64
_PIECE = 1 << 20
_NAME = re.compile(r"cchc\.sqlite3|templates/[^/\\:*?\"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FAULTS = (
    OSError,
    EOFError,
    KeyError,
    TypeError,
    ValueError,
    IndexError,
    RuntimeError,
    NotImplementedError,
    RecursionError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Bundle:
    """A bundle whose manifest was read. `facts` is what its maker said, `files` the SHA-256 by member."""

    path: Path
    facts: Mapping[str, Any]
    files: Mapping[str, str]


def write_bundle(target: Path, members: Mapping[str, Path], facts: Mapping[str, Any]) -> None:
    """Makes the file `target`, for this user only, on the disk when this returns; OSError where that cannot be."""
    manifest = {
        "format": FORMAT,
        **facts,
        "files": {name: _digest_of(file) for name, file in members.items()},
    }
    with _new_private(target) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            for name, member in members.items():
                archive.write(member, name)
            archive.comment = _MARK + b"0" * _DIGEST
        length = file.seek(0, os.SEEK_END) - _DIGEST
        file.seek(0)
        digest = _digest(file, length)
        file.seek(length)
        file.write(digest.encode())
        file.flush()
        os.fsync(file.fileno())


def read_manifest(path: Path) -> Bundle:
    """What a bundle says of itself, without a look at the rest; refused where it says nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _manifest(path, archive)
    except _FAULTS:
        _refuse(path)


def unpack_bundle(path: Path, folder: Path) -> Bundle:
    """Unpacks into the empty `folder`; refused where a single byte is not what it was when the bundle was made."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            _refuse(path, "quá lớn")
        with path.open("rb") as file:
            digest = _digest(file, size - _DIGEST)
            if size <= _DIGEST or file.read().decode("ascii") != digest:
                _refuse(path)
        with zipfile.ZipFile(path) as archive:
            if not archive.comment.startswith(_MARK):
                _refuse(path)
            bundle = _manifest(path, archive)
            left = LARGEST
            for name, expected in bundle.files.items():
                left -= _unpack(archive, name, folder / name, expected, left)
            return bundle
    except _FAULTS as error:
        if isinstance(error, OSError) and not isinstance(error, zipfile.BadZipFile) and error.errno:
            raise Refusal(f"Không đọc được tệp {path}, hoặc đĩa không đủ chỗ để mở tệp ra.") from None
        _refuse(path)


def _unpack(archive: zipfile.ZipFile, name: str, target: Path, expected: str, most: int) -> int:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as source, _new_private(target) as file:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most:
                raise ValueError(name)
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != expected:
        raise ValueError(name)
    return size


def _new_private(path: Path) -> IO[bytes]:
    """A file that was not there before, readable and writable by this user only."""
    return open(path, "x+b", opener=lambda name, flags: os.open(name, flags, 0o600))


def _manifest(path: Path, archive: zipfile.ZipFile) -> Bundle:
    entries = archive.infolist()
    names = {entry.filename: entry for entry in entries}
    if len(entries) > _MOST_MEMBERS or len(names) < len(entries) or names[_MANIFEST].file_size > _MANIFEST_LARGEST:
        raise ValueError(_MANIFEST)
    with archive.open(_MANIFEST) as source:
        manifest = json.loads(source.read(_MANIFEST_LARGEST))
    files = {str(name): str(digest) for name, digest in manifest["files"].items()}
    if manifest["format"] != FORMAT or set(names) != {*files, _MANIFEST} or not all(map(_is_safe, files)):
        raise ValueError(_MANIFEST)
    return Bundle(path, manifest, files)


def _is_safe(name: str) -> bool:
    """No name leads out of the folder, or is one that Windows keeps for itself."""
    last = name.rpartition("/")[2]
    return (
        bool(_NAME.fullmatch(name)) and not _RESERVED.fullmatch(last) and last.strip(". ") == last and len(last) <= 200
    )


def _refuse(path: Path, reason: str = "đã bị sửa đổi, bị cắt cụt hoặc không phải là bản sao lưu") -> NoReturn:
    raise Refusal(f"Tệp {path} {reason} nên không dùng được; dữ liệu đang có vẫn nguyên vẹn.")


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file, path.stat().st_size)


def _digest(file: Any, length: int) -> str:
    digest = hashlib.sha256()
    while length > 0 and (piece := file.read(min(_PIECE, length))):
        digest.update(piece)
        length -= len(piece)
    return digest.hexdigest()
