"""Which row of a foreign table is which fixed row of an appendix, by what its label says."""

import re
from collections import Counter
from collections.abc import Sequence

from cchc_desktop.domain.template import FixedRow
from cchc_desktop.importing.wording import Wordings, canonical, likeness

_SAME, _CERTAIN, _LEAST = 100.0, 80.0, 62.0
_FOREIGN, _MISSING, _MOST_MISSING = 10.0, 4.0, 3
_SMALL_WORDS = frozenset(("so", "luong", "tong", "da", "duoc", "qua", "cac"))
_ASIDE = re.compile(r"\([^)]*\)")


class FixedRows:
    """The rows of an appendix, and the words that tell them apart."""

    def __init__(self, forms: Sequence[FixedRow]) -> None:
        self._forms = forms
        self._same: dict[str, list[int]] = {}
        for index, form in enumerate(forms):
            self._same.setdefault(canonical(_bare(form.label)), []).append(index)
        self._wordings = Wordings(_bare(form.label) for form in forms)
        self._words = [set(_words(form.label)) for form in forms]
        known = Counter(word for words in self._words for word in words)
        self._telling = {word for word, count in known.items() if count * 2 <= len(forms) and word not in _SMALL_WORDS}

    def likeness(self, label: str) -> dict[int, float]:
        """How far a label says what each row says, 0 to 100, by the row's place; less than likely is left out.

        A word that tells another row apart speaks against this one, and so does one of its own that is missing.
        """
        same = self._same.get(canonical(_bare(label)))
        if same is not None:
            return dict.fromkeys(same, _SAME)
        said = set(_words(label)) & self._telling
        scores: dict[int, float] = {}
        for index, score in self._wordings.likeness(_bare(label)).items():
            own = self._words[index] & self._telling
            score -= _FOREIGN * len(said - own) + _MISSING * min(len(own - said), _MOST_MISSING)
            if score >= _LEAST:
                scores[index] = score
        return scores

    def matched(self, labels: Sequence[str]) -> list[tuple[FixedRow, bool] | None]:
        """For each label its row, and whether that is certain; None where it has none.

        Rows find theirs in order; one out of order where its label is one of a kind.
        """
        scores = [self.likeness(label) for label in labels]
        chosen = self._aligned(scores)
        left = set(range(len(self._forms))) - {index for index in chosen if index is not None}
        matched: list[tuple[FixedRow, bool] | None] = []
        for index, likely in zip(chosen, scores, strict=True):
            if index is None:
                certain = [place for place, score in likely.items() if score >= _CERTAIN and place in left]
                index = certain[0] if len(certain) == 1 else None
                left.discard(-1 if index is None else index)
            matched.append(None if index is None else (self._forms[index], likely[index] >= _CERTAIN))
        return matched

    def is_heading(self, label: str) -> bool:
        """A line that the template prints above a row: "Kết quả", "Kết quả rà soát TTHC"."""
        said = canonical(label)
        headings = [canonical(form.heading) for form in self._forms if form.heading]
        return any(likeness(said, heading) >= _LEAST or (said and heading.startswith(said)) for heading in headings)

    def _aligned(self, scores: Sequence[dict[int, float]]) -> list[int | None]:
        """The row of each label, in order on both sides, so that the sum of likenesses is greatest."""
        rows = range(len(self._forms))
        best = [[0.0] * (len(rows) + 1) for _ in range(len(scores) + 1)]
        for i in range(len(scores) - 1, -1, -1):
            for j in reversed(rows):
                taken = scores[i][j] + best[i + 1][j + 1] if j in scores[i] else 0.0
                best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
        chosen: list[int | None] = [None] * len(scores)
        i = j = 0
        while i < len(scores) and j < len(rows):
            if j in scores[i] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
                chosen[i] = j
                i, j = i + 1, j + 1
            elif best[i][j] == best[i + 1][j]:
                i += 1
            else:
                j += 1
        return chosen


def _bare(label: str) -> str:
    """A label without its number or dash, and without what stands in brackets."""
    return _ASIDE.sub(" ", label).lstrip(" -–+*•0123456789.)")


def _words(label: str) -> list[str]:
    return canonical(_bare(label)).split()
