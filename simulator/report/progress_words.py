"""Progress in words, sparklines and JSON: the figures of `progress.py` as a player reads them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.progress import RECENT
from simulator.report.words import (
    day_words,
    dimension_words,
    edition_words,
    ending_words,
    times_words,
)
from simulator.ruleset import DIMENSION_TITLES, EDITION
from simulator.text import count, listed, number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from simulator.report.progress import Best, Earlier, Progress, Recommendation, Trend

SHOWN = 12
"""Values shown in a sparkline."""
NAME_WIDTH = max(map(len, (*DIMENSION_TITLES.values(), "change in mood")))
SCALES = "Satisfaction goes from −100 to 100, quality from 0 to 100."
BARS, BARS_ASCII = "▁▂▃▄▅▆▇█", "_.-=+*#%"


def progress_sections(
    progress: Progress,
    next_steps: Sequence[Recommendation],
    titles: Mapping[str, str],
    *,
    ascii_only: bool = False,
) -> list[tuple[str, list[str]]]:
    """Return headings, each with its lines; lines hold the numbers that their sparklines show."""
    if not progress.ended:
        told = (
            [f"{count(progress.begun, 'play')} started, none finished yet."]
            if progress.begun
            else []
        )
        told.append("Finish one to see your progress here.")
        sections = [("So far", told)]
    else:
        bars = BARS_ASCII if ascii_only else BARS
        sections = [
            ("So far", _summary(progress, bars)),
            (
                "Quality by area",
                [_trend(t, bars, 0, 100) for t in progress.dimensions if t.values],
            ),
            (
                "Personal bests",
                [_best_words(best, titles) for best in progress.bests],
            ),
        ]
    if next_steps:
        told = [f"{step.title} ({step.scenario}): {step.why}." for step in next_steps]
        sections.append(("Next for you", told))
    return [*sections, *(_earlier_words(earlier, titles) for earlier in progress.earlier)]


def edition_note(editions: Sequence[int]) -> str:
    """Say once why bests are empty after the rules have changed, and where the old ones are; nothing without old plays.

    `editions` are the earlier ones with plays.
    """
    if not editions:
        return ""
    old = listed([_heading(edition) for edition in editions])
    return (
        f"The rules have changed: this is edition {EDITION}. Scores under the old rules can't be compared with new ones, so "
        f"your bests start again. The old ones are still in your progress, under “{old}”."
    )


def _heading(edition: int) -> str:
    words = edition_words(edition).removeprefix("the ")
    return words[:1].upper() + words[1:]


def _earlier_words(earlier: Earlier, titles: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the plays of an earlier edition under their own heading."""
    lines = [
        f"{count(earlier.begun, 'play')} started, {earlier.ended} finished. They aren't counted above."
    ]
    return _heading(earlier.edition), lines + [_best_words(best, titles) for best in earlier.bests]


def _best_words(best: Best, titles: Mapping[str, str]) -> str:
    """One scenario's best, with its day, and the endings found."""
    title = titles.get(best.scenario, best.scenario)
    on_day = f" ({day_words(best.day)})" if best.day else ""
    endings = listed([_ending_words(*found) for found in best.endings])
    found = f"; {count(len(best.endings), 'ending')} found: {endings}" if endings else ""
    times = f"played {times_words(best.plays)}"
    return f"{title}: best {number(best.best)}{on_day}, last {number(best.last)}, {times}{found}"


def _ending_words(ending: str, day: str) -> str:
    return f"{ending_words(ending)} ({day_words(day)})" if day else ending_words(ending)


def glance(progress: Progress, scenarios: int, room: int | None = None) -> str:
    """All of it on one line: `12 plays, 5 of 17 scenarios, recent satisfaction 31 (+8), weakest: honesty`.

    Where there isn't room for that much, the weakest is left out first, then how many scenarios were played.
    """
    if not progress.ended:
        return ""
    lately, before = progress.satisfaction.lately or 0, progress.satisfaction.before
    moved = f" ({signed(lately - before)})" if before is not None else ""
    plays = count(progress.ended, "play")
    met = f"{len(progress.bests)} of {scenarios} scenarios" if scenarios else ""
    satisfied = f"recent satisfaction {number(lately)}{moved}"
    weakest = f"weakest: {dimension_words(progress.weakest.name)}" if progress.weakest else ""
    text = ""
    for parts in ((plays, met, satisfied, weakest), (plays, met, satisfied), (plays, satisfied)):
        text = ", ".join(part for part in parts if part)
        if room is None or len(text) <= room:
            break
    return text


def sparkline(values: Sequence[int | None], low: int, high: int, bars: str = BARS) -> str:
    """Values as signs of height, the lowest at `low`, the highest at `high`; a blank where there is none."""
    span = max(1, high - low)
    top = len(bars) - 1
    return "".join(
        " " if value is None else bars[max(0, min(top, (value - low) * top // span))]
        for value in values
    )


def progress_json(
    person: str, progress: Progress, next_steps: Sequence[Recommendation]
) -> dict[str, Any]:
    """Return the document of `progress --json`."""
    first = next_steps[0] if next_steps else None

    def trend(item: Trend) -> dict[str, Any]:
        return {
            "values": list(item.values),
            "lately": item.lately,
            "before": item.before,
            "spread": item.spread,
        }

    return {
        "person": person,
        "begun": progress.begun,
        "ended": progress.ended,
        "satisfaction": trend(progress.satisfaction),
        "qa": trend(progress.quality),
        "difference": trend(progress.difference),
        "dimensions": {item.name: trend(item) for item in progress.dimensions},
        "bests": [_best_json(best) for best in progress.bests],
        "next": {"scenario": first.scenario, "why": first.why} if first else None,
        "next_steps": [
            {"scenario": step.scenario, "mode": step.mode, "why": step.why} for step in next_steps
        ],
        "edition": EDITION,
        "earlier": [
            {
                "edition": earlier.edition,
                "begun": earlier.begun,
                "ended": earlier.ended,
                "bests": [_best_json(best) for best in earlier.bests],
            }
            for earlier in progress.earlier
        ],
    }


def _best_json(best: Best) -> dict[str, Any]:
    return {
        "scenario": best.scenario,
        "plays": best.plays,
        "best": best.best,
        "last": best.last,
        "day": best.day,
        "endings": [{"ending": ending, "day": day} for ending, day in best.endings],
    }


def _summary(progress: Progress, bars: str) -> list[str]:
    lines = [f"{count(progress.begun, 'play')} started, {progress.ended} finished. {SCALES}"]
    lines.append(_trend(progress.satisfaction, bars, -100, 100))
    lines.append(_trend(progress.quality, bars, 0, 100))
    lines.append(_trend(progress.difference, bars, -100, 150))
    if progress.ended > 1:
        latest, spread = min(RECENT, progress.ended), count(progress.satisfaction.spread, "point")
        lines.append(
            f"Your last {latest} satisfaction scores are {spread} apart; a smaller gap means you're more consistent."
        )
    return lines


def _trend(trend: Trend, bars: str, low: int, high: int) -> str:
    shown = trend.values[-SHOWN:]
    lately, before = trend.lately, trend.before
    since = f", before {number(before)}" if before is not None else ""
    numbers = ", ".join(number(value) for value in shown[-RECENT:])
    name = f"{dimension_words(trend.name):<{NAME_WIDTH}}"
    line = sparkline((trend.by_play or trend.values)[-SHOWN:], low, high, bars)
    return f"{name} {line}  lately {number(lately or 0)}{since} (last: {numbers})"
