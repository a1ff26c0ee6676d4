"""Entries on the clipboard and under the mouse: whole inside the program, plain words and HTML outside it."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QByteArray, QMimeData

from cchc_desktop.domain.refusal import Refusal
from cchc_desktop.text.marks import Run, parse, write
from cchc_desktop.text.normal import is_blank, normal
from cchc_desktop.ui.dropped_files import dropped_files
from cchc_desktop.ui.paragraph import Paragraph

if TYPE_CHECKING:
    from cchc_desktop.importing.legacy_text import Conversion
    from cchc_desktop.importing.pasted_html import Pasted

MIME = "application/x-cchc-entries"
MOST_CHARACTERS = 200_000
MOST_PARAGRAPHS = 2_000
_LONGEST_HTML = 5_000_000

_SPACES = " \t\u00a0"
# Bullets as typed, and Symbol and Wingdings letters as Word gives them in plain text: "o", "§", "Ø", "ü", "v".
_BULLET = re.compile(
    r"[ \t\u00a0]*(?:[-–—•·●○◦▪▫■□◆◇►➢➤✓✔+o\uf000-\uf0ff][ \t\u00a0]+|[-–—•·●+](?=[^\W\d])|[§Øüv]\t[ \t\u00a0]*)"
)


def mime_data(paragraphs: Sequence[Paragraph], value: Callable[[str], str]) -> QMimeData:
    """A selection for the clipboard; `value` gives what a slot shows. The object character leaves the program never."""
    data = QMimeData()
    values = [[replace(run, text=value(run.slot)) if run.slot else run for run in p.runs] for p in paragraphs]
    lines = ["".join(run.text for run in runs) for runs in values]
    data.setText("\n".join(lines))
    bodies = ["".join(map(_html, runs)) for runs in values]
    body = bodies[0] if len(bodies) == 1 else "".join(f"<p>{body}</p>" for body in bodies)
    data.setHtml(f"<html><body><!--StartFragment-->{body}<!--EndFragment--></body></html>")
    own = [{"text": write(p.runs), "citations": p.citations} for p in paragraphs]
    data.setData(MIME, QByteArray(json.dumps(own).encode()))
    return data


def can_read(data: QMimeData) -> bool:
    """True where there may be text in it; files are the window's to take in."""
    return not dropped_files(data) and (data.hasFormat(MIME) or data.hasHtml() or data.hasText())


class Read(NamedTuple):
    """New paragraphs, and what of them was in an encoding from before Unicode."""

    paragraphs: list[Paragraph]
    conversions: "tuple[Conversion, ...]"


def read(data: QMimeData, *, at_start: bool) -> Read:
    """What is pasted or dropped. `at_start`: it goes to the beginning of a paragraph.

    From the program itself as it was copied; from outside text in Unicode, bold and italic, without bullets and
    blank lines. A space at the outer ends of what goes into a sentence stays. Refused above 200 000 characters or
    2 000 paragraphs.
    """
    conversions: tuple[Conversion, ...] = ()
    paragraphs = _own(data)
    if paragraphs is None:
        runs_of_paragraphs, conversions = _foreign(data, at_start)
        paragraphs = [Paragraph(tuple(runs)) for runs in runs_of_paragraphs]
    if len(paragraphs) > MOST_PARAGRAPHS or sum(len(paragraph.text) for paragraph in paragraphs) > MOST_CHARACTERS:
        raise _too_much()
    return Read(paragraphs, conversions)


def is_own(data: QMimeData) -> bool:
    """Whether it was copied in the program itself."""
    return data.hasFormat(MIME)


def _too_much() -> Refusal:
    return Refusal(
        "Chưa dán được: nội dung dài hơn 200.000 ký tự hoặc có hơn 2.000 đoạn, hãy chia nhỏ rồi dán từng phần."
    )


def _html(run: Run) -> str:
    html = escape(run.text, quote=False)
    if run.italic:
        html = f"<i>{html}</i>"
    return f"<b>{html}</b>" if run.bold else html


def _own(data: QMimeData) -> list[Paragraph] | None:
    """None where it does not come from the program, or only says so."""
    if not data.hasFormat(MIME):
        return None
    try:
        stored: Any = json.loads(bytes(data.data(MIME).data()))
        return [
            Paragraph(tuple(parse(normal(item["text"]))), citations=tuple(normal(c) for c in item["citations"]))
            for item in stored
        ]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _foreign(data: QMimeData, at_start: bool) -> "Pasted":
    # Late: a start does not need the parser.
    from cchc_desktop.importing.pasted_html import Pasted, from_text

    pasted = _from_html(data.html()) if data.hasHtml() else None
    if pasted is None or not any(map(_seen, pasted.paragraphs)):
        # Up to the limit and one beyond; cut before anything is done line by line.
        text = data.text()
        if len(text) > 2 * MOST_CHARACTERS:
            raise _too_much()
        pasted = from_text(text)
    found = [runs for runs in pasted.paragraphs if _seen(runs)]
    last = len(found) - 1
    tidy = []
    for index, runs in enumerate(found):
        inside = index == 0 and not at_start
        if not inside:
            runs = _without_bullet(runs)
        runs = [replace(run, text=normal(run.text)) for run in runs]
        runs = _trimmed(runs, left=not inside, right=index < last)
        if _seen(runs):
            tidy.append(runs)
    return Pasted(tidy, pasted.conversions)


def _from_html(html: str) -> "Pasted | None":
    if len(html) > _LONGEST_HTML:
        return None
    from cchc_desktop.importing.html_reader import TooMuchText
    from cchc_desktop.importing.pasted_html import from_html

    try:
        return from_html(html, MOST_CHARACTERS)
    except TooMuchText:
        raise _too_much() from None
    except ValueError:
        return None


def _seen(runs: Sequence[Run]) -> bool:
    return not is_blank("".join(run.text for run in runs))


def _without_bullet(runs: list[Run]) -> list[Run]:
    bullet = _BULLET.match("".join(run.text for run in runs))
    return _shortened(runs, bullet.end()) if bullet else runs


def _shortened(runs: list[Run], characters: int) -> list[Run]:
    """Without the first `characters`."""
    rest = []
    for run in runs:
        cut = min(characters, len(run.text))
        characters -= cut
        rest.append(replace(run, text=run.text[cut:]))
    return [run for run in rest if run.text]


def _trimmed(runs: list[Run], *, left: bool, right: bool) -> list[Run]:
    """Without white space at the ends; at an end that is kept, no-break spaces become spaces."""
    text = "".join(run.text for run in runs)
    head = len(text) - len(text.lstrip(_SPACES))
    tail = len(text) - len(text.rstrip(_SPACES))
    look = Run("", bold=runs[0].bold, italic=runs[0].italic)
    runs = _shortened(runs, head)
    turned = [replace(run, text=run.text[::-1]) for run in reversed(runs)]
    runs = [replace(run, text=run.text[::-1]) for run in reversed(_shortened(turned, tail))]
    if not left and head:
        runs.insert(0, replace(look, text=" "))
    if not right and tail:
        runs.append(Run(" "))
    return runs
