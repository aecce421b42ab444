"""One seat of a round: who sits there, their play, and what their moves come to.

Knows the play and its messages; the round around it (round.py) decides when a move may be made. Opens no socket and no file.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from simulator.own_words.flow import LONG_LINE, MAX_WORDS, Found, OwnWords
from simulator.play.own_words import lines_in_own_words
from simulator.play.session import PlaySession
from simulator.rounds.hosted.scenes import (
    author_move,
    end_result,
    move_result,
    opaque_id,
    scene_now,
    spoken_line,
)
from simulator.rounds.points import Standing, points_of, result_so_far, speed_points
from simulator.rounds.protocol import (
    Moved,
)
from simulator.ruleset import SILENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.play.rules import Rules
    from simulator.rounds.message_parts import (
        SceneNow,
        SpokenLine,
    )

SECOND = 1000
"""Milliseconds."""


def milliseconds(seconds: float) -> int:
    """Return seconds as whole milliseconds."""
    return round(seconds * SECOND)


def own_words_of(body: Mapping[str, Any]) -> OwnWords | None:
    """Return what the event of a move says was typed for it; None where nothing was."""
    if "words" not in body:
        return None
    return OwnWords(str(body["words"])[:MAX_WORDS], Found(body["found"]))


@dataclass
class Seat:
    """A seat; `token` is the hash of what its client holds, `points` are those of scenarios past.

    `acted` says whether its player did anything in the present play but let time pass, `carried` whether they did in those
    whose points are carried. `typed` is the name as it was asked for; `active` and `allowed` are the seconds of the present
    play taken and given, at a factor of 1. `past` are the cmds of scenarios past, which answer nothing any more. `expired` is
    the turn at which its clock ran out last, so that a late move can be told from a stale one. `listed` is the name that it
    has on the class list, `ticket` the letters by which someone else may take it over, `late_in` the scenario in which it came
    late, `debriefed` the scenarios past, counted from 0, that it played. `lock` is held while an event of the seat is being
    written.
    """

    id: str
    name: str
    token: bytes
    seed: int
    secret: bytes
    typed: str = ""
    speed_bonus: int = 0
    factor: float | None = 1.0
    team: str = ""
    removed: bool = False
    listed: str = ""
    ticket: str = ""
    late_in: int | None = None
    acted: bool = False
    carried: bool = False
    points: int = 0
    spent: float = 0.0
    local: PlaySession | None = None
    active: float = 0.0
    allowed: float = 0.0
    expired: int | None = None
    cmds: dict[str, int] = field(default_factory=dict)
    past: set[str] = field(default_factory=set)
    debriefed: list[int] = field(default_factory=list)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock, compare=False)
    _next: tuple[int, str, Turn] | None = None
    _standing: tuple[tuple[object, ...], Standing] | None = None

    def begin_play(self, machine: ScenarioMachine, rules: Rules, now: Callable[[], float]) -> None:
        """Begin the play of a scenario."""
        own = replace(rules, factor=self.factor, seed=self.seed)
        self.local = PlaySession(machine, own, now, None)
        self.active, self.allowed, self.expired, self.acted = 0.0, 0.0, None, False
        self.past |= self.cmds.keys()
        self.cmds.clear()
        self._next = None
        self._allow_typing()

    def words_of_next(self, words: OwnWords | None) -> None:
        """Take what was typed for the move that is made next."""
        if words is not None and self.local is not None:
            self.local.words[self.turn] = words

    def _allow_typing(self) -> None:
        """Add the time of a long line: the server sees a sentence only once it is whole."""
        if self.local is not None and self.local.own is not None:
            self.local.step(lambda own, _: own.type(LONG_LINE))

    def end_play(self, scenario: int, *, carrying: bool) -> None:
        """Leave the play of a scenario, counted from 0, and take its points along where they are carried."""
        if self.local is not None and self.acted:
            self.debriefed.append(scenario)
        if self.local is not None and carrying:
            self.points += self._points()
            self.spent += self.active
            self.carried = self.carried or self.acted
        self.local, self.acted = None, False

    @property
    def turn(self) -> int:
        """How many moves were made."""
        return len(self.local.turns) if self.local else 0

    @property
    def over(self) -> bool:
        """Whether the play has ended."""
        return self.local is not None and self.local.over

    def author_move(self, move: str) -> str | None:
        """Return the author's name of a move as the client names it; None where it was offered no such thing."""
        return author_move(self.local, self.id, self.secret, move) if self.local else None

    def turn_of(self, move: str) -> Turn:
        """Return what a move would do; raises IllegalMove.

        Kept until the next one: a move is worked out before it is written, and again when it is applied.
        """
        assert self.local is not None
        if self._next is None or self._next[:2] != (self.turn, move):
            self._next = (self.turn, move, self.local.conversation.move(move))
        return self._next[2]

    def make(self, turn: Turn, elapsed: float, cmd: str | None) -> None:
        """Make a move that is on the disk, and that took that many seconds."""
        assert self.local is not None
        before = self.turn
        self.allowed += self.local.base or 0.0
        # A move made without a clock takes no time, since nobody counts it.
        self.active += elapsed / self.factor if self.factor else 0.0
        self.local.append_turn(turn)
        self._allow_typing()
        self.acted = self.acted or turn.move != SILENCE
        if cmd is not None:
            self.cmds[cmd] = before + 1
        elif turn.move == SILENCE:
            self.expired = before

    def retime(self, factor: float | None) -> None:
        """Give the seat another factor from now on."""
        self.factor = factor
        if self.local is not None:
            self.local.retime(factor)

    def moved(self, turn: int, cmd: str | None) -> Moved:
        """Return the message about a move made, the same each time it is asked for but for the time left."""
        local = self._as_of(turn)
        last = local.turns[-1]
        shown_as = last.move
        if last.reply is not None and not local.rules.shows_gauges:
            shown_as = opaque_id(self.secret, self.id, turn - 1, last.move)
        final = local.over and local.rules.shows_gauges
        return Moved(
            turn=turn,
            result=move_result(last, local, shown_as),
            scene=scene_now(local, self.id, self.secret),
            remaining_ms=self.remaining_ms,
            allowed_ms=self.allowed_ms,
            ended=local.over,
            cmd=UNSET if cmd is None else cmd,
            final=end_result(local.conversation) if final else UNSET,
        )

    def transcript(self) -> tuple[SpokenLine, ...]:
        """Return everything said, done and seen so far, for a client that comes back."""
        if self.local is None:
            return ()
        words = self.local.words
        lines = [
            *self.local.start.opening,
            *(
                line
                for at, turn in enumerate(self.local.turns)
                for line in lines_in_own_words(turn.said, words.get(at))
            ),
        ]
        return tuple(map(spoken_line, lines))

    def scene(self) -> SceneNow | None:
        """Return what can be heard and said now."""
        return scene_now(self.local, self.id, self.secret) if self.local else None

    @property
    def remaining_ms(self) -> int | None:
        """Milliseconds left for the move that is due; None where no clock runs."""
        left = self.local.remaining() if self.local and not self.local.over else None
        return None if left is None else milliseconds(left)

    @property
    def allowed_ms(self) -> int | None:
        """Milliseconds that the move that is due is given in all; None where no clock runs."""
        allowed = self.local.allowed() if self.local and not self.local.over else None
        return None if allowed is None else milliseconds(allowed)

    @property
    def waiting_ms(self) -> int | None:
        """Milliseconds for which a move has been due; None where none is."""
        if self.local is None or self.local.over:
            return None
        return milliseconds(self.local.waited())

    @property
    def turns(self) -> Sequence[Turn]:
        """The moves of the present play."""
        return self.local.turns if self.local else ()

    def standing(self) -> Standing:
        """Return how the seat stands, the present play as if it ended now; worked out once after a change."""
        now = (self.local, self.turn, self.points, self.spent, self.factor, self.team)
        if self._standing is None or self._standing[0] != now:
            self._standing = (now, self._stands())
        return self._standing[1]

    def _stands(self) -> Standing:
        points, time = self.points, self.spent
        if self.local is not None:
            points += self._points()
            time += self.active
        untimed = self.factor is None
        played = self.acted or self.carried
        time_taken = None if untimed else time
        return Standing(self.id, self.name, points, self.over, time_taken, self.team, played)

    def _points(self) -> int:
        """Return the points of the present play, none where nothing was done; speed adds to them only once it has ended."""
        assert self.local is not None
        if not self.acted:
            return 0
        points = points_of(result_so_far(self.local.conversation))
        if self.over and self.speed_bonus:
            timed = self.factor is not None
            points += speed_points(self.speed_bonus, self.active, self.allowed, timed=timed)
        return points

    def _as_of(self, turn: int) -> PlaySession:
        """Return the play as it was after that many moves; it must not be moved in."""
        local = self.local
        assert local is not None
        if turn == len(local.turns):
            return local
        earlier = PlaySession(local.start.machine, local.rules, local.now, None)
        earlier.restore(item.move for item in local.turns[:turn])
        earlier.words = dict(local.words)
        return earlier
