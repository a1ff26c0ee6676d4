"""Which lines are headings of a template: by wording, number and place in the order of the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from operator import attrgetter
from typing import NamedTuple

from cchc_desktop.domain.template import Section, Template
from cchc_desktop.importing.flow import Figures, Item, Line, join
from cchc_desktop.importing.other_wordings import other_wordings
from cchc_desktop.importing.source import Story
from cchc_desktop.importing.wording import Wordings, core

SURE_SCORE = 78.0
"""From here on a wording that fits its number or its looks is certain."""

_LEAST_SCORE = 68.0
_PLAIN_LEAST_SCORE = 90.0
_ALIKE, _CLEARLY_BETTER = 100.0, 4.0
_OTHER_WORDS, _LEAST_BEFORE_TEXT, _BEGINNING = 6.0, 82.0, 80.0
_TIME = re.compile(
    r"[\s,]*(?:\b(?:trong|của)\s+)?\b(?:quý\s+(?:[ivx]+|\d)|(?:0?[369]|ba|sáu|chín)\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?"
    r"|năm\s+(?:\d{4}|tới)|thời\s+gian\s+(?:tới|tiếp\s+theo)|kỳ\s+(?:tới|sau))\b",
    re.IGNORECASE,
)
_MOST_CANDIDATES = 200
_LONGEST_TITLE = 220
_LONGEST_HEADING = 260
_SAME_NUMBER, _OTHER_NUMBER, _OTHER_LEVEL, _SAME_OUTLINE, _LOOKS = 12.0, -4.0, -14.0, 4.0, 4.0
_INSIDE, _BACKWARDS, _ASTRAY, _AGAIN = 8.0, 1.0, -30.0, -40.0
"""How well a heading follows the one before it: inside the same part, forwards or backwards, elsewhere, once more."""

_ROMAN = set("IVX")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of `section` at the items from `start` up to `end`; `rest` is text that follows it in its line."""

    section: Section
    start: int
    end: int
    score: float
    sure: bool
    rest: Line | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: Line
    start: int
    end: int
    scores: dict[str, float]
    rest: Line | None


class _End(NamedTuple):
    """The best way to name the lines so far that ends in one heading; `link` is the last choice, and the end before."""

    total: float
    used: frozenset[str]
    link: "tuple[int, str, _End] | None"


def find_headings(items: Sequence[Item], template: Template, own: bool = False, start: int = 0) -> list[Heading]:
    """The headings of the template that stand in `items` from `start` on, in the order of the file.

    Of all ways to name the lines the one is taken that fits best as a whole: alike wordings ("Công tác chỉ đạo,
    điều hành" of parts I and II) are told apart by number and by what stands around them.
    """
    candidates = _candidates(items, template, own, start)
    if len(candidates) > _MOST_CANDIDATES:
        best = sorted(candidates, key=lambda candidate: max(candidate.scores.values()), reverse=True)
        candidates = sorted(best[:_MOST_CANDIDATES], key=lambda candidate: candidate.start)
    chosen = _best_sequence(candidates, template)
    headings: list[Heading] = []
    for candidate, key in zip(candidates, chosen, strict=True):
        if key:
            score = candidate.scores[key]
            section = template.sections[key]
            sure = _is_sure(candidate, section, score)
            headings.append(Heading(section, candidate.start, candidate.end, score, sure, candidate.rest))
    return headings


def level_of(label: str) -> int | None:
    """The level that a number speaks of: 0 for "II" and "B", 1 for "3", 2 for "2.1" and "a"; None without a number."""
    if not label:
        return None
    if set(label) <= _ROMAN or label.isupper():
        return 0
    return label.count(".") + 1 if label[0].isdigit() else 2


def looks_like_heading(line: Line) -> bool:
    """Whether a line is set as a heading, whatever it says."""
    if line.has_dash or line.story is not Story.BODY or len(line.text) > _LONGEST_HEADING:
        return False
    if line.outline is not None:
        return True
    ends_open = not line.text.endswith((".", ";", ","))
    return (line.is_bold or line.is_capital) and (ends_open or bool(line.label))


