"""What a class did in one scenario, in figures: turning points with difficulty and discrimination, replies left out, mistakes.

A reply is good if the move made no slip and no critical error. The difficulty of a turning point is the share of plays whose
first reply there was good; its discrimination is that share in the top quarter minus that in the bottom one, by points, and is
only worked out for eight plays or more. Takes plays one after the other and keeps nothing of each but counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.report.statistics import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.report.results import PlayResult, TurnResult

QUARTERS = 4
FEWEST_TO_DISCRIMINATE = 8
"""Plays from which on quarters are told apart."""


@dataclass(frozen=True, slots=True)
class ReplyCount:
    """A reply of a turning point: in how many plays it came first, the mean moods around it, rounded down.

    `sound` says whether giving it made no mistake, in every play. `quarters` counts the plays of each quarter that gave it, the
    lowest first; empty where there are too few plays.
    """

    id: str
    text: str
    many: int
    before: int
    after: int
    sound: bool
    quarters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TurningScene:
    """A scene in which plays went different ways: what each gave first there, most often first.

    `sound` is the share of plays whose first reply there was sound. `discrimination` lies between -1 and 1, and is None where
    there are too few plays, or none in one of the quarters came here; `compared` is how many of the top and of the bottom
    quarter did. `unchosen` are replies that were on offer and that no
    play gave, by id and text. `prompt` is what was heard last before the first reply, in most plays.
    """

    scene: str
    prompt: str
    n: int
    chosen: tuple[ReplyCount, ...]
    sound: Share
    discrimination: float | None
    unchosen: tuple[tuple[str, str], ...]
    compared: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """What a class did in one scenario: `n` plays with a move in them.

    `slips` has in how many plays each mistake was made, most first; `missed` the same for the skills that were called for;
    `principles` how many plays met each principle in every move it came up in, of those in which it came up. `unchosen` are the
    replies on offer that no play gave, as scene, id and text, also of scenes that aren't turning points. `ranked` plays have
    points, and `quarters` are the plays in each quarter by them, the lowest first; empty where too few have.
    """

    n: int
    scenes: tuple[TurningScene, ...]
    slips: tuple[tuple[str, Share], ...]
    missed: tuple[tuple[str, Share], ...]
    principles: tuple[tuple[int, Share], ...]
    unchosen: tuple[tuple[str, str, str], ...] = ()
    ranked: int = 0
    quarters: tuple[int, ...] = ()


@dataclass(slots=True)
class _First:
    """The first reply of a play in a scene."""

    reply: str
    prompt: str
    before: int
    after: int
    sound: bool


@dataclass(slots=True)
class _Counted:
    """A play as it is counted."""

    key: str
    points: int | None
    firsts: dict[str, _First]


@dataclass
class ClassTally:
    """Counts a class, play by play."""

    plays: list[_Counted] = field(default_factory=list)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    given: set[tuple[str, str]] = field(default_factory=set)
    offered: dict[str, dict[str, None]] = field(default_factory=dict)
    slips: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    needed: Counter[str] = field(default_factory=Counter)
    met: Counter[int] = field(default_factory=Counter)
    came_up: Counter[int] = field(default_factory=Counter)

    def add(self, play: PlayResult, points: int | None) -> None:
        """Count a play in which something was done; `points` are those that it is ranked by, None for one without a score."""
        firsts: dict[str, _First] = {}
        for turn in play.turns:
            self._count_offers(turn)
            if turn.is_reply:
                self.given.add((turn.scene, turn.move))
                moods = turn.before.mood, turn.after.mood
                first = _First(turn.move, turn.prompt, *moods, is_sound(turn))
                firsts.setdefault(turn.scene, first)
        self.plays.append(_Counted(play.origin.key, points, firsts))
        self.slips.update(play.slips.keys())
        self.needed.update(set(play.scenario.needs))
        self.missed.update(set(play.missed_needs))
        for number, (_, missed) in play.principles.items():
            self.came_up[number] += 1
            self.met[number] += not missed

    def _count_offers(self, turn: TurnResult) -> None:
        here = self.offered.setdefault(turn.scene, {})
        for item in turn.offered:
            here[item.id] = None
            self.texts[turn.scene, item.id] = item.text

    def figures(self) -> ClassFigures:
        """Return what the class did."""
        quarters = _quarters(self.plays)
        n = len(self.plays)
        unchosen = tuple(
            (scene, id, self.texts[scene, id])
            for scene, ids in self.offered.items()
            for id in ids
            if (scene, id) not in self.given
        )
        return ClassFigures(
            n,
            tuple(item for scene in self.offered if (item := self._scene(scene, quarters))),
            _shares(self.slips, dict.fromkeys(self.slips, n)),
            _shares(self.missed, self.needed),
            tuple(
                (number, Share(self.met[number], times))
                for number, times in sorted(self.came_up.items())
            ),
            unchosen,
            sum(play.points is not None for play in self.plays),
            _sizes(quarters.values()) if quarters else (),
        )

    def _scene(self, scene: str, quarters: dict[str, int]) -> TurningScene | None:
        came = [play for play in self.plays if scene in play.firsts]
        by_reply: dict[str, list[_Counted]] = {}
        for play in came:
            by_reply.setdefault(play.firsts[scene].reply, []).append(play)
        if len(by_reply) < 2:
            return None
        chosen = [self._reply(scene, id, plays, quarters) for id, plays in by_reply.items()]
        chosen.sort(key=lambda item: (-item.many, item.id))
        here = _sizes(quarters[play.key] for play in came if play.key in quarters)
        prompts = Counter(play.firsts[scene].prompt for play in came)
        return TurningScene(
            scene,
            min(prompts, key=lambda prompt: (-prompts[prompt], prompt)),
            len(came),
            tuple(chosen),
            Share(sum(play.firsts[scene].sound for play in came), len(came)),
            _discrimination(scene, came, quarters),
            tuple(
                (id, self.texts[scene, id])
                for id in self.offered[scene]
                if (scene, id) not in self.given
            ),
            (here[-1], here[0]),
        )

    def _reply(
        self, scene: str, id: str, plays: Sequence[_Counted], quarters: dict[str, int]
    ) -> ReplyCount:
        firsts = [play.firsts[scene] for play in plays]
        return ReplyCount(
            id,
            self.texts[scene, id],
            len(plays),
            sum(item.before for item in firsts) // len(firsts),
            sum(item.after for item in firsts) // len(firsts),
            all(item.sound for item in firsts),
            _sizes(quarters[play.key] for play in plays if play.key in quarters)
            if quarters
            else (),
        )


def is_sound(turn: TurnResult) -> bool:
    """Return whether a move made no slip and no critical error."""
    return not turn.slips and not turn.critical


def _quarters(plays: Sequence[_Counted]) -> dict[str, int]:
    """Return the quarter of each play by its key, 0 for the lowest; none where there are too few plays.

    Equal points are never torn apart: such plays are all in the quarter in whose middle they lie.
    """
    ranked = sorted(play.points for play in plays if play.points is not None)
    if len(ranked) < FEWEST_TO_DISCRIMINATE:
        return {}
    places: dict[int, list[int]] = {}
    for place, points in enumerate(ranked):
        places.setdefault(points, []).append(place)
    quarter = {
        points: QUARTERS * (at[0] + at[-1]) // (2 * len(ranked)) for points, at in places.items()
    }
    return {play.key: quarter[play.points] for play in plays if play.points is not None}


def _sizes(quarters: Iterable[int]) -> tuple[int, ...]:
    """Return how many plays are in each quarter, the lowest first, by the quarter of each play."""
    counts = Counter(quarters)
    return tuple(counts[quarter] for quarter in range(QUARTERS))


def _discrimination(scene: str, came: Sequence[_Counted], quarters: dict[str, int]) -> float | None:
    """Return the share of good first replies in the top quarter minus that in the bottom one."""
    shares = []
    for wanted in (QUARTERS - 1, 0):
        sound = [play.firsts[scene].sound for play in came if quarters.get(play.key) == wanted]
        if not sound:
            return None
        shares.append(sum(sound) / len(sound))
    return shares[0] - shares[1]


def _shares(counts: Counter[str], of: dict[str, int]) -> tuple[tuple[str, Share], ...]:
    """Return shares by name, the most frequent first; what never happened is left out."""
    found = [(name, Share(many, of[name])) for name, many in counts.items() if many]
    return tuple(sorted(found, key=lambda item: (-item[1].many, item[0])))
