"""A paragraph of a section editor as plain data, and what an edit does to the review of paragraphs.

Typing in a carried paragraph is a review of it; a paragraph joined from two is reviewed no better than the worse
of them. These rules know nothing of Qt: they compare the paragraphs before an edit with those after it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from cchc_desktop.domain.report import CARRIED, CONFIRMED, NEW, STATES, Entry
from cchc_desktop.text.marks import Run, parse, write
from cchc_desktop.text.normal import is_blank, normal


@dataclass(frozen=True)
class Paragraph:
    """Runs as typed, not normalised. The text of a slot's run is the slot as it is written, "{tthc_tong}"."""

    runs: tuple[Run, ...] = ()
    state: str = NEW
    citations: tuple[str, ...] = ()

    @classmethod
    def of(cls, entry: Entry) -> "Paragraph":
        return cls(tuple(parse(normal(entry.text))), entry.state, entry.citations)

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @cached_property
    def blank(self) -> bool:
        return is_blank(self.text)

    @cached_property
    def entry(self) -> Entry:
        """As it is stored: marked text in normal form."""
        return Entry(normal(write(self.runs)), self.state, self.citations)


def settle(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Paragraph]:
    """`new` with the states and citations that are due when an edit has made it of `old`.

    The caller leaves out the paragraphs before and after that the edit did not touch; `new` comes with what the
    editor gave each paragraph: its own state where it existed, that of its neighbour where a break made it.
    """
    if not old:
        return [paragraph if paragraph.state == NEW else _fresh(paragraph) for paragraph in new]
    if len(new) == 1 < len(old):
        return [_joined(old, new[0])]
    untouched = {paragraph.runs for paragraph in old}
    only_split = len(old) == 1 < len(new) and old[0].text == "".join(paragraph.text for paragraph in new)
    settled = []
    for paragraph in new:
        if paragraph.blank and len(new) > len(old):
            settled.append(_fresh(paragraph))
        elif paragraph.state == CARRIED and not only_split and paragraph.runs not in untouched:
            settled.append(replace(paragraph, state=CONFIRMED))
        else:
            settled.append(paragraph)
    return settled


def _fresh(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, state=NEW, citations=())


def _joined(old: Sequence[Paragraph], new: Paragraph) -> Paragraph:
    """One paragraph left of several: it has the review of those whose text is in it."""
    whole = [paragraph for paragraph in old if paragraph.runs == new.runs]
    if whole:
        return replace(new, state=_least_reviewed(whole), citations=whole[0].citations)
    head = _shared(old[0].text, new.text)
    tail = _shared(old[-1].text[::-1], new.text[len(head) :][::-1])
    parts = [paragraph for paragraph, text in ((old[0], head), (old[-1], tail)) if not is_blank(text)]
    if not parts:
        return _fresh(new)
    state = _least_reviewed(parts)
    if len(parts) == 1 and state == CARRIED:
        state = CONFIRMED
    citations = dict.fromkeys(citation for part in parts for citation in part.citations)
    return replace(new, state=state, citations=tuple(citations))


def _shared(one: str, other: str) -> str:
    """The beginning that both have."""
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _least_reviewed(paragraphs: Iterable[Paragraph]) -> str:
    return max((paragraph.state for paragraph in paragraphs), key=STATES.index)
