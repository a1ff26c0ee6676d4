"""Where the backups of a data folder lie."""

from pathlib import Path

FOLDER = "backups"
ENDING = ".cchc"


def backup_folder(folder: Path) -> Path:
    """Where the backups of a data folder lie."""
    return folder / FOLDER


def has_backups(folder: Path) -> bool:
    """Whether a data folder was ever backed up."""
    return any(backup_folder(folder).glob(f"*{ENDING}"))
