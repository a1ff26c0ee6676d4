"""Keeping what is known of a text: a report is read by many checks, and again at every pause in typing."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Several reports' worth of sentences, some megabytes.
_MOST = 4096


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """A pure function that answers at once for the texts it was last asked about; only a changed text costs."""
    return lru_cache(_MOST)(function)  # type: ignore[return-value]
