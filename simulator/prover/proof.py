"""The proof of a scenario: all facts together, and how far each of them is exact.

Values only: prover.py makes a proof, and its faces put it into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.prover.careful import CarefulPlays
    from simulator.prover.facts import ForcedSilence, NothingToResume, Trap
    from simulator.prover.policies import PolicyPlay, RandomPlays
    from simulator.prover.repeats import Endless, Repeat


@dataclass(frozen=True, slots=True)
class ProvedEnding:
    """An ending and what is known of it; `scene` is None for a customer who walks out.

    `reachable` is None where the search was cut short before it could tell. `satisfaction` and `qa` are the least and
    the most over plays of at most `max_turns` turns, None where no such play comes here or none was looked for.
    """

    ending: str
    scene: str | None
    reachable: bool | None
    shortest: tuple[str, ...] | None
    satisfaction: tuple[int, int] | None
    qa: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ScoredPlay:
    """A play and the satisfaction it gives."""

    satisfaction: int
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """What the search was cut short before it could tell: it may be out of reach or not."""

    scenes: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What is true of every play of a scenario.

    `day` is the day of the scenario that was proved. `bounds` names, in words for a reader, each fact that is only a bound; it
    is empty where the proof is exact. `stopped` says why a search stopped early: limit, counts (a guard compares counts
    without bound) or interrupted. Traps and forced silences are given once a scene, the nearest. `careful` is None unless
    careful plays were asked for.
    """

    scenario: str
    day: str
    timed: bool
    max_turns: int
    longer_plays: bool | None
    states: int
    transitions: int
    endings: tuple[ProvedEnding, ...]
    unreachable_scenes: tuple[str, ...]
    never_offered: tuple[str, ...]
    never_taken_routes: tuple[str, ...]
    dead_ways: tuple[str, ...]
    traps: tuple[Trap, ...]
    forced_silences: tuple[ForcedSilence, ...]
    promise_farms: tuple[Repeat, ...]
    repeated_deeds: tuple[Repeat, ...]
    endless: Endless | None
    nothing_to_resume: tuple[NothingToResume, ...]
    best: ScoredPlay | None
    worst: ScoredPlay | None
    policies: tuple[PolicyPlay, ...]
    random: RandomPlays | None
    careful: CarefulPlays | None
    undecided: Undecided
    bounds: tuple[str, ...]
    stopped: str | None

    @property
    def exact(self) -> bool:
        """Whether every fact is exact."""
        return not self.bounds

    def as_json(self, seconds: float | None = None) -> dict[str, Any]:
        """Return the document of `prove --json`; `seconds` is what the caller measured."""
        return {
            "scenario": self.scenario,
            "day": self.day,
            "exact": self.exact,
            "max_turns": self.max_turns,
            "timed": self.timed,
            "longer_plays": self.longer_plays,
            "states": self.states,
            "transitions": self.transitions,
            "seconds": seconds,
            "endings": [
                {
                    "ending": item.ending,
                    "scene": item.scene,
                    "reachable": item.reachable,
                    "shortest": None if item.shortest is None else list(item.shortest),
                    "satisfaction": None if item.satisfaction is None else list(item.satisfaction),
                    "qa": None if item.qa is None else list(item.qa),
                }
                for item in self.endings
            ],
            "unreachable_scenes": list(self.unreachable_scenes),
            "never_offered": list(self.never_offered),
            "never_taken_routes": list(self.never_taken_routes),
            "dead_ways": list(self.dead_ways),
            "traps": [{"scene": trap.scene, "moves": list(trap.moves)} for trap in self.traps],
            "forced_silences": [
                {"scene": item.scene, "leads_on": item.leads_on, "moves": list(item.moves)}
                for item in self.forced_silences
            ],
            "promise_farms": [
                {"reply": item.reply, "promise": item.promise, "moves": list(item.moves)}
                for item in self.promise_farms
            ],
            "repeated_deeds": [
                {"reply": item.reply, "moves": list(item.moves)} for item in self.repeated_deeds
            ],
            "endless": _endless(self.endless),
            "nothing_to_resume": [
                {"reply": item.reply, "moves": list(item.moves)} for item in self.nothing_to_resume
            ],
            "best": _scored_json(self.best),
            "worst": _scored_json(self.worst),
            "policies": [
                *map(_policy, self.policies),
                *_random(self.random),
                *_careful(self.careful),
            ],
            "undecided": {
                "scenes": list(self.undecided.scenes),
                "replies": list(self.undecided.replies),
                "routes": list(self.undecided.routes),
                "endings": list(self.undecided.endings),
            },
            "bounds": list(self.bounds),
            "stopped": self.stopped,
        }


def _scored_json(play: ScoredPlay | None) -> dict[str, Any] | None:
    if play is None:
        return None
    return {"satisfaction": play.satisfaction, "moves": list(play.moves)}


def _endless(endless: Endless | None) -> dict[str, Any] | None:
    if endless is None:
        return None
    return {"scene": endless.scene, "moves": list(endless.moves), "loop": list(endless.loop)}


def _careful(careful: CarefulPlays | None) -> list[dict[str, Any]]:
    if careful is None:
        return []
    return [
        {
            "name": "careful",
            "plays": careful.plays,
            "seed": careful.seed,
            "satisfied": careful.satisfied,
            "percent": careful.percent,
            "level": careful.level,
        }
    ]


def _policy(play: PolicyPlay) -> dict[str, Any]:
    return {
        "name": play.name,
        "ending": play.ending,
        "satisfaction": play.satisfaction,
        "qa": play.qa,
        "moves": list(play.moves),
    }


def _random(plays: RandomPlays | None) -> list[dict[str, Any]]:
    if plays is None:
        return []
    spread = plays.satisfactions
    return [
        {
            "name": "random",
            "ending": plays.ending,
            "satisfaction": plays.median,
            "plays": plays.plays,
            "seed": plays.seed,
            "endings": dict(sorted(plays.endings.items())),
            "satisfactions": [spread[0], plays.median, spread[-1]] if spread else None,
        }
    ]
