"""Which column of a foreign table is which column of an appendix, by what its head says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc_desktop.domain.template import Appendix
from cchc_desktop.importing.wording import Wordings, core, shares_words

SURE = 80.0
LEAST = 62.0

_SAME = 100.0
_LABEL_SHARE = 0.7
_LEAST_GROUP = 62.0
_LEAST_LABEL = (LEAST - (1 - _LABEL_SHARE) * 100) / _LABEL_SHARE

Stack = tuple[str, ...]
"""A column's label under its groups, the outermost first."""

OTHER_WORDINGS: Mapping[str, tuple[Stack, ...]] = {
    "ton_dau": (
        ("Tiếp nhận", "Từ kỳ trước"),
        ("Tiếp nhận", "Từ kỳ trước chuyển sang"),
        ("Tiếp nhận", "Tồn kỳ trước"),
        ("Tồn đầu kỳ",),
        ("Hồ sơ kỳ trước chuyển sang",),
    ),
    "nhan": (("Tiếp nhận", "Tiếp nhận trong kỳ"), ("Tiếp nhận", "Nhận mới"), ("Hồ sơ tiếp nhận mới",)),
    "nhan_t7": (("Hồ sơ nhận", "Tiếp nhận ngày thứ bảy"), ("Hồ sơ nhận", "Trong đó ngày thứ 7")),
    "truc_tuyen": (("Tiếp nhận", "Trong kỳ", "Trực tuyến"), ("Tiếp nhận", "Trực tuyến"), ("Hồ sơ trực tuyến",)),
    "truoc": (("Đã giải quyết", "Trước hạn"), ("Giải quyết trước hạn",)),
    "dung": (("Đã giải quyết", "Đúng hạn"), ("Giải quyết đúng hạn",)),
    "tre": (("Đã giải quyết", "Quá hạn"), ("Đã giải quyết", "Trễ hạn"), ("Giải quyết trễ hạn",)),
    "dang": (("Đang giải quyết", "Trong hạn"), ("Đang giải quyết", "Chưa đến hạn"), ("Đang xử lý trong hạn",)),
    "qua_han": (("Đang giải quyết", "Quá hạn"), ("Đang giải quyết", "Đã quá hạn"), ("Đang xử lý quá hạn",)),
}
"""How other forms head the same columns (form II.06a of Thông tư 01/2020/TT-VPCP and its kin)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A column of the foreign table and how well its head fits, 0 to 100."""

    column: int
    score: float


def wordings_of(appendix: Appendix) -> dict[str, tuple[Stack, ...]]:
    """For each column of the appendix the ways to head it, the template's own first."""
    return {
        column.key: ((*column.groups, column.label), *OTHER_WORDINGS.get(column.key, ())) for column in appendix.columns
    }


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
    return dict(sorted(matches.items(), key=lambda item: item[1].column))


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
