"""Which column of a foreign table is which column of an appendix, by what its head says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cchc_desktop.domain.template import Appendix
from cchc_desktop.importing.grid import Grid
from cchc_desktop.importing.other_wordings import Stack, other_wordings
from cchc_desktop.importing.wording import Wordings, canonical, core, shares_words
from cchc_desktop.text.numbers import LARGEST, parse_count

SURE = 80.0
LEAST = 62.0

_RECEIVED, _ALL_RECEIVED, _ONLINE = "nhan", "tiep_nhan", "truc_tuyen"
_TOTALS = ("tong so", "tong", "tong cong")
_ORDINAL_HEADS = ("tt", "stt", "so tt", "so thu tu")

_SAME = 100.0
_LABEL_SHARE = 0.7
_LEAST_GROUP = 62.0
_LEAST_LABEL = (LEAST - (1 - _LABEL_SHARE) * 100) / _LABEL_SHARE


@dataclass(frozen=True, slots=True)
class Match:
    """A column of the foreign table and how well its head fits, 0 to 100."""

    column: int
    score: float


class Columns(NamedTuple):
    """A column of the appendix as a sum over foreign columns, counted from 0, less those of `minus`."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    score: float

    def value(self, texts: Sequence[str]) -> tuple[int | None, str]:
        """What the columns of a row come to, and what of them is no number.

        None where every part is blank, one is no number or the sum is negative.
        """
        wrong = "; ".join(text for index in (*self.plus, *self.minus) if _is_wrong(text := texts[index]))
        plus = [parse_count(texts[index]) for index in self.plus]
        minus = [parse_count(texts[index]) for index in self.minus]
        if wrong or all(value is None for value in plus) or any(value is None for value in minus):
            return None, wrong
        value = sum(filter(None, plus)) - sum(filter(None, minus))
        if 0 <= value <= LARGEST:
            return value, ""
        return None, " trừ ".join(texts[index] for index in (*self.plus, *self.minus))


class FoundColumns(NamedTuple):
    """The columns of the appendix by their keys, and foreign columns that only add up others, by what they are."""

    columns: dict[str, Columns]
    sums: dict[str, int]

    @property
    def used(self) -> set[int]:
        """The foreign columns that tell something."""
        parts = (index for columns in self.columns.values() for index in (*columns.plus, *columns.minus))
        return {*parts, *self.sums.values()}


def wordings_of(appendix: Appendix) -> dict[str, tuple[Stack, ...]]:
    """For each column of the appendix the ways to head it, the template's own first."""
    others = other_wordings().columns
    return {column.key: ((*column.groups, column.label), *others.get(column.key, ())) for column in appendix.columns}


def find_columns(paths: Sequence[Stack], appendix: Appendix) -> FoundColumns:
    """Which foreign columns are those of an appendix, by their heads from the top. What is not recognised is left out.

    Form II.06a counts what came over from the last period into its total received: `nhan` is then what came in
    online and otherwise, or the total less what came over.
    """
    wordings, others = wordings_of(appendix), other_wordings()
    same = same_columns(paths, wordings)
    if len(same) == len(wordings):
        return FoundColumns({key: Columns((same[key].column,), (), same[key].score) for key in wordings}, {})
    telling = {**others.sums, _ONLINE: others.columns[_ONLINE]} if _RECEIVED in wordings else {}
    matches = match_columns(paths, {**telling, **wordings})
    total = matches.get(_ALL_RECEIVED)
    if total and _RECEIVED in matches and canonical(paths[matches[_RECEIVED].column][-1]) in _TOTALS:
        # The total of something else.
        del matches[_RECEIVED]
    columns = {key: Columns((matches[key].column,), (), matches[key].score) for key in wordings if key in matches}
    if _RECEIVED in wordings and _RECEIVED not in columns and (received := _received(paths, matches)):
        columns[_RECEIVED] = received
    in_parts = {index for column in columns.values() for index in (*column.plus, *column.minus)}
    sums = {key: match.column for key, match in matches.items() if key in others.parts}
    return FoundColumns(columns, {key: index for key, index in sums.items() if index not in in_parts})


def _received(paths: Sequence[Stack], matches: Mapping[str, Match]) -> Columns | None:
    """What was received in the period, without what came over from the last one."""
    total, carried = matches.get(_ALL_RECEIVED), matches.get("ton_dau")
    online, other = matches.get(_ONLINE), matches.get("truc_tiep")
    if online and other:
        return Columns((online.column, other.column), (), min(online.score, other.score))
    if total is None:
        return None
    includes = (
        carried is not None and len(paths[carried.column]) > 1 and paths[carried.column][0] == paths[total.column][0]
    )
    if carried is not None and includes:
        # A subtraction is for the person to see.
        return Columns((total.column,), (carried.column,), min(total.score, carried.score, SURE - 1))
    return Columns((total.column,), (), min(total.score, SURE - 1) if carried else total.score)


