"""The verbs that keep a data folder safe: back up, restore, rescue, hand over."""

import platform
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.backup import (
    BackedUpReport,
    Backup,
    back_up,
    back_up_to,
    copy_backup,
    list_backups,
)
from cchc_desktop.storage.backup_folder import backup_folder
from cchc_desktop.storage.backup_policy import is_absent, is_due
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.passphrase import Key, key_of
from cchc_desktop.storage.restore import restore
from cchc_desktop.storage.seal import break_seal
from cchc_desktop.storage.store import Store

if TYPE_CHECKING:
    from cchc_desktop.storage.rescue import Rescued

ON_CLOSE = "khi đóng chương trình"
REGULAR = "định kỳ"
WANTED = "theo yêu cầu"
HANDOVER = "bàn giao"

_PREFIX = "backup."
_SECOND, _KEY = "second", "key"
_LAST_ELSEWHERE = "second-place.txt"
"""When the second place last took a backup. No setting: that would be a change, which calls for another backup."""
_LEFT_OVER = ("~copy-*", "~restore-*", "~rescue-*", "*.new", "backups/~cchc-*.tmp")


class Safekeeping:
    """Works on the data folder of a workspace; `store` opens its database, `forget` closes it in this thread."""

    def __init__(
        self, folder: Path, now: Callable[[], datetime], store: Callable[[], Store], forget: Callable[[], None]
    ) -> None:
        self.folder = folder
        self._now = now
        self._store = store
        self._forget = forget

    # Backups

    def back_up(self, reason: str) -> Path | None:
        """Backs up what changed since the newest backup; None where nothing did. The second place is brought up, too.

        A stick that is not in the computer today is no trouble; after a while the person is reminded.
        """
        self._store().check()
        made = back_up(self.folder, self._now(), reason)
        with suppress(Refusal):
            self.bring_second_place_up()
        return made

    def bring_second_place_up(self) -> Path | None:
        """Has the newest backup in the second place when it returns; gives the file there, None where nobody wants one.

        Refused where the place is not there or takes no files.
        """
        second = self.second_place()
        newest = next((backup.path for backup in self.backups() if backup.number), None)
        if second is None or newest is None:
            return None
        if not second.is_dir():
            raise Refusal(f"Nơi sao lưu thứ hai {second} hiện không có; hãy cắm ổ đĩa hoặc nối mạng rồi sao lưu lại.")
        made = copy_backup(newest, second / _own_name(), self._now(), self._key())
        self._note_second_place()
        return made

    def back_up_regularly(self) -> Path | None:
        """Backs up when the newest backup is some hours old, and tidies up; for a program that is running."""
        backups = self.backups()
        if not is_due(backups[0].made if backups else None, self._now()):
            return None
        self._store().thin_versions()
        self._sweep()
        return self.back_up(REGULAR)

    def back_up_to(self, target: Path, *, replace: bool = False) -> None:
        """Writes everything into a file, for another place or a successor."""
        self._store().check()
        back_up_to(self.folder, target, self._now(), HANDOVER, self._key(), replace=replace)

    def backups(self) -> list[Backup]:
        """The backups of this folder, the newest first."""
        return list_backups(backup_folder(self.folder))

    def second_place(self) -> Path | None:
        """The folder that takes every backup too; None where nobody wants one."""
        chosen = self._settings().get(_SECOND, "")
        return Path(chosen) if chosen else None

    def set_second_place(self, folder: Path | None) -> None:
        if folder is not None and not folder.is_dir():
            raise Refusal(f"Không có thư mục {folder}.")
        self._set(_SECOND, "" if folder is None else str(folder))
        self._note_second_place()

    def reminder(self) -> str:
        """What the person should hear of the second place; "" where all is well."""
        second = self.second_place()
        if second is None or not is_absent(self._last_elsewhere(), self._now()):
            return ""
        return f"Đã lâu chưa sao lưu được vào {second}; hãy cắm ổ đĩa hoặc nối mạng rồi chọn Sao lưu."

    def has_phrase(self) -> bool:
        """Whether backups outside the data folder are locked with a pass phrase."""
        return self._key() is not None

    def set_phrase(self, phrase: str) -> None:
        """Locks backups outside the data folder from now on; "" no longer does."""
        self._set(_KEY, key_of(phrase).as_text() if phrase else "")

    # Coming back

    def differences(self, backup: Backup) -> Iterator[str]:
        """What would be another with a backup than it is now, a sentence for each report."""
        now = {}
        with suppress(Refusal):
            # With the period: the same number may be another report's in a file from another office.
            now = {(summary.id, summary.period.id): summary for summary in self._store().summaries()}
        then = {(report.id, report.period): report for report in backup.reports or ()}
        for key, report in then.items():
            if key not in now:
                yield f"{_name(report)}: có trong bản sao lưu, hiện nay không có."
            elif now[key].updated != report.updated:
                was, is_ = _when(report.updated), _when(now[key].updated)
                yield f"{_name(report)}: bản sao lưu sửa lần cuối {was}, hiện nay {is_}."
        for key, summary in now.items():
            if key not in then:
                title = summary.period.title_alone
                yield f"{title}: chưa có trong bản sao lưu (sửa lần cuối {_when(summary.updated)})."

    def restore(self, file: Path, phrase: str = "") -> Path:
        """Brings back what `file` holds; gives the folder that keeps what was there. Other threads have closed."""
        self._forget()
        return restore(self.folder, file, phrase)

    def rescue(self) -> "Rescued":
        """Brings back what can be read of a damaged database. Other threads have closed."""
        from cchc_desktop.storage.rescue import rescue

        self._forget()
        return rescue(self.folder)

    def begin_anew(self) -> None:
        """Leaves a database that nothing brings back, and begins with an empty one. Other threads have closed."""
        from cchc_desktop.storage.rescue import begin_anew

        self._forget()
        begin_anew(self.folder)

    def trust(self) -> None:
        """Takes the database as it is for the right one, as far as SQLite finds no fault. Other threads have closed."""
        self._forget()
        break_seal(self.folder / FILE_NAME)

    # Inside

    def _note_second_place(self) -> None:
        folder = backup_folder(self.folder)
        with suppress(OSError):
            folder.mkdir(exist_ok=True, mode=0o700)
            (folder / _LAST_ELSEWHERE).write_text(self._now().isoformat(timespec="seconds"), encoding="ascii")

    def _last_elsewhere(self) -> datetime | None:
        try:
            return datetime.fromisoformat((backup_folder(self.folder) / _LAST_ELSEWHERE).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def _key(self) -> Key | None:
        text = self._settings().get(_KEY, "")
        return Key.from_text(text) if text else None

    def _settings(self) -> dict[str, str]:
        return self._store().settings(_PREFIX)

    def _set(self, name: str, text: str) -> None:
        self._store().set_settings(_PREFIX, {name: text})

    def _sweep(self) -> None:
        """Removes what a process that was ended left half made, once it is a day old."""
        old = (datetime.now() - timedelta(days=1)).timestamp()
        for pattern in _LEFT_OVER:
            for path in self.folder.glob(pattern):
                with suppress(OSError):
                    if path.stat().st_mtime < old:
                        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _own_name() -> str:
    """The folder of this computer in a second place: several may share one, and each thins its own backups only."""
    return f"CCHC {re.sub(r'[^0-9A-Za-z-]', '', platform.node()) or 'may'}"


def _name(report: BackedUpReport) -> str:
    try:
        return Period.parse(report.period).title_alone
    except Refusal:
        return f"Báo cáo số {report.id}"


def _when(updated: str) -> str:
    try:
        return datetime.fromisoformat(updated).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return "không rõ"
