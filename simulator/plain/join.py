"""A seat of a round line by line: what the server tells, the replies by number, the time at thresholds.

The same words as alone; nothing is worked out here, the server owns play and clock.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from math import ceil
from typing import TYPE_CHECKING

from simulator.plain.lines import typed_lines
from simulator.plain.spoken import spoken
from simulator.play.choices import numbers_in_words
from simulator.rounds.client.session import PLAYING, Kind
from simulator.rounds.words import PHASE_WORDS, PRACTICE, class_told, own_told, points_told
from simulator.ruleset import LISTEN, SILENCE
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.rounds.client.connection import RoundClient
    from simulator.rounds.client.session import Brought, News, RemoteSeat

WARN_AT = (30, 10, 5)
WORDS = ("t", "q", "quit", "b", "brief", "h", "help", "?")
"""What can be said at any time."""
KEYS = (
    "The number of a reply gives it. Enter or l listens. ? says again where things stand, b what you know, "
    "t the time, q leaves; your seat is kept."
)


class PlainSeat:
    """A seat at a terminal, or in a pipe."""

    def __init__(self, client: RoundClient, seat: RemoteSeat, say: Callable[[str], None]) -> None:
        self._client, self.seat, self._say = client, seat, say
        self._lost = False
        self._warned: set[int] = set()
        self._move_due = asyncio.Event()
        self._briefed = 0
        self.leaving = asyncio.Event()

    async def run(self) -> None:
        """Until the round is closed, the player leaves, or the server shows us the door."""
        loop = asyncio.get_running_loop()
        tasks = [
            loop.create_task(work)
            for work in (self._listen(), self.leaving.wait(), self._read_lines(), self._warn())
        ]
        heard, left, *others = tasks
        try:
            await asyncio.wait((heard, left), return_when=asyncio.FIRST_COMPLETED)
            if heard.done():
                heard.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(left, *others, return_exceptions=True)

    async def _listen(self) -> None:
        async for message in self._client.messages():
            news = self.seat.take(message)
            self._tell(news)
            if self.seat.may_move and self.seat.asked is None:
                self._move_due.set()
            else:
                self._move_due.clear()
            if news.kind in (Kind.ENTERED, Kind.CAUGHT_UP, Kind.SHOWN) and self.seat.asked:
                await self._client.send(self.seat.asked)  # the same cmd moves nothing twice
            if self.seat.phase == "closed":
                return

    def _tell(self, news: News) -> None:
        seat = self.seat
        match news.kind:
            case Kind.SEATED:
                self._say("You are back." if self._lost else f"You are {seat.name}.")
                self._lost = False
            case Kind.ENTERED:
                self._enter()
                self._said(news.brought)
                self._present()
            case Kind.CAUGHT_UP:
                self._said(news.brought)
                self._present()
            case Kind.MOVED:
                if news.brought.silent:
                    self._say("Time is up: you said nothing.")
                self._said(news.brought)
                self._warned.clear()
                if seat.ended:
                    self._say("The conversation is over. Wait for the others.")
                self._present()
            case Kind.REFUSED:
                self._say(news.text)
                self._present()
            case Kind.OWN if seat.own and seat.own.done:
                if own := own_told(seat.own.rank, seat.own.points):
                    self._say(own)
            case Kind.DEBRIEF:
                self._debrief()
            case Kind.LOST if not self._lost:
                self._lost = True
                self._say(
                    "The connection is gone. Trying again; your seat and your clock are kept."
                )

    def _enter(self) -> None:
        seat = self.seat
        self._say(PHASE_WORDS[seat.phase])
        if seat.trouble:
            self._say(seat.trouble)
        if seat.phase in ("lobby", "countdown") and self._briefed != seat.customer.number:
            self._briefed = seat.customer.number
            self._brief()
        elif not seat.counts and seat.phase != "closed":
            self._say(PRACTICE)
        if seat.phase == "countdown" and (left := seat.left()) is not None:
            self._say(f"{ceil(left)} seconds until it begins.")

    def _brief(self) -> None:
        customer = self.seat.customer
        self._say(f"{customer.title}. {customer.channel.capitalize()}.")
        self._say(f"The customer: {customer.name}. {customer.about}".rstrip())
        if customer.brief:
            self._say(f"You know: {customer.brief}")
        if not self.seat.counts:
            self._say(PRACTICE)

    def _said(self, brought: Brought) -> None:
        for line in brought.lines:
            for text in spoken(line):
                self._say(text)
        for sentence in brought.why:
            self._say(f"Why: {sentence}")

    def _present(self) -> None:
        seat, scene = self.seat, self.seat.scene
        if scene is None or not seat.may_move:
            return
        mood = f", {number(scene.gauges.mood)}" if scene.gauges else ""
        self._say(f"Mood: {scene.band}{mood}.")
        if scene.can_listen:
            self._say("There is more to hear.")
        for choice in scene.choices:
            self._say(f"{choice.number}. {choice.marked}")
        if seat.can_only_wait:
            wait = "time goes by." if seat.remaining() is not None else "Enter says nothing:"
            self._say(f"There is nothing to say and nothing more to hear; {wait}")
            return
        listen = "Enter to listen" if scene.can_listen else ""
        give = numbers_in_words(scene.choices)
        ways = " or ".join(way for way in (give, listen) if way)
        self._say(f"Your move, {ways}; ? repeats, t tells the time, q leaves:")

    async def _read_lines(self) -> None:
        async for line in typed_lines():
            word = line.strip().lower()
            if word not in WORDS and not sys.stdin.isatty():
                await self._move_due.wait()  # a script answers when it is asked
            await self._obey(word)
        if not self.seat.ended:
            self._say("The input has ended: nothing more can be said from here.")

    async def _obey(self, word: str) -> None:
        seat = self.seat
        choices = {str(choice.number): choice.id for choice in seat.choices}
        if word == "t":
            self._time()
        elif word in ("q", "quit"):
            self.leaving.set()
        elif word in ("b", "brief"):
            self._brief()
        elif word in ("h", "help"):
            self._say(KEYS)
        elif not seat.may_move:
            ended = seat.ended and seat.phase in PLAYING
            self._say("You are done. Wait for the others." if ended else PHASE_WORDS[seat.phase])
        elif word == "?":
            if seat.past:
                self._said(seat.past[-1])
            self._present()
        elif word in ("", "l", "listen") and seat.can_listen:
            await self._move(LISTEN)
        elif word == "" and seat.can_only_wait and seat.remaining() is None:
            await self._move(SILENCE)
        elif word in choices:
            await self._move(choices[word])
        elif word:
            self._say(f"That is no move here. {KEYS}")

    async def _move(self, move: str) -> None:
        message = self.seat.ask(move, secrets.token_hex(16))
        self._move_due.clear()
        if message is None:
            self._say("Your last move is still on its way.")
        elif not await self._client.send(message):
            self._say("The connection is gone; your move is sent when it is back.")

    def _time(self) -> None:
        left, all_left = self.seat.remaining(), self.seat.left()
        self._say("There is no clock." if left is None else f"{ceil(left)} seconds left.")
        if all_left is not None:
            self._say(f"{ceil(all_left)} seconds left of the round.")

    async def _warn(self) -> None:
        while True:
            await asyncio.sleep(0.25)
            left = self.seat.remaining()
            if left is None or not self.seat.may_move:
                continue
            due = [seconds for seconds in WARN_AT if 0 < left <= seconds]
            fresh = [seconds for seconds in due if seconds not in self._warned]
            self._warned.update(due)
            if fresh:
                self._say(f"{ceil(left)} seconds left.")

    def _debrief(self) -> None:
        seat = self.seat
        if seat.own:
            self._say(own_told(seat.own.rank, seat.own.points, over=True))
        for team in seat.teams:
            self._say(f"Team {team.name}: {points_told(team.points) or 'no points'}.")
        for pane in seat.panes:
            for section in pane.sections:
                self._say("")
                self._say(f"{section.title}.")
                for line in section.paragraphs:
                    self._say(line)
        for point in class_told(seat.points):
            self._say("")
            for line in point:
                self._say(line)
