"""Shares and medians with their intervals, against published figures and against a count of every case."""

from __future__ import annotations

from itertools import product

import pytest

from simulator.report.statistics import Share, spread_of, wilson


@pytest.mark.parametrize(
    ("many", "n", "low", "high"),
    [
        # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998,
        # table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(many: int, n: int, low: float, high: float) -> None:
    """The four examples that Newcombe prints."""
    found = wilson(many, n)
    assert (low, high) == (round(found.low, 4), round(found.high, 4))


def test_the_ends_of_a_share() -> None:
    """None of some and all of some stay within 0 and 1; none of none has neither share nor interval."""
    for n in range(1, 60):
        assert 0.0 == wilson(0, n).low
        assert 1.0 == wilson(n, n).high
        for many in range(n + 1):
            low, high = wilson(many, n)
            assert 0 <= low <= many / n <= high <= 1
    assert (None, None) == (Share(0, 0).percent, Share(0, 0).interval)
    assert (33, 67, 50) == (Share(1, 3).percent, Share(2, 3).percent, Share(1, 2).percent)


def test_a_spread() -> None:
    """By hand."""
    assert spread_of([]) is None
    found = spread_of([3, -4, 10])
    assert found is not None
    assert (3, 3.0, -4, 10, None) == (found.n, found.median, found.low, found.high, found.interval)
    even = spread_of([1, 2, 4, 8])
    assert even is not None
    assert 3.0 == even.median


@pytest.mark.parametrize("n", range(1, 15))
def test_the_interval_of_a_median(n: int) -> None:
    """It is as narrow as one of 95 % can be, by counting every way in which values can fall on both sides of the median."""
    found = spread_of(list(range(n)))
    assert found is not None
    covered = {}
    for rank in range(1, n // 2 + 1):
        below = [sum(side) for side in product((0, 1), repeat=n)]
        covered[rank] = sum(rank <= many <= n - rank for many in below) / 2**n
    enough = [rank for rank, share in covered.items() if share >= 0.95]
    if not enough:
        assert found.interval is None
    else:
        assert (max(enough) - 1, n - max(enough)) == found.interval
