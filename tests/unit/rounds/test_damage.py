"""A damaged file of a round: each field of each event changed or left out is refused in one sentence, or opens cleanly."""

from __future__ import annotations

import asyncio
import copy
import json
import random
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from simulator.errors import SimulatorError
from simulator.play.opening import playable
from simulator.rounds.event_log import ROUND, EventLog
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.deadlines import tick
from simulator.rounds.hosted.debriefs import debrief_message
from simulator.rounds.hosted.endpoint import Endpoint
from simulator.rounds.hosted.moves import make_move
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.seating import join
from simulator.rounds.hosted.serving import open_round
from simulator.rounds.hosted.views import board_state, seat_state, trainer_state
from simulator.rounds.model import Setup
from simulator.rounds.protocol import Moved
from simulator.rounds.requests import Move, request_of
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.support.amounts import cases
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = "2026-01-31T09:30:00Z"
MISSING = object()
VALUES: tuple[Any, ...] = (
    *(MISSING, None, True, False, -1, 0, 1, 0.5, 1e308, -1e308, 2**63 - 1, -(2**63), 10**30),
    *("", "x", "ab", "round", "open", "move", "joined", "\x1b[31m", "a\nb", "x" * 100_000),
    *([], [1], ["x"], [[1, 2]], {}, {"a": 1}, {"a": [0, 0]}, 99_999_999, "99", "\x00"),
)
COLUMNS = ("stream", "version", "cmd", "kind", "at", "body")
TRIALS = cases(100)


