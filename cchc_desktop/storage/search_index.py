"""The index for searching all reports: a file of its own beside the database, which can be made anew at any time.

It is no part of the data: no backup holds it, and one that is damaged or of another version is thrown away. It
keeps the revision of every report that it has read, so it catches up before it is asked, and a commit need not
write to it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.search import Hit, Piece, pieces
from cchc_desktop.storage.trouble import Damaged, DiskTrouble, told
from cchc_desktop.text.folding import fold
from cchc_desktop.text.searching import Reading, Term, snippet, words

T = TypeVar("T")

_VERSION = 1
"""Another one when the tables, the words of a text or the pieces of a report become others."""

_SNIPPET = 160
_REPORTS_AT_ONCE = 100
_PIECE_BITS = 20
_ID_BITS = 30
_LAST_YEAR = 2199

_TABLES = (
    """CREATE TABLE report (
        position INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, revision INTEGER NOT NULL,
        period TEXT NOT NULL, status TEXT NOT NULL)""",
    "CREATE TABLE piece (id INTEGER PRIMARY KEY, place TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL)",
    # The words come as they are to be compared (text/searching.py): there is nothing left for SQLite to fold.
    """CREATE VIRTUAL TABLE word USING fts5(
        exact, folded, content = '', columnsize = 0, prefix = '2 3', tokenize = 'ascii')""",
    f"PRAGMA user_version = {_VERSION}",
)

_FIND = f"""
    SELECT report.id, period, status, place, name, text
    FROM word JOIN piece ON piece.id = word.rowid JOIN report ON report.position = piece.id >> {_PIECE_BITS}
    WHERE word MATCH ? ORDER BY word.rowid LIMIT ?"""

Stamp = tuple[int, int]
"""How many reports there are and the sum of their revisions: another one when anything has changed."""


class Source(Protocol):
    """Where the reports are that the index is of."""

    def stamp(self) -> Stamp: ...

    def revisions(self) -> Mapping[int, int]:
        """The revisions of the reports in use, by their ids."""

    def load(self, report_id: int) -> Report:
        """Refused where the report is gone meanwhile."""


def index_path(database: Path) -> Path:
    """Where the index of a database lies."""
    return database.with_name(f"{database.name}.index")


class SearchIndex:
    """The index of a database. Several threads and processes may use it; each call opens the file for itself."""

    def __init__(self, database: Path) -> None:
        self._path = index_path(database)

    def search(self, source: Source, readings: Sequence[Reading], most: int) -> list[Hit]:
        """What the readings find in the reports of `source` as they are now, at most so much.

        What an earlier reading finds comes first, then the newest period; a word that is only begun counts where
        whole ones are not found. Raises `DiskTrouble`; a damaged index is none.
        """
        return self._tried(lambda: self._search(source, readings, most))

    def catch_up(self, source: Source, most: int) -> int:
        """Reads reports that are not known in their present revision, at most so many; gives how many are left."""
        return self._tried(lambda: self._catch_up(source, most))

    def _search(self, source: Source, readings: Sequence[Reading], most: int) -> list[Hit]:
        stamp = source.stamp()
        with self._opened() as index:
            if index.execute("SELECT count(*), coalesce(sum(revision), 0) FROM report").fetchone() == stamp:
                return _find(index, readings, most)
        while self._catch_up(source, _REPORTS_AT_ONCE):
            pass
        with self._opened() as index:
            return _find(index, readings, most)

    def _catch_up(self, source: Source, most: int) -> int:
        revisions = source.revisions()
        with self._opened() as index:
            known = dict(index.execute("SELECT id, revision FROM report"))
        gone = known.keys() - revisions.keys()
        changed = [report_id for report_id, revision in revisions.items() if known.get(report_id) != revision]
        # Read before the index is locked: another process may want to search meanwhile.
        read = {report_id: report for report_id in changed[:most] if (report := _loaded(source.load, report_id))}
        if gone or read:
            with self._opened() as index, _writing(index):
                for report_id in gone:
                    _forget(index, report_id)
                for report_id, report in read.items():
                    _put(index, report_id, revisions[report_id], report)
        return len(changed[most:])

    def _tried(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except _Unusable:
            with told(self._path):
                self._path.unlink(missing_ok=True)
            return act()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """A connection to an index of this version, made where there is none."""
        try:
            with told(self._path):
                if not self._path.exists():
                    self._path.touch(mode=0o600)
                with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
                    if _version(connection) != _VERSION:
                        _create(connection)
                    yield connection
        except (Damaged, sqlite3.DatabaseError) as error:
            raise _Unusable from error


class _Unusable(Exception):
    """The index is damaged or of another version."""


def _create(connection: sqlite3.Connection) -> None:
    with _writing(connection):
        # Another process may have been quicker.
        version = _version(connection)
        if version not in (0, _VERSION):
            raise _Unusable
        if version == 0:
            for statement in _TABLES:
                connection.execute(statement)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _loaded(load: Callable[[int], Report], report_id: int) -> Report | None:
    try:
        return load(report_id)
    except DiskTrouble:
        raise
    except Refusal:
        return None


def _put(index: sqlite3.Connection, report_id: int, revision: int, report: Report) -> None:
    """Takes in what has changed of a report."""
    position = _position(report_id, report.period)
    if index.execute("SELECT 1 FROM report WHERE id = ? AND position != ?", (report_id, position)).fetchone():
        _forget(index, report_id)
    before = _pieces(index, position)
    after = {(position << _PIECE_BITS) + number: piece for number, piece in enumerate(pieces(report))}
    _remove(index, {key: piece for key, piece in before.items() if after.get(key) != piece})
    new = {key: piece for key, piece in after.items() if before.get(key) != piece}
    rows = [(key, piece.place, piece.name, piece.text) for key, piece in new.items()]
    index.executemany("INSERT INTO piece VALUES (?, ?, ?, ?)", rows)
    index.executemany("INSERT INTO word (rowid, exact, folded) VALUES (?, ?, ?)", _word_rows(new))
    row = (position, report_id, revision, report.period.id, report.status)
    # Not REPLACE: it has FTS5 write down what it would otherwise gather over many reports.
    index.execute("DELETE FROM report WHERE id = ?", (report_id,))
    index.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?)", row)


def _forget(index: sqlite3.Connection, report_id: int) -> None:
    for (position,) in index.execute("SELECT position FROM report WHERE id = ?", (report_id,)).fetchall():
        _remove(index, _pieces(index, position))
    index.execute("DELETE FROM report WHERE id = ?", (report_id,))


def _pieces(index: sqlite3.Connection, position: int) -> dict[int, Piece]:
    """What the index has of the report at a position, by its ids."""
    ids = (position << _PIECE_BITS, (position + 1) << _PIECE_BITS)
    rows = index.execute("SELECT id, place, name, text FROM piece WHERE id >= ? AND id < ?", ids)
    return {key: Piece(*columns) for key, *columns in rows}


def _remove(index: sqlite3.Connection, old: Mapping[int, Piece]) -> None:
    # An index that keeps no texts is told which words to forget.
    rows = _word_rows(old)
    index.executemany("INSERT INTO word (word, rowid, exact, folded) VALUES ('delete', ?, ?, ?)", rows)
    index.executemany("DELETE FROM piece WHERE id = ?", [(key,) for key in old])


def _word_rows(pieces: Mapping[int, Piece]) -> Iterator[tuple[int, str, str]]:
    for key, piece in pieces.items():
        own = words(piece.text)
        yield key, " ".join(word.exact for word in own), " ".join(word.folded for word in own)


def _position(report_id: int, period: Period) -> int:
    """Where a report stands: the newest period first, of one period the newest report. SQLite walks that way."""
    quarters = period.quarters
    order = ((_LAST_YEAR - period.year) * 4 + 4 - quarters[-1]) * 4 + 4 - len(quarters)
    return (order << _ID_BITS) + (1 << _ID_BITS) - report_id


def _find(index: sqlite3.Connection, readings: Sequence[Reading], most: int) -> list[Hit]:
    found: dict[tuple[int, str], Hit] = {}
    for reading in readings:
        if len(found) >= most or (found and reading.begins):
            break
        for report_id, period, status, place, name, text in index.execute(_FIND, (_match(reading), most)):
            spans = reading.spans(text)
            if spans and (report_id, place) not in found:
                shown = snippet(text, spans, _SNIPPET)
                found[report_id, place] = Hit(report_id, Period.parse(period), status, place, name, shown)
    return list(found.values())[:most]


def _match(reading: Reading) -> str:
    """The reading as FTS5 is asked. A phrase of words with and without marks is a little wide: see `Reading.spans`."""
    return " AND ".join(part for phrase in reading.phrases for part in _match_phrase(phrase))


def _match_phrase(phrase: tuple[Term, ...]) -> Iterator[str]:
    if all(term.marked for term in phrase):
        yield f'exact : "{" ".join(term.word for term in phrase)}"'
        return
    beginning = " *" if phrase[-1].begins else ""
    yield f'folded : "{" ".join(fold(term.word) for term in phrase)}"{beginning}'
    yield from (f'exact : "{term.word}"' for term in phrase if term.marked)