class _Title(NamedTuple):
    key: str
    number: str
    title: str
    short: str


class _Titles:
    """The titles of a template's sections, and how others head the same."""

    def __init__(self, sections: tuple[_Title, ...]) -> None:
        groups = [{core(wording): wording for wording in group} for group in other_wordings().headings]
        self._own = [section.key for section in sections]
        self._others: list[str] = []
        titles = [_without_time(section.title) for section in sections]
        wordings: list[str] = []
        for section, said in zip(sections, map(core, titles), strict=True):
            others = [wording for group in groups if said in group for other, wording in group.items() if other != said]
            wordings += [*others, section.short]
            self._others += [section.key] * (len(others) + 1)
        self._wordings = Wordings([*titles, *wordings])
        self._same: dict[str, list[str]] = {}
        self._numbered: dict[str, list[tuple[str, str]]] = {}
        for section, title in zip(sections, titles, strict=True):
            self._same.setdefault(core(title), []).append(section.key)
            self._numbered.setdefault(section.number, []).append((section.key, core(title)))

    def scores(self, title: str, least: float, label: str = "") -> dict[str, float]:
        """How well a title fits, by section, where it does so at least; the template's own words fit better.

        A beginning is enough where the number is that of the section: "II. Kết quả".
        """
        title = _without_time(title)
        said = core(title)
        if said in self._same:
            return dict.fromkeys(self._same[said], _ALIKE)
        scores: dict[str, float] = {}
        if said and label:
            for key, whole in self._numbered.get(label.upper(), ()):
                if f"{whole} ".startswith(f"{said} "):
                    scores[key] = _BEGINNING
        for index, score in self._wordings.likeness(title, least).items():
            own = index < len(self._own)
            key = self._own[index] if own else self._others[index - len(self._own)]
            if not own:
                score -= _OTHER_WORDS
            if score >= max(least, scores.get(key, 0.0)):
                scores[key] = score
        return scores


def _titles_of(template: Template) -> _Titles:
    return _prepared(
        tuple(
            _Title(key, section.number.strip(" .)").upper(), section.title, section.short)
            for key, section in template.sections.items()
        )
    )


@lru_cache(8)
def _prepared(sections: tuple[_Title, ...]) -> _Titles:
    """Made once for a template, whose files are many."""
    return _Titles(sections)


def _without_time(title: str) -> str:
    """A title without the period that it speaks of."""
    return _TIME.sub(" ", title)


def _candidates(items: Sequence[Item], template: Template, own: bool, start: int) -> list[_Candidate]:
    titles = _titles_of(template)
    candidates: list[_Candidate] = []
    for index in range(start, len(items)):
        # The second half of a broken heading is no heading of its own.
        if not candidates or index >= candidates[-1].end:
            found = _candidate(items, index, titles, own)
            if found is not None:
                candidates.append(found)
    return candidates


def _candidate(items: Sequence[Item], index: int, titles: _Titles, own: bool) -> _Candidate | None:
    line = items[index]
    if isinstance(line, Figures) or line.story not in (Story.BODY, Story.BOX):
        return None
    if own and line.outline is None and line.style:
        return None
    if line.has_dash and line.outline is None:
        return None
    least = _least(line)
    # A line such as "2. Kiểm tra công vụ." is a sentence.
    whole = len(line.title) <= _LONGEST_TITLE and (not line.text.endswith((".", ";")) or looks_like_heading(line))
    scores = titles.scores(line.title, least, line.label) if whole else {}
    # Text may follow a heading in the same line: "1. Những ưu điểm: Đã ban hành…".
    before, colon, after = line.title.partition(":")
    if colon and after.strip() and len(before) <= _LONGEST_TITLE:
        shorter = titles.scores(before, max(least, _LEAST_BEFORE_TEXT))
        if max(shorter.values(), default=0.0) > max(scores.values(), default=0.0):
            return _Candidate(line, index, index + 1, shorter, _after_colon(line))
    if not whole:
        return None
    end = index + 1
    following = items[index + 1] if index + 1 < len(items) else None
    enough = max(scores.values(), default=0.0) + _CLEARLY_BETTER
    if enough < _ALIKE and isinstance(following, Line) and _may_continue(line, following):
        longer = titles.scores(join([line, following]).title, least)
        if max(longer.values(), default=0.0) > enough:
            scores, end = longer, index + 2
    return _Candidate(line, index, end, scores, None) if scores else None


