"""The small arithmetic that templates state: sums, ratios and identities between sums."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

NAME = r"[a-z][a-z0-9_]*"
_TERM = re.compile(rf"{NAME}(?:\.{NAME})?")

Lookup = Callable[[str], int | None]
"""Gives the value under a name, None where it is not known."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of named values, written ``truoc + dung``."""

    names: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Sum":
        """Raises ValueError where `text` is no sum of names."""
        names = tuple(part.strip() for part in text.strip().removeprefix("(").removesuffix(")").split("+"))
        if not all(_TERM.fullmatch(name) for name in names):
            raise ValueError(text)
        return cls(names)

    def value(self, lookup: Lookup) -> int | None:
        """The sum of the known terms; None where no term is known."""
        return total(lookup(name) for name in self.names)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient of two sums, written ``(truoc + dung) / (truoc + dung + tre)``."""

    part: Sum
    whole: Sum

    @classmethod
    def parse(cls, text: str) -> "Ratio":
        """Raises ValueError where `text` is no quotient of two sums."""
        part, whole = text.split("/")
        return cls(Sum.parse(part), Sum.parse(whole))

    def value(self, lookup: Lookup) -> Fraction | None:
        """None where a side has no known term or there is nothing to divide by."""
        part, whole = self.part.value(lookup), self.whole.value(lookup)
        return None if part is None or not whole else Fraction(part, whole)


@dataclass(frozen=True, slots=True)
class Identity:
    """Two sums that must agree: ``ton_dau + nhan = truoc + dung`` or ``nhan_t7 <= nhan``.

    `message` is the Vietnamese sentence for the person whose figures do not agree; `severity` is "error",
    "warning" or "info".
    """

    left: Sum
    right: Sum
    equal: bool
    severity: str
    message: str

    @classmethod
    def parse(cls, text: str, severity: str, message: str) -> "Identity":
        """Raises ValueError where `text` states no identity."""
        sign = "<=" if "<=" in text else "="
        left, right = text.split(sign)
        return cls(Sum.parse(left), Sum.parse(right), sign == "=", severity, message)

    @property
    def names(self) -> tuple[str, ...]:
        return self.left.names + self.right.names

    def difference(self, lookup: Lookup) -> tuple[int, int] | None:
        """Both sides where they disagree; None where they agree or a side has no known term."""
        left, right = self.left.value(lookup), self.right.value(lookup)
        if left is None or right is None or (left == right if self.equal else left <= right):
            return None
        return left, right


def total(values: Iterable[int | None]) -> int | None:
    """The sum of the known values; None where none is known."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
