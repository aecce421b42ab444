"""The record of a round: events in one SQLite file, written by one thread in groups.

Record first: nothing is answered before its event is on the disk, and a round is the fold of its events. An event belongs to a
stream (a seat, or the round itself), with a version that counts up from 1; of two events with one version, or with one cmd, in
a stream the second is refused. What could not be written waits and is tried again when asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import queue
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from simulator.rounds.event_database import RecordClash, RecordDatabase, RecordFailed
from simulator.text import path_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["ROUND", "Event", "EventLog", "EventRecord", "RecordClash", "RecordFailed"]

ROUND = "round"
_HALF_PAIR = r"\udc"
"""How JSON writes a byte of a file's name that isn't UTF-8; msgspec neither reads nor writes those."""
_KIND = 3
"""Which value of a row is its kind."""
MAX_BATCH = 1000
CHECKPOINT_SECONDS = 10.0
"""How long what was written may be in the log alone. A copy of the file without its log is a round up to then."""
CHECKPOINT_KINDS = frozenset(("opened", "bound", "phase"))
"""Events after which the file is whole by itself before anything is answered: a round is copied while it is paused."""


class Event(NamedTuple):
    """One thing that happened in a stream; `at` is the time of day it was noted, for people only."""

    stream: str
    version: int
    kind: str
    at: str
    body: dict[str, Any]
    cmd: str | None = None


def read_rows(path: Path, rows: Iterable[tuple[Any, ...]]) -> list[Event]:
    """Return the events in the rows of a round's file; raises RecordFailed where one of them isn't an event."""
    return [_event(path, row, values) for row, values in enumerate(rows, 1)]


def _event(path: Path, row: int, values: tuple[Any, ...]) -> Event:
    stream, version, kind, at, text, cmd = values
    try:
        body = _body(text)
    except (TypeError, ValueError, RecursionError):
        raise damaged(path, row) from None
    texts = isinstance(cmd, str | None) and all(isinstance(x, str) for x in (stream, kind, at))
    if not texts or not isinstance(version, int) or not isinstance(body, dict):
        raise damaged(path, row)
    return Event(stream, version, kind, at, body, cmd)


def damaged(path: Path, row: int) -> RecordFailed:
    """Return what is to be raised where an event, counted from 1, cannot be part of a round."""
    message = (
        f"The round's file {path_text(path)} is damaged: row {row} of its events makes no sense."
    )
    return RecordFailed(message, "Use an earlier copy of the file.")


class _Waiting(NamedTuple):
    """A row that is to be written, and who waits for it."""

    row: tuple[Any, ...]
    done: asyncio.Future[None] | Future[None]


_Read = Future[list[tuple[Any, ...]]]
"""What someone waits for who wants every row."""


class EventRecord(Protocol):
    """Where the events of a round are written."""

    @property
    def path(self) -> Path:
        """The file."""

    def append(self, event: Event) -> asyncio.Future[None]:
        """Write an event; the answer comes when it is on the disk."""

    def keep(self, event: Event) -> None:
        """Write an event and wait until it is on the disk; raises RecordFailed."""

    def snapshot(self) -> list[Event]:
        """Return every event that is on the disk now; raises RecordFailed."""


class EventLog:
    """The events of one round; `append` is called in a loop, and what it waits for is done in its own thread."""

    def __init__(self, path: Path, *, new: bool, now: Callable[[], float] = time.monotonic) -> None:
        """Open or make the file; `now` counts seconds. Raises RecordFailed."""
        self._path, self._now = path, now
        self._database = RecordDatabase(path, new=new)
        self._written, self._checkpoint_at = False, now()
        self._gathered: list[_Waiting] = []
        self._waiting: queue.SimpleQueue[list[_Waiting] | _Read | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def events(self) -> list[Event]:
        """Return every event in the order of writing; to be called before the first append. Raises RecordFailed."""
        return read_rows(self.path, self._database.rows())

    def damaged(self, row: int) -> RecordFailed:
        """Return what is to be raised where an event, counted from 1, cannot be part of a round."""
        return damaged(self.path, row)

    def append(self, event: Event) -> asyncio.Future[None]:
        """Write an event; the answer comes when it is on the disk, or as the error that kept it from there."""
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        if not self._gathered:
            # What comes in one turn of the loop goes over together: to wake the other thread costs more than a row.
            loop.call_soon(self._hand_over)
        self._gathered.append(_Waiting(_row(event), done))
        return done

    def _hand_over(self) -> None:
        if self._gathered:
            self._waiting.put(self._gathered)
            self._gathered = []

    def keep(self, event: Event) -> None:
        """Write an event and wait until it is on the disk, where no loop has anything else to do; raises RecordFailed."""
        done: Future[None] = Future()
        self._waiting.put([_Waiting(_row(event), done)])
        done.result()

    def snapshot(self) -> list[Event]:
        """Return every event that is on the disk now, in the order of writing, from any thread; raises RecordFailed.

        The thread that writes also reads: to open the file a second time in this process would end its lock.
        """
        if not self._thread.is_alive():
            raise RecordFailed(f"The round's file {path_text(self.path)} is closed.")
        rows: _Read = Future()
        self._waiting.put(rows)
        return read_rows(self.path, rows.result())

    @property
    def is_lost(self) -> bool:
        """Whether the file at the path isn't the one that the round was written into, or not all of it."""
        return self._database.is_lost

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        self._hand_over()
        self._waiting.put(None)
        self._thread.join()
        self._database.close()

    def remove(self) -> None:
        """Take the file away again; for a round that did not begin, after close."""
        self._database.remove()

    def _write(self) -> None:
        """In its own thread: write all that waits in one go, then answer all of it."""
        ends = False
        while not ends:
            group: list[_Waiting] = []
            wanted: _Read | None = None
            while not ends and wanted is None and not (group and self._waiting.empty()):
                try:
                    more = self._waiting.get(timeout=self._until_checkpoint())
                except queue.Empty:
                    self._checkpoint()
                    continue
                ends = more is None
                if isinstance(more, Future):
                    wanted = more
                else:
                    group += more or []
            for at in range(0, len(group), MAX_BATCH):
                self._commit(group[at : at + MAX_BATCH])
            if wanted is not None:
                self._read(wanted)
            if self._until_checkpoint() == 0:
                self._checkpoint()

    def _commit(self, group: list[_Waiting]) -> None:
        """Write a group, and answer it."""
        failed: RecordFailed | None = None
        try:
            self._database.insert([item.row for item in group])
        except RecordFailed as error:
            if isinstance(error, RecordClash) and len(group) > 1:
                for one in group:  # one bad event must not take the others with it
                    self._commit([one])
                return
            failed = error
        else:
            self._written = True
            if any(item.row[_KIND] in CHECKPOINT_KINDS for item in group):
                self._checkpoint()
        _answer(group, failed)

    def _read(self, wanted: _Read) -> None:
        """Answer who wants every row."""
        try:
            wanted.set_result(self._database.rows())
        except RecordFailed as error:
            wanted.set_exception(error)

    def _until_checkpoint(self) -> float | None:
        """Return seconds until what was written has to be in the file by itself; None where it is, or cannot be."""
        if not self._written or self._database.is_lost:
            return None
        return max(0.0, self._checkpoint_at + CHECKPOINT_SECONDS - self._now())

    def _checkpoint(self) -> None:
        """Make the file whole by itself; where that cannot be done now, it is tried again after a while."""
        self._checkpoint_at = self._now()
        self._written = not self._database.checkpoint()


def _answer(group: list[_Waiting], failed: RecordFailed | None) -> None:
    """Wake who waits for a group, a loop once for all in it; a loop that has ended waits for nothing."""

    def answer() -> None:
        for item in group:
            if item.done.done():
                continue  # who waited for it has gone
            if failed is None:
                item.done.set_result(None)
            else:
                item.done.set_exception(failed)

    first = group[0].done
    if isinstance(first, Future):
        answer()
        return
    with contextlib.suppress(RuntimeError):
        first.get_loop().call_soon_threadsafe(answer)


def _body(text: Any) -> Any:
    try:
        return msgspec.json.decode(text)
    except ValueError:
        if isinstance(text, str) and _HALF_PAIR in text:
            return json.loads(text)
        raise


def _row(event: Event) -> tuple[Any, ...]:
    try:
        body = msgspec.json.encode(event.body).decode()
    except UnicodeEncodeError:  # the name of a file whose bytes aren't UTF-8
        body = json.dumps(event.body)
    return (event.stream, event.version, event.cmd, event.kind, event.at, body)
