"""Earlier versions of a part of a report: which are kept, and what the difference is in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, FigureEdit, SectionEdit
from cchc_desktop.domain.places import slot_name
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.template import Appendix
from cchc_desktop.text.marks import parse

SITTING = timedelta(minutes=30)
"""A pause of this length ends a sitting."""

_MUCH = 40
_FEWEST_KEPT = 2
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Version:
    """What a part of a report was when a sitting ended; `edit` brings it back. `author` may be ""."""

    id: int
    saved: datetime
    author: str
    edit: Edit


class Change(Enum):
    """What became of a piece of text."""

    KEPT = auto()
    REMOVED = auto()
    ADDED = auto()


def loses_much(old: str, new: str) -> bool:
    """Whether going from `old` to `new` throws away so much that `old` is worth a version of its own."""
    return len(old) - len(new) > max(_MUCH, len(old) // 3)


def kept(moments: Sequence[datetime], now: datetime) -> set[int]:
    """The indexes of the versions that stay, of moments in the order of time.

    The first and the last; all of a month; of a year the last of each week; before that the last of each month.
    """
    last_of: dict[tuple[int, ...], int] = {}
    stay = {0, len(moments) - 1} if moments else set()
    for index, moment in enumerate(moments):
        age = now - moment
        if age <= timedelta(days=31):
            stay.add(index)
        elif age <= timedelta(days=366):
            last_of[moment.isocalendar()[:2]] = index
        else:
            last_of[moment.year, moment.month, 0] = index
    return stay | set(last_of.values())


def text_of_edit(edit: Edit, report: Report) -> str:
    """What a version of a part of `report` reads like: bold and italic are not told, a slot by its name."""
    match edit:
        case FieldEdit(name, text):
            return _read(text, report) if name in ("opening", "closing") else text
        case SectionEdit(_, entries):
            return "\n".join(_read(entry.text, report) for entry in entries)
        case FigureEdit(_, text, note) | CellEdit(_, _, _, text, note):
            return f"{text} ({note})" if note else text
        case AppendixEdit():
            return "\n".join(_row_texts(edit, report.template.appendix_by_key[edit.key]))


def differences(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """The pieces of both texts, word by word, in the order of reading."""
    from difflib import SequenceMatcher

    before, after = _WORDS.findall(old), _WORDS.findall(new)
    removed = added = ""
    pieces = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(pieces):
        was, is_ = "".join(before[a:b]), "".join(after[c:d])
        # A lone word or a comma that both happen to have tears what was rewritten into shreds.
        inside = 0 < number < len(pieces) - 1
        if tag == "equal" and not (inside and len(was.split()) < _FEWEST_KEPT and "\n" not in was):
            yield from _changed(removed, added)
            yield Change.KEPT, was
            removed = added = ""
        else:
            removed, added = removed + was, added + is_
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[tuple[Change, str]]:
    if removed:
        yield Change.REMOVED, removed
    if added:
        yield Change.ADDED, added


def _read(marked: str, report: Report) -> str:
    return "".join(_slot_words(run.slot, report) if run.slot else run.text for run in parse(marked))


def _slot_words(slot: str, report: Report) -> str:
    try:
        return f"[{slot_name(report, slot)}]"
    except KeyError:
        return f"{{{slot}}}"


def _row_texts(edit: AppendixEdit, appendix: Appendix) -> Iterator[str]:
    for row in edit.data.rows:
        cells = {column: str(value) for column, value in row.cells.items() if value is not None}
        cells |= {column: text for (key, column), text in edit.unreadable.items() if key == row.key}
        named = (f"{appendix.column_by_key[column].label} {text}" for column, text in cells.items())
        yield f"{row.label}: {', '.join(named)}"
