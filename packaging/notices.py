"""The notices about other people's work inside the programs, in one text beside them."""

import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent

# What the lock file installs only for the sake of others, and no program holds.
NOT_INSIDE = {"pycparser"}

HEAD = """\
CCHC Desktop là phần mềm tự do, theo Giấy phép Công cộng GNU (GPL) bản 3 hoặc mới hơn: xem tệp LICENSE.txt.
Bên trong có phần mềm của những tác giả khác, mỗi phần theo giấy phép của phần ấy, in lại dưới đây.

Qt và Qt for Python (PySide6, shiboken6), © The Qt Company Ltd. và những người đóng góp, dùng theo LGPL bản 3.
Đó là các tệp program/PySide6/*.dll, *.pyd và program/shiboken6/*. Bạn được thay chúng bằng bản của mình:
  1. Đóng chương trình.
  2. Chép đè các tệp cùng tên của một bản Qt 6 cùng dòng ({qt}) do bạn dịch, hoặc lấy từ gói PySide6-Essentials
     cho Windows 64-bit, vào thư mục program/PySide6 trong thư mục cài đặt. Không tệp nào bị khóa hay ký kèm.
  3. Mở lại chương trình.
Mã nguồn của Qt: https://download.qt.io/official_releases/qt/ ; của Qt for Python:
https://download.qt.io/official_releases/QtForPython/ . Văn bản LGPL bản 3 ở cuối tệp này, bổ sung cho GPL bản 3 trong
LICENSE.txt.

Python {python}, © Python Software Foundation, theo giấy phép PSF: https://docs.python.org/3/license.html
SQLite là tài sản công cộng. Phần khởi động của hai chương trình là của PyInstaller (GPL bản 2 hoặc mới hơn,
có ngoại lệ cho chương trình đóng gói bằng nó). Phông chữ Tinos theo SIL Open Font License: xem
program/resources/fonts/OFL.txt.
"""


def notices(lock: Path) -> str:
    """The text for the packages that a lock file names, from the licence files that they were installed with."""
    parts = [HEAD.format(qt=distribution("PySide6-Essentials").version, python=sys.version.split()[0])]
    line = "=" * 100
    for found in sorted(_installed(lock), key=lambda found: found.name.lower()):
        parts.append(f"{line}\n{found.name} {found.version}: {_terms(found)}\n{line}\n")
        # The wheels of Qt carry only the text of its commercial licence, which is not the one used here.
        if not found.name.lower().startswith(("pyside6", "shiboken6")):
            parts.extend(f"{text.strip()}\n" for text in _texts(found))
    return "\n".join([*parts, f"{line}\n", (PACKAGING / "LGPL-3.0.txt").read_text("utf-8")])


def _installed(lock: Path) -> Iterable[Distribution]:
    for line in lock.read_text("utf-8").splitlines():
        name, pinned, _ = line.partition("==")
        if pinned and not line.startswith(("#", " ")) and name not in NOT_INSIDE:
            yield distribution(name)


def _terms(found: Distribution) -> str:
    if found.name.lower().startswith(("pyside6", "shiboken6")):
        return "LGPL-3.0-only"
    for name in ("License-Expression", "License"):
        if name in found.metadata:
            return found.metadata[name].splitlines()[0]
    return "xem dưới đây"


def _texts(found: Distribution) -> Iterable[str]:
    for file in found.files or []:
        if ".dist-info" in str(file) and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE")):
            yield file.read_text("utf-8")


if __name__ == "__main__":
    target = PACKAGING.parent / "build" / "THIRD-PARTY.txt"
    target.write_text(notices(PACKAGING / "requirements.lock"), "utf-8")