def _least(line: Line) -> float:
    """How alike a line must be at least: a line without number and looks must say it in so many words."""
    marked = line.label or line.is_bold or line.is_capital or line.outline is not None
    return _LEAST_SCORE if marked else _PLAIN_LEAST_SCORE


def _may_continue(line: Line, following: Line) -> bool:
    """Whether a heading broken in two may go on in the next line."""
    return (
        not following.label
        and not following.has_dash
        and following.outline in (None, line.outline)
        and len(line.text) + len(following.text) <= _LONGEST_TITLE
        and not line.text.endswith((".", ":", ";"))
        and (line.is_capital == following.is_capital)
        and (line.is_bold == following.is_bold)
    )


def _after_colon(line: Line) -> Line:
    """What follows the first colon of a line; bold only where that stands out from the heading."""
    to_skip = "".join(span.text for span in line.spans).index(":") + 1
    spans = []
    for span in line.spans:
        cut = span.text[max(0, to_skip) :]
        to_skip -= len(span.text)
        if cut:
            spans.append(span._replace(text=cut, bold=span.bold and not line.is_bold))
    return replace(line, spans=tuple(spans), word_label="", outline=None)


def _best_sequence(candidates: list[_Candidate], template: Template) -> list[str]:
    """For each candidate the key of its section, or "" for none (Viterbi over the last heading seen)."""
    order = {"": -1, **{key: place for place, key in enumerate(template.sections)}}
    best: dict[str, _End] = {"": _End(0.0, frozenset(), None)}
    for index, candidate in enumerate(candidates):
        step = dict(best)
        for key, score in candidate.scores.items():
            parent = key.rpartition(".")[0]
            top, before = -inf, best[""]
            for last, end in best.items():
                if key in end.used:
                    total = end.total + _AGAIN
                elif parent and last != parent and not last.startswith(f"{parent}."):
                    total = end.total + _ASTRAY
                else:
                    total = end.total + (_INSIDE if order[key] > order[last] else _BACKWARDS)
                if total > top:
                    top, before = total, end
            top += _gain(candidate.line, template.sections[key], score)
            if key not in step or top > step[key].total:
                step[key] = _End(top, before.used | {key}, (index, key, before))
        best = step
    keys = [""] * len(candidates)
    link = max(best.values(), key=attrgetter("total")).link
    while link is not None:
        index, key, before = link
        keys[index] = key
        link = before.link
    return keys


def _gain(line: Line, section: Section, score: float) -> float:
    gain = score - _LEAST_SCORE + 2
    level = level_of(line.label)
    if level is not None:
        if line.label.upper() == section.number.strip(" .)").upper():
            gain += _SAME_NUMBER
        else:
            gain += _OTHER_NUMBER if level == section.level else _OTHER_LEVEL * abs(level - section.level)
    if line.outline == section.level:
        gain += _SAME_OUTLINE
    if line.is_bold or line.is_capital or line.outline is not None:
        gain += _LOOKS
    return gain


def _is_sure(candidate: _Candidate, section: Section, score: float) -> bool:
    line = candidate.line
    rivals = [other for key, other in candidate.scores.items() if key != section.key]
    numbered = line.label.upper() == section.number.strip(" .)").upper()
    if rivals and max(rivals) >= score and not numbered and max(rivals) - score > 6:
        return False
    return score >= (SURE_SCORE if numbered or line.outline is not None or looks_like_heading(line) else 86.0)
