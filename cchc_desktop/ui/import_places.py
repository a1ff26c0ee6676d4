"""Where a piece of an old report may go, as a person reads and chooses it."""

from collections.abc import Iterator

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.fields import FIELD_BY_PLACE, FIELDS
from cchc_desktop.domain.places import section_words
from cchc_desktop.domain.template import Section, Template
from cchc_desktop.importing.taking_over import LEFT_OUT
from cchc_desktop.ui.new_report import Choice

REST_WORDS = "Không thuộc mục nào (để cuối báo cáo)"
LEFT_OUT_WORDS = "Không nhập đoạn này"
_FIELDS_WORDS = "Thông tin chung"
_INDENT = "    "


def place_words(place: str | None, template: Template) -> str:
    """A place of `taking_over.places` as the person reads it."""
    if place is None:
        return REST_WORDS
    if place == LEFT_OUT:
        return LEFT_OUT_WORDS
    if place in FIELD_BY_PLACE:
        return f"{_FIELDS_WORDS}: {FIELD_BY_PLACE[place].label}"
    section = template.sections[place.removeprefix("sections.")]
    return section_words(section, template)


class PlaceChoice(Choice):
    """A list of all places of a template, its sections under their parts."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[str | None] = []
        self._heads: set[int] = set()
        self._offer(None, REST_WORDS)
        self._offer(LEFT_OUT, LEFT_OUT_WORDS)
        for part in template.parts:
            self._offer_part(part, template)
        self._head(_FIELDS_WORDS)
        for field in FIELDS:
            self._offer(field.place, _INDENT + field.label)
        self.setMaxVisibleItems(24)
        self.view().setMinimumWidth(340)

    @property
    def place(self) -> str | None:
        return self._places[self.currentIndex()]

    def show_place(self, place: str | None) -> None:
        self.setCurrentIndex(next(index for index, _ in self._offered() if self._places[index] == place))

    def _offered(self) -> Iterator[tuple[int, str | None]]:
        return ((index, place) for index, place in enumerate(self._places) if index not in self._heads)

    def _offer_part(self, part: Section, template: Template) -> None:
        if not part.children:
            self._offer(f"sections.{part.key}", section_words(part, template))
            return
        self._head(section_words(part, template))
        for leaf in part.leaves():
            self._offer(f"sections.{leaf.key}", _INDENT + section_words(leaf, template))

    def _offer(self, place: str | None, words: str) -> None:
        self._places.append(place)
        self.addItem(words)

    def _head(self, words: str) -> None:
        self._heads.add(len(self._places))
        self._offer(None, words)
        items = self.model()
        assert isinstance(items, QStandardItemModel)
        items.item(self.count() - 1).setEnabled(False)
