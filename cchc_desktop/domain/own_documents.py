"""The documents that an office has put on its list itself: stated in a form, kept, taken out and taken back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cchc_desktop.domain.citations import CONFIRMED, KINDS, Document, is_number
from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.text.dates import parse_date
from cchc_desktop.text.normal import normal

SOURCE = "Danh mục của cơ quan"
_DAYS = {"date": "Ngày ban hành", "valid_from": "Ngày có hiệu lực", "valid_to": "Ngày hết hiệu lực"}
_WORDS = ("issuer", "subject", "successor")


@dataclass(frozen=True, slots=True)
class OwnDocuments:
    """`kept` are in use; `removed` were taken out and wait to be taken back. No number stands twice in one of them."""

    kept: tuple[Document, ...] = ()
    removed: tuple[Document, ...] = ()

    def with_document(self, document: Document, instead_of: Document | None = None) -> "OwnDocuments":
        """Keeps a document, in the place of another; refused where a third one has its number."""
        others = tuple(each for each in self.kept if instead_of is None or each.key != instead_of.key)
        if any(each.key == document.key for each in others):
            raise Refusal(f"{document.full} đã có trong danh mục của cơ quan.")
        return replace(self, kept=(*others, document))

    def without(self, document: Document) -> "OwnDocuments":
        removed = tuple(each for each in self.removed if each.key != document.key)
        kept = tuple(each for each in self.kept if each.key != document.key)
        return OwnDocuments(kept, (*removed, document))

    def taken_back(self, document: Document) -> "OwnDocuments":
        """Keeps a removed document again; refused where another one has its number by now."""
        removed = tuple(each for each in self.removed if each.key != document.key)
        return replace(self, removed=removed).with_document(document)


def stated(answers: Mapping[str, str]) -> Document:
    """The document that a filled-in form states; refused where it cannot be one.

    `answers` has `kind`, `number`, days as dd/mm/yyyy (`date`, `valid_from`, `valid_to`), `issuer`, `subject` and
    `successor`; only kind and number must be there. What an office states of a document counts as sure.
    """
    texts = {name: normal(text).strip() for name, text in answers.items()}
    kind, number = texts["kind"], texts["number"].removeprefix("số ").removeprefix("Số ").strip()
    if kind not in KINDS:
        raise Refusal("Cần chọn loại văn bản.")
    if not number:
        raise Refusal("Cần ghi số và ký hiệu của văn bản, như 36/KH-UBND.")
    if not is_number(number):
        raise Refusal(f"“{number}” không phải là số và ký hiệu của một văn bản; hãy ghi như 36/KH-UBND.")
    days = {name: _day(texts.get(name, ""), label) for name, label in _DAYS.items()}
    if days["valid_from"] and days["valid_to"] and days["valid_from"] > days["valid_to"]:
        raise Refusal("Ngày hết hiệu lực không được trước ngày có hiệu lực.")
    return Document(
        kind=kind,
        number=number,
        day=days["date"],
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        source=SOURCE,
        sure=CONFIRMED,
        **{name: texts.get(name, "") for name in _WORDS},
    )


def as_toml(documents: Iterable[Document], as_of: date) -> str:
    """The list as `domain.citations.read_citations` reads it."""
    listed = list(documents)
    lines = [f'as_of = "{as_of}"'] + ["document = []"] * (not listed)
    for document in listed:
        lines += ["", "[[document]]"]
        values = {
            "kind": document.kind,
            "number": document.number,
            "date": document.day,
            "issuer": document.issuer,
            "subject": document.subject,
            "valid_from": document.valid_from,
            "valid_to": document.valid_to,
            "successor": document.successor,
            "source": document.source,
            "sure": document.sure,
        }
        # TOML escapes as JSON does; no stored text has the one control character that only TOML escapes.
        lines += [f"{name} = {json.dumps(str(value), ensure_ascii=False)}" for name, value in values.items() if value]
    return "\n".join(lines) + "\n"


def _day(text: str, label: str) -> date | None:
    day = parse_date(text)
    if text and day is None:
        raise Refusal(f"{label} “{text}” không phải là một ngày có thật; hãy ghi như 05/3/2020.")
    return day
