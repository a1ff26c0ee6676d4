"""What an office has put beside the shipped list of documents: lists from files, and documents of its own.

Nothing is deleted: a list or a document that is taken out waits to be taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cchc_desktop.domain.citations import CitationList, Document, read_citations
from cchc_desktop.domain.own_documents import OwnDocuments, as_toml
from cchc_desktop.storage.store import Store

_LISTS = "citations."
_LEFT_OUT = "citations_left_out."
_OWN = "own_documents."


@dataclass(frozen=True, slots=True)
class ImportedList:
    """A list that came from the file `name`; without `used` it is out of use until it is taken back."""

    name: str
    known: CitationList
    used: bool


class OfficeDocuments:
    """Belongs to one data folder; `store` gives its database, `today` the day."""

    def __init__(self, store: Callable[[], Store], today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def lists(self) -> list[ImportedList]:
        """The imported lists, the one of the latest day last."""
        left_out = self._store().settings(_LEFT_OUT)
        lists = [
            ImportedList(name, read_citations(source, name), not left_out.get(name))
            for name, source in self._store().settings(_LISTS).items()
        ]
        return sorted(lists, key=lambda made: made.known.as_of or date.min)

    def take_in(self, name: str, source: str) -> int:
        """Takes a list in, in the place of an earlier one of the same name; gives how many documents it has."""
        imported = read_citations(source, name)
        self._store().set_settings(_LISTS, {name: source})
        self.use(name, True)
        return len(imported.documents)

    def use(self, name: str, used: bool) -> None:
        """Takes an imported list out of use, or back."""
        self._store().set_settings(_LEFT_OUT, {name: "" if used else "1"})

    def own(self) -> OwnDocuments:
        """The documents that the office has stated itself."""
        sources = self._store().settings(_OWN)
        kept, removed = (
            read_citations(sources[part], "Danh mục của cơ quan").documents if part in sources else ()
            for part in ("kept", "removed")
        )
        return OwnDocuments(kept, removed)

    def set_own(self, own: OwnDocuments) -> None:
        today = self._today()
        parts = {"kept": as_toml(own.kept, today), "removed": as_toml(own.removed, today)}
        self._store().set_settings(_OWN, parts)

    def keep(self, document: Document, instead_of: Document | None = None) -> None:
        """Puts a document on the office's list; refused where another one there has its number."""
        self.set_own(self.own().with_document(document, instead_of))

    def remove(self, document: Document) -> None:
        self.set_own(self.own().without(document))

    def take_back(self, document: Document) -> None:
        self.set_own(self.own().taken_back(document))

    def over(self, shipped: CitationList) -> CitationList:
        """The shipped list with what the imported lists say otherwise, and above them what the office says itself.

        The day is the latest of the lists: what the office states has none.
        """
        known = shipped
        for made in self.lists():
            if made.used:
                known = known.with_newer(made.known)
        return known.with_newer(CitationList(None, self.own().kept))
