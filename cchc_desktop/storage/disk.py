"""What the disk under the data folder can bear."""

import os
import sys
from pathlib import Path

_REMOTE = frozenset(
    "afs ceph cifs davfs fuse.davfs2 fuse.glusterfs fuse.rclone fuse.sshfs glusterfs ncpfs nfs nfs4 smb3 smbfs".split()
)
_SYNCHRONISED = (
    "dropbox",
    "drive của tôi",
    "google drive",
    "googledrive",
    "icloud drive",
    "iclouddrive",
    "my drive",
    "nextcloud",
    "onedrive",
)
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Where Windows says in the environment that OneDrive's folder lies, whatever its name."""
_DRIVE_REMOTE = 4
_MOUNTS = Path("/proc/mounts")


def wal_hindrance(folder: Path) -> str:
    """Why write-ahead logging is not safe in `folder`, as a sentence; "" where it is.

    The log's index is memory shared between processes, which only a local disk gives; and a folder that is
    synchronised gets database and log at different moments.
    """
    name = synchronised(folder)
    if name:
        return (
            f"Thư mục dữ liệu nằm trong thư mục đồng bộ “{name}”, nên chương trình lưu theo cách chậm hơn mà an toàn; "
            "tốt nhất là chuyển dữ liệu về ổ đĩa của máy."
        )
    if is_remote(folder):
        return (
            "Thư mục dữ liệu nằm trên ổ mạng, nên chương trình lưu theo cách chậm hơn mà an toàn; "
            "tốt nhất là chuyển dữ liệu về ổ đĩa của máy."
        )
    return ""


def synchronised(folder: Path) -> str:
    """The name of the synchronised folder that `folder` lies in; "" where it lies in none that is known."""
    own = [Path(os.environ[name]) for name in _ONEDRIVE if os.environ.get(name)]
    for parent in (folder, *folder.parents):
        if parent.name.casefold().startswith(_SYNCHRONISED) or parent in own:
            return parent.name
    return ""


def is_remote(folder: Path) -> bool:
    """Whether `folder` lies on another computer."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.absolute().drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return filesystem(os.path.realpath(folder), mounts) in _REMOTE


def filesystem(path: str, mounts: str) -> str:
    """The kind of file system that holds `path`, by the text of /proc/mounts; "" where that does not say."""
    found = ("", "")
    for line in mounts.splitlines():
        _, _, rest = line.partition(" ")
        point, _, rest = rest.partition(" ")
        point = point.replace("\\040", " ")
        if path == point or path.startswith(point.rstrip("/") + "/"):
            found = max(found, (point, rest.partition(" ")[0]), key=lambda mount: len(mount[0]))
    return found[1]