class Mutant(NamedTuple):
    """A change of one value: of a column, or of a field within the body by its path."""

    row: int
    column: str
    path: tuple[str, ...]
    value: Any


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a round in which everything happened that a round can note."""
    folder = tmp_path_factory.mktemp("whole")
    file, path = folder / "late-parcel.toml", folder / "round.sqlite"
    file.write_text(PARCEL, "utf-8")
    reading = load(file)
    now = 100.0

    async def scene() -> None:
        nonlocal now
        record = EventLog(path, new=True)
        files, hashes = (str(file),) * 2, (reading.hash,) * 2
        setup = Setup("Monday", files, hashes, Mode.PRACTICE, 20, 900, 2, 9, 1, False, 20)
        scenario = playable(reading)
        host = HostedRound(setup, [scenario] * 2, record, now=lambda: now, wall=lambda: DAY)
        await host.open()
        await host.bind(Endpoint(port=40_000))
        seats = [(await join(host, host.admission.code, name))[0] for name in ("Kim", "Lou", "Max")]

        async def say(kind: str, **fields: Any) -> None:
            await handle(host, request_of({"type": kind, **fields}))

        async def move(move: str) -> None:
            request = Move(f"{host.scenario}-{seats[0].turn}", seats[0].turn, move)
            assert isinstance(await make_move(host, seats[0], request, host.clock.look()), Moved)

        await say("lock")
        await say("unlock")
        await say("team", seat=seats[0].id, team="Red")
        await say("seat-time", seat=seats[1].id, factor=2.0)
        await say("remove", seat=seats[2].id)
        await say("allow", seat=seats[2].id)
        await say("start")
        now += 3
        await tick(host)
        await move("listen")
        await say("extend", seconds=60)
        await say("board", show="own")
        await say("close")
        await say("next")
        await say("start")
        now += 3
        await tick(host)
        await move("listen")
        await move("own-it")
        await say("pause")
        record.close()

    asyncio.run(scene())
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Every row, its body as values."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("SELECT * FROM events ORDER BY number")]
    for row in rows:
        row["body"] = json.loads(row["body"])
    return rows


def places(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every field within a body, and of those within them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*path, name)
            yield from places(inner, (*path, name))


def mutants(rows: list[dict[str, Any]]) -> list[Mutant]:
    """Every one there is."""
    found = []
    for number, row in enumerate(rows, 1):
        paths = [(column, ()) for column in COLUMNS] + [("body", at) for at in places(row["body"])]
        found += [Mutant(number, column, at, value) for column, at in paths for value in VALUES]
    return found


def write(mutant: Mutant, row: dict[str, Any], path: Path) -> bool:
    """Change a file; false where the database itself takes no such value."""
    value = mutant.value
    if mutant.column == "body":
        body = {"body": copy.deepcopy(row["body"])}
        holder: Any = body
        *outer, name = ("body", *mutant.path)
        for step in outer:
            holder = holder[step]
        if value is MISSING:
            del holder[name]
        else:
            holder[name] = value
        value = json.dumps(body["body"]) if "body" in body else ""
    elif value is MISSING or isinstance(value, list | dict):
        value = b"\xff\x00"
    with closing(sqlite3.connect(path)) as connection, connection:
        statement = f"UPDATE events SET {mutant.column} = ? WHERE number = ?"
        try:
            connection.execute(statement, (value, mutant.row))
        except (sqlite3.IntegrityError, OverflowError):
            return False
    return True


async def look(path: Path) -> None:
    """Open a round and do with it what a server does; raises SimulatorError."""
    record = EventLog(path, new=False)
    try:
        host, endpoint = await open_round(record, None)
        assert endpoint is not None
        assert 0 <= endpoint.port <= 65535
        for _ in range(2):
            trainer_state(host, {})
            board_state(host)
            for seat in host.seats.values():
                seat_state(host, seat)
                seat.transcript()
                if seat.local is not None:
                    debrief_message(seat, host.scenario + 1)
            await tick(host)
            await handle(host, request_of({"type": "go-on"}))
            with suppress(Refused):
                await join(host, host.admission.code, "New")
            await tick(host)
            await handle(host, request_of({"type": "close"}))
    finally:
        record.close()


def test_each_change_of_a_file_is_refused_in_a_sentence_or_harmless(
    whole: Path, tmp_path: Path
) -> None:
    """Some of all that there are, by a seed that is printed."""
    rows, path = rows_of(whole), tmp_path / "round.sqlite"
    every = mutants(rows)
    assert {"opened", "bound", "joined", "phase", "move", "left", "extended", "seat-time"} <= {
        row["kind"] for row in rows
    }
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    tried = random.Random(seed).sample(every, min(TRIALS, len(every)))
    refused = 0
    for mutant in tried:
        shutil.copy(whole, path)
        if not write(mutant, rows[mutant.row - 1], path):
            continue
        try:
            asyncio.run(look(path))
        except SimulatorError as error:
            refused += 1
            told = str(error)
            assert "'" not in told.replace("can't", "").replace("'s ", ""), (mutant, told)
            assert ".." not in told, (mutant, told)
            assert told.isprintable(), (mutant, told)
        except Exception as error:
            raise AssertionError(f"{mutant}: {error!r}") from error
    assert refused


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("bound", "port", 99_999_999),
        ("bound", "port", "x"),
        ("bound", "port", MISSING),
        ("move", "move", 5),
        ("move", "move", "jump"),
        ("move", "move", MISSING),
        ("phase", "phase", []),
        ("joined", "token", "zz"),
        ("joined", "name", "\x1b[31m"),
        ("opened", "setup", []),
        ("seat-time", "factor", 1e308),
    ],
)
def test_a_damaged_row_is_named(
    whole: Path, tmp_path: Path, kind: str, field: str, value: Any
) -> None:
    """By its number, with the file, in one sentence and what to do."""
    rows, path = rows_of(whole), tmp_path / "round.sqlite"
    row = next(number for number, item in enumerate(rows, 1) if item["kind"] == kind)
    shutil.copy(whole, path)
    assert write(Mutant(row, "body", (field,), value), rows[row - 1], path)
    with pytest.raises(SimulatorError) as caught:
        asyncio.run(look(path))
    assert (
        f"The round's file {path} is damaged: row {row} of its events makes no sense. "
        "Use an earlier copy of the file."
    ) == str(caught.value)


def test_the_whole_file_opens(whole: Path, tmp_path: Path) -> None:
    """As it is."""
    path = tmp_path / "round.sqlite"
    shutil.copy(whole, path)
    asyncio.run(look(path))
    assert ROUND == rows_of(path)[0]["stream"]
