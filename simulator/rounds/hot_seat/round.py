"""A round at one terminal: who plays what, whose turn it is, the board. Every step is noted before it counts.

Two ways: each plays a conversation of their own while the keyboard goes round, or the class plays one together, a turn each.
It is the fold of its events, so that it can be gone on with; points, ranks and names are those of a hosted round. It draws
nothing, opens no file, and has its clock and its seed from whoever makes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.rules import Rules
from simulator.records.record import WHOLE_CLOCK
from simulator.rounds.event_log import ROUND, Event, RecordFailed
from simulator.rounds.hot_seat.model import CLASS, LEFT, Play, Player
from simulator.rounds.hot_seat.session import SECOND, NotKept, TurnSeat
from simulator.rounds.model import Phase, Show
from simulator.rounds.names import shown_name, unique_name
from simulator.rounds.points import ranked
from simulator.ruleset import SILENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from simulator.engine.conversation import Turn
    from simulator.rounds.event_log import RoundRecord
    from simulator.rounds.hot_seat.model import Way
    from simulator.rounds.model import Setup
    from simulator.rounds.points import Ranked
    from simulator.rounds.roster import Entry
    from simulator.scenario.model import Scenario


class HotSeat:
    """A round at one terminal; methods that note something raise NotKept, and then nothing has happened."""

    def __init__(
        self,
        setup: Setup,
        way: Way,
        scenarios: Sequence[Scenario],
        record: RoundRecord,
        *,
        now: Callable[[], float],
        wall: Callable[[], str],
    ) -> None:
        self.setup, self.way, self._record = setup, way, record
        self._now, self._wall = now, wall
        self._machines = [ScenarioMachine(setup.staged(item)) for item in scenarios]
        self._versions: dict[str, int] = {}
        self.players: dict[str, Player] = {}
        self.plays: dict[str, Play] = {}
        self.order: list[str] = []
        self.show = Show.ALL
        self.closed = False
        self._unkept = False
        self.told: Callable[[], None] = lambda: None

    @property
    def path(self) -> Path:
        """The file it is kept in."""
        return self._record.path

    def open(self, show: Show) -> None:
        """Note a new round."""
        body = {"setup": self.setup.as_json(), "hot_seat": self.way.as_json()}
        self._do(ROUND, "opened", body)
        self.show_board(show)

    def go_on(self, events: Iterable[Event]) -> None:
        """Fold what a record holds; what was being played waits for its player. Nothing is written."""
        for event in events:
            self._versions[event.stream] = event.version
            self._fold(event.stream, event.kind, event.body)
        for play in self.plays.values():
            play.seat.use_up(play.clock)
            play.seat.park()

    # The roster

    def room(self) -> int:
        """How many more can join."""
        if self.way.together or self.way.same:
            return self.setup.max_seats - len(self.players)
        return min(self.setup.max_seats, len(self._machines)) - len(self.players)

    def add(self, entry: Entry) -> Player:
        """Somebody joins; raises SimulatorError where there is no room."""
        if self.closed or (self.plays and not self.order):
            raise SimulatorError("This round is over.")
        if len(self.players) >= self.setup.max_seats:
            raise SimulatorError(f"A round has room for {self.setup.max_seats} players.")
        if self.room() < 1:
            raise SimulatorError(
                "There is no scenario left for another player: who comes second would have watched the first.",
                "Name more scenarios, or say --same or --together.",
            )
        number = len(self.players) + 1
        name = unique_name(entry.name, [player.name for player in self.players.values()])
        body = {"name": name, "factor": entry.factor or 0, "seed": self.way.seed + number}
        self._do(f"player-{number}", "joined", body)
        return self.players[f"player-{number}"]

    def named(self, name: str) -> Player:
        """The player of that name; raises SimulatorError."""
        for player in self.players.values():
            if player.name.casefold() == name.strip().casefold():
                return player
        names = ", ".join(player.name for player in self.players.values())
        raise SimulatorError("Nobody of that name plays.", f"There are {names}.")

    def retime(self, player: Player, factor: float | None) -> None:
        """Give somebody another factor from now on; None for no clock."""
        self._do(player.id, "seat-time", {"factor": factor or 0})

    def later(self) -> None:
        """Whose turn it is lets the others go first."""
        due = self.due
        if due and self.may_wait:
            self._do(due.id, "later", {})

    def out(self) -> None:
        """Whose turn it is plays no more; a play of their own that has begun counts as it stands."""
        due = self.due
        if due:
            self._do(due.id, "remove", {})

    def show_board(self, show: Show) -> None:
        """Choose what is seen of the board."""
        self._do(ROUND, "board", {"show": show.value})

    def close(self) -> None:
        """Nobody plays any more."""
        self._do(ROUND, "phase", {"phase": Phase.CLOSED.value, "left": None, "following": False})

    # Turns

    @property
    def due(self) -> Player | None:
        """Whose turn it is; None when all have played."""
        return self.players[self.order[0]] if self.order and not self.closed else None

    @property
    def may_wait(self) -> bool:
        """Whether whose turn it is can let others go first."""
        return len(self.order) > 1 and (self.way.together or self.order[0] not in self.plays)

    @property
    def present(self) -> Play | None:
        """The play that whose turn it is has begun already."""
        if self.way.together:
            return self.plays.get(CLASS)
        return self.plays.get(self.order[0]) if self.order else None

    @property
    def waiting(self) -> list[str]:
        """The names of those who have not begun, in their order; in one conversation together, nobody waits."""
        if self.way.together or self.closed:
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

    def sit(self) -> Play:
        """Whose turn it is sits down: their play begins or goes on, and its clock runs."""
        due = self.due
        assert due is not None
        if self.present is None:
            stream = CLASS if self.way.together else due.id
            self._do(stream, "sat", {"scenario": self._next()})
        play = self.present
        assert play is not None
        play.seat.sit_down()
        play.seat.retime(due.factor)
        return play

    def give_up(self, play: Play, why: str) -> None:
        """End a play early; it counts as it stands."""
        if not play.done:
            self._do(play.id, "left", {"why": why})

    def left(self, play: Play) -> float | None:
        """Seconds left of a play's limit for whoever plays it now; None where it has none."""
        due, limit = self.due, self.limit
        if limit is None or due is None or due.factor is None:
            return None
        return max(0.0, limit - play.active * due.factor - play.seat.spent(self._now()))

    def note_clock(self) -> None:
        """Note how much of the clock of the present play is used, before the round is left."""
        play = self.present
        if play and not play.done:
            play.seat.note_clock(after=0)

    def unkeep(self) -> None:
        """Go on without a record."""
        self._unkept = True

    @property
    def kept(self) -> bool:
        """Whether all of it is in the record; not any more once the round, or a play of it, is gone on with without."""
        return not self._unkept and not any(play.seat.detached for play in self.plays.values())

    # What is told

    def board(self) -> tuple[Ranked, ...]:
        """Every play that has begun, ranked; one that is in the middle comes last, without a rank."""
        return ranked(play.standing(closed=self.closed) for play in self.plays.values())

    def still_to_come(self) -> set[int]:
        """The scenarios that somebody has still to play, or is playing, by their places in the setup."""
        if self.closed:
            return set()
        begun = {play.scenario for play in self.plays.values() if not play.done}
        return begun | {self._of(id) for id in self.order if not self.way.together}

    def scenario(self, play: Play) -> Scenario:
        """What is played there."""
        return self._machines[play.scenario].scenario

    def author(self, play: Play, move: int) -> str:
        """The name of who made a move, counted from 0."""
        return self.players[play.authors[move]].name

    # Inside

    def _next(self) -> int:
        if self.way.together:
            return 0
        return self._of(self.order[0])

    def _of(self, player: str) -> int:
        """Which scenario a player has: that of their place on the roster, from the first again where there are too few."""
        return list(self.players).index(player) % len(self._machines)

    def _do(self, stream: str, kind: str, body: dict[str, Any]) -> None:
        self._note(stream, kind, body)
        self._fold(stream, kind, body)

    def _note(self, stream: str, kind: str, body: dict[str, Any]) -> None:
        """Write an event and wait until it is on the disk; raises NotKept."""
        if not self.kept:
            return
        version = self._versions.get(stream, 0) + 1
        try:
            self._record.keep(Event(stream, version, kind, self._wall(), body))
        except RecordFailed as error:
            raise NotKept(self._record.path, error) from error
        self._versions[stream] = version

    def _fold(self, stream: str, kind: str, body: dict[str, Any]) -> None:
        match kind:
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
        name = self.setup.name if self.way.together else due.name
        seed = self.way.seed if self.way.together else due.seed
        rules = Rules(self.setup.mode, timed=True, factor=due.factor, seed=seed)
        seat = TurnSeat(
            self._machines[scenario],
            rules,
            self._now,
            lambda move, seconds: self._note_move(stream, move, seconds),
            lambda used: self._note(stream, "clock", {"used": used}),
            lambda turn, seconds: self._moved(stream, turn, seconds),
        )
        self.plays[stream] = Play(stream, name, scenario, seat)

    def _note_move(self, stream: str, move: str, seconds: float) -> None:
        body = {"move": move, "ms": round(seconds * SECOND), "left": None, "by": self.order[0]}
        self._note(stream, "move", body)

    def _moved(self, stream: str, turn: Turn, seconds: float) -> None:
        self._count(self.plays[stream], turn, seconds)
        self.told()

    def _count(self, play: Play, turn: Turn, seconds: float) -> None:
        """What a move that was made means for the round."""
        due = self.players[self.order[0]]
        play.clock = 0
        play.authors.append(due.id)
        play.active += seconds / due.factor if due.factor else seconds
        play.untimed = play.untimed or due.factor is None
        if play.seat.over:
            self._finish()
        elif self.way.together and (turn.reply is not None or turn.move == SILENCE):
            play.seat.park()
            self._pass_on()

    def _finish(self) -> None:
        self.order = [] if self.way.together else self.order[1:]

    def _pass_on(self) -> None:
        self.order = [*self.order[1:], *self.order[:1]]

    def _remove(self, stream: str) -> None:
        self.order.remove(stream)
        play = self.plays.get(CLASS if self.way.together else stream)
        if play and not play.done:
            play.seat.park()
            play.closed = "" if self.way.together and self.order else LEFT

    def _retime(self, player: Player, factor: float | None) -> None:
        player.factor = factor
        play = self.present
        if play and self.order and self.order[0] == player.id:
            play.seat.retime(factor)
