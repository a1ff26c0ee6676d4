"""What the database tells without a report being read: the list of reports, and the settings.

A start shows no more than this, so nothing here needs what a report and its template are made of.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.summary import Summary
from cchc_desktop.storage.database import Database
from cchc_desktop.storage.tables import StoredSetting
from cchc_desktop.storage.trouble import Unreadable

_SUMMARIES = """
    SELECT report.id, template.key, period, status,
        coalesce((SELECT text FROM field WHERE report_id = report.id AND name = 'issuer'), ''),
        coalesce((SELECT text FROM field WHERE report_id = report.id AND name = 'subject'), ''),
        updated, trashed,
        (SELECT count(*) FROM section WHERE report_id = report.id AND entries != '[]'), template.leaves
    FROM report LEFT JOIN template ON template.id = template_id WHERE (trashed IS NOT NULL) = ?"""


class Catalogue:
    """May be used from several threads (see `Database`)."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def close(self) -> None:
        """Closes this thread's connection."""
        self.database.close()

    def check(self) -> None:
        """Raises `Damaged` where the file is not sound."""
        self.database.check()

    @property
    def wal_hindrance(self) -> str:
        """Why the database is written in the slower way, as a sentence; "" where it is not."""
        return self.database.wal_hindrance

    def summaries(self, *, trashed: bool = False) -> list[Summary]:
        """The reports in use, or those in the trash; the newest period first."""
        with self.database.reading() as database, as_stored():
            found = [_summary(*row) for row in database.execute_sql(_SUMMARIES, (trashed,))]
        return sorted(found, key=lambda summary: (summary.period, summary.id), reverse=True)

    def settings(self, prefix: str) -> dict[str, str]:
        """The settings whose names begin with `prefix`, without it."""
        with self.database.reading() as database:
            rows = (
                StoredSetting.select(StoredSetting.name, StoredSetting.text)
                .where(StoredSetting.name.startswith(prefix))
                .tuples()
                .execute(database)
            )
            return {name.removeprefix(prefix): text for name, text in rows if name.startswith(prefix)}

    def set_settings(self, prefix: str, texts: Mapping[str, str]) -> None:
        with self.database.writing() as database:
            for name, text in texts.items():
                StoredSetting.replace(name=prefix + name, text=text).execute(database)


@contextmanager
def as_stored() -> Iterator[None]:
    """Where what was read is nothing that was ever stored, the database is damaged."""
    try:
        yield
    except (Refusal, KeyError, ValueError) as error:
        raise Unreadable(type(error).__name__) from error


def _summary(
    id: int,
    template: str | None,
    period: str,
    status: str,
    issuer: str,
    subject: str,
    updated: str,
    trashed: str | None,
    filled: int,
    leaves: int,
) -> Summary:
    for moment in (updated, trashed):
        if moment is not None:
            datetime.fromisoformat(moment)
    if template is None:
        raise KeyError(id)
    return Summary(id, template, Period.parse(period), status, issuer, subject, updated, trashed, filled, leaves)
