"""Where a piece of an old report may go, as a person reads and chooses it."""

from collections.abc import Iterator

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from cchc_desktop.domain.fields import FIELD_BY_PLACE, FIELDS
from cchc_desktop.domain.places import section_words
from cchc_desktop.domain.template import Template
from cchc_desktop.importing.taking_over import LEFT_OUT
from cchc_desktop.ui.new_report import Choice

REST_WORDS = "Không thuộc mục nào"
REST_EXPLAINED = "Để ở cuối báo cáo, có ghi chú"
LEFT_OUT_WORDS = "Không nhập đoạn này"
_FIELDS_WORDS = "Thông tin chung"
_INDENT = "    "
# In the form it stands behind "Số liệu từ ngày".
_LABELS = {"window.to": "Số liệu đến ngày"}


def place_words(place: str | None, template: Template) -> str:
    """A place of `taking_over.places` as the person reads it."""
    if place is None:
        return REST_WORDS
    if place == LEFT_OUT:
        return LEFT_OUT_WORDS
    if place in FIELD_BY_PLACE:
        return f"{_FIELDS_WORDS}: {field_words(place)}"
    section = template.sections[place.removeprefix("sections.")]
    return section_words(section, template)


def field_words(place: str) -> str:
    """A field of "Thông tin chung" by its name alone."""
    return _LABELS.get(place, FIELD_BY_PLACE[place].label)


def place_groups(template: Template) -> Iterator[tuple[str, list[tuple[str | None, str]]]]:
    """All places with their words under the part that they belong to, "" for what stands by itself."""
    yield "", [(None, REST_WORDS), (LEFT_OUT, LEFT_OUT_WORDS)]
    for part in template.parts:
        leaves = [(f"sections.{leaf.key}", section_words(leaf, template)) for leaf in part.leaves()]
        if part.children:
            yield section_words(part, template), [*leaves]
        else:
            yield "", [*leaves]
    yield _FIELDS_WORDS, [(field.place, field_words(field.place)) for field in FIELDS]


class PlaceChoice(Choice):
    """A list of all places of a template, its sections under their parts."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[str | None] = []
        self._heads: set[int] = set()
        for head, places in place_groups(template):
            if head:
                self._head(head)
            for place, words in places:
                self._offer(place, f"{_INDENT}{words}" if head else words)
        self.setMaxVisibleItems(24)
        self.view().setMinimumWidth(340)

    @property
    def place(self) -> str | None:
        return self._places[self.currentIndex()]

    def show_place(self, place: str | None) -> None:
        offered = (index for index in range(len(self._places)) if index not in self._heads)
        self.setCurrentIndex(next(index for index in offered if self._places[index] == place))

    def _offer(self, place: str | None, words: str) -> None:
        self._places.append(place)
        self.addItem(words)

    def _head(self, words: str) -> None:
        self._heads.add(len(self._places))
        self._offer(None, words)
        items = self.model()
        assert isinstance(items, QStandardItemModel)
        items.item(self.count() - 1).setEnabled(False)
