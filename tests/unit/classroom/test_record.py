"""The record of a round: what was acknowledged is there, in order, once; what cannot be written is said."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from simulator.classroom.record import Event, RecordFailed, RoundRecord

if TYPE_CHECKING:
    from pathlib import Path


def event(version: int, cmd: str | None = None, stream: str = "s") -> Event:
    """An event."""
    return Event(stream, version, "move", "2026-01-31T09:30:00Z", {"move": "listen"}, cmd)


def write(record: RoundRecord, *events: Event) -> list[BaseException | None]:
    """Write events all at once; gives what kept each from being written."""

    async def all_at_once() -> list[BaseException | None]:
        return await asyncio.gather(
            *(record.append(item) for item in events), return_exceptions=True
        )

    return asyncio.run(all_at_once())


def test_what_was_acknowledged_is_read_back(tmp_path: Path) -> None:
    """Hundreds at once, of several streams, each in its order."""
    path = tmp_path / "deep" / "round.sqlite"
    record = RoundRecord(path, new=True)
    written = [
        event(version, f"c{version}", f"s{at}") for version in range(1, 100) for at in range(3)
    ]
    assert {None} == set(write(record, *written))
    record.close()
    again = RoundRecord(path, new=False)
    assert written == again.events()
    again.close()


def test_a_version_or_a_cmd_counts_once(tmp_path: Path) -> None:
    """The second of a stream is refused, and takes nothing else of its group with it."""
    record = RoundRecord(tmp_path / "round.sqlite", new=True)
    events = (event(1, "a"), event(1, "b"), event(2, "a"), event(2, "c"), event(1, "a", "t"))
    failed = [error is not None for error in write(record, *events)]
    record.close()
    assert [False, True, True, False, False] == failed


def test_one_record_is_for_one_server(tmp_path: Path) -> None:
    """A second one is refused while the first is open; a new one never writes over a round."""
    path = tmp_path / "round.sqlite"
    record = RoundRecord(path, new=True)
    assert [None] == write(record, event(1))
    with pytest.raises(RecordFailed, match="locked"):
        RoundRecord(path, new=False)
    record.close()
    with pytest.raises(RecordFailed, match="already a round"):
        RoundRecord(path, new=True)


def test_what_is_no_record_is_said(tmp_path: Path) -> None:
    """A file that is not there, is no database, or holds something else."""
    with pytest.raises(RecordFailed, match="not there"):
        RoundRecord(tmp_path / "none.sqlite", new=False)
    other = tmp_path / "other.sqlite"
    other.write_text("nothing of the kind, but long enough to be looked at as a database", "utf-8")
    with pytest.raises(RecordFailed):
        RoundRecord(other, new=False)
    with sqlite3.connect(tmp_path / "else.sqlite") as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(RecordFailed, match="no round"):
        RoundRecord(tmp_path / "else.sqlite", new=False)


def test_a_damaged_byte_is_said(tmp_path: Path) -> None:
    """Wherever it is, the file opens or one sentence is raised, and nothing is left open."""
    path = tmp_path / "round.sqlite"
    record = RoundRecord(path, new=True)
    assert [None] == write(record, event(1))
    record.close()
    good = path.read_bytes()
    schema = good.index(b"CREATE TABLE events")
    for at in (*range(schema, schema + 60), good.index(b"listen")):
        data = bytearray(good)
        data[at] = 0xFF
        path.write_bytes(data)
        try:
            record = RoundRecord(path, new=False)
        except RecordFailed as error:
            assert str(path) in error.message, at  # noqa: PT017
            continue
        with contextlib.suppress(RecordFailed):
            record.events()
        record.close()


@pytest.mark.parametrize("new", [True, False])
def test_a_pipe_or_a_device_is_refused(odd: Path, new: bool) -> None:
    """It is neither opened nor replaced."""
    with pytest.raises(RecordFailed, match="not a file"):
        RoundRecord(odd, new=new)
    assert [odd] == list(odd.parent.iterdir())


def test_a_full_disk_is_said_and_the_rest_can_be_tried_again(tmp_path: Path) -> None:
    """What could not be written is answered by the reason; when there is room again, it can be written."""
    record = RoundRecord(tmp_path / "round.sqlite", new=True)
    assert [None] == write(record, event(1))
    (pages,) = record._connection.execute("PRAGMA page_count").fetchone()
    record._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = Event("s", 2, "move", "", {"move": "x" * 100_000})
    (failed,) = write(record, big)
    assert isinstance(failed, RecordFailed)
    assert "full" in failed.message
    record._connection.execute("PRAGMA max_page_count = 100000")
    assert [None] == write(record, big)
    assert [1, 2] == [item.version for item in record.events()]
    record.close()


def test_one_who_does_not_wait_for_it_holds_up_nobody(tmp_path: Path) -> None:
    """A write whose waiter has gone is written all the same, and the others of its group are answered."""
    record = RoundRecord(tmp_path / "round.sqlite", new=True)

    async def scene() -> None:
        gone, waits = record.append(event(1)), record.append(event(2))
        gone.cancel()
        await asyncio.wait_for(waits, 10)

    asyncio.run(scene())
    assert [1, 2] == [item.version for item in record.events()]
    record.close()


def test_what_was_asked_for_before_the_end_is_written(tmp_path: Path) -> None:
    """Even if the loop has had no turn since."""
    record = RoundRecord(tmp_path / "round.sqlite", new=True)

    async def scene() -> None:
        done = record.append(event(1))
        record.close()
        await asyncio.wait_for(done, 10)

    asyncio.run(scene())
    again = RoundRecord(tmp_path / "round.sqlite", new=False)
    assert [event(1)] == again.events()
    again.close()
