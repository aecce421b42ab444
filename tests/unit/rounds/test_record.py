"""The record of a round: what was acknowledged is there, in order, once; what can't be written is said."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from simulator.rounds.event_log import (
    CHECKPOINT_KINDS,
    CHECKPOINT_SECONDS,
    Event,
    EventLog,
    RecordFailed,
)
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable


def event(version: int, cmd: str | None = None, stream: str = "s") -> Event:
    """An event."""
    return Event(stream, version, "move", "2026-01-31T09:30:00Z", {"move": "listen"}, cmd)


def write(record: EventLog, *events: Event) -> list[BaseException | None]:
    """Write events all at once; gives what kept each from being written."""

    async def all_at_once() -> list[BaseException | None]:
        return await asyncio.gather(
            *(record.append(item) for item in events), return_exceptions=True
        )

    return asyncio.run(all_at_once())


def test_what_was_acknowledged_is_read_back(tmp_path: Path) -> None:
    """Hundreds at once, of several streams, each in its order."""
    path = tmp_path / "deep" / "round.sqlite"
    record = EventLog(path, new=True)
    written = [
        event(version, f"c{version}", f"s{at}") for version in range(1, 100) for at in range(3)
    ]
    assert {None} == set(write(record, *written))
    record.close()
    again = EventLog(path, new=False)
    assert written == again.events()
    again.close()


def test_a_version_or_a_cmd_counts_once(tmp_path: Path) -> None:
    """The second of a stream is refused, and takes nothing else of its group with it."""
    record = EventLog(tmp_path / "round.sqlite", new=True)
    events = (event(1, "a"), event(1, "b"), event(2, "a"), event(2, "c"), event(1, "a", "t"))
    failed = [error is not None for error in write(record, *events)]
    record.close()
    assert [False, True, True, False, False] == failed


def test_one_record_is_for_one_server(tmp_path: Path) -> None:
    """A second one is refused while the first is open; a new one never writes over a round."""
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] == write(record, event(1))
    with pytest.raises(RecordFailed, match="another program has it open"):
        EventLog(path, new=False)
    record.close()
    with pytest.raises(RecordFailed, match="already a round"):
        EventLog(path, new=True)


def test_looking_at_the_file_does_not_unlock_it(tmp_path: Path) -> None:
    """A second program is refused also after the first has looked whether the file is still the same."""
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] == write(record, Event("round", 1, "phase", "", {}))
    path.touch()
    assert [None] == write(record, event(1))
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from simulator.rounds.event_log import RecordFailed, EventLog\n"
        "try:\n"
        "    EventLog(Path(sys.argv[1]), new=False)\n"
        "except RecordFailed as error:\n"
        "    print(error.message)\n"
    )
    second = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    record.close()
    assert f"The round's file {path} can't be used: another program has it open.\n" == second.stdout


def test_what_is_no_record_is_said(tmp_path: Path) -> None:
    """A file that doesn't exist, isn't a database, or holds something else."""
    with pytest.raises(RecordFailed, match="doesn't exist"):
        EventLog(tmp_path / "none.sqlite", new=False)
    other = tmp_path / "other.sqlite"
    other.write_text("nothing of the kind, but long enough to be looked at as a database", "utf-8")
    with pytest.raises(RecordFailed):
        EventLog(other, new=False)
    with sqlite3.connect(tmp_path / "else.sqlite") as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(RecordFailed, match="a round this version can read"):
        EventLog(tmp_path / "else.sqlite", new=False)


def test_a_damaged_byte_is_said(tmp_path: Path) -> None:
    """Wherever it is, the file opens or one sentence is raised, and nothing is left open."""
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] == write(record, event(1))
    record.close()
    good = path.read_bytes()
    schema = good.index(b"CREATE TABLE events")
    for at in (*range(schema, schema + 60), good.index(b"listen")):
        data = bytearray(good)
        data[at] = 0xFF
        path.write_bytes(data)
        try:
            record = EventLog(path, new=False)
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
        EventLog(odd, new=new)
    assert [odd] == list(odd.parent.iterdir())


def test_a_full_disk_is_said_and_the_rest_can_be_tried_again(tmp_path: Path) -> None:
    """What could not be written is answered by the reason; when there is room again, it can be written."""
    record = EventLog(tmp_path / "round.sqlite", new=True)
    assert [None] == write(record, event(1))
    (pages,) = record._database._connection.execute("PRAGMA page_count").fetchone()
    record._database._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = Event("s", 2, "move", "", {"move": "x" * 100_000})
    (failed,) = write(record, big)
    assert isinstance(failed, RecordFailed)
    assert "full" in failed.message
    record._database._connection.execute("PRAGMA max_page_count = 100000")
    assert [None] == write(record, big)
    assert [1, 2] == [item.version for item in record.events()]
    record.close()


def test_a_write_that_breaks_off_leaves_a_file_that_can_be_written_to(tmp_path: Path) -> None:
    """Half of it is in the log when the system lets that grow no further; it is no other program's change."""
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] == write(record, event(1))
    big = Event("s", 2, "move", "", {"move": "x" * 100_000})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log_of(path).stat().st_size + 50_000, hard))
    try:
        for _ in range(2):
            (failed,) = write(record, big)
            assert isinstance(failed, RecordFailed)
            assert "can't be written" in failed.message
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [None] * 2 == write(record, big, event(3))
    record.close()
    assert [1, 2, 3] == [item.version for item in read(path)]


