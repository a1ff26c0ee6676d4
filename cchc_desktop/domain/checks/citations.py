"""Are documents cited in full, and were they in force?"""

import re
from collections.abc import Iterator
from datetime import date

from cchc_desktop.domain.citations import CONFIRMED, LAWS, UNCONFIRMED, Citation, CitationList, citations_in
from cchc_desktop.domain.finding import INFO, WARNING, Finding, Findings
from cchc_desktop.domain.report import Report
from cchc_desktop.text.dates import format_date
from cchc_desktop.text.remembering import remembered
from cchc_desktop.text.sentences import sentences, typed

_SOURCE = "Phụ lục I, mục II.6b Nghị định 30/2020/NĐ-CP"
# Looked for in small letters: a number without a symbol behind it, and a kind of document before it.
_NO_SYMBOL = re.compile(r"\d(?<!\d\d)\d*[a-zđ]?\b(?!\s*[/-])")
_KIND_BEFORE = re.compile(
    r"(?:nghị định|nghị quyết|quyết định|chỉ thị|thông tư(?: liên tịch)?|kết luận|công văn|"
    r"(?P<counted>kế hoạch|thông báo|tờ trình|hướng dẫn|báo cáo))\s+(?P<so>số\s*:?\s*)?$"
)
_LONGEST_BEFORE = 40
_COUNTS = re.compile(
    r"\s*%|\s+(?:năm|tháng|ngày|quý|tuần|người|nội dung|nhiệm vụ|khóa|trường hợp|văn bản|lần|buổi|đơn vị)"
)
_NO_NUMBER = re.compile(r"[sS](?<!\w.)(?i:ố\s*:?\s*(?:…+|\.{2,}|_+|\s)\s*/\s*[A-ZĐ]{1,}[\w&]*-[A-ZĐ])")
_NUMBER_OR_BLANK = re.compile(r"\d|/")
_DAY = re.compile(r"\bngày\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}|\s+tháng\s+\d)", re.IGNORECASE)
_ISSUER = re.compile(r"\bcủa\s", re.IGNORECASE)
# "… ngày 06/12/2021 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP": between the two.
_IN_SUBJECT = re.compile(
    r"\s+(?:sửa đổi|bổ sung|hướng dẫn|quy định chi tiết|đính chính|bãi bỏ)\b[^;.:()“”]*", re.IGNORECASE
)
# "UBND xã đã ban hành Kế hoạch số …": whoever issued it has been named, or it is the office.
_ISSUED = re.compile(r"\b(?:ban hành|ký)\s+(?:[^\W\d_]+\s+){0,3}$", re.IGNORECASE)
# Where a document is named because it no longer holds.
_NO_LONGER = re.compile(
    r"\b(?:thay thế|thay cho|bãi bỏ|hết hiệu lực|trước đây|sửa đổi, bổ sung (?:một số điều )?(?:của )?)[^.;]{0,40}$",
    re.IGNORECASE,
)


def incomplete(report: Report, known: CitationList) -> Findings:
    """`citation.incomplete`: a document is cited without what identifies it (NĐ 30/2020, Phụ lục I, mục II.6b).

    Kind, the word "số", số and ký hiệu always; at the first mention in the report also the day and the issuing
    body, which an own document does not need. A law needs its name only. A day that differs from that of the
    list of documents is pointed out where the list is sure.
    """
    seen: set[str] = set()
    for place, marked in report.body_texts():
        for sentence, cited, faults in _citing(marked):
            for citation in cited:
                if missing := _missing(report, sentence, citation, first=citation.key not in seen):
                    message = f"“{sentence[citation.start : citation.end]}” còn thiếu {' và '.join(missing)}."
                    yield Finding("citation.incomplete", WARNING, place, message, _SOURCE)
                document = known.meant_by(citation)
                if (
                    document
                    and document.sure == CONFIRMED
                    and citation.day
                    and document.day not in (None, citation.day)
                ):
                    message = (
                        f"“{citation.kind or 'Văn bản'} số {citation.number}” ghi ngày {format_date(citation.day)}, "
                        f"danh mục văn bản ghi ngày {format_date(document.day or citation.day)}."
                    )
                    yield Finding("citation.incomplete", WARNING, place, message, document.source)
                seen.add(citation.key)
            for message in faults:
                yield Finding("citation.incomplete", WARNING, place, message, _SOURCE)


