#!/usr/bin/env python3
"""Makes a signed update file, and the pair of keys for it. Needs PyNaCl (requirements.lock).

    python3 packaging/sign_update.py new-key PRIVATE               once; keep PRIVATE off the network and out of git
    python3 packaging/sign_update.py sign PRIVATE --out FILE.cchc-update --change "…" SETUP.exe
    python3 packaging/sign_update.py sign PRIVATE --out FILE.cchc-update --change "…" resources/templates/nq76.toml …

`new-key` writes the public key to resources/keys/update.pub: programs built from then on trust that key alone.
"""

import argparse
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from nacl.signing import SigningKey

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = ROOT / "resources" / "keys" / "update.pub"


def main(argv: Sequence[str]) -> int:
    """Do what the words say."""
    parser = argparse.ArgumentParser(description="Tạo gói cập nhật có chữ ký.")
    verbs = parser.add_subparsers(required=True)
    new_key = verbs.add_parser("new-key", help="tạo cặp khóa mới")
    new_key.add_argument("private", type=Path, help="nơi ghi khóa riêng")
    new_key.set_defaults(do=lambda words: make_key(words.private, PUBLIC))
    sign = verbs.add_parser("sign", help="ký một bộ cài, hoặc các mẫu và danh mục mới")
    sign.add_argument("private", type=Path, help="khóa riêng")
    sign.add_argument("files", type=Path, nargs="+", help="bộ cài, hoặc các tệp .toml của resources/")
    sign.add_argument("--change", action="append", default=[], help="một câu cho người dùng về thay đổi")
    sign.add_argument("--out", type=Path, required=True, help="gói cập nhật, đuôi .cchc-update")
    sign.set_defaults(do=pack)
    words = parser.parse_args(argv)
    words.do(words)
    return 0


def make_key(private: Path, public: Path) -> None:
    """Writes a new pair of keys, in hex; never over a private key that is there."""
    key = SigningKey.generate()
    private.touch(mode=0o600, exist_ok=False)
    private.write_text(key.encode().hex() + "\n", "ascii")
    public.write_text(key.verify_key.encode().hex() + "\n", "ascii")


def pack(words: argparse.Namespace) -> None:
    """Writes the update that the words ask for."""
    key = SigningKey(bytes.fromhex(words.private.read_text("ascii")))
    make_update(
        words.out, key, version_of(words.files), words.change, {name_of(f): f.read_bytes() for f in words.files}
    )


def version_of(files: Sequence[Path]) -> str:
    """The version in a setup's name; for templates and lists that of the sources, which they are meant for."""
    if found := re.search(r"-(\d+\.\d+\.\d+)-setup\.exe$", files[0].name):
        return found[1]
    text = (ROOT / "cchc_desktop" / "__init__.py").read_text("utf-8")
    return str(re.findall(r'__version__ = "(.+)"', text)[0])


def name_of(file: Path) -> str:
    """How the update names a file: a setup by its name, a template or list with its folder."""
    return file.name if file.suffix == ".exe" else f"{file.resolve().parent.name}/{file.name}"


def make_update(target: Path, key: SigningKey, version: str, changes: Sequence[str], files: dict[str, bytes]) -> None:
    """Writes a signed update (see cchc_desktop/update.py)."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    declared = {"format": "cchc-update/1", "version": version, "changes": list(changes), "files": sums}
    about = json.dumps(declared, ensure_ascii=False, indent=1).encode()
    signature = key.sign(hashlib.sha256(about).digest()).signature
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {"update.json": about, "update.sig": signature, **files}.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
