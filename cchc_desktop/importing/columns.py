"""Which column of a foreign table is which column of an appendix, by what its head says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cchc_desktop.domain.template import Appendix
from cchc_desktop.importing.wording import likeness, shares_words

SURE = 80.0
LEAST = 62.0

_LABEL_SHARE = 0.7
_LEAST_GROUP = 62.0

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
    scored = sorted(
        (
            (max(_score(path, wording) for wording in stacks), -abs(index - place), key, index)
            for index, path in enumerate(paths)
            for place, (key, stacks) in enumerate(wordings.items())
            if path
        ),
        reverse=True,
    )
    matches: dict[str, Match] = {}
    used: set[int] = set()
    for score, _, key, index in scored:
        if score >= LEAST and key not in matches and index not in used:
            matches[key] = Match(index, score)
            used.add(index)
    return dict(sorted(matches.items(), key=lambda item: item[1].column))


@lru_cache(8192)
def _score(path: Stack, wording: Stack) -> float:
    label = max(likeness(path[-1], wording[-1]), likeness(" ".join(path), " ".join(wording)))
    groups, wanted = " ".join(path[:-1]), " ".join(wording[:-1])
    if not wanted:
        return label if not groups else label - 3
    if not groups:
        # The head names no group: the label must tell by itself.
        return label * 0.8
    group = max(shares_words(groups, wanted), shares_words(path[-2], wording[-2]))
    return 0.0 if group < _LEAST_GROUP else _LABEL_SHARE * label + (1 - _LABEL_SHARE) * group