def label_columns(grid: Grid, found: FoundColumns) -> list[int]:
    """The columns with the names of the rows, left of the figures, from the left; the one of ordinals is none."""
    before = [column for column in range(min(found.used, default=grid.width)) if not is_ordinal_head(grid.path(column))]
    return [column for column in before if _holds_names(grid, column)] or before


def is_ordinal_head(path: Stack) -> bool:
    """Whether a column only numbers the rows: TT, STT."""
    return bool(path) and canonical(path[-1]) in _ORDINAL_HEADS


def _holds_names(grid: Grid, column: int) -> bool:
    texts = [row[column].text for row in grid.body if row[column].text]
    return sum(parse_count(text) is None for text in texts) * 2 > len(texts)


def _is_wrong(text: str) -> bool:
    return bool(text) and parse_count(text) is None


def match_columns(paths: Sequence[Stack], wordings: Mapping[str, tuple[Stack, ...]]) -> dict[str, Match]:
    """For each key that is found its foreign column, from the left; each foreign column is used once."""
    matches = same_columns(paths, wordings)
    used = {match.column for match in matches.values()}
    left = {key: stacks for key, stacks in wordings.items() if key not in matches}
    places = {key: place for place, key in enumerate(wordings)}
    heads = _Heads(left)
    scored = sorted(
        (
            (score, -abs(index - places[key]), key, index)
            for index, path in enumerate(paths)
            if path and index not in used and left
            for key, score in heads.scores(path).items()
        ),
        reverse=True,
    )
    for score, _, key, index in scored:
        if key not in matches and index not in used:
            matches[key] = Match(index, score)
            used.add(index)
    _put_in_order(matches, paths, places)
    return dict(sorted(matches.items(), key=lambda item: item[1].column))


def _put_in_order(matches: dict[str, Match], paths: Sequence[Stack], places: Mapping[str, int]) -> None:
    """Columns with the very same head are told apart by their order alone, and so are not certain."""
    alike: dict[Stack, list[str]] = {}
    for key in sorted(matches, key=places.__getitem__):
        alike.setdefault(paths[matches[key].column], []).append(key)
    for keys in alike.values():
        columns = sorted(matches[key].column for key in keys)
        if len(keys) > 1:
            matches.update((key, Match(column, SURE - 1)) for key, column in zip(keys, columns, strict=True))


def same_columns(paths: Sequence[Stack], wordings: Mapping[str, tuple[Stack, ...]]) -> dict[str, Match]:
    """The foreign columns headed in the very words of a key."""
    keys = {core(" ".join(stack)): key for key, stacks in wordings.items() for stack in reversed(stacks)}
    matches: dict[str, Match] = {}
    for index, path in enumerate(paths):
        key = keys.get(core(" ".join(path))) if path else None
        if key is not None and key not in matches:
            matches[key] = Match(index, _SAME)
    return matches


class _Heads:
    """The wordings of several keys, made ready for many foreign columns."""

    def __init__(self, wordings: Mapping[str, tuple[Stack, ...]]) -> None:
        self._stacks = [(key, stack) for key, stacks in wordings.items() for stack in stacks]
        self._labels = Wordings(stack[-1] for _, stack in self._stacks)
        self._whole = Wordings(" ".join(stack) for _, stack in self._stacks)

    def scores(self, path: Stack) -> dict[str, float]:
        """How well a foreign column fits, by key, where it does so at least."""
        labels = self._labels.likeness(path[-1], _LEAST_LABEL)
        for index, score in self._whole.likeness(" ".join(path), _LEAST_LABEL).items():
            labels[index] = max(score, labels.get(index, 0.0))
        scores: dict[str, float] = {}
        for index, label in labels.items():
            key, stack = self._stacks[index]
            score = _score(label, path, stack)
            if score >= max(LEAST, scores.get(key, 0.0)):
                scores[key] = score
        return scores


def _score(label: float, path: Stack, wording: Stack) -> float:
    groups, wanted = " ".join(path[:-1]), " ".join(wording[:-1])
    if not wanted:
        return label if not groups else label - 3
    if not groups:
        # The head names no group: the label must tell by itself.
        return label * 0.8
    group = max(shares_words(groups, wanted), shares_words(path[-2], wording[-2]))
    return 0.0 if group < _LEAST_GROUP else _LABEL_SHARE * label + (1 - _LABEL_SHARE) * group
