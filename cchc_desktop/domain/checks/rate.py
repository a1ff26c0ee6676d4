"""Is a typed on-time rate one that the tables give?"""

import re
from collections.abc import Iterator
from fractions import Fraction

from cchc_desktop.domain.checks.one_stop import TERM, OneStop
from cchc_desktop.domain.checks.statements import clause_around, is_exact, statements
from cchc_desktop.domain.finding import WARNING, Finding, Findings
from cchc_desktop.domain.formula import Sum
from cchc_desktop.domain.report import Report
from cchc_desktop.text.counts import Percent, percents
from cchc_desktop.text.numbers import format_count, format_percent
from cchc_desktop.text.remembering import remembered

_IN_TIME = re.compile(rf"\b(?:đúng|trước) {TERM}", re.IGNORECASE)
_LATE = re.compile(rf"\b(?:trễ {TERM}|quá hạn|chậm {TERM})", re.IGNORECASE)
_OF_DOSSIERS = re.compile(r"\b(?:hồ sơ|TTHC|thủ tục hành chính)\b", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    r"\s+(?:số )?(?:văn bản|báo cáo|nhiệm vụ|công việc|đơn|phản ánh|kiến nghị|cán bộ|công chức|CBCC|phiếu|người|"
    r"kế hoạch|chỉ tiêu)\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"\b(?:trực tuyến|toàn trình|số hóa|hài lòng|thanh toán|bưu chính)\b", re.IGNORECASE)
# The denominators of the definitions A to C in use; B is said with and without what was left over.
_WHOLES = (
    ("đã giải quyết", Sum.parse("truoc + dung + tre")),
    ("tiếp nhận trong kỳ", Sum.parse("nhan")),
    ("tiếp nhận và kỳ trước chuyển sang", Sum.parse("ton_dau + nhan")),
    ("đến hạn trong kỳ", Sum.parse("truoc + dung + tre + qua_han")),
)
_IN_TIME_PARTS = (Sum.parse("truoc + dung"), Sum.parse("truoc"), Sum.parse("dung"))
_LATE_PARTS = (Sum.parse("tre"), Sum.parse("qua_han"), Sum.parse("tre + qua_han"))
_ALL = Sum.parse("ton_dau + nhan")


def rate(report: Report) -> Findings:
    """`figures.rate`: a typed on-time percentage is none of those that the one-stop table gives.

    At least four definitions are in use: in time out of settled (A), received (B, Nghị định 61/2018/NĐ-CP,
    Điều 30), due (C), or what is left when late ones are taken off all (D). A number that one of them gives is
    accepted; else the message lists each with its denominator.
    """
    table = OneStop.of(report)
    if table is None:
        return
    for place, sentence in statements(report):
        said = _rates_of(sentence)
        if said and not table.speaks_of_part(sentence):
            for percent, in_time in said:
                if not any(map(percent.is_rounded, _possible_rates(table, sentence, in_time))):
                    yield _finding(table, place, percent, in_time)


@remembered
def _rates_of(sentence: str) -> tuple[tuple[Percent, bool], ...]:
    """The exact rates of dossiers, each with True where it is of those in time, False where of those late."""
    found = percents(sentence)
    if not found or not _OF_DOSSIERS.search(sentence) or _ONLINE.search(sentence):
        return ()
    rates = []
    for percent in found:
        if not _OF_SOMETHING_ELSE.match(sentence, percent.end) and is_exact(sentence, percent.start):
            about = clause_around(sentence, percent.start) if len(found) > 1 else sentence
            in_time = _IN_TIME.search(about) is not None
            if in_time or _LATE.search(about):
                rates.append((percent, in_time))
    return tuple(rates)


def _possible_rates(table: OneStop, sentence: str, in_time: bool) -> Iterator[Fraction]:
    """Every rate in all and of the row that is named, with the parts (trước hẹn alone) that may be meant."""
    for lookup in (table.total, table.spoken_of(sentence)):
        for _, whole in _WHOLES:
            total = whole.value(lookup)
            for part in (_IN_TIME_PARTS if in_time else _LATE_PARTS) if total else ():
                yield Fraction(part.value(lookup) or 0, total or 1)
        everything = _ALL.value(lookup)
        if everything and in_time:
            yield 1 - Fraction(_LATE_PARTS[-1].value(lookup) or 0, everything)


def _finding(table: OneStop, place: str, percent: Percent, in_time: bool) -> Finding:
    part = (_IN_TIME_PARTS if in_time else _LATE_PARTS)[0].value(table.total) or 0
    rates = []
    for name, whole in _WHOLES:
        if total := whole.value(table.total):
            rates.append(f"{format_percent(Fraction(part, total))} trên {format_count(total)} hồ sơ {name}")
    if rates:
        message = f"Câu này ghi “{percent.words}”, còn theo phụ lục là {'; '.join(rates)}."
    else:
        message = f"Câu này ghi “{percent.words}”, nhưng theo phụ lục chưa có hồ sơ nào để tính tỷ lệ."
    return Finding("figures.rate", WARNING, place, message, "Điều 30 Nghị định số 61/2018/NĐ-CP")
