"""A player's progress over time: bests, profile, spread, and what to play next with the reason.

Figures from the history alone, sentences and sparklines with their numbers. A play that was tried again from its middle does
not count, because its beginning was another's. Plays of an earlier edition of the rules stand apart, because their scores
cannot be compared with those of this one. All days of a scenario count together. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report.words import day_words, edition_words, ending_words
from simulator.ruleset import DIMENSIONS, EDITION
from simulator.text import count, listed, number, signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from simulator.records.history import Play
    from simulator.scenario.model import Scenario

GUIDED = "first-call"
"""The guided first conversation, which is no scenario to be measured by."""
RECENT = 5
"""Plays that count as lately."""
SHOWN = 12
"""Values shown in a sparkline."""
BARS, BARS_ASCII = "▁▂▃▄▅▆▇█", "_.-=+*#%"
_SKILLS_OF = {dimension.name: dimension.skills for dimension in DIMENSIONS}


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over time: its values, the mean of the latest and of those before, None where there are none."""

    name: str
    values: tuple[int, ...]

    @property
    def lately(self) -> int | None:
        """The mean of the latest values, rounded down."""
        return _mean(self.values[-RECENT:])

    @property
    def before(self) -> int | None:
        """The mean of those before them."""
        return _mean(self.values[:-RECENT])

    @property
    def spread(self) -> int:
        """How far apart the latest values lie."""
        latest = self.values[-RECENT:]
        return max(latest) - min(latest) if latest else 0


@dataclass(frozen=True, slots=True)
class Best:
    """One scenario's plays: how many ended, the best and the last satisfaction.

    `day` is the name of the day of the best, empty for the first. `endings` are those reached, each with the day on which it
    was reached first.
    """

    scenario: str
    plays: int
    best: int
    last: int
    day: str = ""
    endings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Advised:
    """What to play next, and why."""

    scenario: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The plays under an earlier edition of the rules."""

    edition: int
    begun: int
    ended: int
    bests: tuple[Best, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All of it, for one person; all but `earlier` is of the present edition of the rules."""

    begun: int
    ended: int
    satisfaction: Trend
    quality: Trend
    difference: Trend
    dimensions: tuple[Trend, ...]
    bests: tuple[Best, ...]
    earlier: tuple[Earlier, ...] = ()

    @property
    def weakest(self) -> Trend | None:
        """The dimension of quality that is lowest lately; None before there is one."""
        known = [trend for trend in self.dimensions if trend.lately is not None]
        return min(known, key=lambda trend: trend.lately or 0, default=None)


def progress_of(plays: Iterable[Play]) -> Progress:
    """Return the progress in some plays, which are in the order in which they were begun."""
    by_edition: dict[int, list[Play]] = {EDITION: []}
    for play in plays:
        if play.scenario != GUIDED:
            by_edition.setdefault(play.edition, []).append(play)
    all_plays = by_edition.pop(EDITION)
    ended = [play for play in all_plays if play.counts]
    return Progress(
        begun=len(all_plays),
        ended=len(ended),
        satisfaction=Trend("satisfaction", tuple(p.figures.satisfaction or 0 for p in ended)),
        quality=Trend("quality", tuple(p.figures.qa or 0 for p in ended)),
        difference=Trend(
            "mood, start to end",
            tuple((p.figures.mood_end or 0) - (p.figures.mood_start or 0) for p in ended),
        ),
        dimensions=tuple(
            Trend(
                name,
                tuple(
                    dict(p.figures.dimensions)[name]
                    for p in ended
                    if name in dict(p.figures.dimensions)
                ),
            )
            for name in _SKILLS_OF
        ),
        bests=_bests(ended),
        earlier=tuple(
            Earlier(edition, len(older), sum(p.counts for p in older), _bests(older))
            for edition, older in sorted(by_edition.items())
        ),
    )


def _bests(plays: Iterable[Play]) -> tuple[Best, ...]:
    """One entry for each scenario with a play that counts, by its id."""
    by_scenario: dict[str, list[Play]] = {}
    for play in plays:
        if play.counts:
            by_scenario.setdefault(play.scenario, []).append(play)
    return tuple(_best(scenario, found) for scenario, found in sorted(by_scenario.items()))


def _best(scenario: str, plays: Sequence[Play]) -> Best:
    best = max(plays, key=lambda play: play.figures.satisfaction or 0)
    endings: dict[str, str] = {}
    for play in plays:
        if play.figures.ending:
            endings.setdefault(play.figures.ending, play.day)
    scores = [play.figures.satisfaction or 0 for play in plays]
    return Best(scenario, len(plays), max(scores), scores[-1], best.day, tuple(endings.items()))


def play_next(progress: Progress, library: Sequence[Scenario]) -> Advised | None:
    """Return a scenario that calls for what is weakest: first one not played yet, then by room for better, then by ease."""
    if not library:
        return None
    bests = {best.scenario: best.best for best in progress.bests}
    unplayed = [scenario for scenario in library if scenario.id not in bests]
    weakest = progress.weakest
    if weakest is None:
        first = min(library, key=lambda scenario: (scenario.level, scenario.id))
        return Advised(
            first.id, first.title, f"it is at level {first.level}, a good one to begin with"
        )
    skills = _SKILLS_OF[weakest.name]

    def calls(scenario: Scenario) -> int:
        return sum(need in skills for need in scenario.needs)

    fitting = [scenario for scenario in library if calls(scenario)] or list(library)
    fresh = [scenario for scenario in fitting if scenario in unplayed]
    if fresh:
        chosen = min(fresh, key=lambda scenario: (scenario.level, -calls(scenario), scenario.id))
        how = "and you have not met it yet"
    else:
        chosen = min(fitting, key=lambda scenario: (bests.get(scenario.id, 0), scenario.id))
        how = f"and your best there is {number(bests.get(chosen.id, 0))}"
    asked = [need for need in chosen.needs if need in skills]
    calls_for = f"it calls for {listed(asked)}" if asked else f"it is at level {chosen.level}"
    why = f"your weakest lately is {weakest.name} ({weakest.lately} of 100); {calls_for}, {how}"
    return Advised(chosen.id, chosen.title, why)


