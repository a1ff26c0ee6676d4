"""How others word the same headings and columns (resources/data/wordings.toml)."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from cchc_desktop import paths

Stack = tuple[str, ...]
"""A column's label under its groups, the outermost first."""


class OtherWordings(NamedTuple):
    """`headings` are groups that say the same; `parts` are the columns that a sum adds up."""

    headings: tuple[tuple[str, ...], ...]
    columns: Mapping[str, tuple[Stack, ...]]
    sums: Mapping[str, tuple[Stack, ...]]
    parts: Mapping[str, tuple[str, ...]]


@lru_cache(1)
def other_wordings() -> OtherWordings:
    """The wordings, read when they are first asked for."""
    said = tomllib.loads(paths.resource("data/wordings.toml").read_text("utf-8"))
    headings = tuple(tuple(group) for group in said["headings"])
    parts = {key: tuple(columns) for key, columns in said["parts"].items()}
    return OtherWordings(headings, _stacks(said["columns"]), _stacks(said["sums"]), parts)


def _stacks(columns: Mapping[str, list[list[str]]]) -> dict[str, tuple[Stack, ...]]:
    return {key: tuple(map(tuple, stacks)) for key, stacks in columns.items()}
