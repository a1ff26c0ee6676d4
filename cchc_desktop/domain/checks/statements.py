"""The sentences of a report that state what is so in its period, and the clauses that numbers stand in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc_desktop.domain.period import Period
from cchc_desktop.domain.period_words import NamedPeriod, named_periods
from cchc_desktop.domain.report import Report
from cchc_desktop.text.remembering import remembered
from cchc_desktop.text.sentences import sentences, typed

# Parts of a report that speak of what is to come.
_PLANS = ("phuong_huong", "kien_nghi")
_CLAIMS = re.compile(r"\d|\b(?:[kK]hông|đều)\b")
# Looked for in small letters; no boundary stands before the words, so that a search looks for their first letters.
_ELSEWHERE = re.compile(
    r"(?:phấn đấu|dự kiến|mục tiêu|chỉ tiêu| ước|\(ước|sẽ|so với(?! (?:tổng )?số\b)|cùng kỳ|kỳ trước đạt|năm trước|"
    r"năm ngoái|bình quân|trung bình|mỗi|đề nghị|đề xuất|kiến nghị cấp|tối thiểu|ít nhất|tối đa|không quá|thí điểm|"
    r"lũy kế|giai đoạn|tháng \d|tuần|trong ngày)\b"
)
_ABOUT = re.compile(
    r"\b(?:tăng|giảm|hơn|khoảng|gần|trên|dưới|thêm|từ|đến|lên|xuống(?: còn)?|chỉ còn|thứ)\s*$", re.IGNORECASE
)
# "Hồ sơ trễ hẹn: 03 hồ sơ" is one clause, a label and its number.
_CLAUSE = re.compile(r"[;()]|:(?!\s*\d)|,(?!\d)|\.(?!\d)|(?<=hồ sơ )và\b|\bvà (?=\d)|\btrong đó\b", re.IGNORECASE)
_STARTS_A_PAIR = re.compile(r".*(?:tiếp nhận|\bnhận|phát sinh|thụ lý)", re.IGNORECASE)


def statements(report: Report) -> Iterator[tuple[str, str]]:
    """Every sentence with a number, with "không" or "đều" that speaks of this period as it is, with its place.

    Left out are plans and wishes, comparisons, averages, and what is said of another period or of a month.
    """
    for place, marked in report.entry_texts():
        if not place.removeprefix("sections.").startswith(_PLANS):
            for claim in _claims(marked):
                if claim.is_about(report.period):
                    yield place, claim.sentence


def is_exact(sentence: str, start: int) -> bool:
    """Whether the number that begins at `start` is meant to be exact: not "tăng 10", "trên 240"."""
    return _ABOUT.search(sentence[:start]) is None


def clause_around(sentence: str, position: int) -> str:
    """The clause that a position stands in. "tiếp nhận, giải quyết 10 hồ sơ" is one clause."""
    start, end = 0, len(sentence)
    for match in _CLAUSE.finditer(sentence):
        if match.end() <= position:
            if match[0] != "," or not _STARTS_A_PAIR.fullmatch(sentence, start, match.start()):
                start = match.end()
        elif match.start() >= position:
            end = match.start()
            break
    return sentence[start:end]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence that states what is so; `since_new_year` tells whether it counts from the year's beginning."""

    sentence: str
    named: tuple[NamedPeriod, ...]
    since_new_year: bool

    def is_about(self, period: Period) -> bool:
        if self.since_new_year and not period.from_year_start:
            return False
        return all(named.is_exactly(period) for named in self.named)


@remembered
def _claims(marked: str) -> tuple[_Claim, ...]:
    claims = []
    for sentence in sentences(typed(marked)):
        if _CLAIMS.search(sentence):
            lower = sentence.lower()
            if not _ELSEWHERE.search(lower):
                claims.append(_Claim(sentence, named_periods(sentence), "từ đầu năm" in lower))
    return tuple(claims)
