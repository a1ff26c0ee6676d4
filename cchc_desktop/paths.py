"""Where the program's resources and the person's data lie."""

import os
import sys
from pathlib import Path

from cchc_desktop.domain.refusal import Refusal

_ENVIRONMENT = "CCHC_DATA_DIR"
_PORTABLE = "portable.txt"
_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """A file or folder of `resources/`: frozen, from an installed wheel, or in the source tree."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen, "resources", name)
    installed = _PACKAGE / "resources"
    return (installed if installed.is_dir() else _PACKAGE.parent / "resources") / name


def data_folder(chosen: str | None) -> Path:
    """The data folder: `chosen` (--data) beats CCHC_DATA_DIR, which beats the user's own.

    On Windows the user's own lies in LocalAppData, never in the roaming profile; that of the portable program lies
    beside the program.
    """
    given = chosen or os.environ.get(_ENVIRONMENT)
    if given:
        return Path(given).expanduser().absolute()
    beside = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (beside / _PORTABLE).exists():
        return beside / "data"
    import platformdirs

    return Path(platformdirs.user_data_dir("CCHC Desktop", appauthor=False, roaming=False))


def make_folder(folder: Path) -> None:
    """Creates the folder for this user only; refused where that cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Refusal(
            f"Không tạo được thư mục dữ liệu {folder}; hãy kiểm tra quyền ghi hoặc chọn thư mục khác."
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refusal(f"Không ghi được vào thư mục dữ liệu {folder}; hãy kiểm tra quyền ghi hoặc chọn thư mục khác.")
