"""Do posts, staff and vacancies add up?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc_desktop.domain.checks.statements import statements
from cchc_desktop.domain.finding import WARNING, Finding, Findings
from cchc_desktop.domain.report import Report
from cchc_desktop.text.counts import Count, counts
from cchc_desktop.text.remembering import remembered

_N = r"\d{1,4}(?![\d/%]|[.,]\d)"
_GIVEN = re.compile(
    rf"được giao\s+(?P<a>{_N})|biên chế được giao(?: là|:)?\s+(?P<b>{_N})|"
    rf"(?P<c>{_N})\s+(?:chỉ tiêu )?biên chế(?: được giao)?",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    r"\b(?:thiếu|vắng|khuyết|bổ sung|giảm|tinh giản|tăng|tuyển(?: dụng)?|còn|thêm|có mặt|hiện có|sử dụng)\s*$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    rf"\b(?:có mặt|hiện có|thực có)(?: là|:)?\s+(?P<a>{_N})"
    r"(?=\s*(?:$|[,.;()]|(?:người|biên chế|cán bộ|công chức|CBCC|và|vắng)\b))"
    rf"|(?P<b>{_N})\s+(?:người |biên chế )?có mặt",
    re.IGNORECASE,
)
_ABSENT = re.compile(rf"\b(?:vắng|khuyết|còn thiếu)(?: mặt)?\s+(?P<a>{_N})(?P<who>[^.;]*)", re.IGNORECASE)
_MAY_BE_ABSENT = re.compile("vắng|khuyết|còn thiếu")
_EVERYONE = re.compile(
    r"\btổng số (?:cán bộ, công chức|CBCC|công chức)(?: của [^,.;:]{1,40})?(?: hiện có| hiện nay| là|:)+\s+"
    r"(?P<n>\d{1,4})(?![\d/%]|[.,]\d)",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\s+(?:CBCC|CBCCVC|cán bộ,? công chức|công chức|biên chế)\b", re.IGNORECASE)
_HEADS = r"(?:Phó )?(?:Trưởng phòng|Giám đốc|Chủ tịch|Chánh Văn phòng|Trưởng ban|Thủ trưởng)"
_TITLES = rf"{_HEADS}|chuyên viên(?: chính| cao cấp)?|nhân viên|kế toán|văn thư|công chức|viên chức|cán sự"
_HEAD = re.compile(_HEADS, re.IGNORECASE)
_POST = re.compile(rf"(?P<number>\d\d{{0,2}})\s+(?:đồng chí\s+)?(?P<title>{_TITLES})\b", re.IGNORECASE)
_BETWEEN_POSTS = re.compile(r"\s*(?:[,;]|và|cùng|,\s*và)\s*", re.IGNORECASE)
# "giảm 02 trưởng phòng và 03 phó trưởng phòng" counts what changed, not who is there.
_CHANGED = re.compile(
    r"\b(?:tăng|giảm|thêm|bớt|bổ nhiệm|bổ sung|điều động|luân chuyển|biệt phái|tuyển(?: dụng)?|nghỉ hưu|miễn nhiệm|"
    r"kỷ luật|khen thưởng|cử|đào tạo|bồi dưỡng|tập huấn|quy hoạch|thiếu|vắng|khuyết|dôi dư)\b[^.;:]*$",
    re.IGNORECASE,
)
_BESIDE_STAFF = re.compile(r"\b(?:hợp đồng|biệt phái|kiêm nhiệm|tập sự)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Roster:
    """A list of posts in one sentence: "1 Trưởng phòng, 1 Phó Trưởng phòng, 3 chuyên viên"."""

    words: str
    posts: tuple[tuple[str, int], ...]

    @property
    def people(self) -> int:
        return sum(number for _, number in self.posts)


_Posts = tuple[int | None, int | None, int | None]
"""Posts given, staff present, vacancies."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of staff: posts, their sum, shares ("5/5 CBCC"), lists of posts, heads that are absent."""

    posts: _Posts | None
    everyone: int | None
    shares: tuple[Count, ...]
    rosters: tuple[_Roster, ...]
    absent: frozenset[str]


