"""Who is connected to a hosted round, and what each is told without asking: changes of the round, the board, their own row.

The round says that it has changed (`HostedRound.change`); how often that is told, and to how many at once, is decided here, so
that a large class leaves time for its moves. What a message holds is decided in views.py.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from simulator.rounds.hosted.debriefs import debrief_message
from simulator.rounds.hosted.views import (
    board_row,
    board_state,
    board_update,
    encode_board,
    is_over,
    own_rows,
    remaining_ms,
    seat_state,
    team_rows,
    trainer_state,
)
from simulator.rounds.model import Phase
from simulator.rounds.protocol import (
    Failure,
    OwnRow,
    SeatGiven,
    TeamsUpdate,
    Waiting,
)
from simulator.rounds.requests import (
    Board,
    Extend,
    Remove,
    RemoveMany,
    Rename,
    SeatTime,
    Team,
)
from simulator.rounds.words import ELSEWHERE, HANDED_OVER, REMOVED, TOO_MANY_WAIT, WAITING_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.rounds.hosted.connection import Connection
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.hosted.waiting_room import Newcomer
    from simulator.rounds.message_parts import (
        TeamRow,
    )
    from simulator.rounds.protocol import (
        Message,
    )
    from simulator.rounds.requests import Request

BOARD_SECONDS = 0.5
BATCH, SHARE = 50, 4.0
"""Clients told of a change before others get a turn; and how much longer than the telling took until the next."""
LEAST_PAUSE = 0.05
BLOCKED_LOOK_SECONDS = 1.0


class Announcer:
    """The connections of a round that have said who they are, and what they are told."""

    def __init__(self, round: HostedRound) -> None:
        self._round = round
        self.connections: set[Connection] = set()
        self.by_seat: dict[str, Connection] = {}
        self._waiting: dict[str, Connection] = {}
        round.on_message = self._send_to_seat
        round.is_here = self.by_seat.__contains__
        round.on_admitted, round.on_refused = self._admit, self._refuse

    # Who is here

    def seat(self, connection: Connection, seat: Seat, token: str) -> None:
        """Give a connection its seat; the newest connection of a seat wins, and the older one is closed."""
        older = self.by_seat.get(seat.id)
        if older is not None:
            handed = older.seat_token != seat.token
            words = HANDED_OVER if handed else ELSEWHERE
            older.send(Failure("closed", words, handed_over=handed))
            older.close()
        connection.seat, connection.seat_token = seat, seat.token
        self.by_seat[seat.id] = connection
        connection.send(SeatGiven(token, seat.id, seat.name))
        self._enter(connection, seat)
        self._round.change.set()

    def hold(self, connection: Connection, newcomer: Newcomer) -> None:
        """Let a connection wait for the trainer's yes; one that has to give way to it is told so and closed."""
        connection.newcomer = newcomer.id
        self._waiting[newcomer.id] = connection
        words = WAITING_WORDS[newcomer.reason].format(name=newcomer.typed)
        connection.send(Waiting(words))
        surplus = self._round.waiting.add(newcomer)
        if surplus is not None:
            self._refuse(surplus.id, Failure("full", TOO_MANY_WAIT))
        self._round.change.set()

    def _admit(self, id: str, seat: Seat, token: str) -> None:
        """Give a connection that waited its seat."""
        connection = self._waiting.pop(id, None)
        if connection is not None:
            connection.newcomer = ""
            self.connections.add(connection)
            self.seat(connection, seat, token)

    def _refuse(self, id: str, failure: Failure) -> None:
        """Tell a connection that waited that it gets no seat, and close it."""
        connection = self._waiting.pop(id, None)
        if connection is not None:
            connection.send(failure)
            connection.close()

    def discard(self, connection: Connection) -> None:
        """Forget a connection that is over."""
        self.connections.discard(connection)
        if self._waiting.pop(connection.newcomer, None) is not None:
            self._round.waiting.take(connection.newcomer)
            self._round.change.set()
        seat = connection.seat
        if seat is not None and self.by_seat.get(seat.id) is connection:
            del self.by_seat[seat.id]
            self._round.change.set()

    def close(self) -> None:
        """Close every connection, without an error: clients then come back by themselves once the round is resumed."""
        for connection in (*self.connections, *self._waiting.values()):
            connection.close()

    # What they are told

    def send_trainer_state(self, connection: Connection) -> None:
        """Send all of it to a trainer."""
        connection.send(trainer_state(self._round, self.by_seat))

    def send_board_state(self, connection: Connection) -> None:
        """Send where the round stands to a projector."""
        connection.send(board_state(self._round))

    def follow_up(self, request: Request) -> None:
        """Tell the seats what a trainer's request has done and their screens must show at once."""
        match request:
            case Remove(seat=id):
                self._dismiss(id)
            case RemoveMany(seats=ids):
                for id in ids:
                    self._dismiss(id)
            case SeatTime(seat=id) | Team(seat=id) | Rename(seat=id):
                self._send_states([self.by_seat[id]] if id in self.by_seat else [])
            case Board() | Extend():
                self._send_states(list(self.connections))

    def _send_states(self, connections: Sequence[Connection]) -> None:
        for connection in connections:
            if connection.seat is not None:
                connection.send(seat_state(self._round, connection.seat))

    def _dismiss(self, id: str) -> None:
        connection = self.by_seat.get(id)
        if connection is not None:
            message = REMOVED
            connection.send(Failure("closed", message, removed=True))
            connection.close()

    def _send_to_seat(self, id: str, message: Message) -> None:
        connection = self.by_seat.get(id)
        if connection is not None:
            connection.send(message)

    def _enter(self, connection: Connection, seat: Seat) -> None:
        """Tell a seat all of where it is: where the round stands, what was said, and the debrief once it is time for it.

        A seat that made no moves has nothing to look back on.
        """
        connection.send(seat_state(self._round, seat, enters=True))
        if is_over(self._round) and seat.acted:
            connection.send(debrief_message(seat, self._round.scenario + 1))

    # What goes on all the time

    async def drop_blocked(self) -> None:
        """Break off connections whose other side doesn't read."""
        while True:
            for connection in list(self.connections):
                connection.drop_if_blocked()
            await asyncio.sleep(BLOCKED_LOOK_SECONDS)

    async def tell_changes(self) -> None:
        """Tell everyone, after a change of the round, where it stands, each what they may know."""
        round = self._round
        before = (round.phase, round.scenario)
        while True:
            await round.change.wait()
            # Cleared before anything is worked out: a change during the telling is told in the next turn.
            round.change.clear()
            round.leaderboard.invalidate()
            now = (round.phase, round.scenario)
            began = time.monotonic()
            await self._tell(entered=now != before)
            before = now
            # What tells a large class of every newcomer must leave time for the newcomers.
            await asyncio.sleep(max(LEAST_PAUSE, SHARE * (time.monotonic() - began)))

    async def _tell(self, *, entered: bool) -> None:
        """Tell everyone where the round stands; with `entered` the phase is another than when this was told last."""
        phase = self._round.phase
        for number, connection in enumerate(list(self.connections), 1):
            seat = connection.seat
            if connection.trainer:
                self.send_trainer_state(connection)
            elif connection.viewer:
                self.send_board_state(connection)
            elif seat is not None and entered:
                self._enter(connection, seat)
                if phase is Phase.DEBRIEF:
                    await asyncio.sleep(0)  # a debrief takes a while to work out
            elif seat is not None and (phase is Phase.LOBBY or seat.over != connection.ended):
                connection.send(seat_state(self._round, seat))
            if number % BATCH == 0:
                await asyncio.sleep(0)

    async def show_board(self) -> None:
        """Show everyone one board twice a second while a round is open, and each seat its own row where that has changed.

        A large class is told part by part, so that answers go out in between.
        """
        round = self._round
        shown = _Shown()
        while True:
            connections = list(self.connections)
            parts = [connections[at : at + BATCH] for at in range(0, len(connections), BATCH)]
            if round.phase is not Phase.OPEN or not parts:
                await asyncio.sleep(BOARD_SECONDS)
                continue
            await self._work_out_points()
            update, own = board_update(round), own_rows(round)
            teams = team_rows(round)
            news = TeamsUpdate(teams) if teams != shown.teams else None
            shown.teams = teams
            for part in parts:
                if round.phase is not Phase.OPEN:
                    break  # a state has said so, and must have the last word
                frame = encode_board(replace(update, remaining_ms=remaining_ms(round)))
                for connection in part:
                    self._show_roster(connection, shown)
                    connection.show(frame)
                    if news is not None:
                        connection.send(news)
                    row = own.get(connection.seat.id) if connection.seat else None
                    if row is not None and shown.rows.get(row.standing.seat) != row.shown:
                        shown.rows[row.standing.seat] = row.shown
                        connection.send(OwnRow(board_row(row)))
                await asyncio.sleep(BOARD_SECONDS / len(parts))

    async def _work_out_points(self) -> None:
        """Have each seat work out its points, some at a time; the board then only sorts them."""
        for number, seat in enumerate(list(self._round.seats.values()), 1):
            seat.standing()
            if number % BATCH == 0:
                await asyncio.sleep(0)

    def _show_roster(self, connection: Connection, shown: _Shown) -> None:
        """Send a trainer the roster after moves, unless it still reads an older one: then the newest follows by itself."""
        moves = self._round.moves
        if connection.trainer and connection.idle and shown.moves.get(connection) != moves:
            shown.moves[connection] = moves
            self.send_trainer_state(connection)


class _Shown:
    """What was shown last: the teams, each seat's own row, and for each trainer after how many moves."""

    def __init__(self) -> None:
        self.teams: tuple[TeamRow, ...] = ()
        self.rows: dict[str, tuple[int | None, int | None, bool]] = {}
        self.moves: WeakKeyDictionary[Connection, int] = WeakKeyDictionary()
