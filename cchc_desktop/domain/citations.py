"""Documents that reports cite: recognising them in a text, and the list of those that are known."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cchc_desktop.domain.reading import Table, refuse
from cchc_desktop.text.dates import parse_date, short_date
from cchc_desktop.text.remembering import remembered

CONFIRMED = "confirmed"
SECONDARY = "secondary"
UNCONFIRMED = "unconfirmed"
SURENESS = (CONFIRMED, SECONDARY, UNCONFIRMED)
"""How sure the list is of a document's validity: a source read, a second-hand source, none."""

KINDS = (
    "Nghị quyết liên tịch",
    "Thông tư liên tịch",
    "Nghị định",
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Thông tư",
    "Thông báo",
    "Kết luận",
    "Kế hoạch",
    "Công văn",
    "Công điện",
    "Báo cáo",
    "Tờ trình",
    "Hướng dẫn",
    "Chương trình",
    "Pháp lệnh",
    "Luật",
)
LAWS = ("Luật", "Pháp lệnh")
"""The kinds that are cited by their name."""

_LONGEST = 5_000_000
_LETTERS = r"[A-ZĐÐ][\wĐÐ&]*"
# "30/2020/NĐ-CP", "10/2022/QH15"; "36/KH-PB", "30c/NQ-CP", "05-CT/TW"; not "5/CBCC".
_OF_YEAR = rf"/[0-9]{{4}}/{_LETTERS}(?:[-/.]{_LETTERS})*"
_SYMBOL = rf"[0-9](?<![\w/-].)[0-9]*[a-zđ]?(?:{_OF_YEAR}|[/-]{_LETTERS}(?:[-/.]{_LETTERS})+)"
_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
# Where the name of an issuing body ends and the subject begins.
# "của Phòng Kinh tế và Hạ tầng" goes on, "của Chính phủ và Nghị quyết số …" does not.
_SUBJECT = (
    r"\s+(?:về|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|công bố|triển khai|thực hiện|tổ chức|tại|đến|trên|để|"
    r"có|đã|được|cho|theo|một số|giai đoạn)\b|\s*[\d,.;:()“”]|\s*$"
    rf"|\s+và\s+(?:(?!(?-i:[A-ZĐÁẨƯỨ]))|(?:{'|'.join(KINDS)})\b)"
)
_NUMBER = re.compile(_SYMBOL)
_YEAR = re.compile(r"/[0-9]{4}/")
_BEFORE = re.compile(rf"(?:\b(?P<kind>{'|'.join(KINDS)})\s+)?(?P<so>số\s*:?\s*)?$", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?:,?\s+ngày\s+(?P<day>{_DAY}))?(?:,?\s+của\s+(?P<issuer>[^\W\d_][^\d,.;:()“”]*?)(?={_SUBJECT}))?", re.IGNORECASE
)
_LONGEST_KIND = 30
# "Luật Cán bộ, công chức số 22/2008/QH12": the name stands between the kind and the number.
_BY_LAWMAKERS = re.compile(r"/(?:UBTV)?QH[0-9]+$")
_LAW_BEFORE = re.compile(rf"\b(?P<kind>{'|'.join(LAWS)})\b[^.;:]*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as a text cites it, from `start` to `end`. What the text does not say is "" or None.

    `number` is số and ký hiệu together ("30/2020/NĐ-CP"); `so` tells whether the word "số" stands before it.
    """

    kind: str
    number: str
    so: bool
    day: date | None
    issuer: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return document_key(self.number)

    @property
    def is_of_one_document(self) -> bool:
        """False for a số without a year and a day, which each year has again."""
        return self.day is not None or has_year(self.number)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the list. Dates that are not known are None; `sure` is one of `SURENESS`."""

    kind: str
    number: str
    day: date | None
    issuer: str
    subject: str
    valid_from: date | None
    valid_to: date | None
    successor: str
    source: str
    sure: str

    @property
    def key(self) -> str:
        """What no two documents of a list have in common: số begin anew each year, where they have no year."""
        number = document_key(self.number)
        return number if has_year(self.number) else f"{number} {self.day or ''}".strip()

    def may_be(self, citation: Citation) -> bool:
        """Whether a citation may mean this document: nothing that both state differs."""
        if document_key(self.number) != citation.key:
            return False
        return has_year(self.number) or self.day is None or citation.day in (None, self.day)

    @property
    def is_law(self) -> bool:
        return self.kind in LAWS

    @property
    def short(self) -> str:
        """As later mentions have it: kind, số and symbol; a law has its name before them, where it is known."""
        name = self.subject if self.is_law and self.subject.startswith(self.kind) else self.kind
        return f"{name} số {self.number}"

    @property
    def full(self) -> str:
        """As the first mention must have it (NĐ 30/2020, Phụ lục I, mục II.6b), as far as it is known."""
        if self.is_law:
            return self.short
        day = f" ngày {short_date(self.day)}" if self.day else ""
        issuer = f" của {self.issuer}" if self.issuer else ""
        return f"{self.short}{day}{issuer} {self.subject}".strip()

    def expired_on(self, day: date) -> bool:
        """Whether the document was no longer in force on that day, as far as the list knows."""
        return self.valid_to is not None and self.valid_to < day


@dataclass(frozen=True)
class CitationList:
    """The documents that are known, no two with the same key; `as_of` is the day the list was checked."""

    as_of: date | None = None
    documents: tuple[Document, ...] = ()

    def of_number(self, number: str) -> tuple[Document, ...]:
        """The documents with this số and ký hiệu, one for each year where it has none."""
        return self._by_number.get(document_key(number), ())

    def meant_by(self, citation: Citation) -> Document | None:
        """The document that a citation means; None where it is not known or the citation may mean others too."""
        if not citation.is_of_one_document:
            return None
        return next((made for made in self.of_number(citation.number) if made.may_be(citation)), None)

    def with_newer(self, newer: "CitationList") -> "CitationList":
        """This list with what another one adds or says otherwise; the later day counts."""
        days = [day for day in (self.as_of, newer.as_of) if day]
        documents = {made.key: made for made in (*self.documents, *newer.documents)}
        return CitationList(max(days, default=None), tuple(documents.values()))

    @cached_property
    def _by_number(self) -> Mapping[str, tuple[Document, ...]]:
        by_number: dict[str, tuple[Document, ...]] = {}
        for made in self.documents:
            key = document_key(made.number)
            by_number[key] = (*by_number.get(key, ()), made)
        return by_number


NO_LIST = CitationList()


def read_citations(source: str, file: str) -> CitationList:
    """The list that a TOML text states; refused, with file and place, where it is not one."""
    if len(source) > _LONGEST:
        raise refuse("", "quá lớn, không phải là một danh mục văn bản.", file)
    try:
        values = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refuse("", f"không phải là TOML đúng ({error}).", file) from None
    root = Table(values, source=file)
    as_of = root.day("as_of")
    if as_of is None:
        raise root.refuse("as_of", "còn thiếu: danh mục cần ghi ngày đã kiểm tra.")
    by_key: dict[str, Document] = {}
    for table in root.tables("document"):
        document = _document(table)
        if document.key in by_key:
            raise table.refuse("number", f"“{document.number}” đã có ở trên.")
        by_key[document.key] = document
    root.finish()
    return CitationList(as_of, tuple(by_key.values()))


@remembered
def citations_in(text: str) -> tuple[Citation, ...]:
    """The documents that a plain text cites by số and ký hiệu, in order."""
    return tuple(_citation(text, number) for number in _NUMBER.finditer(text))


def document_key(number: str) -> str:
    """Số and ký hiệu for comparing: without leading zeros, in capitals, Đ written in one way."""
    return number.lstrip("0").upper().replace("Ð", "Đ")


def _citation(text: str, number: re.Match[str]) -> Citation:
    before = _BEFORE.search(text, max(number.start() - _LONGEST_KIND, 0), number.start())
    after = _AFTER.match(text, number.end())
    kind, so = (before["kind"], before["so"]) if before else (None, None)
    if kind is None and _BY_LAWMAKERS.search(number[0]) and (law := _LAW_BEFORE.search(text, 0, number.start())):
        kind = law["kind"]
    day, issuer = (after["day"], after["issuer"]) if after else (None, None)
    return Citation(
        kind=kind or "",
        number=number[0],
        so=bool(so),
        day=_day(day),
        issuer=issuer or "",
        start=before.start() if before else number.start(),
        end=after.end() if after else number.end(),
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    return parse_date("/".join(re.findall(r"\d+", text)))


def has_year(number: str) -> bool:
    """Whether số and ký hiệu name the year ("30/2020/NĐ-CP"), so that no other document has them."""
    return _YEAR.search(number) is not None


def is_number(text: str) -> bool:
    """Whether a text is số and ký hiệu of a document and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def _document(table: Table) -> Document:
    number = table.text("number")
    if not is_number(number):
        raise table.refuse("number", f"“{number}” không phải là số và ký hiệu của một văn bản.")
    document = Document(
        kind=table.choice("kind", KINDS),
        number=number,
        day=table.day("date"),
        issuer=table.text("issuer", ""),
        subject=table.text("subject", ""),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        successor=table.text("successor", ""),
        source=table.text("source", ""),
        sure=table.choice("sure", SURENESS),
    )
    table.finish()
    return document
