"""Numbers in sentences that may be figures of the template: "06 biên chế được giao, có mặt 05"."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cchc_desktop.domain.template import Template
from cchc_desktop.importing.result import Confidence, FoundFigure, Piece
from cchc_desktop.importing.wording import canonical
from cchc_desktop.text.counts import Count, counts
from cchc_desktop.text.sentences import sentences, typed

_LEAST, _LEAST_ELSEWHERE, _CERTAIN = 0.5, 0.7, 0.85
_BEFORE_SHARE = 0.85
_WORDS_BEFORE, _WORDS_AFTER = 12, 7
_SMALL_WORDS = {"da", "con", "duoc", "cua", "va", "thuoc", "pham", "vi", "so", "tong"}
_DATE_OR_NAME = re.compile(r"\b(?:năm|tháng|ngày|quý|số|khoản|điều|mức độ|cấp)\s*$", re.IGNORECASE)
_BREAK = re.compile(r"[,;:().]|\d+")
_DIGIT = re.compile(r"\d")
_LONGEST_NAME, _REACH = 20, 100
"""Letters before a number that may tell what it is; letters around it that may speak of it."""


def find_figures(pieces: Sequence[Piece], template: Template) -> list[FoundFigure]:
    """For each figure at most one number: the one whose neighbours say most of the figure's label."""
    weights = _weights(template)
    home = {figure.key: figure.section for figure in template.typed_figures}
    best: dict[str, tuple[float, FoundFigure]] = {}
    for index, piece in enumerate(pieces):
        if piece.target is None or not piece.target.startswith("sections."):
            continue
        section = piece.target.removeprefix("sections.")
        for sentence, count, neighbours in _numbers(piece):
            for key, score in _scores(neighbours, weights).items():
                at_home = home[key] == section
                rank = score + at_home
                if score < (_LEAST if at_home else _LEAST_ELSEWHERE) or (key in best and rank <= best[key][0]):
                    continue
                confidence = Confidence.SURE if at_home and score >= _CERTAIN else Confidence.NEAR
                found = FoundFigure(key, count.value, sentence, count.start, count.end, index, confidence)
                best[key] = rank, found
    return [best[figure.key][1] for figure in template.typed_figures if figure.key in best]


def _numbers(piece: Piece) -> Iterator[tuple[str, Count, tuple[str, str]]]:
    """The numbers with their sentences, and what stands before and after each as far as the next comma or number."""
    if not _DIGIT.search(piece.text):
        return
    for sentence in sentences(typed(piece.text)):
        for count in counts(sentence):
            named = _DATE_OR_NAME.search(sentence, max(0, count.start - _LONGEST_NAME), count.start)
            if count.whole is None and not named:
                before = sentence[max(0, count.start - _REACH) : count.start]
                after = sentence[count.end : count.end + _REACH]
                yield sentence, count, (_BREAK.split(before)[-1], _BREAK.split(after, 1)[0])


def _weights(template: Template) -> dict[str, dict[str, float]]:
    """By word what it says of each figure: its share of the label, greater the fewer labels have it."""
    labels = {figure.key: set(canonical(figure.label).split()) - _SMALL_WORDS for figure in template.typed_figures}
    shared = Counter(word for label in labels.values() for word in label)
    weights: dict[str, dict[str, float]] = {word: {} for word in shared}
    for key, label in labels.items():
        whole = sum(1 / shared[word] for word in label)
        for word in label:
            weights[word][key] = 1 / shared[word] / whole
    return weights


def _scores(neighbours: tuple[str, str], weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """How much of each figure's label stands around a number."""
    before, after = (canonical(text).split() for text in neighbours)
    shares = {word: _BEFORE_SHARE for word in before[-_WORDS_BEFORE:] if word in weights}
    shares.update((word, 1.0) for word in after[:_WORDS_AFTER] if word in weights)
    scores: dict[str, float] = {}
    for word, share in shares.items():
        for key, weight in weights[word].items():
            scores[key] = scores.get(key, 0.0) + weight * share
    return scores