def test_one_who_does_not_wait_for_it_holds_up_nobody(tmp_path: Path) -> None:
    """A write whose waiter has gone is written all the same, and the others of its group are answered."""
    record = EventLog(tmp_path / "round.sqlite", new=True)

    async def scene() -> None:
        gone, waits = record.append(event(1)), record.append(event(2))
        gone.cancel()
        await asyncio.wait_for(waits, PATIENCE)

    asyncio.run(scene())
    assert [1, 2] == [item.version for item in record.events()]
    record.close()


def overwrite(path: Path) -> None:
    """Write other bytes over the last page of a file, which keeps its size."""
    with path.open("r+b") as file:
        file.seek(-4096, os.SEEK_END)
        file.write(b"\x2a" * 4096)


LOSSES: dict[str, Callable[[Path], object]] = {
    "overwritten": overwrite,
    "deleted": Path.unlink,
    "moved": lambda path: path.rename(path.with_name("elsewhere")),
    "replaced": lambda path: Path(shutil.copy(path, path.with_name("new"))).replace(path),
    "cut short": lambda path: os.truncate(path, 4096),
    "grown": lambda path: os.truncate(path, path.stat().st_size + 1),
    "folder gone": lambda path: path.parent.rename(path.parent.with_name("elsewhere")),
    "log deleted": lambda path: log_of(path).unlink(),
    "log cut short": lambda path: os.truncate(log_of(path), 1000),
    "both deleted": lambda path: [part.unlink() for part in (path, log_of(path))],  # type: ignore[func-returns-value]
}
REPAIRED = ("deleted", "moved", "folder gone", "log deleted", "both deleted")
"""Losses after which the round can be saved again without anybody's help."""


def log_of(path: Path) -> Path:
    """The log beside a round's file."""
    return path.with_name(path.name + "-wal")


@pytest.mark.parametrize("how", LOSSES)
def test_what_is_not_in_the_file_is_not_acknowledged(tmp_path: Path, how: str) -> None:
    """The next event after the file was lost is refused by a sentence; what can be saved again is saved whole."""
    path = tmp_path / "rounds" / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] * 3 == write(record, event(1), event(2), event(3))
    LOSSES[how](path)
    (failed,) = write(record, event(4, "first"))
    assert isinstance(failed, RecordFailed)
    assert "so nothing more can be saved in it." in failed.message
    assert failed.message.startswith("The log beside" if "log" in how else "The round's file")
    assert f"{path} has been" in failed.message
    assert failed.hint
    (again,) = write(record, event(4, "second"))
    if how not in REPAIRED:
        assert isinstance(again, RecordFailed)
        record.close()
        return
    assert again is None
    copy = tmp_path / "copy.sqlite"
    shutil.copy(path, copy)
    shutil.copy(log_of(path), log_of(copy))
    assert [1, 2, 3, 4] == [item.version for item in read(copy)]
    assert "second" == read(copy)[-1].cmd
    assert 0o600 == path.stat().st_mode & 0o777
    record.close()
    assert [1, 2, 3, 4] == [item.version for item in read(path)]


def test_a_file_that_is_put_back_is_written_to_again(tmp_path: Path) -> None:
    """Without what was refused meanwhile, which can be asked for once more."""
    path, elsewhere = tmp_path / "round.sqlite", tmp_path / "elsewhere"
    record = EventLog(path, new=True)
    assert [None] == write(record, event(1))
    path.rename(elsewhere)
    elsewhere.with_name("other").write_text("something else", "utf-8")
    elsewhere.with_name("other").rename(path)
    for _ in range(2):
        (failed,) = write(record, event(2, "a"))
        assert isinstance(failed, RecordFailed)
    elsewhere.rename(path)
    assert [None] == write(record, event(2, "a"))
    record.close()
    assert [event(1), event(2, "a")] == read(path)


