"""The answers to a report's warnings."""

from peewee import SqliteDatabase

from cchc_desktop.domain.answers import Answer
from cchc_desktop.storage.tables import StoredAnswer


def answers(database: SqliteDatabase, report_id: int) -> list[Answer]:
    """Every answer that was given, also those whose finding has gone since: it may come back."""
    query = StoredAnswer.select(StoredAnswer.rule, StoredAnswer.place, StoredAnswer.message, StoredAnswer.reason).where(
        StoredAnswer.report == report_id
    )
    return [Answer(*columns) for columns in query.tuples().execute(database)]


def keep_answer(database: SqliteDatabase, report_id: int, answer: Answer, author: str, moment: str) -> None:
    """Keeps an answer in the place of one to the same finding."""
    StoredAnswer.replace(
        report=report_id,
        rule=answer.rule,
        place=answer.place,
        message=answer.message,
        reason=answer.reason,
        author=author,
        answered=moment,
    ).execute(database)


def drop_answer(database: SqliteDatabase, report_id: int, answer: Answer) -> None:
    """Forgets the answer to the finding that `answer` is about."""
    StoredAnswer.delete().where(
        (StoredAnswer.report == report_id)
        & (StoredAnswer.rule == answer.rule)
        & (StoredAnswer.place == answer.place)
        & (StoredAnswer.message == answer.message)
    ).execute(database)
