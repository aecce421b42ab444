"""How two columns of numbers agree: Pearson's and Spearman's correlation, and an interval by resampling.

Plain arithmetic over sequences of equal length. A correlation is None where it isn't defined: fewer than three pairs, or a
column that doesn't vary.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEWEST = 3
FEWEST_TO_RESAMPLE = 5
RESAMPLES = 1000
SEED = 1


class Interval(NamedTuple):
    """The middle 95 % of the resampled values."""

    low: float
    high: float


class Agreement(NamedTuple):
    """How two columns agree; `n` is how many pairs there are."""

    n: int
    pearson: float | None
    spearman: float | None
    pearson_interval: Interval | None = None
    spearman_interval: Interval | None = None


def agreement(xs: Sequence[float], ys: Sequence[float], *, seed: int | None = None) -> Agreement:
    """Return how two columns agree; with a seed also the 95 % intervals, by resampling the pairs."""
    intervals: tuple[Interval | None, Interval | None] = (None, None)
    if seed is not None:
        intervals = (bootstrap(pearson, xs, ys, seed), bootstrap(spearman, xs, ys, seed))
    return Agreement(len(xs), pearson(xs, ys), spearman(xs, ys), *intervals)


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's r, or None where it isn't defined."""
    n = len(xs)
    if n < FEWEST:
        return None
    mean_x, mean_y = math.fsum(xs) / n, math.fsum(ys) / n
    dx, dy = [x - mean_x for x in xs], [y - mean_y for y in ys]
    spread = math.sqrt(math.fsum(d * d for d in dx) * math.fsum(d * d for d in dy))
    if spread < 1e-12:
        return None
    r = math.fsum(a * b for a, b in zip(dx, dy, strict=True)) / spread
    return max(-1.0, min(1.0, r))


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Spearman's rho: Pearson's r of the ranks, where equals share the mean of theirs."""
    return pearson(ranks(xs), ranks(ys))


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, counted from 1; equals share the mean of their ranks."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    found = [0.0] * len(values)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for index in order[first : last + 1]:
            found[index] = (first + last) / 2 + 1
        first = last + 1
    return found


def bootstrap(
    statistic: Callable[[Sequence[float], Sequence[float]], float | None],
    xs: Sequence[float],
    ys: Sequence[float],
    seed: int,
) -> Interval | None:
    """Return the middle 95 % of a statistic over resampled pairs; None for fewer than five, or where it is hardly defined."""
    n = len(xs)
    if n < FEWEST_TO_RESAMPLE:
        return None
    rng = random.Random(seed)
    values = []
    for _ in range(RESAMPLES):
        chosen = rng.choices(range(n), k=n)
        value = statistic([xs[index] for index in chosen], [ys[index] for index in chosen])
        if value is not None:
            values.append(value)
    if len(values) < RESAMPLES // 2:
        return None
    values.sort()
    return Interval(values[int(0.025 * len(values))], values[math.ceil(0.975 * len(values)) - 1])
