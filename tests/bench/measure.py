"""What a bench says, and how two things are measured side by side.

A machine is never quiet, and no two machines are alike: what is measured runs by turns with what it is compared
with, and the bounds are ratios.
"""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Clock = Callable[[], float]
FRAME_MS = 16.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure beside another; `ratio` should be at most `bound`. Times are in milliseconds unless `unit` says."""

    name: str
    ours: float
    other_name: str
    other: float
    ratio: float
    bound: float
    unit: str = "ms"

    @property
    def over(self) -> bool:
        return self.ratio > self.bound


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """What could not be measured here, and why."""

    name: str
    reason: str


Result = Measure | NotMeasured


def timed(work: Callable[[], object], clock: Clock = time.process_time) -> float:
    """Milliseconds that the work took."""
    began = clock()
    work()
    return (clock() - began) * 1000


def by_turns(
    ours: Callable[[], object], other: Callable[[], object], rounds: int, clock: Clock = time.process_time
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, one after the other in each round; a first round that warms both up does not count.

    The clock is the processor's time of this process, which other programs do not lengthen, unless another is given.
    """
    ours()
    other()
    gc.collect()
    pairs = [(timed(ours, clock), timed(other, clock)) for _ in range(rounds)]
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]


def compared(
    name: str, ours: Sequence[float], other_name: str, others: Sequence[float], bound: float, unit: str = "ms"
) -> Measure:
    """The medians, and the median of the ratios of the pairs."""
    ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, others, strict=True))
    return Measure(name, statistics.median(ours), other_name, statistics.median(others), ratio, bound, unit)


def limited(name: str, ours: float, limit_name: str, limit: float) -> Measure:
    """A figure beside a limit that does not depend on the machine, like a frame of the screen."""
    return Measure(name, ours, limit_name, limit, ours / limit, 1.0)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * round(share * 100) // 100) - 1)]
