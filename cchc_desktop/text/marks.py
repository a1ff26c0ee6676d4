r"""The marks inside a text: ``**đậm**``, ``*nghiêng*``, ``{slot}`` and ``\`` before a literal ``* { } \``.

``**`` and ``*`` switch bold and italic on and off, so marks may nest in any way and every sequence of
runs can be written. A mark that finds no partner, a lone brace and a brace with anything but a name in
it stay as they were typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cchc_desktop.text.remembering import remembered

_TOKEN = re.compile(r"\\(?P<escaped>[*{}\\])|(?P<stars>\*+)|\{(?P<slot>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")
_SPECIAL = re.compile(r"[*{}\\]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one look. `slot` names what it stands for, then `text` is the slot as typed; else it is ""."""

    text: str
    bold: bool = False
    italic: bool = False
    slot: str = ""


def literal(plain: str) -> str:
    """`plain` so written that `parse` gives it back unmarked."""
    return _SPECIAL.sub(r"\\\g<0>", plain)


def parse(marked: str) -> list[Run]:
    """The runs of a marked text, in order; neighbours of the same look are one run."""
    return list(_runs(marked))


@remembered
def _runs(marked: str) -> tuple[Run, ...]:
    if not _SPECIAL.search(marked):
        return (Run(marked),) if marked else ()
    pieces = _pieces(marked)
    switches = {
        "**": [i for i, p in enumerate(pieces) if p == "**"],
        "*": [i for i, p in enumerate(pieces) if p == "*"],
    }
    for places in switches.values():
        if len(places) % 2:
            pieces[places[-1]] = Run(str(pieces[places[-1]]))
    bold = italic = False
    runs: list[Run] = []
    for piece in pieces:
        if piece == "**":
            bold = not bold
        elif piece == "*":
            italic = not italic
        elif isinstance(piece, Run):
            runs.append(Run(piece.text, bold, italic, piece.slot))
    return tuple(_joined(runs))


def write(runs: Iterable[Run]) -> str:
    """The marked text of `runs`: `parse(write(runs))` gives the same runs, joined where they look alike."""
    marked = ""
    bold = italic = False
    for run in [*_joined(runs), Run("")]:
        marked += "**" * (run.bold != bold) + "*" * (run.italic != italic)
        bold, italic = run.bold, run.italic
        marked += f"{{{run.slot}}}" if run.slot else literal(run.text)
    return marked


@remembered
def plain(marked: str) -> str:
    """The text alone, slots as typed."""
    return "".join(run.text for run in parse(marked))


@remembered
def slots(marked: str) -> tuple[str, ...]:
    """The slot names that a text uses, in order."""
    return tuple(run.slot for run in parse(marked) if run.slot) if "{" in marked else ()


def _pieces(marked: str) -> list[Run | str]:
    """Text and slots as runs, switches as "**" and "*". Four or more stars in a row are text."""
    pieces: list[Run | str] = []
    end = 0
    for match in _TOKEN.finditer(marked):
        if match.start() > end:
            pieces.append(Run(marked[end : match.start()]))
        end = match.end()
        stars = match["stars"]
        if match["escaped"]:
            pieces.append(Run(match["escaped"]))
        elif match["slot"]:
            pieces.append(Run(match[0], slot=match["slot"]))
        elif len(stars) > 3:
            pieces.append(Run(stars))
        else:
            pieces += {1: ["*"], 2: ["**"], 3: ["**", "*"]}[len(stars)]
    if end < len(marked):
        pieces.append(Run(marked[end:]))
    return pieces


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not last.slot and not run.slot and (last.bold, last.italic) == (run.bold, run.italic):
            joined[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            joined.append(run)
    return joined
