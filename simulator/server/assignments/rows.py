"""Assignments in the database: the rows as values, and the statements that write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from simulator.course.model import Step
from simulator.server.assignments.model import Assignment, Counts
from simulator.server.assignments.standing import is_withheld
from simulator.server.plays.words import CLOCKS, USUAL_CLOCK
from simulator.server.store import Statement
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.server.plays.rows import PlayRow
    from simulator.server.store import Row, Store

COLUMNS = "id, class, title, steps, opens_at, until_at, zone, late, tries, counts, withdrawn_at"


def insert_assignment(assignment: Assignment, trainer: str, now: int) -> Statement:
    """Return what sets an assignment."""
    return Statement(
        f"INSERT INTO assignments ({COLUMNS}, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(assignment.id, assignment.of_class, assignment.title, _steps_text(assignment)),
            *(assignment.opens_at, assignment.until_at, assignment.zone, int(assignment.late)),
            *(assignment.tries, assignment.counts.value, None, trainer, now),
        ),
        changes=1,
    )


def move_end(assignment: Assignment, until_at: int) -> Statement:
    """Return what moves the end of an assignment."""
    return Statement(
        "UPDATE assignments SET until_at = ? WHERE id = ? AND withdrawn_at IS NULL",
        (until_at, assignment.id),
        changes=1,
    )


def withdraw(assignment: Assignment, now: int) -> Statement:
    """Return what takes an assignment back; what was played for it stays."""
    return Statement(
        "UPDATE assignments SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL",
        (now, assignment.id),
        changes=1,
    )


def check_tries(assignment: Assignment, account: str, step: int, *, exam: bool) -> Statement:
    """Return what refuses a play that has just been written where it is one too many: two may be begun at the same moment."""
    most = assignment.tries if assignment.tries is not None else 1_000_000
    mine = "SELECT count(*) FROM plays p WHERE p.assignment = assignments.id AND p.account = ?"
    open_here = "" if exam else " AND p.step = ?"
    return Statement(
        f"UPDATE assignments SET set_at = set_at WHERE id = ? AND withdrawn_at IS NULL "
        f"AND ({mine} AND p.step = ?) <= ? AND ({mine} AND p.ended_at IS NULL{open_here}) <= 1",
        (assignment.id, account, step, most, account, *(() if exam else (step,))),
        changes=1,
    )


async def assignments_of(store: Store, of_class: str) -> list[Assignment]:
    """Return the assignments of a class, the one that ends first at the top; raises StoreFailed."""
    query = f"SELECT {COLUMNS} FROM assignments WHERE class = ? ORDER BY until_at, set_at, id"
    return list(map(_assignment, await store.rows(query, of_class)))


async def assignment_of(store: Store, of_class: str, id: str) -> Assignment | None:
    """Return an assignment of a class; None where it has none of that id."""
    query = f"SELECT {COLUMNS} FROM assignments WHERE class = ? AND id = ?"
    rows = await store.rows(query, of_class, id)
    return _assignment(rows[0]) if rows else None


async def clock_of(store: Store, account: str) -> str:
    """Return which of `CLOCKS` a person has in the exams of assignments: the usual time unless their trainer says otherwise."""
    rows = await store.rows("SELECT clock FROM clocks WHERE account = ?", account)
    return rows[0][0] if rows and rows[0][0] in CLOCKS else USUAL_CLOCK


def set_clock(account: str, clock: str) -> Statement:
    """Return what gives a person another of `CLOCKS`."""
    return Statement(
        "INSERT INTO clocks (account, clock) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET clock = excluded.clock",
        (account, clock),
    )


async def path_of(store: Store, id: str) -> str:
    """Return the path of a trainee's page of an assignment; an empty text for none."""
    rows = await store.rows("SELECT class FROM assignments WHERE id = ?", id) if id else []
    return f"/class/{rows[0][0]}/assignments/{id}" if rows else ""


async def withheld_plays(store: Store, plays: Iterable[PlayRow], now: int) -> frozenset[str]:
    """Return the ids of those plays whose result is kept from who played them for now."""
    for_exams = [play for play in plays if play.assignment and play.mode == Mode.EXAM]
    if not for_exams:
        return frozenset()
    ids = sorted({play.assignment or "" for play in for_exams})
    holes = ", ".join("?" * len(ids))
    rows = await store.rows(f"SELECT {COLUMNS} FROM assignments WHERE id IN ({holes})", *ids)
    found = {assignment.id: assignment for assignment in map(_assignment, rows)}
    return frozenset(
        play.id
        for play in for_exams
        if play.assignment in found and is_withheld(found[play.assignment], play, now)
    )


def _steps_text(assignment: Assignment) -> str:
    steps = [[step.scenario, step.mode.value, step.pass_mark] for step in assignment.steps]
    return json.dumps(steps)


def _assignment(row: Row) -> Assignment:
    id, of_class, title, steps, opens_at, until_at, zone, late, tries, counts, withdrawn_at = row
    return Assignment(
        *(id, of_class, title, tuple(map(_step, json.loads(steps))), opens_at, until_at, zone),
        *(bool(late), tries, Counts(counts), withdrawn_at),
    )


def _step(found: list[Any]) -> Step:
    scenario, mode, pass_mark = found
    return Step(scenario, Mode(mode), pass_mark)
