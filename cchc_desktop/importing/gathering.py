"""Where lines are put while a file is taken apart."""

from collections.abc import Iterable

from cchc_desktop.importing.flow import Line
from cchc_desktop.importing.result import Confidence, LeftOut, Piece


class Gathering:
    """Pieces and what is left out, in the order of the file."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.left_out: list[LeftOut] = []

    def take(
        self,
        lines: Line | Iterable[Line],
        target: str | None,
        why: str,
        text: str | None = None,
        confidence: Confidence = Confidence.SURE,
    ) -> None:
        """A piece made of `lines`; its text is theirs unless another is given."""
        lines = [lines] if isinstance(lines, Line) else list(lines)
        original = "\n".join([line.text for line in lines])
        text = original if text is None else text
        self.pieces.append(Piece(text, target, confidence, why, _sources(lines), original or text))

    def leave(self, lines: Line | Iterable[Line], why: str) -> None:
        lines = [lines] if isinstance(lines, Line) else list(lines)
        self.left_out.append(LeftOut("\n".join(line.text for line in lines), why, _sources(lines)))

    def says(self, target: str) -> str:
        """The text of the first piece for a place, "" where there is none."""
        return next((piece.text for piece in self.pieces if piece.target == target), "")


def _sources(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(dict.fromkeys([index for line in lines for index in line.sources]))
