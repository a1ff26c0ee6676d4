"""Earlier versions of a part of a report: which are kept, and what the difference is in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from cchc_desktop.domain.edit import AppendixEdit, CellEdit, Edit, FieldEdit, FigureEdit, SectionEdit

SITTING = timedelta(minutes=30)
"""A pause of this length ends a sitting."""

_MUCH = 40
_WORDS = re.compile(r"\s+|[^\s]+")


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


def text_of_edit(edit: Edit) -> str:
    """What a version reads like, marks and all."""
    match edit:
        case FieldEdit(_, text):
            return text
        case SectionEdit(_, entries):
            return "\n".join(entry.text for entry in entries)
        case FigureEdit(_, text, note) | CellEdit(_, _, _, text, note):
            return f"{text} ({note})" if note else text
        case AppendixEdit():
            return "\n".join(_row_texts(edit))


def differences(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """The pieces of both texts, word by word, in the order of reading."""
    from difflib import SequenceMatcher

    before, after = _WORDS.findall(old), _WORDS.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change.KEPT, "".join(before[a:b])
            continue
        if a < b:
            yield Change.REMOVED, "".join(before[a:b])
        if c < d:
            yield Change.ADDED, "".join(after[c:d])


def _row_texts(edit: AppendixEdit) -> Iterator[str]:
    for row in edit.data.rows:
        cells = {column: str(value) for column, value in row.cells.items() if value is not None}
        cells |= {column: text for (key, column), text in edit.unreadable.items() if key == row.key}
        yield f"{row.label}: {', '.join(f'{column} {text}' for column, text in cells.items())}"