def test_bytes_that_are_put_back_are_written_to_again(tmp_path: Path) -> None:
    """A file that was changed in place, or only touched, is the same once it holds the same."""
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] * 2 == write(record, event(1), Event("round", 1, "phase", "", {}))
    before = path.read_bytes()
    overwrite(path)
    (failed,) = write(record, event(2))
    assert isinstance(failed, RecordFailed)
    assert f"The round's file {path} has been changed by another program" in failed.message
    path.write_bytes(before)
    assert [None] == write(record, event(2))
    path.touch()
    assert [None] == write(record, event(3))
    record.close()
    assert [1, 1, 2, 3] == [item.version for item in read(path)]


def test_the_log_of_another_file_is_said(tmp_path: Path) -> None:
    """In our own words; the file and the log are left as they are."""
    path, other = tmp_path / "round.sqlite", tmp_path / "other.sqlite"
    record = EventLog(other, new=True)
    many = [event(number) for number in range(1, 301)]
    assert [None] * 301 == write(record, *many, Event("round", 1, "phase", "", {}))
    assert [None] == write(record, event(301))
    shutil.copy(log_of(other), log_of(path))
    record.close()
    record = EventLog(tmp_path / "third.sqlite", new=True)
    assert [None] == write(record, event(1))
    record.close()
    shutil.copy(tmp_path / "third.sqlite", path)
    before = path.read_bytes(), log_of(path).read_bytes()
    with pytest.raises(RecordFailed) as raised:
        EventLog(path, new=False)
    log = log_of(path)
    message = (
        f"The round's file {path} can't be used: it is damaged, or the log beside it, {log}, "
        "belongs to another file."
    )
    assert message == raised.value.message
    assert raised.value.hint
    assert before == (path.read_bytes(), log.read_bytes())


@pytest.mark.parametrize("room", [0, 4096, 12_000, 20_000])
def test_a_round_that_cannot_begin_leaves_no_file(tmp_path: Path, room: int) -> None:
    """However much of it the system still took, the name is free for the next try."""
    path = tmp_path / "round.sqlite"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(RecordFailed, match="can't be used: the disk "):
            EventLog(path, new=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [] == list(tmp_path.iterdir())
    EventLog(path, new=True).close()


def test_after_a_loss_of_its_log_the_file_still_opens(tmp_path: Path) -> None:
    """With all that was brought home before."""
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] * 2 == write(record, event(1), Event("round", 1, "phase", "", {}))
    assert [None] == write(record, event(2))
    os.truncate(log_of(path), 1000)
    assert [None] != write(record, event(3))
    record.close()
    assert [event(1), Event("round", 1, "phase", "", {})] == read(path)


@pytest.mark.parametrize("kind", sorted(CHECKPOINT_KINDS))
def test_the_file_alone_is_the_round_after_a_change_of_phase(tmp_path: Path, kind: str) -> None:
    """Before it is answered: a copy without the log has everything so far."""
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [] == read_copy(path)
    assert [None] * 2 == write(record, event(1), event(2))
    assert [] == read_copy(path)
    assert [None] == write(record, Event("round", 1, kind, "", {}))
    assert [1, 2, 1] == [item.version for item in read_copy(path)]
    record.close()


def test_the_file_alone_is_the_round_every_ten_seconds(tmp_path: Path) -> None:
    """By a clock that is moved by hand."""
    now = 100.0
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True, now=lambda: now)
    now += CHECKPOINT_SECONDS - 1
    assert [None] == write(record, event(1))
    assert [] == read_copy(path)
    now += 1
    assert [None] == write(record, event(2))
    assert [None] == write(record, event(3))  # by now what came before has been seen to
    assert [1, 2] == [item.version for item in read_copy(path)]
    record.close()


def test_the_file_alone_becomes_the_round_where_nothing_more_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the last event, by itself."""
    monkeypatch.setattr("simulator.rounds.event_log.CHECKPOINT_SECONDS", 0.05)
    path = tmp_path / "round.sqlite"
    record = EventLog(path, new=True)
    assert [None] == write(record, event(1))
    deadline = time.monotonic() + PATIENCE
    while [event(1)] != read_copy(path):
        assert time.monotonic() < deadline
    record.close()


def read(path: Path) -> list[Event]:
    """Everything in a file."""
    record = EventLog(path, new=False)
    try:
        return record.events()
    finally:
        record.close()


def read_copy(path: Path) -> list[Event]:
    """Everything in a copy of a file, made without its log."""
    copy = path.with_name("copy.sqlite")
    shutil.copy(path, copy)
    return read(copy)


def test_what_was_asked_for_before_the_end_is_written(tmp_path: Path) -> None:
    """Even if the loop has had no turn since."""
    record = EventLog(tmp_path / "round.sqlite", new=True)

    async def scene() -> None:
        done = record.append(event(1))
        record.close()
        await asyncio.wait_for(done, PATIENCE)

    asyncio.run(scene())
    again = EventLog(tmp_path / "round.sqlite", new=False)
    assert [event(1)] == again.events()
    again.close()
