"""The result of a play as plain values: the one model that debriefs, class debriefs, reports and calibration read.

A figure of a play is worked out here, or by the engine's `result_of`, and nowhere else. Values only: nothing in a result
refers to a conversation, so thousands can be read one after the other. It opens no file and reads no clock.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from simulator.engine.lines import Voice
from simulator.ruleset import EDITION, EFFORT_SLIPS, LISTEN, SILENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from simulator.engine.lines import Line
    from simulator.engine.result import Predicted
    from simulator.engine.state import Change, Gauges
    from simulator.own_words.flow import OwnWords
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is worked out of each play: the `reasons` of each move, `advice`, and with `best` the best result in reach.

    `best` is asked for a scenario on its day and the sha256 of its file.
    """

    reasons: bool = False
    advice: bool = False
    best: Callable[[Scenario, str], int | None] | None = None


PLAIN = Detail()
"""Figures alone."""


class PrincipleUse(NamedTuple):
    """A principle that came up in a move, by its number, and whether the trainee did what it asks."""

    number: int
    met: bool


class Offer(NamedTuple):
    """A reply on offer: its id and its text."""

    id: str
    text: str


class TurnResult(NamedTuple):
    """What one move did.

    Attributes:
        number: Its place in the play, from 1.
        move: `listen`, `silence` or the id of a reply.
        scene: Where it was made; `next` is the scene after it.
        words: The reply's text; empty for a listen and a silence.
        prompt: What was heard last before it, or the stage direction where nothing was.
        said: Everything that could be heard and seen because of it.
        offered: The replies on offer; `could_listen` says whether there was more to hear.
        skills, slips: Those shown and those made.
        before, after: The gauges; their `mood` is the mood.
        changes: Each reason and its amount; None where they weren't asked for.
        ticks: How long the customer was kept waiting, and whether they knew why.
        forced: Whether silence was the one move left.
        promised: The promises made; `kept` and `broken` are how many were kept and broken, `exposed` how many lies came out.
        critical: The kind of critical error, else empty.
        seconds: How long the trainee took; None where that isn't known.
        own: What the trainee typed for it, and how the reply was found by that; None where nothing was typed.
    """

    number: int
    move: str
    scene: str
    next: str
    words: str
    prompt: str
    said: tuple[Line, ...]
    offered: tuple[Offer, ...]
    could_listen: bool
    skills: tuple[str, ...]
    slips: tuple[str, ...]
    before: Gauges
    after: Gauges
    changes: tuple[Change, ...] | None
    ticks: int
    explained: bool
    forced: bool
    promised: tuple[str, ...]
    kept: int
    broken: int
    exposed: int
    critical: str
    principles: tuple[PrincipleUse, ...]
    seconds: float | None = None
    own: OwnWords | None = None

    @property
    def is_reply(self) -> bool:
        """Whether a reply was given."""
        return self.move not in (LISTEN, SILENCE)

    @property
    def moved(self) -> int:
        """By how much it changed the mood."""
        return self.after.mood - self.before.mood


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """What was played: the scenario's id, title and so on; `digest` is the sha256 of the file that
    the figures are by, `day` the name of its day."""

    id: str
    title: str
    customer: str = ""
    channel: str = ""
    level: int = 0
    needs: tuple[str, ...] = ()
    digest: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who played, when and how, as the save or the round tells it.

    `key` tells the play from every other. `started` and `ended` are instants; `seconds` is the time played. `given` counts the
    first moves that were taken over from another play. `factor` is what the trainee's time was multiplied by, None without a
    clock. `counts` is false for the practice of a round, and `points` are what the play gave there. `fault` says in a sentence
    why the play could only be read in part.
    """

    key: str = ""
    name: str = ""
    person: str = ""
    mode: str = ""
    timed: bool = False
    started: datetime | None = None
    ended: datetime | None = None
    seconds: float | None = None
    given: int = 0
    edition: int = EDITION
    round: str = ""
    team: str = ""
    factor: float | None = 1.0
    counts: bool = True
    points: int | None = None
    fault: str = ""


NO_ORIGIN = Origin()


class Speech(NamedTuple):
    """How many words each side spoke."""

    yours: int
    theirs: int

    @property
    def share(self) -> int:
        """The trainee's share, in percent, rounded down."""
        return 100 * self.yours // max(1, self.yours + self.theirs)