def expired(report: Report, known: CitationList) -> Findings:
    """`citation.expired`: a cited document was not in force on the report's date (the list of documents).

    The report's date counts, not today's; without one, the last day of its figures. Where the list is not sure
    it is an information. A document that is named as replaced or amended is left alone.
    """
    day = report.document.date or report.window.end
    if day is None:
        return
    seen: set[str] = set()
    for place, marked in report.body_texts():
        for sentence, cited, _ in _citing(marked):
            for citation in cited:
                if citation.key not in seen and not _NO_LONGER.search(sentence, 0, citation.start):
                    seen.add(citation.key)
                    yield from _not_in_force(place, citation, day, known)


def _missing(report: Report, sentence: str, citation: Citation, first: bool) -> list[str]:
    if citation.kind.capitalize() in LAWS:
        return []
    missing = []
    if citation.kind and not citation.so:
        missing.append("chữ “số”")
    if first:
        after = sentence[citation.end :]
        if citation.day is None and not _DAY.search(after):
            missing.append("ngày ban hành")
        own = report.unit.symbol and citation.number.lower().endswith(f"-{report.unit.symbol.lower()}")
        named = citation.issuer or _ISSUER.search(after) or _ISSUED.search(sentence, 0, citation.start)
        if not named and not own:
            missing.append("cơ quan ban hành")
    return missing


@remembered
def _citing(marked: str) -> tuple[tuple[str, tuple[Citation, ...], tuple[str, ...]], ...]:
    """The sentences that cite documents, what they cite, and what is wrong with what they cite without a symbol."""
    text = typed(marked)
    if not _NUMBER_OR_BLANK.search(text):
        return ()
    found = ((sentence, tuple(_cited_itself(sentence)), _without_symbol(sentence)) for sentence in sentences(text))
    return tuple((sentence, cited, faults) for sentence, cited, faults in found if cited or faults)


def _cited_itself(sentence: str) -> Iterator[Citation]:
    """The documents that a sentence cites, without those that only stand in the subject of one before."""
    named: Citation | None = None
    for citation in citations_in(sentence):
        if named is None or not _IN_SUBJECT.fullmatch(sentence, named.end, citation.start):
            yield citation
            named = citation if citation.day else None


def _without_symbol(sentence: str) -> tuple[str, ...]:
    """What is wrong with the documents that a sentence cites without số and ký hiệu."""
    return (
        *(f"“{words}” còn thiếu ký hiệu (phần đứng sau số, như “/QĐ-UBND”)." for words in _numbers_alone(sentence)),
        *(f"“{match[0]}…” chưa có số." for match in _NO_NUMBER.finditer(sentence)),
    )


def _numbers_alone(sentence: str) -> Iterator[str]:
    """Kinds of documents with a number and no symbol: "Quyết định số 74".

    "Quyết định 05 nhiệm vụ" is a verb and a count: without "số" a capital must tell, of a kind that nobody counts.
    """
    lower = sentence.lower()
    for number in _NO_SYMBOL.finditer(lower):
        kind = _KIND_BEFORE.search(lower, max(number.start() - _LONGEST_BEFORE, 0), number.start())
        if kind:
            words = sentence[kind.start() : number.end()]
            named = words[0].isupper() and not kind["counted"] and not _COUNTS.match(lower, number.end())
            if kind["so"] or named:
                yield words


def _not_in_force(place: str, citation: Citation, day: date, known: CitationList) -> Findings:
    document = known.meant_by(citation)
    if document is None or document.sure == UNCONFIRMED:
        return
    severity, doubt = (WARNING, "") if document.sure == CONFIRMED else (INFO, " (theo nguồn thứ cấp, cần kiểm tra lại)")
    if document.expired_on(day) and document.valid_to:
        successor = f"; hiện áp dụng {document.successor}" if document.successor else ""
        message = f"{document.short} đã hết hiệu lực sau ngày {format_date(document.valid_to)}{successor}{doubt}."
        yield Finding("citation.expired", severity, place, message, document.source)
    elif document.day and document.day > day:
        message = f"{document.short} ban hành ngày {format_date(document.day)}, sau ngày của báo cáo{doubt}."
        yield Finding("citation.expired", severity, place, message, document.source)
