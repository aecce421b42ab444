"""What the ratings say, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.text import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.calibration.agreement import Agreement, Interval
    from simulator.calibration.comparison import Comparison, Measure

_AGAINST = {
    "satisfaction": "the program's satisfaction",
    "stay": "whether the program says they'd stay",
    "craft": "the program's quality",
}


def comparison_lines(found: Comparison) -> Iterator[str]:
    """Yield all of it: who rated, each measure, and the worst disagreements with their transcripts."""
    yield f"{count(found.ratings, 'rating')} by {count(len(found.raters), 'rater')}: {listed(list(found.raters))}."
    for measure in found.measures:
        yield ""
        yield from _measure_lines(measure, found)
    if found.disagreements:
        yield ""
        yield "Where raters and rules disagree most on satisfaction (0 to 100):"
    for item in found.disagreements:
        yield ""
        yield (
            f"{item.entry.transcript}, a play of {item.entry.scenario}: raters {item.rated:.0f}, rules {item.predicted:.0f}. "
            f"Moves: {','.join(item.entry.moves)}"
        )
        yield from (f"  {line}".rstrip() for line in item.entry.text.splitlines())


def _measure_lines(measure: Measure, found: Comparison) -> Iterator[str]:
    yield f"{measure.name.capitalize()}: {measure.rated} of {count(found.transcripts, 'transcript')} rated."
    for (one, other), value in measure.pairs.items():
        yield f"  {one} and {other}: {_agreement(value)}"
    if measure.pairs:
        pearson, spearman = measure.pair_mean
        yield f"  raters with each other, mean: r {_figure(pearson)}, rho {_figure(spearman)}"
    yield f"  mean rating and {_AGAINST[measure.name]}: {_agreement(measure.overall)}"
    for scenario, value in measure.scenarios.items():
        yield f"    {scenario}: {_agreement(value)}"


def _agreement(value: Agreement) -> str:
    return (
        f"r {_figure(value.pearson)}{_interval(value.pearson_interval)}, "
        f"rho {_figure(value.spearman)}{_interval(value.spearman_interval)}, n {value.n}"
    )


def _figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _interval(interval: Interval | None) -> str:
    if interval is None:
        return ""
    return f" (95 %: {_figure(interval.low)} to {_figure(interval.high)})"
