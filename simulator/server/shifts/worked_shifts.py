"""The shifts of everyone: opened, moved in and read through the record; nothing is shown before it is on the disk."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from simulator.errors import SimulatorError
from simulator.ruleset import EDITION
from simulator.scenario.library import LibraryError, read_bytes
from simulator.server.plays import words as solo
from simulator.server.plays.events import time_text
from simulator.server.plays.moves import move_named
from simulator.server.plays.rows import keep_text, seconds_of
from simulator.server.plays.shelf import TextGone
from simulator.server.shifts import words
from simulator.server.shifts.events import (
    MOVED,
    OPENED,
    ShiftMoved,
    ShiftOpened,
    read_body,
    write_body,
)
from simulator.server.shifts.rows import (
    ShiftRow,
    insert_shift,
    shifts_of,
    stream_of,
    update_shift,
)
from simulator.server.shifts.worked_shift import ShiftNoLongerFits, WorkedShift, shift_file
from simulator.server.store import Clash
from simulator.shift.library import find_shift, read_shift
from simulator.shift.play import BREATH
from simulator.shift.words import NO_BREATH_LEFT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from simulator.scenario.library import Library
    from simulator.server.plays.moves import Asked
    from simulator.server.store import Store
    from simulator.server.tokens import Randomness
    from simulator.shift.library import ShiftFile

MOST_READY = 200
"""Shifts that are kept ready; others are made again from the record when they are asked for."""
ID_SIGNS = 16


class NoSuchShift(SimulatorError):
    """There is no shift of that id that the one who asks may see."""

    def __init__(self) -> None:
        super().__init__(words.NO_SUCH_SHIFT)


class Made(NamedTuple):
    """A shift after a request, what is to be said of it, whether nothing was done, and who has just left, counted from 0."""

    shift: WorkedShift
    message: str = ""
    refused: bool = False
    left: int | None = None


class WorkedShifts:
    """Everyone's shifts."""

    def __init__(self, store: Store, library: Library, random: Randomness) -> None:
        """`random` gives that many random bytes."""
        self._store, self._library, self._random = store, library, random
        self._ready: OrderedDict[str, WorkedShift] = OrderedDict()

    async def read(self, id: str) -> ShiftFile:
        """Return a shift of the library with its scenarios; raises LibraryError or ShiftHasErrors."""
        return await asyncio.to_thread(
            lambda: read_shift(find_shift(self._library, id), self._library)
        )

    async def begin(
        self, account: str, id: str, said: tuple[str, str], cmd: str, at: datetime
    ) -> str:
        """Begin a shift and return its id; the same again for a command that began one before.

        `said` are the dimension to watch and the feeling before. Raises LibraryError, ShiftHasErrors, Clash or StoreFailed.
        """
        file = await self.read(id)
        texts = await asyncio.to_thread(_texts_of, file)
        by_scenario = {
            name: file.scenarios.file(name).reading.hash for name in file.shift.scenarios
        }
        shift_text = sha256(read_bytes(file.path)).hexdigest()
        if not {shift_text, *by_scenario.values()} <= texts.keys():
            raise LibraryError(words.JUST_CHANGED)
        opened = ShiftOpened(
            person=account,
            shift=file.shift.id,
            text=shift_text,
            scenarios=by_scenario,
            edition=EDITION,
            seed=int.from_bytes(self._random(3)),
            intention=said[0],
            feeling=said[1],
        )
        play = sha256(f"{account}/{cmd}".encode("utf-8", "replace")).hexdigest()[:ID_SIGNS]
        row = ShiftRow(
            *(play, account, file.shift.id, file.shift.title, seconds_of(at)),
            *(0, len(file.shift.customers), None),
        )
        kept = [keep_text(hash, id, text) for hash, text in texts.items()]
        await self._store.append(
            stream_of(account, play),
            0,
            cmd,
            OPENED,
            write_body(opened),
            at=time_text(at),
            also=[*kept, insert_shift(row)],
        )
        await self._give_due(await self.find(account, play), account, at)
        return play

    async def find(self, account: str, id: str) -> WorkedShift:
        """Return a person's shift as it is in the record; raises NoSuchShift, ShiftNoLongerFits, TextGone or StoreFailed."""
        stream = stream_of(account, id)
        shift = self._ready.get(stream)
        events = await self._store.read(stream, shift.version if shift else 0)
        if shift is None:
            if not events:
                raise NoSuchShift
            first, *events = events
            opened = read_body(first)
            assert isinstance(opened, ShiftOpened)
            file = await self._file(opened)
            shift = self._ready.get(stream) or WorkedShift.open(id, first, file)
        for event in events:
            shift.take(event)
        self._ready[stream] = shift
        self._ready.move_to_end(stream)
        if len(self._ready) > MOST_READY:
            self._ready.popitem(last=False)
        return shift

    async def act(self, account: str, id: str, asked: Asked, at: datetime) -> Made:
        """Do what a page asks of a person's shift, and return the shift after it; raises as `find` does."""
        shift = await self.find(account, id)
        if asked.cmd in shift.cmds:
            return Made(shift)
        if asked.version != shift.version:
            return Made(shift, solo.ELSEWHERE, refused=True)
        if shift.over:
            return Made(shift, words.OVER, refused=True)
        move = BREATH if asked.move == BREATH else self._named(shift, asked.move)
        if move is None:
            return Made(shift, solo.NOT_ON_OFFER, refused=True)
        if move == BREATH and not shift.session.can_breathe:
            return Made(shift, NO_BREATH_LEFT, refused=True)
        before = shift.session.play.at
        try:
            await self._write(shift, account, move, asked.cmd, at)
        except Clash:
            shift = await self.find(account, id)
            if asked.cmd in shift.cmds:
                return Made(shift)
            return Made(shift, solo.ELSEWHERE, refused=True)
        shift = await self.find(account, id)
        left = before if shift.over or shift.session.play.at != before else None
        await self._give_due(shift, account, at)
        return Made(await self.find(account, id), left=left)

    async def earlier_causes(self, account: str, but: str) -> Counter[str]:
        """Count the causes of the customers in a person's other shifts; one that can't be followed any more counts for none."""
        found: Counter[str] = Counter()
        for row in await shifts_of(self._store, account):
            if row.id == but:
                continue
            with suppress(ShiftNoLongerFits, TextGone, NoSuchShift):
                seats = (await self.find(account, row.id)).session.seats
                found.update(seat.start.scenario.root for seat in seats if seat.over)
        del found[""]
        return found

    def _named(self, shift: WorkedShift, name: str) -> str | None:
        return move_named(shift.session.seat, shift.id, shift.id, name)

    async def _give_due(self, shift: WorkedShift, account: str, at: datetime) -> None:
        """Make the move that an earlier customer has decided, where there is one."""
        while shift.session.play.due:
            with suppress(Clash):
                due = shift.session.play.due
                await self._write(shift, account, due, f"due-{shift.version}", at)
            shift = await self.find(account, shift.id)

    async def _write(
        self, shift: WorkedShift, account: str, move: str, cmd: str, at: datetime
    ) -> None:
        """Write a move that is allowed; raises Clash or StoreFailed."""
        after, _ = shift.session.play.move(move)
        taken = max(0.0, (at - shift.since).total_seconds())
        await self._store.append(
            stream_of(account, shift.id),
            shift.version,
            cmd,
            MOVED,
            write_body(ShiftMoved(move=move, ms=round(1000 * taken))),
            at=time_text(at),
            also=[update_shift(shift.id, len(after.served), at, over=after.over)],
        )

    async def _file(self, opened: ShiftOpened) -> ShiftFile:
        hashes = sorted({opened.text, *opened.scenarios.values()})
        holes = ", ".join("?" * len(hashes))
        rows = await self._store.rows(
            f"SELECT hash, body FROM texts WHERE hash IN ({holes})", *hashes
        )
        texts = {hash: bytes(body) for hash, body in rows}
        return await asyncio.to_thread(shift_file, opened, texts)


def _texts_of(file: ShiftFile) -> Mapping[str, bytes]:
    """Return the texts of a shift and of its scenarios as they are now, by sha256; raises LibraryError."""
    paths = [file.path, *(file.scenarios.files[id] for id in file.shift.scenarios)]
    found = (read_bytes(path) for path in paths)
    return {sha256(text).hexdigest(): text for text in found}