def staff(report: Report) -> Findings:
    """`figures.staff`: posts given, staff present and vacancies do not add up, in the figures or in a sentence.

    Given = present + vacant; "5/5 CBCC" and "1 Trưởng phòng, 1 Phó Trưởng phòng, 3 chuyên viên" must come to a
    number of staff that the figures know. A head's title that one sentence calls vacant and another counts as
    present is pointed out, since both can be right only where there are two. A note on the number of posts
    answers the arithmetic of the figures.
    """
    given, present, vacant, everyone = (
        report.figures[key].value if key in report.figures else None
        for key in ("bien_che_giao", "bien_che_co_mat", "bien_che_vang", "cbcc_tong")
    )
    if given is not None and present is not None and not report.figures["bien_che_giao"].note:
        yield from _arithmetic(given, present, vacant)
    known = {value for value in (given, present, everyone) if value is not None}
    rosters: list[tuple[str, _Roster]] = []
    absent: set[str] = set()
    for place, sentence in statements(report):
        said = _said(sentence)
        if said is None:
            continue
        if said.posts:
            yield from _posts_differ(place, said.posts, (given, present, vacant))
        if said.everyone is not None and known and said.everyone not in known:
            yield _unknown_number(place, f"{said.everyone} cán bộ, công chức", known)
        for number in said.shares:
            if number.value > (number.whole or 0) or (known and number.whole not in known):
                yield _unknown_number(place, f"“{number.words}” người", known)
        for roster in said.rosters:
            rosters.append((place, roster))
            if known and roster.people not in known and not _BESIDE_STAFF.search(sentence):
                yield _unknown_number(place, f"bảng kê “{roster.words}” cộng lại là {roster.people} người,", known)
        absent |= said.absent
    for place, roster in rosters:
        for title, people in roster.posts:
            if people == 1 and title.lower() in absent:
                message = (
                    f"Câu này kể có 01 {title}, trong khi chỗ khác của báo cáo ghi vắng 01 {title}: "
                    "chỉ khớp nếu biên chế có hai."
                )
                yield Finding("figures.staff", WARNING, place, message)


def _arithmetic(given: int, present: int, vacant: int | None) -> Findings:
    if vacant is None and present > given:
        message = f"Biên chế có mặt ({present}) nhiều hơn biên chế được giao ({given})."
        yield Finding("figures.staff", WARNING, "figures.bien_che_giao", message)
    elif vacant is not None and given != present + vacant:
        message = f"Biên chế được giao là {given}, nhưng có mặt {present} cộng vắng {vacant} là {present + vacant}."
        yield Finding("figures.staff", WARNING, "figures.bien_che_giao", message)


@remembered
def _said(sentence: str) -> _Said | None:
    """None for a sentence without numbers."""
    numbers = counts(sentence)
    if not numbers:
        return None
    lower = sentence.lower()
    given = _GIVEN.search(sentence) if "biên chế" in lower or "được giao" in lower else None
    missing = _ABSENT.search(sentence) if _MAY_BE_ABSENT.search(lower) else None
    posts: _Posts | None = None
    if given and not _NOT_GIVEN.search(sentence, 0, given.start()):
        posts = _number(given), _number(_PRESENT.search(sentence)), _number(missing)
    shares = tuple(number for number in numbers if number.whole is not None and _STAFF.match(sentence, number.end))
    everyone = _EVERYONE.search(sentence) if "tổng số" in lower else None
    heads = _HEAD.finditer(missing["who"]) if missing and int(missing["a"]) == 1 else ()
    absent = frozenset(head[0].lower() for head in heads)
    return _Said(posts, int(everyone["n"]) if everyone else None, shares, tuple(_rosters(sentence)), absent)


def _posts_differ(place: str, said: _Posts, figures: _Posts) -> Findings:
    """What one sentence says of posts: against itself, else against the figures."""
    posts, present, vacant = said
    if present is not None and vacant is not None and posts != present + vacant:
        message = f"Câu này ghi biên chế {posts}, có mặt {present}, vắng {vacant}: cộng lại không khớp."
        yield Finding("figures.staff", WARNING, place, message)
        return
    names = "biên chế được giao", "biên chế có mặt", "biên chế còn vắng"
    for number, figure, name in zip(said, figures, names, strict=True):
        if number is not None and figure is not None and number != figure:
            message = f"Câu này ghi {name} {number}, nhưng số liệu của báo cáo là {figure}."
            yield Finding("figures.staff", WARNING, place, message)


def _number(match: re.Match[str] | None) -> int | None:
    groups = match.groupdict() if match else {}
    return next((int(groups[name]) for name in "abc" if groups.get(name)), None)


def _rosters(sentence: str) -> Iterator[_Roster]:
    """The lists of at least two posts that name a head: only such a list is the whole office."""
    together: list[re.Match[str]] = []
    for post in [*_POST.finditer(sentence), None]:
        if together and (post is None or not _BETWEEN_POSTS.fullmatch(sentence, together[-1].end(), post.start())):
            posts = tuple((match["title"], int(match["number"])) for match in together)
            heads = [title for title, _ in posts if _HEAD.fullmatch(title) and not title.lower().startswith("phó")]
            if len(posts) > 1 and heads and not _CHANGED.search(sentence, 0, together[0].start()):
                yield _Roster(sentence[together[0].start() : together[-1].end()], posts)
            together = []
        if post is not None:
            together.append(post)


def _unknown_number(place: str, said: str, known: set[int]) -> Finding:
    numbers = ", ".join(map(str, sorted(known))) or "chưa có"
    message = f"Câu này có {said} không khớp với số biên chế, số người của báo cáo ({numbers})."
    return Finding("figures.staff", WARNING, place, message)