def progress_sections(
    progress: Progress,
    advised: Advised | None,
    titles: Mapping[str, str],
    *,
    ascii_only: bool = False,
) -> list[tuple[str, list[str]]]:
    """Headings, each with its lines; lines hold the numbers that their sparklines show."""
    if not progress.ended:
        told = [f"{count(progress.begun, 'play')} begun, none ended yet."] if progress.begun else []
        told.append("Play one to its end, and your progress begins here.")
        sections = [("So far", told)]
    else:
        bars = BARS_ASCII if ascii_only else BARS
        sections = [
            ("So far", _summary(progress, bars)),
            (
                "By dimension of quality",
                [_trend(t, bars, 0, 100) for t in progress.dimensions if t.values],
            ),
            (
                "Personal bests",
                [_best_told(best, titles) for best in progress.bests],
            ),
        ]
    if advised:
        sections.append(("Play next", [f"{advised.title} ({advised.scenario}): {advised.why}."]))
    return [*sections, *(_earlier_told(earlier, titles) for earlier in progress.earlier)]


def edition_note(progress: Progress) -> str:
    """Say once why bests are empty after the rules have changed, and where the old ones are; nothing without old plays."""
    if not progress.earlier:
        return ""
    old = listed([_heading(earlier) for earlier in progress.earlier])
    return (
        f"The rules have changed, and this is edition {EDITION} of them. Scores under the old rules can't be compared with new "
        f"ones, so your bests start again. The old ones are still in your progress, under “{old}”."
    )


def _heading(earlier: Earlier) -> str:
    words = edition_words(earlier.edition).removeprefix("the ")
    return words[:1].upper() + words[1:]


def _earlier_told(earlier: Earlier, titles: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the plays of an earlier edition under their own heading."""
    lines = [
        f"{count(earlier.begun, 'play')} begun, {earlier.ended} ended. They aren't counted above."
    ]
    return _heading(earlier), lines + [_best_told(best, titles) for best in earlier.bests]


def _best_told(best: Best, titles: Mapping[str, str]) -> str:
    """One scenario's best, with its day, and the endings found."""
    title = titles.get(best.scenario, best.scenario)
    on_day = f" ({day_words(best.day)})" if best.day else ""
    endings = listed([_ending_told(*found) for found in best.endings])
    found = f"; found {count(len(best.endings), 'ending')}: {endings}" if endings else ""
    times = count(best.plays, "time")
    return f"{title}: best {number(best.best)}{on_day}, last {number(best.last)}, {times}{found}"


def _ending_told(ending: str, day: str) -> str:
    return f"{ending_words(ending)} ({day_words(day)})" if day else ending_words(ending)


def glance(progress: Progress, scenarios: int, room: int | None = None) -> str:
    """All of it on one line: `12 plays, 5 of 17 scenarios, satisfaction lately 31 (+8), weakest: honesty`.

    Where there is no room for so many signs, the weakest is left out first, then how many scenarios were met.
    """
    if not progress.ended:
        return ""
    lately, before = progress.satisfaction.lately or 0, progress.satisfaction.before
    moved = f" ({signed(lately - before)})" if before is not None else ""
    plays = count(progress.ended, "play")
    met = f"{len(progress.bests)} of {scenarios} scenarios" if scenarios else ""
    satisfied = f"satisfaction lately {number(lately)}{moved}"
    weakest = f"weakest: {progress.weakest.name}" if progress.weakest else ""
    text = ""
    for parts in ((plays, met, satisfied, weakest), (plays, met, satisfied), (plays, satisfied)):
        text = ", ".join(part for part in parts if part)
        if room is None or len(text) <= room:
            break
    return text


def sparkline(values: Sequence[int], low: int, high: int, bars: str = BARS) -> str:
    """Values as signs of height, the lowest at `low`, the highest at `high`."""
    span = max(1, high - low)
    top = len(bars) - 1
    return "".join(bars[max(0, min(top, (value - low) * top // span))] for value in values)


def progress_json(person: str, progress: Progress, advised: Advised | None) -> dict[str, Any]:
    """Return the document of `progress --json`."""

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
        "next": {"scenario": advised.scenario, "why": advised.why} if advised else None,
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
    lines = [f"{count(progress.begun, 'play')} begun, {progress.ended} ended."]
    lines.append(_trend(progress.satisfaction, bars, -100, 100))
    lines.append(_trend(progress.quality, bars, 0, 100))
    lines.append(_trend(progress.difference, bars, -100, 150))
    if progress.ended > 1:
        latest = min(RECENT, progress.ended)
        lines.append(
            f"Spread of the last {latest}: {progress.satisfaction.spread} of satisfaction; the smaller, the surer."
        )
    return lines


def _trend(trend: Trend, bars: str, low: int, high: int) -> str:
    shown = trend.values[-SHOWN:]
    lately, before = trend.lately, trend.before
    since = f", before {number(before)}" if before is not None else ""
    numbers = ", ".join(number(value) for value in shown[-RECENT:])
    return f"{trend.name:<18} {sparkline(shown, low, high, bars)}  lately {number(lately or 0)}{since} (last: {numbers})"


def _mean(values: Sequence[int]) -> int | None:
    return sum(values) // len(values) if values else None
