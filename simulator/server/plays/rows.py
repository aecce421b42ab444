"""The rows of plays as values: what lists and reports are made of, and the statements that write them.

A row repeats what the events of its play say, and is written in the same transaction as they are.
"""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from msgspec import UNSET

from simulator.course.model import PASS_MARK
from simulator.records.history_totals import Total
from simulator.ruleset import EDITION
from simulator.server.plays.events import Moved
from simulator.server.store import Statement, person_stream

if TYPE_CHECKING:
    from collections.abc import Collection

    from simulator.server.plays.events import Body, Opened
    from simulator.server.plays.solo import SoloPlay
    from simulator.server.store import Row, Store

COLUMNS = (
    "id, account, scenario, title, text, mode, given, assignment, step, begun_at, moves, ended_at, ending, outcome, "
    "satisfaction, quality, edition"
)
MOST_LISTED = 500
"""Plays of one person that a page lists, the newest."""


class PlayRow(NamedTuple):
    """A play; its times are whole seconds since 1970, UTC. What it came to is None until it is over."""

    id: str
    account: str
    scenario: str
    title: str
    text: str
    mode: str
    given: int
    assignment: str | None
    step: int | None
    begun_at: int
    moves: int
    ended_at: int | None
    ending: str | None
    outcome: str | None
    satisfaction: int | None
    quality: int | None
    edition: int

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.ended_at is not None


def seconds_of(at: datetime) -> int:
    """Return a time as tables have it."""
    return int(at.timestamp())


def stream_of(account: str, id: str) -> str:
    """Return the name of the stream of a person's play."""
    return person_stream(account, f"play/{id}")


def keep_text(hash: str, scenario: str, text: bytes) -> Statement:
    """Return what keeps the text of a version of a scenario, once."""
    return Statement(
        "INSERT INTO texts (hash, scenario, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (hash, scenario, text),
    )


def insert_play(id: str, opened: Opened, title: str, at: datetime) -> Statement:
    """Return what lists a play that begins."""
    end = None if opened.end is UNSET else opened.end
    came_to = (end.ending, end.outcome, end.satisfaction, end.quality) if end else (None,) * 4
    values = (
        *(id, opened.person, opened.scenario, title, opened.text, opened.mode.value),
        *(len(opened.given), opened.assignment or None),
        *(opened.step if opened.assignment else None, seconds_of(at), 0),
        *(seconds_of(at) if end else None, *came_to, opened.edition),
    )
    holes = ", ".join("?" * len(values))
    return Statement(f"INSERT INTO plays ({COLUMNS}) VALUES ({holes})", values, changes=1)


def update_play(play: SoloPlay, body: Body, at: datetime) -> Statement:
    """Return what changes a play's row by an event that comes after a play as it stands."""
    moved = isinstance(body, Moved)
    moves = len(play.turns) - len(play.opened.given) + (1 if moved else -1)
    if not isinstance(body, Moved) or body.end is UNSET:
        return Statement("UPDATE plays SET moves = ? WHERE id = ?", (moves, play.id), changes=1)
    end = body.end
    return Statement(
        "UPDATE plays SET moves = ?, ended_at = ?, ending = ?, outcome = ?, satisfaction = ?, quality = ?, edition = ? "
        "WHERE id = ?",
        (
            *(moves, seconds_of(at), end.ending, end.outcome, end.satisfaction, end.quality),
            *(end.edition, play.id),
        ),
        changes=1,
    )


async def plays_of(store: Store, account: str) -> list[PlayRow]:
    """Return a person's plays, the newest first."""
    query = f"SELECT {COLUMNS} FROM plays WHERE account = ? ORDER BY begun_at DESC, id LIMIT {MOST_LISTED}"
    return list(map(_row, await store.rows(query, account)))


async def assigned_plays(store: Store, account: str) -> list[PlayRow]:
    """Return every play of a person for an assignment, in the order in which they were begun."""
    query = f"SELECT {COLUMNS} FROM plays WHERE account = ? AND assignment IS NOT NULL ORDER BY begun_at, id"
    return list(map(_row, await store.rows(query, account)))


async def totals_of(store: Store, account: str, without: Collection[str]) -> tuple[Total, ...]:
    """Add up a person's plays by scenario, mode and ending: whole ones that have ended under this edition of the rules.

    Those whose ids are in `without` count for nothing.
    """
    holes = ", ".join("?" * len(without))
    rows = await store.rows(
        "SELECT scenario, mode, ending, count(*), max(satisfaction), max(quality), max(ended_at), "
        "min(CASE WHEN quality >= ? THEN ended_at END) FROM plays WHERE account = ? AND ended_at IS NOT NULL "
        f"AND given = 0 AND edition = ? AND id NOT IN ({holes}) GROUP BY scenario, mode, ending",
        PASS_MARK,
        account,
        EDITION,
        *without,
    )
    return tuple(map(_total, rows))


async def play_row(store: Store, id: str) -> PlayRow | None:
    """Return the row of a play, whoever's it is; None where there isn't one."""
    rows = await store.rows(f"SELECT {COLUMNS} FROM plays WHERE id = ?", id)
    return _row(rows[0]) if rows else None


async def plays_for(store: Store, assignment: str) -> list[PlayRow]:
    """Return every play for an assignment, in the order in which they were begun."""
    query = f"SELECT {COLUMNS} FROM plays WHERE assignment = ? ORDER BY begun_at, id"
    return list(map(_row, await store.rows(query, assignment)))


def _total(row: Row) -> Total:
    scenario, mode, ending, plays, best, quality, last, passed = row
    marks = {} if passed is None else {PASS_MARK: datetime.fromtimestamp(passed, UTC)}
    ended = datetime.fromtimestamp(last, UTC)
    return Total(scenario, mode, ending, plays, best, quality, ended, MappingProxyType(marks))


def _row(row: Row) -> PlayRow:
    return PlayRow(*row)
