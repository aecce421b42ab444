"""The server's database: writes whole or not at all, streams in order, one server on a file, none older than its file."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.rounds.event_log import Event
from simulator.server import migrate
from simulator.server.sqlite_store import SqliteStore
from simulator.server.store import Clash, Statement, StoreFailed, delete_streams, person_stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT = "2027-01-15T08:00:00+00:00"
ADD_CLASS = "INSERT INTO classes (id, title, code, created_at) VALUES (?, ?, ?, 0)"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A new database."""
    found = SqliteStore(tmp_path / "server.sqlite")
    yield found
    found.close()


def test_a_stream_is_read_in_order(store: SqliteStore) -> None:
    """And from any version on."""

    async def run() -> None:
        first = await store.append("a/play", 0, "one", "began", {"day": "Monday"}, at=AT)
        second = await store.append("a/play", 1, None, "moved", {}, at=AT)
        await store.append("b/play", 0, "one", "began", {}, at=AT)
        assert first == Event("a/play", 1, "began", AT, {"day": "Monday"}, "one")
        assert [first, second] == await store.read("a/play")
        assert [second] == await store.read("a/play", after=1)

    asyncio.run(run())


def test_a_version_is_taken_once(store: SqliteStore) -> None:
    """Of two events for one version the second is refused, and a version can't be skipped."""

    async def run() -> None:
        await store.append("a/play", 0, "one", "began", {}, at=AT)
        for expected in (0, 2):
            with pytest.raises(Clash):
                await store.append("a/play", expected, "two", "moved", {}, at=AT)
        assert 1 == len(await store.read("a/play"))

    asyncio.run(run())


def test_a_command_counts_once(store: SqliteStore) -> None:
    """Sent again later, or ten times at the same moment, it gets the event it made."""

    async def run() -> None:
        sent = (store.append("a/play", 0, "one", "began", {"n": 1}, at=AT) for _ in range(10))
        found = await asyncio.gather(*sent)
        again = await store.append("a/play", 5, "one", "other", {}, at=AT)
        assert [again] * 10 == found
        assert [again] == await store.read("a/play")

    asyncio.run(run())


def test_a_write_is_done_whole_or_not_at_all(store: SqliteStore) -> None:
    """What fails in a group takes nothing else with it."""

    async def run() -> None:
        def add(id: str) -> Statement:
            return Statement(ADD_CLASS, (id, "A", f"code {id}"))

        none = Statement("UPDATE classes SET title = 'B' WHERE id = 'nothing'", changes=1)
        done = await asyncio.gather(
            store.write(add("1")),
            store.write(add("2"), none),
            store.write(add("3"), add("1")),
            store.write(add("4")),
            return_exceptions=True,
        )
        assert [list, Clash, Clash, list] == [type(one) for one in done]
        assert [("1",), ("4",)] == await store.rows("SELECT id FROM classes ORDER BY id")

    asyncio.run(run())


def test_what_is_written_with_an_event_shares_its_fate(store: SqliteStore) -> None:
    """A row that goes with an event is there if the event is."""

    async def run() -> None:
        add = Statement(ADD_CLASS, ("1", "A", "x"))
        await store.append("a/play", 0, "one", "began", {}, at=AT, also=[add])
        with pytest.raises(Clash):
            await store.append("a/play", 1, "two", "moved", {}, at=AT, also=[add])
        assert 1 == len(await store.read("a/play"))

    asyncio.run(run())


def test_the_streams_of_a_person_are_deleted(store: SqliteStore) -> None:
    """And no one else's, however alike their ids."""

    async def run() -> None:
        for account in ("Kim", "Kim-", "Kim0", "Kim/", "K"):
            await store.append(person_stream(account, "play"), 0, None, "began", {}, at=AT)
        await store.write(delete_streams("Kim"))
        left = await store.rows("SELECT stream FROM events ORDER BY stream")
        assert [("K/play",), ("Kim-/play",), ("Kim0/play",)] == left

    asyncio.run(run())


def test_a_file_belongs_to_one_server(store: SqliteStore) -> None:
    """A second one is refused in a sentence."""
    with pytest.raises(SimulatorError, match=r"^Another server has .* open\."):
        SqliteStore(store.path)


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    """And only its owner can read the file."""
    path = tmp_path / "data" / "server.sqlite"
    first = SqliteStore(path)
    event = asyncio.run(first.append("a/play", 0, "one", "began", {}, at=AT))
    first.close()
    second = SqliteStore(path)
    assert [event] == asyncio.run(second.read("a/play"))
    second.close()
    assert 0o600 == path.stat().st_mode & 0o777


def test_a_file_of_a_later_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in it is changed."""
    path = tmp_path / "server.sqlite"
    known = migrate.migrations()
    with monkeypatch.context() as later:
        later.setattr(migrate, "migrations", lambda: (*known, "CREATE TABLE more (id TEXT);"))
        SqliteStore(path).close()
    before = path.read_bytes()
    with pytest.raises(SimulatorError, match="was written by a later version of the simulator"):
        SqliteStore(path)
    assert before == path.read_bytes()


def test_an_earlier_file_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that fails leaves it as it was before that step."""
    path = tmp_path / "server.sqlite"
    SqliteStore(path).close()
    known = migrate.migrations()
    broken = "CREATE TABLE more (id TEXT); CREATE TABLE more (id TEXT);"
    with monkeypatch.context() as later:
        later.setattr(migrate, "migrations", lambda: (*known, broken))
        with pytest.raises(StoreFailed, match="can't be used"):
            SqliteStore(path)
    SqliteStore(path).close()
    with monkeypatch.context() as later:
        later.setattr(migrate, "migrations", lambda: (*known, "CREATE TABLE more (id TEXT);"))
        again = SqliteStore(path)
        assert [] == asyncio.run(again.rows("SELECT id FROM more"))
        again.close()


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    """A round's file, say, isn't written into."""
    path = tmp_path / "round.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE events (number INTEGER)")
    connection.close()
    with pytest.raises(SimulatorError, match=r"isn't the file of a server\."):
        SqliteStore(path)
    (tmp_path / "text").write_text("no database")
    with pytest.raises(StoreFailed, match="it is damaged"):
        SqliteStore(tmp_path / "text")


def test_nothing_is_acknowledged_that_is_in_no_file(store: SqliteStore) -> None:
    """A file that was moved away still takes writes; a write that can't be found again is refused."""

    async def run() -> None:
        await store.append("a/play", 0, "one", "began", {}, at=AT)
        away = store.path.rename(store.path.with_name("away"))
        with pytest.raises(StoreFailed, match="has been deleted, moved or replaced"):
            await store.append("a/play", 1, "two", "moved", {}, at=AT)
        away.rename(store.path)
        await store.append("a/play", 1, "three", "moved", {}, at=AT)
        assert ["one", "three"] == [event.cmd for event in await store.read("a/play")]

    asyncio.run(run())


def test_the_migrations_are_numbered_without_a_gap() -> None:
    """Two that took the same number would be applied in either order."""
    names = [path.name for path in sorted(migrate.FOLDER.glob("*.sql"))]
    assert names
    assert list(range(1, len(names) + 1)) == [int(name[:4]) for name in names]
