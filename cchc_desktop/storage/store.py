"""Reports, templates and settings in the database."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from peewee import SqliteDatabase

from cchc_desktop.domain.edit import Edit
from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import DRAFT, Report
from cchc_desktop.domain.summary import Summary
from cchc_desktop.domain.template import Template
from cchc_desktop.domain.template_file import read_template
from cchc_desktop.storage.database import Database, open_database
from cchc_desktop.storage.report_rows import edits_of, read_report, write_edit
from cchc_desktop.storage.tables import (
    StoredField,
    StoredReport,
    StoredSection,
    StoredSetting,
    StoredTemplate,
)


class Store:
    """What the database holds, as domain objects. May be used from several threads (see `Database`)."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._database: Database = open_database(path)
        self._now = now
        self._templates: dict[int, Template] = {}

    def close(self) -> None:
        """Closes this thread's connection."""
        self._database.close()

    def check(self) -> None:
        """Raises `Damaged` where the file is not sound."""
        self._database.check()

    # Reports

    def add(self, reports: Iterable[Report]) -> list[int]:
        """Stores new reports, all or none; gives their ids."""
        with self._database.writing() as database:
            return [self._add(database, report) for report in reports]

    def load(self, report_id: int) -> Report:
        """The report, in the form of the template it was made with."""
        with self._database.reading() as database:
            stored = self._stored(database, report_id)
            template = self._template(database, stored.template_id)
            return read_report(database, stored, template)

    def summaries(self, *, trashed: bool = False) -> list[Summary]:
        """The reports in use, or those in the trash; the newest period first."""
        with self._database.reading() as database:
            fields = StoredField.select(StoredField.report, StoredField.name, StoredField.text).where(
                StoredField.name.in_(["issuer", "subject"])
            )
            texts_of: dict[int, dict[str, str]] = {}
            for report_id, name, text in fields.tuples().execute(database):
                texts_of.setdefault(report_id, {})[name] = text
            sections = StoredSection.select(StoredSection.report).where(StoredSection.entries != "[]")
            filled = Counter(report_id for (report_id,) in sections.tuples().execute(database))
            reports = StoredReport.select().where(StoredReport.trashed.is_null(not trashed))
            summaries = []
            for stored in reports.execute(database):
                template = self._template(database, stored.template_id)
                texts = texts_of.get(stored.id, {})
                summaries.append(
                    Summary(
                        stored.id,
                        template.key,
                        Period.parse(stored.period),
                        stored.status,
                        texts.get("issuer", ""),
                        texts.get("subject", ""),
                        stored.updated,
                        stored.trashed,
                        filled[stored.id],
                        len(template.leaves),
                    )
                )
        return sorted(summaries, key=lambda summary: (summary.period, summary.id), reverse=True)

    def save(self, report_id: int, edits: Sequence[Edit]) -> None:
        """Stores the edits in one transaction. Refused for a report that is issued or gone."""
        with self._database.writing() as database:
            stored = self._stored(database, report_id)
            if stored.status != DRAFT:
                raise Refusal("Báo cáo đã ban hành nên không sửa được; hãy mở lại báo cáo trước khi sửa.")
            template = self._template(database, stored.template_id)
            for edit in edits:
                write_edit(database, report_id, template, edit)
            self._touch(database, report_id)

    def set_trashed(self, report_id: int, trashed: bool) -> None:
        """Puts a report into the trash or takes it out."""
        with self._database.writing() as database:
            self._stored(database, report_id)
            moment = self._time() if trashed else None
            StoredReport.update(trashed=moment).where(StoredReport.id == report_id).execute(database)

    def empty_trash(self) -> int:
        """Deletes what is in the trash for good; gives how many reports that were."""
        with self._database.writing() as database:
            return int(StoredReport.delete().where(StoredReport.trashed.is_null(False)).execute(database))

    # Settings

    def settings(self, prefix: str) -> dict[str, str]:
        """The settings whose names begin with `prefix`, without it."""
        with self._database.reading() as database:
            rows = (
                StoredSetting.select(StoredSetting.name, StoredSetting.text)
                .where(StoredSetting.name.startswith(prefix))
                .tuples()
                .execute(database)
            )
            return {name.removeprefix(prefix): text for name, text in rows if name.startswith(prefix)}

    def set_settings(self, prefix: str, texts: Mapping[str, str]) -> None:
        with self._database.writing() as database:
            for name, text in texts.items():
                StoredSetting.replace(name=prefix + name, text=text).execute(database)

    # Inside

    def _time(self) -> str:
        return self._now().astimezone().isoformat(timespec="seconds")

    def _touch(self, database: SqliteDatabase, report_id: int) -> None:
        StoredReport.update(updated=self._time()).where(StoredReport.id == report_id).execute(database)

    def _stored(self, database: SqliteDatabase, report_id: int) -> StoredReport:
        query = StoredReport.select().where(StoredReport.id == report_id)
        stored: StoredReport
        for stored in query.execute(database):
            return stored
        raise Refusal(f"Không có báo cáo số {report_id}.")

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
        return int(StoredTemplate.insert(digest=digest, source=template.source).execute(database))
