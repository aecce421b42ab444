"""The record of a round: what was acknowledged is there, in order, once; what cannot be written is said."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from simulator.classroom.record import Event, RecordFailed, RoundRecord

if TYPE_CHECKING:
    from pathlib import Path


def event(version: int, cmd: str | None = None, stream: str = "s") -> Event:
    """An event."""
    return Event(stream, version, "move", "2026-01-31T09:30:00Z", {"move": "listen"}, cmd)


def test_what_was_acknowledged_is_read_back(tmp_path: Path) -> None:
    """Hundreds at once, of several streams, each in its order."""
    path = tmp_path / "deep" / "round.sqlite"
    record = RoundRecord(path, new=True)
    written = [
        event(version, f"c{version}", f"s{at}") for version in range(1, 100) for at in range(3)
    ]
    for done in [record.append(item) for item in written]:
        done.result(10)
    record.close()
    again = RoundRecord(path, new=False)
    assert written == again.events()
    again.close()


def test_a_version_or_a_cmd_counts_once(tmp_path: Path) -> None:
    """The second of a stream is refused, and takes nothing else of its group with it."""
    record = RoundRecord(tmp_path / "round.sqlite", new=True)
    answers = [
        record.append(item)
        for item in (event(1, "a"), event(1, "b"), event(2, "a"), event(2, "c"), event(1, "a", "t"))
    ]
    failed = [answer.exception(10) is not None for answer in answers]
    record.close()
    assert [False, True, True, False, False] == failed


def test_one_record_is_for_one_server(tmp_path: Path) -> None:
    """A second one is refused while the first is open; a new one never writes over a round."""
    path = tmp_path / "round.sqlite"
    record = RoundRecord(path, new=True)
    record.append(event(1)).result(10)
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


def test_a_full_disk_is_said_and_the_rest_can_be_tried_again(tmp_path: Path) -> None:
    """What could not be written is answered by the reason; when there is room again, it can be written."""
    record = RoundRecord(tmp_path / "round.sqlite", new=True)
    record.append(event(1)).result(10)
    (pages,) = record._connection.execute("PRAGMA page_count").fetchone()
    record._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = Event("s", 2, "move", "", {"move": "x" * 100_000})
    failed = record.append(big).exception(10)
    assert isinstance(failed, RecordFailed)
    assert "full" in failed.message
    record._connection.execute("PRAGMA max_page_count = 100000")
    record.append(big).result(10)
    assert [1, 2] == [item.version for item in record.events()]
    record.close()
