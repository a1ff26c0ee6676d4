"""Taking a text apart: what was typed, its sentences, its words."""

import re

from cchc_desktop.text.marks import parse
from cchc_desktop.text.remembering import remembered

SLOT = "\ufffc"
"""Stands in `typed` for a slot. No stored text has this character (see text/normal.py)."""

_MARK = re.compile(r"[*{\\]")
# Begins with the sign, not with a look behind, so that the search leaps from sign to sign.
_SENTENCE_END = re.compile(r"[.!?…;](?:(?<![ .]TP\.)\s+(?=[“\"(*]?[A-ZÀ-ỸĐ])|(?<=[!?])\s+)")
_WORD = re.compile(r"\w+|[^\w\s]")


@remembered
def typed(marked: str) -> str:
    """The text without its marks, each slot as `SLOT`: what the program fills in was not typed."""
    if not _MARK.search(marked):
        return marked
    return "".join(SLOT if run.slot else run.text for run in parse(marked))


@remembered
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a plain text in order. An abbreviation may split one too often, never join two."""
    parts, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        parts.append(text[start : end.start() + 1])
        start = end.end()
    return (*parts, text[start:]) if start < len(text) else tuple(parts)


@remembered
def words(text: str) -> tuple[str, ...]:
    """Words and signs in order, as written."""
    return tuple(_WORD.findall(text))
