"""The plays of everyone: opened, moved in and read through the record; nothing is shown before it is on the disk.

No play is owned by a process: each event names the version that it follows, so two windows, or two servers on one record, can't
both make a move. Plays are kept ready for the next request, and brought up to the record each time they are asked for.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import UNSET

from simulator.engine.conversation import Conversation
from simulator.errors import SimulatorError
from simulator.play.days import on_day
from simulator.ruleset import EDITION
from simulator.server.plays import words
from simulator.server.plays.events import Kind, Moved, Opened, read_body, time_text, write_body
from simulator.server.plays.moves import Asked, Refused, Repeated, answer, end_of
from simulator.server.plays.rows import insert_play, keep_text, stream_of, update_play
from simulator.server.plays.searches import Searches
from simulator.server.plays.solo import apply, open_play
from simulator.server.store import Clash
from simulator.server.tokens import new_id
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from simulator.engine.machine import ScenarioMachine
    from simulator.server.plays.searches import Found
    from simulator.server.plays.shelf import Offered, Shelf
    from simulator.server.plays.solo import SoloPlay
    from simulator.server.store import Statement, Store
    from simulator.server.tokens import Randomness

Done = TypeVar("Done")
MOST_READY = 2000
"""Plays that are kept ready; others are folded again from the record when they are asked for."""
ID_SIGNS = 16
PATIENCE = 2.0
"""Seconds that a debrief waits for the search before it shows the moments in an order that is only for now."""


class NoSuchPlay(SimulatorError):
    """There is no play of that id that the one who asks may see."""

    def __init__(self) -> None:
        super().__init__(words.NO_SUCH_PLAY)


class Choice(NamedTuple):
    """How a play is to be begun; `factor` multiplies the time for each reply and is None without a clock."""

    mode: Mode
    timed: bool = False
    factor: float | None = 1.0
    day: str = ""
    assignment: str = ""
    step: int = 0


class Made(NamedTuple):
    """A play after a request, what is to be said of it, and whether nothing was done."""

    play: SoloPlay
    message: str = ""
    refused: bool = False


class SoloPlays:
    """Everyone's plays."""

    def __init__(self, store: Store, shelf: Shelf, random: Randomness) -> None:
        """`random` gives that many random bytes."""
        self.store, self.shelf, self._random = store, shelf, random
        self.searches = Searches()
        self._beside = asyncio.Lock()
        self._ready: OrderedDict[str, SoloPlay] = OrderedDict()

    async def begin(
        self,
        account: str,
        offered: Offered,
        choice: Choice,
        cmd: str,
        at: datetime,
        also: Sequence[Statement] = (),
    ) -> str:
        """Begin a play and return its id; the same again for a command that began one before.

        `also` is written in the same transaction, and may refuse it. Raises NoSuchDay, TextGone, Clash or StoreFailed.
        """
        scenario = on_day(offered.scenario, choice.day)
        text = self.shelf.text(offered.hash)
        start = Conversation.begin(self.shelf.machine(scenario.id, offered.hash, scenario.day))
        opened = Opened(
            person=account,
            scenario=scenario.id,
            text=offered.hash,
            edition=EDITION,
            mode=choice.mode,
            seed=int.from_bytes(self._random(3)),
            secret=new_id(self._random),
            day=scenario.day,
            timed=choice.timed,
            factor=choice.factor,
            assignment=choice.assignment,
            step=choice.step,
            end=end_of(start) if start.over else UNSET,
        )
        return await self._open(opened, scenario.title, text, cmd, at, also)

    async def again(self, play: SoloPlay, moves: int, cmd: str, at: datetime) -> str:
        """Begin a play again after some of its moves, and return the new one's id; an exam is tried again as practice."""
        before = play.opened
        mode = Mode.PRACTICE if before.mode is Mode.EXAM else before.mode
        opened = Opened(
            person=before.person,
            scenario=before.scenario,
            text=before.text,
            edition=EDITION,
            mode=mode,
            seed=before.seed,
            secret=new_id(self._random),
            day=before.day,
            given=tuple(turn.move for turn in play.turns[:moves]),
            after=play.id,
        )
        return await self._open(opened, play.conversation.scenario.title, None, cmd, at, ())

    async def find(self, account: str, id: str) -> SoloPlay:
        """Return a person's play as it is in the record; raises NoSuchPlay, PlayNoLongerFits, TextGone or StoreFailed."""
        stream = stream_of(account, id)
        play = self._ready.get(stream)
        for event in await self.store.read(stream, play.version if play else 0):
            body = read_body(event)
            if play is not None:
                play = apply(play, body, event)
            elif isinstance(body, Opened):
                text = await self._text(body)
                play = open_play(id, body, event, partial(self._machine, text=text))
        if play is None:
            raise NoSuchPlay
        self._keep(stream, play)
        return play

    async def act(self, account: str, id: str, asked: Asked, at: datetime) -> Made:
        """Do what a page asks of a person's play, and return the play after it; raises as `find` does."""
        play = await self.find(account, id)
        found = answer(play, asked, at)
        if isinstance(found, Repeated):
            return Made(play)
        if isinstance(found, Refused):
            return Made(play, found.message, refused=True)
        kind = Kind.MOVED if isinstance(found.body, Moved) else Kind.UNDONE
        with suppress(Clash):  # of two at once, one is told that the play went on elsewhere
            await self.store.append(
                stream_of(account, id),
                play.version,
                asked.cmd,
                kind,
                write_body(found.body),
                at=time_text(at),
                also=[update_play(play, found.body, at)],
            )
            return Made(await self.find(account, id), found.message)
        play = await self.find(account, id)
        if asked.cmd in play.cmds:
            return Made(play, found.message)
        return Made(play, words.ELSEWHERE, refused=True)

    async def beside(self, work: Callable[[], Done]) -> Done:
        """Do in a thread what takes long, one such work after the other, so that moves are answered meanwhile."""
        async with self._beside:
            return await asyncio.to_thread(work)

    async def in_reach(self, play: SoloPlay) -> Found:
        """Return what was in reach in a play that is over, as far as it is known; raises StoreFailed."""
        return await self.searches.look(play, await self._any_text(play.opened), PATIENCE)

    def close(self) -> None:
        """End what runs beside the server."""
        self.searches.close()

    async def _open(
        self,
        opened: Opened,
        title: str,
        text: bytes | None,
        cmd: str,
        at: datetime,
        also: Sequence[Statement],
    ) -> str:
        # The same command gives the same id, so that a button that is pressed twice begins one play.
        id = sha256(f"{opened.person}/{cmd}".encode("utf-8", "replace")).hexdigest()[:ID_SIGNS]
        kept = [keep_text(opened.text, opened.scenario, text)] if text is not None else []
        await self.store.append(
            stream_of(opened.person, id),
            0,
            cmd,
            Kind.OPENED,
            write_body(opened),
            at=time_text(at),
            also=[*kept, insert_play(id, opened, title, at), *also],
        )
        return id

    def _machine(self, opened: Opened, text: bytes | None) -> ScenarioMachine:
        return self.shelf.machine(opened.scenario, opened.text, opened.day, text)

    async def _text(self, opened: Opened) -> bytes | None:
        """Return the kept text of a version, where its machine can't be had without it."""
        if self.shelf.knows(opened.scenario, opened.text, opened.day):
            return None
        return await self._any_text(opened)

    async def _any_text(self, opened: Opened) -> bytes | None:
        """Return the text of a version: of the library, else of the record."""
        text = self.shelf.text(opened.text)
        if text is not None:
            return text
        rows = await self.store.rows("SELECT body FROM texts WHERE hash = ?", opened.text)
        return bytes(rows[0][0]) if rows else None

    def _keep(self, stream: str, play: SoloPlay) -> None:
        self._ready[stream] = play
        self._ready.move_to_end(stream)
        if len(self._ready) > MOST_READY:
            self._ready.popitem(last=False)
