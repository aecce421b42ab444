"""Which labels can still win, against comparing each with every other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulator.prover.scoring.labels import Labels, ParetoArchive, nondominated

SEEDS = range(20)
MANY = 60


def draw(rng: np.random.Generator, many: int = MANY) -> Labels:
    """Labels at few states and of few values, so that many share a key and some are equal."""

    def column(most: int) -> Any:
        return rng.integers(0, most, many)

    return Labels(
        state=column(4),
        entries=column(2),
        facts=column(2),
        total=column(4) - 2,
        best=column(4) - 2,
        worst=column(4) - 2,
        parent=np.arange(many),
        move=column(5),
    )


def values(labels: Labels) -> list[tuple[int, int, int]]:
    """What labels at one key are compared by."""
    columns = (labels.total.tolist(), labels.best.tolist(), labels.worst.tolist())
    return list(zip(*columns, strict=True))


def covers(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one is at least as good as the other in everything."""
    return all(mine >= theirs for mine, theirs in zip(one, other, strict=True))


def survivors(labels: Labels) -> set[int]:
    """The labels that no other one beats, each compared with all."""
    keys, known = labels.keys().tolist(), values(labels)
    return {
        at
        for at in range(len(labels))
        if not any(
            keys[at] == keys[other]
            and covers(known[other], known[at])
            and (known[other] != known[at] or other < at)
            for other in range(len(labels))
            if other != at
        )
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_only_labels_that_none_beats_are_left(seed: int) -> None:
    """Sorted by key, and of equal ones the first that was given."""
    labels = draw(np.random.default_rng(seed))
    keys, left = nondominated(labels)
    assert survivors(labels) == set(left.parent.tolist())
    assert len(survivors(labels)) == len(left)
    assert keys.tolist() == sorted(left.keys().tolist())
    assert keys.tolist() == left.keys().tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_archive_beats_what_any_label_in_it_beats(seed: int) -> None:
    """However its runs were merged."""
    rng = np.random.default_rng(seed)
    archive, kept = ParetoArchive(), []
    for many in (5, 40, 3, 20):
        keys, labels = nondominated(draw(rng, many))
        archive.add(keys, labels)
        kept += list(zip(keys.tolist(), values(labels), strict=True))
    fresh = draw(rng)
    expected = [
        any(key == known and covers(better, value) for known, better in kept)
        for key, value in zip(fresh.keys().tolist(), values(fresh), strict=True)
    ]
    assert {True, False} == set(expected)
    assert expected == archive.dominates(fresh.keys(), fresh).tolist()
