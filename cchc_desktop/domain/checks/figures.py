"""Do the sentences agree with the figures and the tables?

A slot agrees by nature; what is looked at here are the numbers that were typed. All rules are built to be
silent where a number may well count something else: a part, another period, a plan.
"""

import re
from dataclasses import dataclass

from cchc_desktop.domain.checks.one_stop import COUNTED, DOSSIER, RECEIVED, SETTLED, TERM, CountOfDossiers, OneStop
from cchc_desktop.domain.checks.statements import clause_around, is_exact, statements
from cchc_desktop.domain.finding import WARNING, Finding, Findings
from cchc_desktop.domain.report import Report
from cchc_desktop.domain.values import cell
from cchc_desktop.text.counts import Count, counts
from cchc_desktop.text.numbers import format_count
from cchc_desktop.text.remembering import remembered

_REVIEWS = "the_che"

# What may follow a noun that is counted as a whole; another word may narrow it ("67 văn bản về đất đai").
_END = (
    r"\s*(?:$|[,.;:()…”]|(?:đúng|đều|đã|được|tại|trong|theo|thuộc|của|do|và|đạt|đáp ứng|bảo đảm|đảm bảo|phục vụ|"
    r"các loại)\b)"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """How a figure is said: after `before` comes a number, then `noun`; never with `never` in the sentence.

    A number of the same unit, or of the reviewed rows whose keys begin with `rows`, may be meant as well.
    """

    figure: str
    noun: re.Pattern[str]
    before: re.Pattern[str]
    never: re.Pattern[str]
    rows: str


def _said(figure: str, noun: str, before: str, never: str, rows: str = "") -> _Said:
    return _Said(
        figure,
        re.compile(rf"\s+(?P<noun>{noun})(?={_END})", re.IGNORECASE),
        re.compile(rf"\b{before}\s*$", re.IGNORECASE),
        re.compile(rf"\b(?:{never})\b", re.IGNORECASE),
        rows,
    )


_ISSUED = r"ban hành(?:\s+(?:được|tổng số|tổng cộng))?"
_OFFICE = r"(?:phòng|cơ quan|đơn vị|ủy ban nhân dân|UBND|trung tâm|sở|ban|hiện|trang thiết bị)"
_OFFICE_HAS = rf"{_OFFICE}\b.*\b(?:có|gồm|trang bị)\b.*"
_SOME = "trong đó|trong số đó"
_SOME_MACHINES = rf"{_SOME}|bộ phận|mỗi|tại|mua|sửa|thay|bổ sung|thanh lý|hỏng|cấp|thuê|mới|cũ|xã|phường"
_SOME_PROCEDURES = (
    rf"{_SOME}|mới|sửa đổi|thay thế|bãi bỏ|đơn giản hóa|cắt giảm|liên thông|mức độ|trực tuyến|toàn trình|một phần|"
    r"rà soát"
)
_DIRECTIVES = r"văn bản chỉ đạo(?:,? điều hành)?(?:,? (?:về )?(?:công tác )?(?:CCHC|cải cách hành chính))?"
_SAID = (
    _said("van_ban_tham_muu", "văn bản", rf"tham mưu\b.*\b(?:{_ISSUED}|trình)", _SOME, "vb_"),
    _said("van_ban_chi_dao", _DIRECTIVES, _ISSUED, rf"{_SOME}|tham mưu", "vb_"),
    _said(
        "tthc_tong",
        "(?:TTHC|thủ tục hành chính|thủ tục)",
        r"(?:toàn bộ|tất cả|tổng số|tổng cộng|(?:phụ trách|thẩm quyền)(?: gồm| có| là)?)",
        _SOME_PROCEDURES,
        "tthc_",
    ),
    _said(
        "quy_trinh_iso",
        r"quy trình(?: ISO)?",
        r"(?:ISO|chất lượng)\b.*\b(?:thành|duy trì|có|gồm|với)",
        rf"{_SOME}|mới|sửa đổi|bổ sung|cập nhật|thêm",
    ),
    _said("may_tinh", "máy (?:vi )?tính", _OFFICE_HAS, _SOME_MACHINES),
    _said("may_in", "máy in", _OFFICE_HAS, _SOME_MACHINES),
    _said("may_scan", "máy (?:scan|quét)", _OFFICE_HAS, _SOME_MACHINES),
    _said(
        "phan_anh",
        r"(?:lượt )?(?:ý kiến )?phản ánh(?:, kiến nghị)?",
        r"(?:tiếp nhận|nhận được|phát sinh|có)",
        rf"{_SOME}|về thái độ",
    ),
)
_REVIEWED = (
    ("vb_", r"\s+(?P<noun>(?:văn bản|VB) ?(?:quy phạm pháp luật|QPPL))", r"(?:ban hành|rà soát|bãi bỏ|sửa đổi)"),
    ("tthc_", r"\s+(?P<noun>TTHC|thủ tục hành chính)", r"rà soát(?:, đánh giá)?"),
)
_REVIEWED_SAID = tuple(
    (rows, re.compile(rf"{noun}(?={_END})", re.I), re.compile(rf"\b{before}\s*$", re.I))
    for rows, noun, before in _REVIEWED
)


_MAY_DENY = re.compile("hông|đều")
_NONE_LATE = re.compile(
    r"\bkhông (?:có|còn|phát sinh|để xảy ra)(?: bất kỳ)?(?: tình trạng| trường hợp)? hồ sơ(?: nào)?"
    r"(?: giải quyết| bị| phải)* (?P<late>trễ|quá hạn)\b",
    re.I,
)
# "yêu cầu không để xảy ra hồ sơ trễ hẹn" says how it ought to be.
_WISHED = re.compile(
    r"\b(?:yêu cầu|chỉ đạo|quán triệt|nhắc nhở|cam kết|kiên quyết|nhằm|tránh|bảo đảm|đảm bảo)\b[^.;]*$", re.IGNORECASE
)
_NONE_AT_ALL = re.compile(r"\bkhông (?:có|phát sinh|tiếp nhận) hồ sơ(?: nào)?(?: mới)?\s*(?=$|[.,;])", re.I)
_ALL_IN_TIME = re.compile(rf"\b(?:hồ sơ|TTHC)\b(?P<which>[^.;:]*)\bđều\b[^.;:,]*\b(?:đúng|trước) {TERM}", re.IGNORECASE)
_SOME_DOSSIERS = re.compile(r"\b(?:trực tuyến|bưu chính|liên thông|thuộc|của|về|này|đó)\b", re.IGNORECASE)
_NO_FEEDBACK = re.compile(
    r"\bkhông (?:có|phát sinh|nhận được|tiếp nhận)(?: các| bất kỳ)? phản ánh, kiến nghị(?: nào)?\s*"
    r"(?:$|[.,;]|của (?:cá nhân|tổ chức|người dân|công dân)|"
    r"(?:đối với|liên quan đến) (?:các )?(?:TTHC|thủ tục|quy định))",
    re.IGNORECASE,
)
_PROCEDURES = re.compile(r"\s+(?P<noun>TTHC|thủ tục hành chính|thủ tục)\b", re.IGNORECASE)
_HANDLED = re.compile(rf"{RECEIVED}|{SETTLED}", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:niêm yết|công khai|công bố|thuộc thẩm quyền)\b", re.IGNORECASE)


def text_vs_table(report: Report) -> Findings:
    """`figures.text-vs-table`: a number typed in a sentence is not the one that the figures or tables have.

    Looked at are sentences about this period where words and number say clearly what is counted ("tham mưu ban
    hành 67 văn bản", "đúng hẹn 10 hồ sơ", "không có hồ sơ trễ hẹn"). Any total, row or sum that the words may
    mean is accepted, so a sentence about one field agrees with the field's row.
    """
    table = OneStop.of(report)
    feedback = report.figures.get("phan_anh")
    for place, sentence in statements(report):
        yield from _figures_differ(report, place, sentence)
        yield from _reviews_differ(report, place, sentence)
        denied = _denials(sentence)
        if table:
            yield from _dossiers_differ(table, place, sentence)
        if table and denied:
            yield from _none_differ(table, place, sentence, denied)
        if denied and denied.feedback and feedback and feedback.value:
            said = denied.feedback[0].strip(" .,;")
            yield _differs(place, said, "số phản ánh, kiến nghị đã tiếp nhận", feedback.value)


def unit_confusion(report: Report) -> Findings:
    """`figures.unit-confusion`: dossiers (hồ sơ) are called procedures (thủ tục), or the other way round.

    "Phát sinh 10 TTHC" where the one-stop table counts 10 dossiers and the office has another number of
    procedures; "niêm yết 24 hồ sơ" where the office has 24 procedures.
    """
    table = OneStop.of(report)
    if table is None:
        return
    total = report.figures.get("tthc_tong")
    procedures = {total.value} if total else set()
    for place, sentence in statements(report):
        for number, noun, are_procedures in _units_of(sentence):
            dossiers = number.value in table.all_values
            if are_procedures:
                known = procedures | _review_values(report, "tthc_")
                wrong, meant = dossiers and number.value not in known, "hồ sơ"
            else:
                wrong, meant = number.value in procedures and not dossiers, "thủ tục hành chính"
            if wrong:
                said = f"{number.words} {noun}"
                message = f"Câu này ghi “{said}”, nhưng theo số liệu thì {number.words} là số {meant}."
                yield Finding("figures.unit-confusion", WARNING, place, message)


@remembered
def _units_of(sentence: str) -> tuple[tuple[Count, str, bool], ...]:
    """The numbers of procedures that were handled (True) and of dossiers that were published, with their nouns."""
    units = []
    for number in counts(sentence):
        for noun, verb, are_procedures in ((_PROCEDURES, _HANDLED, True), (DOSSIER, _PUBLISHED, False)):
            match = noun.match(sentence, number.end)
            if match and verb.search(clause_around(sentence, number.start)):
                units.append((number, match["noun"], are_procedures))
    return tuple(units)


@remembered
def _dossiers_of(sentence: str) -> tuple[tuple[Count, str, CountOfDossiers], ...]:
    """The exact numbers of dossiers with their nouns and what they count."""
    dossiers = []
    for number in counts(sentence):
        match = DOSSIER.match(sentence, number.end)
        if match and is_exact(sentence, number.start):
            clause = clause_around(sentence, number.start)
            counted = next((each for each in COUNTED if each.words.search(clause)), None)
            if counted is not None:
                dossiers.append((number, match["noun"], counted))
    return tuple(dossiers)


def _dossiers_differ(table: OneStop, place: str, sentence: str) -> Findings:
    said = _dossiers_of(sentence)
    if not said or table.speaks_of_part(sentence):
        return
    for number, noun, counted in said:
        accepted = table.values(counted.sums, sentence)
        for value in {number.value, number.whole or number.value}:
            # "10/12 hồ sơ": the second number may be all that was received or settled.
            more = table.all_values if number.whole is not None else set()
            if accepted and value not in accepted | more:
                known = next(v for each in counted.sums if (v := each.value(table.total)) is not None)
                yield _differs(place, f"{number.words} {noun}", f"số {counted.name} trong phụ lục", known)
                break


@dataclass(frozen=True, slots=True)
class _Denials:
    """Where a sentence says that no dossier was late, that none came, that all were in time, that nobody complained."""

    none_late: re.Match[str] | None
    none_at_all: re.Match[str] | None
    all_in_time: re.Match[str] | None
    feedback: re.Match[str] | None


@remembered
def _denials(sentence: str) -> _Denials | None:
    if not _MAY_DENY.search(sentence):
        return None
    none_late = _NONE_LATE.search(sentence)
    return _Denials(
        none_late if none_late and not _WISHED.search(sentence, 0, none_late.start()) else None,
        _NONE_AT_ALL.search(sentence),
        _ALL_IN_TIME.search(sentence),
        _NO_FEEDBACK.search(sentence),
    )


def _none_differ(table: OneStop, place: str, sentence: str, denied: _Denials) -> Findings:
    said = denied.none_late or denied.none_at_all or denied.all_in_time
    if not said or table.speaks_of_part(sentence):
        return
    values = table.spoken_of(sentence)
    late, overdue, received = values("tre"), values("qua_han"), values("nhan")
    if denied.none_late:
        is_late = denied.none_late["late"].lower() == "trễ"
        value, name = (late, "hồ sơ trễ hẹn") if is_late else (overdue, "hồ sơ đã quá hạn")
        if value:
            yield _differs(place, denied.none_late[0], f"số {name} trong phụ lục", value)
    if received and denied.none_at_all:
        yield _differs(place, denied.none_at_all[0], "số hồ sơ nhận trong kỳ trong phụ lục", received)
    if late and denied.all_in_time and not _SOME_DOSSIERS.search(denied.all_in_time["which"]):
        yield _differs(place, denied.all_in_time[0], "số hồ sơ trễ hẹn trong phụ lục", late)


@remembered
def _figures_of(sentence: str) -> tuple[tuple[Count, str, _Said], ...]:
    """The numbers that are said as a figure is, with their nouns."""
    figures = []
    for number in counts(sentence):
        for said in _SAID:
            if match := said.noun.match(sentence, number.end):
                if said.before.search(sentence, 0, number.start) and not said.never.search(sentence):
                    figures.append((number, match["noun"], said))
                break
    return tuple(figures)


def _figures_differ(report: Report, place: str, sentence: str) -> Findings:
    for number, noun, said in _figures_of(sentence):
        figure = report.figures.get(said.figure)
        if figure is None or figure.value is None:
            continue
        form = report.template.figure_by_key[said.figure]
        accepted = {figure.value}
        if said.rows:
            same_unit = [other.key for other in report.template.typed_figures if other.unit == form.unit]
            accepted |= {value for key in same_unit if (value := report.figures[key].value) is not None}
            accepted |= _review_values(report, said.rows)
        if number.value not in accepted or (number.whole is not None and number.whole not in accepted):
            yield _differs(place, f"{number.words} {noun}", f"số liệu “{form.label}”", figure.value)


@remembered
def _reviews_of(sentence: str) -> tuple[tuple[Count, str, str], ...]:
    """The numbers of what was reviewed, with their nouns and how the keys of its rows begin."""
    return tuple(
        (number, match["noun"], rows)
        for number in counts(sentence)
        for rows, noun, before in _REVIEWED_SAID
        if (match := noun.match(sentence, number.end)) and before.search(sentence, 0, number.start)
    )


def _reviews_differ(report: Report, place: str, sentence: str) -> Findings:
    for number, noun, rows in _reviews_of(sentence):
        values = _review_values(report, rows)
        total = report.figures.get("tthc_tong")
        values |= {total.value} if total and total.value is not None and rows == "tthc_" else set()
        if values and number.value not in values:
            form = report.template.appendix_by_key[_REVIEWS]
            known = ", ".join(format_count(value) for value in sorted(values))
            message = f"Câu này ghi “{number.words} {noun}”, không phải là số nào của {form.short} ({known})."
            yield Finding("figures.text-vs-table", WARNING, place, message)


def _review_values(report: Report, rows: str) -> set[int]:
    """What the rows whose keys begin with `rows` say of this year: each quarter, the period's, the year's."""
    form = report.template.appendix_by_key.get(_REVIEWS)
    if form is None:
        return set()
    values: set[int | None] = set()
    for row in report.appendices[_REVIEWS].rows:
        if row.key.startswith(rows):
            values |= {cell(column, row.cells) for column in form.columns if not column.last_year}
            in_period = [row.cells.get(c.key) for c in form.typed_columns if c.quarter in report.period.quarters]
            values.add(sum(value or 0 for value in in_period) if any(v is not None for v in in_period) else None)
    return {value for value in values if value is not None}


def _differs(place: str, said: str, name: str, value: int) -> Finding:
    message = f"Câu này ghi “{said}”, nhưng {name} là {format_count(value)}."
    return Finding("figures.text-vs-table", WARNING, place, message)
