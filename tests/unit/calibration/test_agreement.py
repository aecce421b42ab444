"""Correlations against values worked out by hand, ties among them, and intervals that a seed settles."""

from __future__ import annotations

import math

import pytest

from simulator.calibration.agreement import Interval, agreement, bootstrap, pearson, ranks, spearman


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([5.0], [1.0]),
        ([30.0, 10.0, 20.0], [3.0, 1.0, 2.0]),
        ([10.0, 20.0, 20.0, 40.0], [1.0, 2.5, 2.5, 4.0]),
        ([7.0, 7.0, 7.0], [2.0, 2.0, 2.0]),
        ([0.0, 5.0, 0.0, 5.0, 0.0], [2.0, 4.5, 2.0, 4.5, 2.0]),
    ],
)
def test_equals_share_the_mean_of_their_ranks(values: list[float], expected: list[float]) -> None:
    """Ranks count from 1."""
    assert expected == ranks(values)


@pytest.mark.parametrize(
    ("xs", "ys", "expected"),
    [
        ([1, 2, 3], [10, 20, 30], 1.0),
        ([1, 2, 3], [5, 4, 3], -1.0),
        # Deviations -1.5 -0.5 0.5 1.5 and -1 0 -1 2: 1.5 + 0 - 0.5 + 3 = 4; squares 5 and 6.
        ([1, 2, 3, 4], [1, 2, 1, 4], 4 / math.sqrt(5 * 6)),
        # Deviations -2 -1 0 1 2 and -1 1 -1 1 0: 2 - 1 + 0 + 1 + 0 = 2; squares 10 and 4.
        ([1, 2, 3, 4, 5], [2, 4, 2, 4, 3], 2 / math.sqrt(10 * 4)),
    ],
)
def test_pearson_by_hand(xs: list[float], ys: list[float], expected: float) -> None:
    """The sum of products over the root of the product of sums of squares."""
    assert expected == pytest.approx(pearson(xs, ys), abs=1e-12)


@pytest.mark.parametrize(
    ("xs", "ys", "expected"),
    [
        ([1, 2, 3, 4], [1, 8, 27, 1000], 1.0),
        # Without ties 1 - 6 * sum d^2 / (n (n^2 - 1)): d = 0 -1 1 0, so 1 - 12 / 60.
        ([1, 2, 3, 4], [1, 3, 2, 4], 0.8),
        # Ranks 1 2.5 2.5 4 and 1 2 3.5 3.5, deviations -1.5 0 0 1.5 and -1.5 -0.5 1 1: 3.75; squares 4.5 and 4.5.
        ([10, 20, 20, 40], [1, 2, 3, 3], 3.75 / 4.5),
    ],
)
def test_spearman_by_hand(xs: list[float], ys: list[float], expected: float) -> None:
    """With and without ties."""
    assert expected == pytest.approx(spearman(xs, ys), abs=1e-12)


@pytest.mark.parametrize(
    ("xs", "ys"),
    [([], []), ([1], [1]), ([1, 2], [1, 2]), ([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [5, 5, 5])],
)
def test_what_is_not_defined_is_none(xs: list[float], ys: list[float]) -> None:
    """Fewer than three pairs, or a column that doesn't vary."""
    assert (len(xs), None, None) == agreement(xs, ys)[:3]


def test_an_interval_is_settled_by_its_seed() -> None:
    """The same seed gives the same; it lies in -1 to 1 around the value."""
    xs: list[float] = [3, 14, 15, 92, 65, 35, 89, 79, 32, 38]
    ys: list[float] = [2, 20, 18, 81, 60, 45, 90, 44, 28, 50]
    found = agreement(xs, ys, seed=7)
    assert found == agreement(xs, ys, seed=7)
    assert found.pearson is not None
    assert found.pearson_interval is not None
    low, high = found.pearson_interval
    assert -1 <= low <= found.pearson <= high <= 1
    assert low < high
    assert found.pearson_interval != agreement(xs, ys, seed=8).pearson_interval


def test_an_interval_of_a_perfect_agreement_is_a_point() -> None:
    """However the pairs are drawn; of too few pairs there is none."""
    xs: list[float] = [1, 2, 3, 4, 5, 6]
    assert Interval(1.0, 1.0) == pytest.approx(bootstrap(pearson, xs, xs, 1))
    assert bootstrap(pearson, xs[:4], xs[:4], 1) is None
    assert bootstrap(pearson, [1.0] * 6, xs, 1) is None