@dataclass(frozen=True, slots=True)
class Score:
    """What a play that is over came to: satisfaction -100 to 100, quality 0 to 100, and each dimension that applies.

    `dimensions` are 0 to 100 each. A play under an earlier edition of the rules has no `need` and no `predicted`, because they
    weren't saved.
    """

    ending: str
    outcome: str
    need: str
    satisfaction: int
    quality: int
    dimensions: Mapping[str, int]
    recovered: bool = False
    criticals: tuple[str, ...] = ()
    predicted: Predicted | None = None


def round_points(satisfaction: int, quality: int) -> int:
    """Return the points that a play is worth in a round: quality, and satisfaction from 0 to 100; 0..200."""
    return quality + max(0, min(100, (satisfaction + 100) // 2))


@dataclass(frozen=True, slots=True)
class PlayResult:
    """A play and what it came to.

    A play that isn't over has no `score`. One under an earlier edition of the rules has no turns, only the figures that were
    saved. `moods` begin with the mood at the start. `promised` counts the promises made, each once, `exposed` the exposed lies,
    `unexplained` the ticks that the customer waited without knowing why. `finished` is false for a play that a round closed
    upon, though it has a score. `best` is the best satisfaction that any play of the scenario can reach, `advice` the one thing
    to change; either may not have been asked for.
    """

    scenario: ScenarioCard
    origin: Origin
    turns: tuple[TurnResult, ...]
    moods: tuple[int, ...]
    start: Gauges | None = None
    opening: tuple[Line, ...] = ()
    moves: int = 0
    score: Score | None = None
    finished: bool = False
    promised: int = 0
    kept: int = 0
    broken: int = 0
    exposed: int = 0
    unexplained: int = 0
    best: int | None = None
    advice: str = ""

    @property
    def end(self) -> Gauges | None:
        """The gauges at the end."""
        return self.turns[-1].after if self.turns else self.start

    @property
    def mood_change(self) -> int:
        """How far the mood at the end lies above the one at the start."""
        return self.moods[-1] - self.moods[0] if self.moods else 0

    @property
    def acted(self) -> bool:
        """Whether anything was done but let time pass."""
        return any(turn.move != SILENCE for turn in self.turns)

    @property
    def replies(self) -> int:
        """How many replies were given."""
        return sum(turn.is_reply for turn in self.turns)

    @property
    def listens(self) -> int:
        """How many moves were a listen."""
        return sum(turn.move == LISTEN for turn in self.turns)

    @property
    def silences(self) -> int:
        """How many moves were a silence."""
        return sum(turn.move == SILENCE for turn in self.turns)

    @property
    def skills(self) -> Counter[str]:
        """In how many moves each skill was shown."""
        return Counter(skill for turn in self.turns for skill in turn.skills)

    @property
    def slips(self) -> Counter[str]:
        """How often each slip was made."""
        return Counter(slip for turn in self.turns for slip in turn.slips)

    @property
    def missed_needs(self) -> tuple[str, ...]:
        """The skills that the scenario calls for and that weren't shown."""
        shown = self.skills
        return tuple(need for need in self.scenario.needs if need not in shown)

    @property
    def extra_steps(self) -> int:
        """How often the customer was put to extra work."""
        slips = self.slips
        return sum(slips[name] for name in EFFORT_SLIPS)

    @property
    def explained_ticks(self) -> int:
        """For how many ticks the customer waited and knew why."""
        return sum(turn.ticks for turn in self.turns if turn.is_reply and turn.explained)

    @property
    def speech(self) -> Speech:
        """How many words each side spoke, from the greeting on."""
        counts = {Voice.YOU: 0, Voice.CUSTOMER: 0}
        for line in (*self.opening, *(line for turn in self.turns for line in turn.said)):
            if line.voice in counts:
                counts[line.voice] += len(line.text.split())
        return Speech(counts[Voice.YOU], counts[Voice.CUSTOMER])

    @property
    def principles(self) -> Mapping[int, tuple[int, int]]:
        """In how many moves each principle was met and missed, by its number."""
        found: dict[int, tuple[int, int]] = {}
        for turn in self.turns:
            for number, met in turn.principles:
                done, missed = found.get(number, (0, 0))
                found[number] = (done + met, missed + (not met))
        return dict(sorted(found.items()))

    def first_reply(self, skills: Sequence[str]) -> int | None:
        """Return in which reply, from 1, one of some skills was shown first; None where none was."""
        replies = (turn for turn in self.turns if turn.is_reply)
        wanted = set(skills)
        return next(
            (at for at, turn in enumerate(replies, 1) if not wanted.isdisjoint(turn.skills)), None
        )
