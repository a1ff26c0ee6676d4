"""Issued versions of a report with the files that were made, and their reopening."""

import hashlib
from collections.abc import Mapping
from datetime import date

from peewee import SqliteDatabase

from cchc_desktop.domain.issue import Issue
from cchc_desktop.storage.tables import StoredField, StoredIssue, StoredIssuedFile, StoredReport


def add_issue(
    database: SqliteDatabase, report_id: int, issue: Issue, contents: str, files: Mapping[str, bytes]
) -> None:
    """Records an issued version with its contents (`cchc-report/1`) and files."""
    issue_id = StoredIssue.insert(
        report=report_id,
        version=issue.version,
        number=issue.number,
        date=issue.date.isoformat(),
        issued=issue.issued,
        author=issue.author,
        contents=contents,
    ).execute(database)
    for ending, data in files.items():
        digest = hashlib.sha256(data).hexdigest()
        StoredIssuedFile.insert(issue=issue_id, ending=ending, sha256=digest, data=data).execute(database)


def issues(database: SqliteDatabase, report_id: int) -> list[Issue]:
    """The issued versions, the first one first."""
    query = StoredIssue.select().where(StoredIssue.report == report_id).order_by(StoredIssue.version)
    return [
        Issue(
            stored.version,
            stored.number,
            date.fromisoformat(stored.date),
            stored.issued,
            stored.author,
            _digests(database, stored.id),
            stored.reopened,
            stored.reopened_by or "",
            stored.reason or "",
        )
        for stored in query.execute(database)
    ]


def issued_file(database: SqliteDatabase, report_id: int, version: int, ending: str) -> bytes | None:
    """The bytes of a stored file, None where there is none or they are not what was stored."""
    query = (
        StoredIssuedFile.select(StoredIssuedFile.data, StoredIssuedFile.sha256)
        .join(StoredIssue)
        .where(
            (StoredIssue.report == report_id) & (StoredIssue.version == version) & (StoredIssuedFile.ending == ending)
        )
    )
    for data, digest in query.tuples().execute(database):
        return bytes(data) if hashlib.sha256(data).hexdigest() == digest else None
    return None


def note_reopening(database: SqliteDatabase, report_id: int, moment: str, author: str, reason: str) -> None:
    """Says of the last issued version that, when and why it was opened again."""
    last = (
        StoredIssue.select(StoredIssue.id).where(StoredIssue.report == report_id).order_by(StoredIssue.version.desc())
    )
    for (issue_id,) in last.limit(1).tuples().execute(database):
        StoredIssue.update(reopened=moment, reopened_by=author, reason=reason).where(
            StoredIssue.id == issue_id
        ).execute(database)


def numbers_used(database: SqliteDatabase, year: int, without: int) -> dict[int, int]:
    """The numbers of the year's issued reports, with the report's id. A number is unique in its year."""
    query = (
        StoredField.select(StoredField.report, StoredField.name, StoredField.text)
        .join(StoredReport)
        .where(
            (StoredReport.status == "issued")
            & (StoredReport.trashed.is_null())
            & (StoredReport.id != without)
            & StoredField.name.in_(["number", "date"])
        )
    )
    texts: dict[int, dict[str, str]] = {}
    for report_id, name, text in query.tuples().execute(database):
        texts.setdefault(report_id, {})[name] = text
    return {
        int(fields["number"]): report_id
        for report_id, fields in texts.items()
        if fields.get("date", "").endswith(f"/{year}") and fields.get("number", "").isdigit()
    }


def _digests(database: SqliteDatabase, issue_id: int) -> dict[str, str]:
    query = StoredIssuedFile.select(StoredIssuedFile.ending, StoredIssuedFile.sha256).where(
        StoredIssuedFile.issue == issue_id
    )
    return dict(query.order_by(StoredIssuedFile.ending).tuples().execute(database))
