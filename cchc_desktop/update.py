"""Updates from a file, without a network: a new setup, or newer templates and lists for this version.

An update (`cchc-update/1`) is a zip of the updated files, `update.json` and `update.sig`:

    {"format": "cchc-update/1", "version": "1.2.3", "changes": ["one sentence", …], "files": {NAME: SHA-256 in hex, …}}

`update.sig` holds 64 bytes: the Ed25519 signature over the SHA-256 of `update.json`, and so over every file. The file
names are one `…-setup.exe`, or any of `templates/….toml` and `data/….toml`. packaging/sign_update.py makes them.
"""

import hashlib
import json
import re
import shutil
import struct
import sys
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cchc_desktop import __version__
from cchc_desktop.domain.refusal import Refusal

FORMAT = "cchc-update/1"
ENDING = ".cchc-update"
_ABOUT, _SIGNATURE = "update.json", "update.sig"
_SETUP = re.compile(r"[a-z0-9.-]+-setup\.exe")
_DATA = re.compile(r"(?:templates|data)/[a-z0-9_]+\.toml")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_LARGEST = {_ABOUT: 100_000, _SIGNATURE: 64}
_LARGEST_FILE = 200_000_000
_MOST_FILES = 100
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Update:
    """An update whose signature and files were found right."""

    version: str
    changes: tuple[str, ...]
    files: Mapping[str, bytes]

    @property
    def setup(self) -> str | None:
        """The name of the setup, None where the update is one of templates and lists."""
        return next((name for name in self.files if _SETUP.fullmatch(name)), None)


def read_update(file: Path, key: bytes, version: str = __version__) -> Update:
    """Reads an update meant for a program of version `version`; refused where anything about it is not right.

    `key` is the public key, 32 bytes, that it must be signed for.
    """
    try:
        with zipfile.ZipFile(file) as package:
            about = _read(package, _ABOUT)
            _check_signature(about, _read(package, _SIGNATURE), key)
            declared = _declared(about)
            files = {name: _read(package, name) for name in declared["files"]}
            unknown = set(package.namelist()) - files.keys() - {_ABOUT, _SIGNATURE}
    except OSError:
        raise Refusal(f"Không đọc được tệp {file}.") from None
    except _UNREADABLE:
        raise Refusal(f"{file.name} không phải là một gói cập nhật trọn vẹn của chương trình này.") from None
    changed = [name for name, data in files.items() if hashlib.sha256(data).hexdigest() != declared["files"][name]]
    if changed or unknown:
        raise Refusal(
            f"{file.name}: {', '.join([*changed, *sorted(unknown)])} không đúng với chữ ký; không dùng gói này."
        )
    update = Update(declared["version"], tuple(declared["changes"]), MappingProxyType(files))
    _check_version(update, version)
    return update


def updated(folder: Path, name: str, shipped: Path) -> Path:
    """The resource `name` that an update for this version brought into the data folder, else the shipped one.

    A later version of the program brings its own and does not look at those.
    """
    brought = _brought(folder) / name
    return brought if brought.exists() else shipped


def take(update: Update, folder: Path) -> Path:
    """Puts the files of an update into the data folder, all or none, instead of those of an update before.

    Gives their folder. From then on `updated` finds templates and lists there; a setup only lies there.
    """
    for name, data in update.files.items():
        _try_out(name, data)
    brought = _brought(folder)
    fresh, old = brought.with_name(".new"), brought.with_name(".old")
    try:
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        for name, data in update.files.items():
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            if target.read_bytes() != data:
                raise OSError(name)
        if brought.exists():
            brought.rename(old)
        fresh.rename(brought)
    except OSError:
        raise Refusal(
            f"Không ghi được gói cập nhật vào {brought.parent}; hãy kiểm tra chỗ trống và quyền ghi."
        ) from None
    shutil.rmtree(old, ignore_errors=True)
    return brought


def start_setup(setup: Path) -> None:
    """Starts a setup that `take` has put down, with the rights of this person and no more."""
    if sys.platform == "win32":
        import ctypes
        import subprocess

        if ctypes.windll.shell32.IsUserAnAdmin():
            raise Refusal("Chương trình đang chạy bằng quyền quản trị; hãy mở lại theo cách thường rồi cập nhật.")
        subprocess.Popen([str(setup)], close_fds=True)
    else:
        raise Refusal("Bộ cài chỉ chạy trên Windows.")


def _brought(folder: Path) -> Path:
    return folder / "updates" / __version__


def _try_out(name: str, data: bytes) -> None:
    """Reads a template or list as the program will: a signed mistake must not keep it from starting."""
    from cchc_desktop.domain.citations import read_citations
    from cchc_desktop.domain.confusions import read_confusions
    from cchc_desktop.domain.template_file import read_template

    readers = {"templates": read_template, "citations": read_citations, "confusions": read_confusions}
    file = Path(name)
    reader = readers.get(file.parent.name if file.parent.name == "templates" else file.stem)
    if file.suffix == ".toml" and reader is not None:
        try:
            reader(data.decode("utf-8-sig"), file.name)
        except UnicodeDecodeError:
            raise Refusal(f"{file.name} không phải là chữ UTF-8.") from None


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    largest = _LARGEST.get(name, _LARGEST_FILE)
    with package.open(name) as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise ValueError(name)
    return data


def _check_signature(about: bytes, signature: bytes, key: bytes) -> None:
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(key).verify(hashlib.sha256(about).digest(), signature)
    except BadSignatureError:
        raise Refusal("Chữ ký của gói cập nhật không phải của nhóm làm chương trình; không dùng gói này.") from None


def _declared(about: bytes) -> dict[str, Any]:
    """What `update.json` says; ValueError, KeyError or TypeError where it is not written as it should be."""
    declared = json.loads(about)
    names = list(declared["files"])
    setups = [name for name in names if _SETUP.fullmatch(name)]
    fine = (
        declared["format"] == FORMAT
        and _VERSION.fullmatch(declared["version"])
        and all(isinstance(change, str) for change in declared["changes"])
        and 0 < len(names) <= _MOST_FILES
        and (len(setups) == len(names) == 1 or all(_DATA.fullmatch(name) for name in names))
    )
    if not fine:
        raise ValueError(FORMAT)
    return dict(declared)


def _check_version(update: Update, version: str) -> None:
    if update.setup is None and update.version != version:
        raise Refusal(f"Gói này dành cho bản {update.version}, còn đây là bản {version}.")
    if update.setup is not None and _numbers(update.version) <= _numbers(version):
        raise Refusal(f"Gói này là bản {update.version}, không mới hơn bản {version} đang dùng.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
