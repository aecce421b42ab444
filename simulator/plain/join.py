"""A seat of a round line by line: what the server sends, the replies by number, the time at thresholds.

The same words as in a play alone. Nothing is worked out here: the server owns play and clock.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from math import ceil
from typing import TYPE_CHECKING

from simulator.plain.conversation import LineConversation, View
from simulator.plain.lines import typed_lines
from simulator.plain.seat_own_words import SeatInOwnWords
from simulator.plain.words import introduction, section_lines
from simulator.play.sentences import MOVE_WARNINGS
from simulator.rounds.client.session import PLAYING, UpdateKind
from simulator.rounds.requests import Say
from simulator.rounds.words import (
    CONNECTION_LOST,
    FINISHED,
    LEFT_FOR_REPLY,
    LEFT_IN_SCENARIO,
    PRACTICE,
    REPLY_SAVED,
    SENDING,
    SILENT,
    STARTS_IN,
    class_lines,
    points_words,
    standing_words,
)
from simulator.text import count, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.engine.lines import Line
    from simulator.rounds.client.connection import RoundClient
    from simulator.rounds.client.session import RemoteSession, TurnUpdate, Update
    from simulator.rounds.requests import Move

NO_CLOCK = "There is no clock."
LOOK = 0.25
"""Seconds between two looks at the time left."""
ANY_TIME = ("t", "time", "q", "quit", "b", "brief", "h", "help", "?")
"""What can be typed at any time, without waiting until a move is due."""


class PlainSeat(SeatInOwnWords):
    """A seat at a terminal, or in a pipe."""

    ACTIONS = LineConversation.ACTIONS | {"time"}
    LEAVE_HELP = "q leaves; you keep your seat."

    def __init__(
        self, client: RoundClient, seat: RemoteSession, say: Callable[[str], None]
    ) -> None:
        self._client, self.seat, self._print = client, seat, say
        self._lost = False
        self._warned: set[int] = set()
        self._move_due = asyncio.Event()
        self._unsent: list[Move | Say] = []
        self._briefed = 0
        self.leaving = asyncio.Event()

    async def run(self) -> None:
        """Run until the round is closed, the player leaves, or the server ends the connection."""
        loop = asyncio.get_running_loop()
        work = (
            self._listen(),
            self.leaving.wait(),
            self._read_lines(),
            self._warn(),
        )
        tasks = [loop.create_task(coroutine) for coroutine in work]
        heard, left, *others = tasks
        try:
            await asyncio.wait((heard, left), return_when=asyncio.FIRST_COMPLETED)
            if heard.done():
                heard.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(left, *others, return_exceptions=True)

    # What the conversation asks

    def say(self, text: str = "", hang: int = 0) -> None:
        """Print a line."""
        del hang
        self._print(text)

    def view(self) -> View:
        """Return what the seat can see and do, as far as the mode shows it; nothing while no move can be made."""
        seat, scene = self.seat, self.seat.scene
        if scene is None or not seat.may_move:
            return View()
        mood = f"{scene.band}, {number(scene.gauges.mood)}" if scene.gauges else scene.band
        # Under a clock the silence comes by itself.
        can_wait = seat.can_only_wait and seat.remaining() is None
        return View(() if seat.own_turn else seat.choices, seat.can_listen, can_wait, mood)

    def last_lines(self) -> Iterable[Line]:
        """Return what the last turn brought."""
        return self.seat.past[-1].lines if self.seat.past else ()

    def lines(self) -> Iterable[Line]:
        """Return everything said so far."""
        return (line for turn in self.seat.past for line in turn.lines)

    def present(self) -> None:
        """Print where the conversation is and ask for a move, where one can be made."""
        if self.seat.scene is None or not self.seat.may_move:
            return
        self.say_where_it_goes()
        super().present()
        self.say_prompt()

    # What the server says

    async def _listen(self) -> None:
        async for message in self._client.messages():
            update = self.seat.apply(message)
            self._say_news(update)
            await self._send_all()  # a sentence may have come to a move
            if self.seat.may_move and self.seat.asked is None and self.seat.typed.said is None:
                self._move_due.set()
            else:
                self._move_due.clear()
            if (
                update.kind in (UpdateKind.ENTERED, UpdateKind.CAUGHT_UP, UpdateKind.SHOWN)
                and self.seat.asked
            ):
                await self._client.send(self.seat.asked)  # the same cmd moves nothing twice
            if self.seat.phase == "closed":
                return

    def _say_news(self, update: Update) -> None:  # noqa: C901 - one case for each kind
        seat = self.seat
        match update.kind:
            case UpdateKind.SEATED:
                self.say("The connection is back." if self._lost else f"You are {seat.name}.")
                self._lost = False
            case UpdateKind.WAITING:
                self.say(update.text)
            case UpdateKind.ENTERED:
                self._enter()
                self._say_update(update.turn)
                self.present()
            case UpdateKind.CAUGHT_UP:
                self._say_update(update.turn)
                self.present()
            case UpdateKind.MOVED:
                if update.turn.silent:
                    self.say(SILENT)
                self._say_update(update.turn)
                self._warned.clear()
                if seat.ended:
                    self.say(FINISHED)
                self.present()
            case UpdateKind.HEARD:
                self.say_heard(update.text)
            case UpdateKind.REFUSED:
                self.say(update.text)
                self.present()
            case UpdateKind.OWN if seat.own and seat.own.done:
                if own := standing_words(seat.own.rank, seat.own.points, seat.seats):
                    self.say(own)
            case UpdateKind.DEBRIEF:
                self._debrief()
            case UpdateKind.LOST if not self._lost:
                self._lost = True
                self.say(CONNECTION_LOST)

    def _enter(self) -> None:
        seat = self.seat
        self.say(seat.phase_words())
        if seat.trouble:
            self.say(seat.trouble)
        self.say_all(seat.late)
        if seat.phase in ("lobby", "countdown") and self._briefed != seat.customer.number:
            self._briefed = seat.customer.number
            self.action_brief()
        elif not seat.counts and seat.phase != "closed":
            self.say(PRACTICE)
        if seat.phase == "countdown" and (left := seat.left()) is not None:
            self.say(STARTS_IN.format(time=count(ceil(left), "second")))

    def _say_update(self, update: TurnUpdate) -> None:
        self.say_lines(update.lines)
        self.say_all(f"Why: {sentence}" for sentence in update.why)

    def _debrief(self) -> None:
        seat = self.seat
        self.say_all(seat.standing_lines())
        for team in seat.teams:
            self.say(f"Team {team.name}: {points_words(team.points) or 'no points yet'}.")
        for pane in seat.panes:
            self.say_all(section_lines(pane.sections))
        for point in class_lines(seat.points):
            self.say_all(["", *point])

    # What is typed

    async def _read_lines(self) -> None:
        async for line in typed_lines():
            if line.strip().lower() not in ANY_TIME and not sys.stdin.isatty():
                await self._move_due.wait()  # a script answers when it is asked
            continues = self.handle_command(line)
            await self._send_all()
            if not continues:
                self.leaving.set()
        if not self.seat.ended:
            self.say("The input has ended, so you can't make any more moves from here.")

    def handle_command(self, line: str) -> bool:
        """Do what a line says; while no move is due, say what is waited for."""
        seat, word = self.seat, line.strip().lower()
        own = seat.own_turn
        if own and not word.startswith("/") and not self.action_for(word):
            self.answer_in_own_words(own, line)
            return True
        if seat.may_move or word.startswith("/") or (word in ANY_TIME and word != "?"):
            return super().handle_command(line)
        if seat.waiting:
            self.say(seat.waiting)
            return True
        ended = seat.ended and seat.phase in PLAYING
        self.say(FINISHED if ended else seat.phase_words())
        return True

    def send_sentence(self, message: Say) -> None:
        """Hand a sentence over to be sent."""
        self._move_due.clear()
        self._unsent.append(message)

    def make_move(self, move: str) -> bool:
        """Hand a move over to be sent."""
        message = self.seat.ask(move, secrets.token_hex(16))
        self._move_due.clear()
        if message is None:
            self.say(SENDING)
        else:
            self._unsent.append(message)
        return True

    async def _send_all(self) -> None:
        while self._unsent:
            message = self._unsent.pop(0)
            if await self._client.send(message):
                continue
            if isinstance(message, Say):
                self.seat.typed.lose()
                self.say(CONNECTION_LOST)
            else:
                self.say(REPLY_SAVED)

    def action_brief(self) -> None:
        """Say what is known."""
        customer = self.seat.customer
        known = (customer.title, customer.channel, customer.name, customer.about, customer.brief)
        self.say_all(introduction(*known))
        if not self.seat.counts:
            self.say(PRACTICE)

    def action_time(self) -> None:
        """Say the time left for the move, and of the round."""
        left, all_left = self.seat.remaining(), self.seat.left()
        self.say(NO_CLOCK if left is None else _left_for_reply(left))
        if all_left is not None:
            self.say(LEFT_IN_SCENARIO.format(time=count(ceil(all_left), "second")))

    async def _warn(self) -> None:
        """Say the time left at its thresholds, each once."""
        while True:
            await asyncio.sleep(LOOK)
            left = self.seat.remaining()
            if left is None or not self.seat.may_move:
                continue
            due = {seconds for seconds in MOVE_WARNINGS if 0 < left <= seconds}
            if due - self._warned:
                self.say(_left_for_reply(left))
            self._warned |= due


def _left_for_reply(seconds: float) -> str:
    return LEFT_FOR_REPLY.format(time=count(ceil(seconds), "second"))
