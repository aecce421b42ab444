"""Shares and medians of small classes, with how far they can be trusted. Pure arithmetic, nothing resampled.

The interval of a share is Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22, 1927, 209-212). It stays honest for a handful of people, and for
shares of none and of all. The interval of a median lies between two order statistics, by the sign test (W. J. Conover,
Practical Nonparametric Statistics, 3rd edition, 1999, section 3.2), and assumes nothing about how the values are spread.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, floor, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution, for an interval of 95 %."""
CONFIDENCE = 0.95
FEWEST_FOR_MEDIAN = 6
"""The fewest values for which there are two that hold the median with 95 % confidence."""


class Interval(NamedTuple):
    """An interval of 95 %."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `n` did something."""

    many: int
    n: int

    @property
    def percent(self) -> int | None:
        """The share in percent, rounded to the nearest; None for none of none."""
        return floor(100 * self.many / self.n + 0.5) if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval of 95 %, from 0 to 1; None for none of none."""
        return wilson(self.many, self.n) if self.n else None


def wilson(many: int, n: int) -> Interval:
    """Return Wilson's score interval of 95 % for a share of `many` in `n`, which is 1 or more."""
    p, square = many / n, Z * Z
    centre = (p + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(p * (1 - p) / n + square / (4 * n * n))
    # At the ends the formula gives 0 and 1 but for rounding.
    return Interval(
        0.0 if many == 0 else max(0.0, centre - half), 1.0 if many == n else min(1.0, centre + half)
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Some whole numbers: how many, their median, the lowest and the highest; `interval` is that of the median."""

    n: int
    median: float
    low: int
    high: int
    interval: tuple[int, int] | None = None


def spread_of(values: Sequence[int]) -> Spread | None:
    """Return how some values are spread; None for none."""
    if not values:
        return None
    ordered = sorted(values)
    n, half = len(ordered), len(ordered) // 2
    median = float(ordered[half]) if n % 2 else (ordered[half - 1] + ordered[half]) / 2
    return Spread(n, median, ordered[0], ordered[-1], _median_interval(ordered))


def _median_interval(ordered: Sequence[int]) -> tuple[int, int] | None:
    """Return the innermost pair of order statistics, equally far from both ends, that holds the median with 95 %."""
    n = len(ordered)
    if n < FEWEST_FOR_MEDIAN:
        return None
    outside, rank = 0.0, 0
    while rank < n // 2:
        outside += 2 * comb(n, rank) / 2**n
        if outside > 1 - CONFIDENCE:
            break
        rank += 1
    return ordered[rank - 1], ordered[n - rank]
