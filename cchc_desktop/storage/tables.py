"""The tables. The models are bound to no database: every query is executed on the one it is meant for.

Numbers are kept as text, so that what was typed and cannot be read stays as it is. A blank has no row or
an empty text, never 0.
"""

from peewee import (
    AutoField,
    BlobField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

REVISION_BITS = 40
"""A sum over very many revisions is still a number of SQLite's."""


class StoredTemplate(Model):
    """A template as some report was made with it, whole (TOML); `leaves` is how many sections take entries."""

    id = AutoField()
    digest = TextField(unique=True)
    source = TextField()
    key = TextField()
    leaves = IntegerField()

    class Meta:
        table_name = "template"


class StoredReport(Model):
    """A report. Times are ISO 8601 in local time with offset; `trashed` is null while the report is in use.

    `revision` is drawn anew with every change of the report.
    """

    id = AutoField()
    template = ForeignKeyField(StoredTemplate, on_delete="RESTRICT")
    template_id: int
    period = TextField()
    status = TextField()
    created = TextField()
    updated = TextField()
    trashed = TextField(null=True)
    revision = IntegerField()

    class Meta:
        table_name = "report"


class StoredField(Model):
    """A field of domain/fields.py, as typed."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    name = TextField()
    text = TextField()

    class Meta:
        table_name = "field"
        primary_key = CompositeKey("report", "name")


class StoredSection(Model):
    """The entries of a leaf section as a JSON list of [text, state, [citation, …]]."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    key = TextField()
    entries = TextField()

    class Meta:
        table_name = "section"
        primary_key = CompositeKey("report", "key")


class StoredFigure(Model):
    """A figure as typed, "" where it is blank; no note is null."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    key = TextField()
    text = TextField()
    note = TextField(null=True)

    class Meta:
        table_name = "figure"
        primary_key = CompositeKey("report", "key")


class StoredRow(Model):
    """A row of an appendix."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    appendix = TextField()
    key = TextField()
    position = IntegerField()
    label = TextField()

    class Meta:
        table_name = "appendix_row"
        primary_key = CompositeKey("report", "appendix", "key")


class StoredCell(Model):
    """A cell as typed, "" where it is blank. A computed column has a row only where a file stated it."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    appendix = TextField()
    row = TextField()
    column = TextField(column_name="column_key")
    text = TextField()
    note = TextField(null=True)

    class Meta:
        table_name = "cell"
        primary_key = CompositeKey("report", "appendix", "row", "column")


class StoredTotal(Model):
    """The total row that a file stated, as a JSON object of numbers by column."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    appendix = TextField()
    cells = TextField()

    class Meta:
        table_name = "stated_total"
        primary_key = CompositeKey("report", "appendix")


class StoredSetting(Model):
    """A setting or a part of the unit profile ("profile.issuer")."""

    name = TextField(primary_key=True)
    text = TextField()

    class Meta:
        table_name = "setting"


class StoredVersion(Model):
    """What a part of a report was when it was last saved in a sitting; see storage/history.py."""

    id = AutoField()
    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    report_id: int
    target = TextField()
    saved = TextField()
    sitting = TextField()
    author = TextField()
    value = TextField()

    class Meta:
        table_name = "version"


class StoredIssue(Model):
    """An issued version of a report: what the registry gave, and the contents as `cchc-report/1`."""

    id = AutoField()
    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    version = IntegerField()
    number = IntegerField()
    date = TextField()
    issued = TextField()
    author = TextField()
    contents = TextField()
    reopened = TextField(null=True)
    reopened_by = TextField(null=True)
    reason = TextField(null=True)

    class Meta:
        table_name = "issue"


class StoredIssuedFile(Model):
    """A file that was made when a version was issued, by its ending (".docx")."""

    issue = ForeignKeyField(StoredIssue, on_delete="CASCADE")
    ending = TextField()
    sha256 = TextField()
    data = BlobField()

    class Meta:
        table_name = "issued_file"
        primary_key = CompositeKey("issue", "ending")


class StoredOriginal(Model):
    """The file that a report was imported from; `name` is the file's own, without its folder."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE", primary_key=True)
    name = TextField()
    sha256 = TextField()
    data = BlobField()

    class Meta:
        table_name = "original"


class StoredAnswer(Model):
    """The reason given for a warning; see domain/answers.py for what it holds of."""

    report = ForeignKeyField(StoredReport, on_delete="CASCADE")
    rule = TextField()
    place = TextField()
    message = TextField()
    reason = TextField()
    author = TextField()
    answered = TextField()

    class Meta:
        table_name = "answer"
        primary_key = CompositeKey("report", "rule", "place", "message")
