"""Putting a file in place whole, or not at all."""

import contextlib
import errno
import os
import secrets
from itertools import count
from pathlib import Path

from cchc_desktop.domain.refusal import Refusal

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Held(Refusal):
    """The target is open in another program or read-only: another name would do."""


def write_file(target: Path, data: bytes, force: bool = False) -> None:
    """`target` holds exactly `data` when this returns; refused, and an old file whole, where that cannot be.

    An existing file is replaced only with `force`. The data goes to a temporary name in the same folder, to the disk
    and back; only then it takes the target's name. Nothing temporary stays behind.
    """
    if not target.name:
        raise Refusal("Chưa ghi được tệp vì thiếu tên tệp.")
    temporary = target.with_name(f"~cchc-{secrets.token_hex(8)}.tmp")
    try:
        _claim(target, force)
        _write(temporary, data, target)
        _move(temporary, target)
    except OSError as error:
        if error.errno in _FULL:
            raise Refusal(f"Ổ đĩa chứa {target.parent} đã đầy nên chưa ghi được tệp {target.name}.") from None
        if isinstance(error, PermissionError):
            raise Refusal(f"Không có quyền ghi vào thư mục {target.parent} để tạo tệp {target.name}.") from None
        raise Refusal(f"Không ghi được tệp {target} (mã lỗi {error.errno}); hãy chọn tên hoặc thư mục khác.") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def other_name(target: Path) -> Path:
    """A name beside `target` that is free: "Báo cáo.docx" gives "Báo cáo (2).docx"."""
    names = (target.with_stem(f"{target.stem} ({number})") for number in count(2))
    return next(name for name in names if not name.exists())


def _claim(target: Path, force: bool) -> None:
    """Refuses a name that must not or cannot be taken, before anything is written."""
    if not target.parent.is_dir():
        raise Refusal(f"Không có thư mục {target.parent} để ghi tệp {target.name}.")
    if target.is_dir():
        raise Refusal(f"{target} là một thư mục nên không ghi thành tệp được.")
    if not target.exists():
        return
    if not force:
        raise Refusal(f"Tệp {target} đã có; hãy chọn tên khác hoặc cho phép ghi đè.")
    try:
        # Windows refuses to open what another program holds or what is read-only.
        target.open("r+b").close()
    except PermissionError:
        raise _held(target) from None


def _write(temporary: Path, data: bytes, target: Path) -> None:
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if temporary.read_bytes() != data:
        raise Refusal(f"Ổ đĩa ghi sai dữ liệu của tệp {target.name}; hãy chọn ổ đĩa khác.")


def _move(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError:
        raise _held(target) from None


def _held(target: Path) -> Held:
    return Held(
        f"Tệp {target} đang mở trong chương trình khác (như Word) hoặc chỉ cho đọc; hãy đóng tệp hoặc chọn tên khác."
    )
