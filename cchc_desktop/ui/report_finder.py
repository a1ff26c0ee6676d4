"""Finding in an open report, in all its tabs, and replacing what was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cchc_desktop.text.finding import fitted, just, spans, ways
from cchc_desktop.ui.findable import Findable, Spot, findables
from cchc_desktop.ui.report_view import ReportView

_CHANGED_MS = 200
_START = (0,)
_MOST_MARKED = 300


@dataclass(frozen=True, slots=True)
class Find:
    """A spot of one of the report's texts."""

    text: Findable
    spot: Spot


class ReportFinder(QObject):
    """Looks for one thing in the report of a view, and keeps looking while the report changes.

    What was found is marked where it stands, unless it is too much. `present` counts from 0 and is -1 where nothing
    was found.

    Signals:
        changed: other finds, another present one, or `can_undo` is another
    """

    changed = Signal()

    def __init__(self, view: ReportView) -> None:
        super().__init__(view)
        self.finds: list[Find] = []
        self.present = -1
        self._view = view
        self._texts = list(findables(view))
        self._marked: set[Findable] = set()
        self._sought = ""
        self._typed = False
        self._from: tuple[int, ...] = _START
        self._replaced: list[Findable] = []
        self._timer = QTimer(self, singleShot=True, interval=_CHANGED_MS)
        self._timer.timeout.connect(self.refresh)
        view.session.changed.connect(self._report_changed)

    def start_here(self) -> None:
        """What is looked for next is looked for from where the person is now."""
        in_sight = [number for number, text in enumerate(self._texts) if text.widget.isVisible()]
        focused = [number for number in in_sight if self._texts[number].widget.hasFocus()]
        self._from = (focused[0], *self._texts[focused[0]].cursor()) if focused else (min(in_sight, default=0),)

    def look(self, sought: str, *, typed: bool) -> None:
        """Looks for words, or for just the letters that were `typed`, where they may be replaced; shows the next find.

        That is the present one or the next behind it; at first the next from where `start_here` was asked for.
        """
        before = self._order(self.finds[self.present]) if self.present >= 0 else self._from
        self._sought, self._typed = sought, typed
        self._find_from(before)
        self._show()

    def step(self, by: int) -> None:
        """Shows the next find, or the one before; after the last comes the first."""
        if self._timer.isActive():
            self.refresh()
        if self.finds:
            self.present = (self.present + by) % len(self.finds)
            self._show()

    def refresh(self) -> None:
        """The report has changed: what is found now, without leading the person away from where they are."""
        self._timer.stop()
        self._find_from(self._order(self.finds[self.present]) if self.present >= 0 else self._from)

    def stop(self) -> None:
        """Looks for nothing; the cursor stays where it is."""
        self._timer.stop()
        self._sought = ""
        self._find_from(_START)

    def widget(self) -> QWidget | None:
        """The widget that shows the present find; None where nothing was found."""
        return self.finds[self.present].text.widget if self.present >= 0 else None

    # Replacing

    def changed_words(self, find: Find, new: str) -> str:
        """What would stand in the place of a find."""
        return fitted(new, find.spot.words, self._sought)

    def replace(self, chosen: Sequence[Find], new: str) -> None:
        """Replaces finds, and shows the next: one step of undo in every text, `undo` takes all of them back."""
        if not chosen:
            return
        texts = list(dict.fromkeys(find.text for find in chosen))
        for text in texts:
            text.replace([(find.spot, self.changed_words(find, new)) for find in chosen if find.text is text])
        self._replaced = texts
        number, line, start = self._order(chosen[-1])
        self._find_from((number, line, start + len(self.changed_words(chosen[-1], new))))
        self._show()

    @property
    def can_undo(self) -> bool:
        """Whether the last thing that happened to the report was a replacing."""
        return bool(self._replaced)

    def undo(self) -> None:
        """Takes the last replacing back."""
        replaced, self._replaced = self._replaced, []
        for text in replaced:
            text.undo()
        self.refresh()

    # Inside

    def _find_from(self, place: tuple[int, ...]) -> None:
        """Looks; the present find is the first at a place or behind it, else the first of all."""
        self.finds = self._found()
        places = [self._order(find) for find in self.finds]
        behind = next((number for number, own in enumerate(places) if own >= place), 0)
        self.present = behind if self.finds else -1
        self._mark()

    def _found(self) -> list[Find]:
        if not self._sought:
            return []
        lines = [(text, *line) for text in self._texts for line in text.lines(typed=self._typed)]
        for way in [just(self._sought)] if self._typed else ways(self._sought):
            found = [
                Find(text, Spot(line, start, end, words))
                for text, line, words in lines
                for start, end in spans(words, way)
            ]
            if found:
                return found
        return []

    def _order(self, find: Find) -> tuple[int, int, int]:
        return self._texts.index(find.text), find.spot.line, find.spot.start

    def _show(self) -> None:
        self._mark()
        if self.present >= 0:
            find = self.finds[self.present]
            place = find.text.place(find.spot)
            self._view.reveal(place)
            find.text.show(find.spot)
            if self._view.preview.isVisible():
                self._view.preview.show_place(place)

    def _mark(self) -> None:
        present = self.finds[self.present] if self.present >= 0 else None
        spots: dict[Findable, list[Spot]] = {text: [] for text in self._marked}
        for find in self.finds:
            # A single letter is everywhere: then only the text that is shown.
            if len(self.finds) <= _MOST_MARKED or (present and find.text is present.text):
                spots.setdefault(find.text, []).append(find.spot)
        for text, own in spots.items():
            text.mark(own, present.spot if present and present.text is text else None)
        self._marked = {text for text, own in spots.items() if own}
        self.changed.emit()

    def _report_changed(self) -> None:
        if self._replaced:
            self._replaced = []
            self.changed.emit()
        if self._sought and not self._timer.isActive():
            self._timer.start()
