"""Ratings held against each other and against the rules: correlations by measure, by scenario, and the worst disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from simulator.calibration.agreement import SEED, Agreement, agreement
from simulator.calibration.kit import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from simulator.calibration.agreement import Interval
    from simulator.calibration.kit import KeyEntry
    from simulator.calibration.ratings import Rating

WORST = 5


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A transcript with the mean rating of its satisfaction and what the rules say, both from 0 to 100."""

    entry: KeyEntry
    rated: float
    predicted: float

    @property
    def gap(self) -> float:
        """How far the rules lie above the raters."""
        return self.predicted - self.rated


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of one measure.

    `pairs` are the raters two by two; `overall` and `scenarios` hold the mean rating against the rules.
    """

    name: str
    rated: int
    pairs: Mapping[tuple[str, str], Agreement]
    overall: Agreement
    scenarios: Mapping[str, Agreement]

    @property
    def pair_mean(self) -> tuple[float | None, float | None]:
        """The means of Pearson's and Spearman's correlations over the pairs of raters that have one."""
        return (
            _mean([item.pearson for item in self.pairs.values() if item.pearson is not None]),
            _mean([item.spearman for item in self.pairs.values() if item.spearman is not None]),
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the ratings say."""

    raters: tuple[str, ...]
    ratings: int
    transcripts: int
    measures: tuple[Measure, ...]
    disagreements: tuple[Disagreement, ...]


def compare(ratings: Sequence[Rating], key: Sequence[KeyEntry], seed: int = SEED) -> Comparison:
    """Return how the raters agree with each other and the rules with the mean rating."""
    raters = tuple(sorted({rating.rater for rating in ratings}))
    measures = tuple(_measure(name, raters, ratings, key, seed) for name in MEASURES)
    means = _means("satisfaction", ratings)
    found = [
        Disagreement(entry, means[entry.transcript], (entry.satisfaction + 100) / 2)
        for entry in key
        if entry.transcript in means
    ]
    found.sort(key=lambda item: (-abs(item.gap), item.entry.transcript))
    return Comparison(raters, len(ratings), len(key), measures, tuple(found[:WORST]))


def _measure(
    name: str, raters: Sequence[str], ratings: Sequence[Rating], key: Sequence[KeyEntry], seed: int
) -> Measure:
    by_rater = {
        rater: {
            rating.transcript: rating.values[name]
            for rating in ratings
            if rating.rater == rater and name in rating.values
        }
        for rater in raters
    }
    pairs = {}
    for one, other in combinations(raters, 2):
        shared = sorted(by_rater[one].keys() & by_rater[other].keys())
        pairs[one, other] = agreement(
            [by_rater[one][item] for item in shared], [by_rater[other][item] for item in shared]
        )
    means = _means(name, ratings)
    rated = [entry for entry in key if entry.transcript in means]

    def against(entries: Sequence[KeyEntry]) -> Agreement:
        return agreement(
            [means[entry.transcript] for entry in entries],
            [getattr(entry, name) for entry in entries],
            seed=seed,
        )

    scenarios = {
        scenario: against([entry for entry in rated if entry.scenario == scenario])
        for scenario in sorted({entry.scenario for entry in rated})
    }
    return Measure(name, len(rated), pairs, against(rated), scenarios)


def _means(name: str, ratings: Sequence[Rating]) -> dict[str, float]:
    """Return the mean rating of each transcript that has one."""
    given: dict[str, list[float]] = {}
    for rating in ratings:
        if name in rating.values:
            given.setdefault(rating.transcript, []).append(rating.values[name])
    return {transcript: sum(values) / len(values) for transcript, values in given.items()}


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return the document of `calibrate read --json`."""
    return {
        "raters": list(found.raters),
        "ratings": found.ratings,
        "transcripts": found.transcripts,
        "measures": {item.name: _measure_json(item) for item in found.measures},
        "disagreements": [
            {
                "transcript": item.entry.transcript,
                "scenario": item.entry.scenario,
                "moves": list(item.entry.moves),
                "rated": _round_if_known(item.rated),
                "predicted": _round_if_known(item.predicted),
                "text": item.entry.text,
            }
            for item in found.disagreements
        ],
    }


def _measure_json(item: Measure) -> dict[str, Any]:
    pearson, spearman = item.pair_mean
    return {
        "rated": item.rated,
        "raters": {
            "mean_pearson": _round_if_known(pearson),
            "mean_spearman": _round_if_known(spearman),
            "pairs": [
                {"raters": list(names), **_agreement_json(value)}
                for names, value in item.pairs.items()
            ],
        },
        "rules": _agreement_json(item.overall),
        "scenarios": {name: _agreement_json(value) for name, value in item.scenarios.items()},
    }


def _agreement_json(value: Agreement) -> dict[str, Any]:
    return {
        "n": value.n,
        "pearson": _round_if_known(value.pearson),
        "pearson_interval": _interval_json(value.pearson_interval),
        "spearman": _round_if_known(value.spearman),
        "spearman_interval": _interval_json(value.spearman_interval),
    }


def _interval_json(interval: Interval | None) -> list[float | None] | None:
    return (
        None
        if interval is None
        else [_round_if_known(interval.low), _round_if_known(interval.high)]
    )


def _round_if_known(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
