"""Reports in the database: kept, changed, issued, searched."""

import getpass
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from cchc_desktop.domain.answers import Answer
from cchc_desktop.domain.edit import Edit, FieldEdit, target
from cchc_desktop.domain.fields import FIELD_BY_NAME, text_of
from cchc_desktop.domain.issue import Issue
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.status import DRAFT, ISSUED
from cchc_desktop.domain.template import Template
from cchc_desktop.domain.template_file import read_template
from cchc_desktop.domain.version import Version
from cchc_desktop.storage import answering, history, issuing, originals
from cchc_desktop.storage.catalogue import Catalogue, as_stored
from cchc_desktop.storage.database import Database
from cchc_desktop.storage.report_rows import edits_of, read_report, write_edit
from cchc_desktop.storage.tables import (
    REVISION_BITS,
    StoredReport,
    StoredTemplate,
)

if TYPE_CHECKING:
    from cchc_desktop.domain.search import Hit
    from cchc_desktop.text.searching import Reading
_ENTRIES = """
    SELECT entries FROM section JOIN report ON report.id = report_id
    WHERE trashed IS NULL AND entries != '[]' ORDER BY period DESC, report_id DESC"""

# Like all that a save waits for, plain SQL (see storage/report_rows.py).
_DRAFT = "SELECT status, template_id, updated FROM report WHERE id = ?"
_TOUCH = "UPDATE report SET updated = ?, revision = ? WHERE id = ?"


