"""The schema, step by step. A step never changes once it has been released; a new version adds one.

The version of a database is its `PRAGMA user_version`: the number of steps that it has been through. Each
step and its record are one transaction.
"""

from collections.abc import Callable

from peewee import SqliteDatabase

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.storage.trouble import Unreadable


def _0001_reports(database: SqliteDatabase) -> None:
    """Templates, reports with their fields, sections, figures and appendices, settings."""
    for statement in (
        """CREATE TABLE template (
            id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, source TEXT NOT NULL)""",
        """CREATE TABLE report (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            template_id INTEGER NOT NULL REFERENCES template (id) ON DELETE RESTRICT,
            period TEXT NOT NULL, status TEXT NOT NULL,
            created TEXT NOT NULL, updated TEXT NOT NULL, trashed TEXT)""",
        "CREATE INDEX report_template ON report (template_id)",
        """CREATE TABLE field (
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            name TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (report_id, name)) WITHOUT ROWID""",
        """CREATE TABLE section (
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            key TEXT NOT NULL, entries TEXT NOT NULL, PRIMARY KEY (report_id, key))""",
        """CREATE TABLE figure (
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            key TEXT NOT NULL, text TEXT NOT NULL, note TEXT, PRIMARY KEY (report_id, key)) WITHOUT ROWID""",
        """CREATE TABLE appendix_row (
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            appendix TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, label TEXT NOT NULL,
            PRIMARY KEY (report_id, appendix, key)) WITHOUT ROWID""",
        """CREATE TABLE cell (
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            appendix TEXT NOT NULL, row TEXT NOT NULL, column_key TEXT NOT NULL, text TEXT NOT NULL, note TEXT,
            PRIMARY KEY (report_id, appendix, row, column_key),
            FOREIGN KEY (report_id, appendix, row) REFERENCES appendix_row (report_id, appendix, key)
                ON DELETE CASCADE) WITHOUT ROWID""",
        """CREATE TABLE stated_total (
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            appendix TEXT NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (report_id, appendix)) WITHOUT ROWID""",
        "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
    ):
        database.execute_sql(statement)


def _0002_versions(database: SqliteDatabase) -> None:
    """What sections, figures, cells and fields were before (storage/history.py)."""
    for statement in (
        """CREATE TABLE version (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            target TEXT NOT NULL, saved TEXT NOT NULL, sitting TEXT NOT NULL, author TEXT NOT NULL,
            value TEXT NOT NULL)""",
        "CREATE INDEX version_target ON version (report_id, target, id)",
    ):
        database.execute_sql(statement)


def _0003_issues(database: SqliteDatabase) -> None:
    """Issued versions with their files (storage/issuing.py)."""
    for statement in (
        """CREATE TABLE issue (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            version INTEGER NOT NULL, number INTEGER NOT NULL, date TEXT NOT NULL,
            issued TEXT NOT NULL, author TEXT NOT NULL, contents TEXT NOT NULL,
            reopened TEXT, reopened_by TEXT, reason TEXT, UNIQUE (report_id, version))""",
        """CREATE TABLE issued_file (
            issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
            ending TEXT NOT NULL, sha256 TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (issue_id, ending))""",
    ):
        database.execute_sql(statement)


def _0004_originals(database: SqliteDatabase) -> None:
    """The files that imported reports were read from (storage/originals.py)."""
    database.execute_sql(
        """CREATE TABLE original (
            report_id INTEGER PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
            name TEXT NOT NULL, sha256 TEXT NOT NULL, data BLOB NOT NULL)"""
    )


def _0005_answers(database: SqliteDatabase) -> None:
    """The reasons given for warnings (storage/answering.py)."""
    database.execute_sql(
        """CREATE TABLE answer (
            report_id INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
            rule TEXT NOT NULL, place TEXT NOT NULL, message TEXT NOT NULL, reason TEXT NOT NULL,
            author TEXT NOT NULL, answered TEXT NOT NULL,
            PRIMARY KEY (report_id, rule, place, message)) WITHOUT ROWID"""
    )


def _0006_revisions(database: SqliteDatabase) -> None:
    """A number that is another after every change of a report, for the search index (storage/search_index.py)."""
    for statement in (
        "ALTER TABLE report ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
        "UPDATE report SET revision = abs(random() % 1099511627776)",
    ):
        database.execute_sql(statement)


def _0007_templates_at_a_glance(database: SqliteDatabase) -> None:
    """What the list of reports says of a template, so that no template is read for it."""
    database.execute_sql("ALTER TABLE template ADD COLUMN key TEXT NOT NULL DEFAULT ''")
    database.execute_sql("ALTER TABLE template ADD COLUMN leaves INTEGER NOT NULL DEFAULT 0")
    for template_id, source in database.execute_sql("SELECT id, source FROM template").fetchall():
        database.execute_sql(
            "UPDATE template SET key = ?, leaves = ? WHERE id = ?", (*at_a_glance(source), template_id)
        )


MIGRATIONS: tuple[Callable[[SqliteDatabase], None], ...] = (
    _0001_reports,
    _0002_versions,
    _0003_issues,
    _0004_originals,
    _0005_answers,
    _0006_revisions,
    _0007_templates_at_a_glance,
)


_LAST_EVER = 10_000
"""No release will ever have a version beyond this: it is rubbish."""


def migrate(database: SqliteDatabase, before: Callable[[], object]) -> None:
    """Brings the database to the newest version; calls `before` first where there is something to do.

    A newer one is refused and left alone. No step may lose a row, or leave one that points nowhere.
    """
    version = _version(database)
    if not 0 <= version <= _LAST_EVER:
        raise Unreadable("user_version")
    if version > len(MIGRATIONS):
        raise Refusal(
            "Dữ liệu này được lưu bằng phiên bản mới hơn của chương trình; "
            "hãy cài phiên bản mới, dữ liệu vẫn nguyên vẹn."
        )
    if version == len(MIGRATIONS):
        return
    before()
    for number, step in enumerate(MIGRATIONS, start=1):
        with database.atomic("IMMEDIATE"):
            if _version(database) >= number:
                continue
            rows = _row_counts(database)
            step(database)
            if any(count != rows.get(table, count) for table, count in _row_counts(database).items()):
                raise RuntimeError(f"migration {number} loses rows")
            if database.execute_sql("PRAGMA foreign_key_check").fetchone():
                raise RuntimeError(f"migration {number} leaves dangling references")
            database.execute_sql(f"PRAGMA user_version = {number}")


def at_a_glance(source: str) -> tuple[str, int]:
    """The key of a stored template, and how many of its sections take entries."""
    from cchc_desktop.domain.template_file import read_template

    try:
        template = read_template(source, "mẫu đã lưu cùng báo cáo")
    except Refusal as refusal:
        raise Unreadable("template") from refusal
    return template.key, len(template.leaves)


def _version(database: SqliteDatabase) -> int:
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def _row_counts(database: SqliteDatabase) -> dict[str, int]:
    tables = database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: database.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
