"""The state of a round at one terminal: who plays what, whose turn it is, the board; and the events that change it.

Record first: `_write` puts an event on the disk and only then applies it, and reopening applies the same events by the same
`apply`. Draws nothing, opens no file, and has its clock from whoever makes it; round.py decides which events there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.rules import Rules
from simulator.records.record import WHOLE_CLOCK
from simulator.rounds.event_log import Event, RecordFailed
from simulator.rounds.hot_seat.model import CLASS, LEFT, Play, Player
from simulator.rounds.hot_seat.session import SECOND, EventNotSaved, HotSeatSession
from simulator.rounds.model import Phase, Show
from simulator.rounds.names import shown_name
from simulator.rounds.points import ranked
from simulator.ruleset import SILENCE
from simulator.text import clean_name, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from simulator.engine.conversation import Turn
    from simulator.rounds.event_log import EventRecord
    from simulator.rounds.hot_seat.model import Variant
    from simulator.rounds.model import Setup
    from simulator.rounds.points import Ranked
    from simulator.scenario.model import Scenario


class HotSeatState:
    """Who plays what at one terminal, as the events so far make it."""

    def __init__(
        self,
        setup: Setup,
        variant: Variant,
        scenarios: Sequence[Scenario],
        record: EventRecord,
        *,
        now: Callable[[], float],
        wall: Callable[[], str],
    ) -> None:
        self.setup, self.variant, self.record = setup, variant, record
        self._now, self._wall = now, wall
        self._machines = [ScenarioMachine(setup.staged(item)) for item in scenarios]
        self._versions: dict[str, int] = {}
        self.players: dict[str, Player] = {}
        self.plays: dict[str, Play] = {}
        self.order: list[str] = []
        self.show = Show.ALL
        self.closed = False
        self._saving_stopped = False
        self.on_move: Callable[[], None] = lambda: None

    @property
    def path(self) -> Path:
        """The file it is kept in."""
        return self.record.path

    @property
    def kept(self) -> bool:
        """Whether all of it is in the record; not once the round, or a play of it, continues without."""
        return not self._saving_stopped and not any(
            play.seat.detached for play in self.plays.values()
        )

    def reopen(self, events: Iterable[Event]) -> None:
        """Apply what a record holds; what was being played waits for its player. Nothing is written."""
        for event in events:
            self.apply(event)
        for play in self.plays.values():
            play.seat.use_up(play.clock)
            play.seat.park()

    # The roster

    def room(self) -> int:
        """Return how many more can join."""
        if self.variant.together or self.variant.same:
            return self.setup.max_seats - len(self.players)
        return min(self.setup.max_seats, len(self._machines)) - len(self.players)

    def named(self, name: str) -> Player:
        """Return the player of that name; raises SimulatorError."""
        for player in self.players.values():
            if player.name.casefold() == name.strip().casefold():
                return player
        names = [player.name for player in self.players.values()]
        raise SimulatorError(
            f"There isn't anyone called {clean_name(name)} in this round.",
            f"The players are {listed(names)}.",
        )

    # Turns

    @property
    def due(self) -> Player | None:
        """Whose turn it is; None when all have played."""
        return self.players[self.order[0]] if self.order and not self.closed else None

    @property
    def can_defer(self) -> bool:
        """Whether whose turn it is can let others go first."""
        return len(self.order) > 1 and (self.variant.together or self.order[0] not in self.plays)

    @property
    def present(self) -> Play | None:
        """The play that whose turn it is has begun already."""
        if self.variant.together:
            return self.plays.get(CLASS)
        return self.plays.get(self.order[0]) if self.order else None

    @property
    def waiting(self) -> list[str]:
        """The names of those who have not begun, in their order; in one conversation together, no one waits."""
        if self.variant.together or self.closed:
            return []
        return [self.players[id].name for id in self.order if id not in self.plays]

    @property
    def coming(self) -> Scenario:
        """What whose turn it is plays, before they sit down."""
        return self._machines[self._next()].scenario

    @property
    def limit(self) -> float | None:
        """Seconds for a whole conversation of whose turn it is; None where there is no limit."""
        due = self.due
        if not self.setup.limit or due is None or due.factor is None:
            return None
        return self.setup.limit * due.factor

    def left(self, play: Play) -> float | None:
        """Return seconds left of a play's limit for whoever plays it now; None where it has none."""
        due, limit = self.due, self.limit
        if limit is None or due is None or due.factor is None:
            return None
        return max(0.0, limit - play.active * due.factor - play.seat.spent(self._now()))

    # What is told

    def board(self) -> tuple[Ranked, ...]:
        """Return every play that has begun, ranked; one that is in the middle comes last, without a rank."""
        return ranked(play.standing(closed=self.closed) for play in self.plays.values())

    def still_to_come(self) -> set[int]:
        """Return the scenarios that a player has still to play, or is playing, by their places in the setup."""
        if self.closed:
            return set()
        begun = {play.scenario for play in self.plays.values() if not play.done}
        return begun | {self._of(id) for id in self.order if not self.variant.together}

    def scenario(self, play: Play) -> Scenario:
        """Return what is played there."""
        return self._machines[play.scenario].scenario

    def author(self, play: Play, move: int) -> str:
        """Return the name of who made a move, counted from 0."""
        return self.players[play.authors[move]].name

    # The one interpreter of events

    def apply(self, event: Event) -> None:  # noqa: C901 - one case for each kind
        """Change the state by an event that is on the disk; the only place that does, live and on reopening."""
        stream, body = event.stream, event.body
        self._versions[stream] = event.version
        match event.kind:
            case "joined":
                factor = float(body["factor"]) or None
                self.players[stream] = Player(
                    stream, shown_name(str(body["name"])), int(body["seed"]), factor
                )
                self.order.append(stream)
            case "seat-time":
                self._retime(self.players[stream], float(body["factor"]) or None)
            case "later":
                self._pass_on()
            case "remove":
                self._remove(stream)
            case "sat":
                self._sit(stream, int(body["scenario"]))
            case "move":
                play = self.plays[stream]
                play.seat.restore([str(body["move"])])
                self._count(play, play.seat.turns[-1], body["ms"] / SECOND)
            case "clock":
                self.plays[stream].clock = min(WHOLE_CLOCK, max(0, int(body["used"])))
            case "left":
                self.plays[stream].closed = str(body["why"])
                self._finish()
            case "board":
                self.show = Show(body["show"])
            case "phase":
                self.closed = Phase(body["phase"]) is Phase.CLOSED

    def _sit(self, stream: str, scenario: int) -> None:
        due = self.players[self.order[0]]
        name = self.setup.name if self.variant.together else due.name
        seed = self.variant.seed if self.variant.together else due.seed
        rules = Rules(self.setup.mode, timed=True, factor=due.factor, seed=seed)
        seat = HotSeatSession(
            self._machines[scenario],
            rules,
            self._now,
            lambda move, seconds: self._make_move(stream, move, seconds),
            lambda used: self._write(stream, "clock", {"used": used}),
        )
        self.plays[stream] = Play(stream, name, scenario, seat)

    def _make_move(self, stream: str, move: str, seconds: float) -> None:
        """Write a move and apply it; raises EventNotSaved."""
        body = {"move": move, "ms": round(seconds * SECOND), "left": None, "by": self.order[0]}
        self._write(stream, "move", body)
        self.on_move()

    def _write(self, stream: str, kind: str, body: dict[str, Any]) -> None:
        """Write an event and wait until it is on the disk, then apply it; raises EventNotSaved; then nothing has happened."""
        event = Event(stream, self._versions.get(stream, 0) + 1, kind, self._wall(), body)
        if self.kept:
            try:
                self.record.keep(event)
            except RecordFailed as error:
                raise EventNotSaved(self.record.path, error) from error
        self.apply(event)

    def _next(self) -> int:
        if self.variant.together:
            return 0
        return self._of(self.order[0])

    def _of(self, player: str) -> int:
        """Which scenario a player has: that of their place on the roster, from the first again where there are too few."""
        return list(self.players).index(player) % len(self._machines)

    def _count(self, play: Play, turn: Turn, seconds: float) -> None:
        """Do what a move that was made means for the round."""
        due = self.players[self.order[0]]
        play.clock = 0
        play.authors.append(due.id)
        play.active += seconds / due.factor if due.factor else seconds
        play.untimed = play.untimed or due.factor is None
        if play.seat.over:
            self._finish()
        elif self.variant.together and (turn.reply is not None or turn.move == SILENCE):
            play.seat.park()
            self._pass_on()

    def _finish(self) -> None:
        self.order = [] if self.variant.together else self.order[1:]

    def _pass_on(self) -> None:
        self.order = [*self.order[1:], *self.order[:1]]

    def _remove(self, stream: str) -> None:
        self.order.remove(stream)
        play = self.plays.get(CLASS if self.variant.together else stream)
        if play and not play.done:
            play.seat.park()
            play.closed = "" if self.variant.together and self.order else LEFT

    def _retime(self, player: Player, factor: float | None) -> None:
        player.factor = factor
        play = self.present
        if play and self.order and self.order[0] == player.id:
            play.seat.retime(factor)
