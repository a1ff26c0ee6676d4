"""Which backups are made and which are kept: plain functions of moments."""

from collections.abc import Sequence
from datetime import datetime, timedelta

EVERY = timedelta(hours=3)
"""How old the newest backup may get while the program runs and data changes."""

DAYS, WEEKS, MONTHS = 14, 10, 60
ABSENT = timedelta(days=14)
"""After this long without the second place the person is reminded."""


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether a running program should make a backup, if anything changed."""
    return last is None or now - last >= EVERY or last > now


def kept(moments: Sequence[datetime], now: datetime) -> set[datetime]:
    """The backups that stay: all of today and yesterday, then the last of each day, week and month.

    The newest stays in any case, and so does what comes from the future (a clock that was set back).
    """
    stay = {moment for moment in moments if (now.date() - moment.date()).days <= 1}
    earlier = sorted(set(moments) - stay, reverse=True)
    for name, most in (("day", DAYS), ("week", WEEKS), ("month", MONTHS)):
        seen: set[tuple[int, int]] = set()
        for moment in earlier:
            group = _group(name, moment)
            if group not in seen and len(seen) < most:
                seen.add(group)
                stay.add(moment)
    return stay | set(earlier[:1])


def _group(name: str, moment: datetime) -> tuple[int, int]:
    if name == "day":
        return moment.year, moment.timetuple().tm_yday
    if name == "week":
        return moment.isocalendar()[:2]
    return moment.year, moment.month


def is_absent(last: datetime | None, now: datetime) -> bool:
    """Whether the second place took no backup for so long that the person should hear of it."""
    return last is None or now - last > ABSENT