class Store(Catalogue):
    """The catalogue and the reports themselves, as domain objects."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__(database)
        self._now = now
        self._sitting = secrets.token_hex(8)
        self._author = _author()
        self._templates: dict[int, Template] = {}

    # Reports

    def add(self, reports: Iterable[Report]) -> list[int]:
        """Stores new reports, all or none; gives their ids."""
        with self.database.writing() as database:
            return [self._add(database, report) for report in reports]

    def add_imported(self, report: Report, name: str, data: bytes) -> int:
        """Stores a new report together with the file that it was read from; gives its id."""
        with self.database.writing() as database:
            report_id = self._add(database, report)
            originals.add_original(database, report_id, name, data)
            return report_id

    def original_name(self, report_id: int) -> str | None:
        """The name of the file that a report was imported from, None where it was not."""
        with self.database.reading() as database:
            return originals.original_name(database, report_id)

    def original(self, report_id: int) -> bytes | None:
        """That file; None where there is none or it is not as it was stored."""
        with self.database.reading() as database:
            return originals.original(database, report_id)

    def load(self, report_id: int) -> Report:
        """The report, in the form of the template it was made with."""
        with self.database.reading() as database:
            stored = self._stored(database, report_id)
            with as_stored():
                return read_report(database, stored, self._template(database, stored.template_id))

    def entry_texts(self) -> Iterator[str]:
        """The texts of all entries of the reports in use, the newest report first; never all in memory at once."""
        with self.database.reading() as database:
            for (entries,) in database.execute_sql(_ENTRIES):
                for entry in json.loads(entries):
                    yield entry[0]

    def save(self, report_id: int, edits: Sequence[Edit]) -> None:
        """Stores the edits in one transaction. Refused for a report that is issued or gone."""
        with self.database.writing() as database:
            template_id, updated = self._draft(database, report_id)
            template = self._template(database, template_id)
            for edit in edits:
                before = history.value_of(database, report_id, target(edit))
                write_edit(database, report_id, template, edit)
                now = history.Now(self._moment(), self._sitting, self._author)
                history.remember(database, report_id, target(edit), before, updated, now)
            self._touch(database, report_id)

    def set_trashed(self, report_id: int, trashed: bool) -> None:
        """Puts a report into the trash or takes it out."""
        with self.database.writing() as database:
            self._stored(database, report_id)
            moment = self._time() if trashed else None
            StoredReport.update(trashed=moment).where(StoredReport.id == report_id).execute(database)

    def empty_trash(self) -> int:
        """Deletes what is in the trash for good; gives how many reports that were."""
        with self.database.writing() as database:
            return int(StoredReport.delete().where(StoredReport.trashed.is_null(False)).execute(database))

    def versions(self, report_id: int, part: tuple[str, ...]) -> list[Version]:
        """What a part of a report (domain.edit.target) was, the newest first; none where it never changed."""
        with self.database.reading() as database:
            return history.versions(database, report_id, part)

    def thin_versions(self) -> None:
        """Throws away versions that are too old to be kept so densely."""
        with self.database.writing() as database:
            history.thin_versions(database, self._moment())

    # Search

    def search(self, readings: "Sequence[Reading]", most: int) -> "list[Hit]":
        """What is found in the reports in use; see `SearchIndex.search`."""
        # A start does without it.
        from cchc_desktop.storage.search_index import SearchIndex

        return SearchIndex(self.database.path).search(self, readings, most)

    def catch_up_search(self, most: int) -> int:
        """Reads reports for the next search; see `SearchIndex.catch_up`."""
        from cchc_desktop.storage.search_index import SearchIndex

        return SearchIndex(self.database.path).catch_up(self, most)

    def stamp(self) -> tuple[int, int]:
        with self.database.reading() as database:
            query = "SELECT count(*), coalesce(sum(revision), 0) FROM report WHERE trashed IS NULL"
            count, total = database.execute_sql(query).fetchone()
            return count, total

    def revisions(self) -> dict[int, int]:
        with self.database.reading() as database:
            in_use = StoredReport.select(StoredReport.id, StoredReport.revision).where(StoredReport.trashed.is_null())
            return dict(in_use.tuples().execute(database))

    # Issuing

    def issue(self, report_id: int, report: Report, contents: str, files: Mapping[str, bytes]) -> Issue:
        """Stores number, date and status of an issued report, and a version with its files; all in one."""
        number, day = report.document.number, report.document.date
        assert number is not None
        assert day is not None
        with self.database.writing() as database:
            self._stored(database, report_id)
            made = Issue(len(issuing.issues(database, report_id)) + 1, number, day, self._time(), self._author, {})
            for name in ("number", "date"):
                edit = FieldEdit(name, text_of(report, FIELD_BY_NAME[name]))
                write_edit(database, report_id, report.template, edit)
            StoredReport.update(status=ISSUED).where(StoredReport.id == report_id).execute(database)
            issuing.add_issue(database, report_id, made, contents, files)
            self._touch(database, report_id)
            return issuing.issues(database, report_id)[-1]

    def reopen(self, report_id: int, reason: str) -> None:
        """Makes an issued report a draft again; the issued version stays, with the reason."""
        with self.database.writing() as database:
            if self._stored(database, report_id).status != ISSUED:
                raise Refusal("Báo cáo này chưa ban hành nên không cần mở lại.")
            issuing.note_reopening(database, report_id, self._time(), self._author, reason)
            StoredReport.update(status=DRAFT).where(StoredReport.id == report_id).execute(database)
            self._touch(database, report_id)

    def issues(self, report_id: int) -> list[Issue]:
        """The issued versions of a report, the first one first."""
        with self.database.reading() as database:
            return issuing.issues(database, report_id)

    def issued_file(self, report_id: int, version: int, ending: str) -> bytes | None:
        """A file of an issued version; None where there is none or it is not as it was stored."""
        with self.database.reading() as database:
            return issuing.issued_file(database, report_id, version, ending)

    def numbers_used(self, year: int, without: int) -> dict[int, int]:
        """The document numbers of the year's other issued reports, each with the report's id."""
        with self.database.reading() as database:
            return issuing.numbers_used(database, year, without)

    # Answers

    def answers(self, report_id: int) -> list[Answer]:
        """The reasons given for the report's warnings."""
        with self.database.reading() as database:
            return answering.answers(database, report_id)

    def keep_answer(self, report_id: int, answer: Answer) -> None:
        """Keeps a reason. Refused for a report that is issued or gone."""
        with self.database.writing() as database:
            self._draft(database, report_id)
            answering.keep_answer(database, report_id, answer, self._author, self._time())

    def drop_answer(self, report_id: int, answer: Answer) -> None:
        """Takes a reason back. Refused for a report that is issued or gone."""
        with self.database.writing() as database:
            self._draft(database, report_id)
            answering.drop_answer(database, report_id, answer)

    # Inside

    def _moment(self) -> datetime:
        return self._now().astimezone()

    def _time(self) -> str:
        return self._moment().isoformat(timespec="seconds")

    def _touch(self, database: SqliteDatabase, report_id: int) -> None:
        database.execute_sql(_TOUCH, (self._time(), _revision(), report_id))

    def _stored(self, database: SqliteDatabase, report_id: int) -> StoredReport:
        query = StoredReport.select().where(StoredReport.id == report_id)
        stored: StoredReport
        for stored in query.execute(database):
            return stored
        raise _missing(report_id)

    def _draft(self, database: SqliteDatabase, report_id: int) -> tuple[int, str]:
        """The template's id and the moment of the last change of a report that may be edited."""
        stored = database.execute_sql(_DRAFT, (report_id,)).fetchone()
        if stored is None:
            raise _missing(report_id)
        status, template_id, updated = stored
        if status != DRAFT:
            raise Refusal("Báo cáo đã ban hành nên không sửa được; hãy mở lại báo cáo trước khi sửa.")
        return template_id, updated

    def _template(self, database: SqliteDatabase, template_id: int) -> Template:
        if template_id not in self._templates:
            query = StoredTemplate.select(StoredTemplate.source).where(StoredTemplate.id == template_id).tuples()
            ((source,),) = query.execute(database)
            self._templates[template_id] = read_template(source, "mẫu đã lưu cùng báo cáo")
        return self._templates[template_id]

    def _add(self, database: SqliteDatabase, report: Report) -> int:
        moment = self._time()
        report_id = int(
            StoredReport.insert(
                template=self._add_template(database, report.template),
                period=report.period.id,
                status=report.status,
                created=moment,
                updated=moment,
                revision=_revision(),
            ).execute(database)
        )
        for edit in edits_of(report):
            write_edit(database, report_id, report.template, edit)
        return report_id

    def _add_template(self, database: SqliteDatabase, template: Template) -> int:
        digest = hashlib.sha256(template.source.encode()).hexdigest()
        query = StoredTemplate.select(StoredTemplate.id).where(StoredTemplate.digest == digest).tuples()
        for (template_id,) in query.execute(database):
            return int(template_id)
        insert = StoredTemplate.insert(
            digest=digest, source=template.source, key=template.key, leaves=len(template.leaves)
        )
        return int(insert.execute(database))


def _missing(report_id: int) -> Refusal:
    return Refusal(f"Không có báo cáo số {report_id}.")


def _revision() -> int:
    return secrets.randbits(REVISION_BITS)


def _author() -> str:
    """Who is logged on, as far as the system says."""
    try:
        return getpass.getuser()
    except (OSError, ImportError, KeyError):
        return ""
