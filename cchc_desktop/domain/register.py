"""The register of documents that an office cites: it fills itself from what is typed (sổ văn bản viện dẫn)."""

from collections.abc import Iterable
from dataclasses import replace

from cchc_desktop.domain.citations import (
    UNCONFIRMED,
    Citation,
    CitationList,
    Document,
    citations_in,
    document_key,
    has_year,
)
from cchc_desktop.text.sentences import typed


def register(texts: Iterable[str], known: CitationList) -> tuple[Document, ...]:
    """The documents that marked texts cite and that the list does not know, each with all that any text says of it.

    The first text that states a thing counts. A document of which no kind is ever said is left out: it may be
    anything with a stroke in it. A số that each year has again is one document for each day that texts state.
    """
    found: dict[str, Document] = {}
    dated: set[str] = set()
    for text in texts:
        for citation in citations_in(typed(text)):
            if not any(made.may_be(citation) for made in known.of_number(citation.number)):
                key = citation.key if has_year(citation.number) else f"{citation.key} {citation.day or ''}"
                found[key] = _more(found.get(key), citation)
                if citation.day:
                    dated.add(citation.key)
    named = [made for made in found.values() if made.kind and (made.day or document_key(made.number) not in dated)]
    return tuple(sorted(named, key=lambda made: (made.kind, made.key)))


def is_mentioned(document: Document, texts: Iterable[str]) -> bool:
    """Whether one of the marked texts cites the document."""
    return any(document.may_be(citation) for text in texts for citation in citations_in(typed(text)))


def completions(begun: str, kind: str, documents: Iterable[Document]) -> list[Document]:
    """The documents of a kind, of any where it is "", whose số and ký hiệu begin with what is typed."""
    key = document_key(begun)
    return [
        made
        for made in documents
        if key and document_key(made.number).startswith(key) and kind.lower() in ("", made.kind.lower())
    ]


def rest_of(document: Document, begun: str, *, in_full: bool) -> str:
    """What is missing behind the typed beginning of a document's number, which stays as it was typed.

    `in_full` goes on with what only a first mention has.
    """
    leading = len(begun) - len(begun.lstrip("0"))
    own = len(document.number) - len(document.number.lstrip("0"))
    rest = document.number[own + len(begun) - leading :]
    return rest + document.full.removeprefix(document.short) if in_full else rest


def _more(known: Document | None, citation: Citation) -> Document:
    if known is None:
        known = Document("", citation.number, None, "", "", None, None, "", "", UNCONFIRMED)
    return replace(
        known,
        kind=known.kind or citation.kind[:1].upper() + citation.kind[1:],
        day=known.day or citation.day,
        issuer=known.issuer or citation.issuer,
    )
