"""The report of a class: everyone's conversations as results, in each of the forms that a report has.

The same results, and so the same reports, as those of saved conversations and of rounds.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from simulator.play.report_source import report_request, source_of_plays
from simulator.report.advice import advice_on
from simulator.report.export.forms import pieces_of
from simulator.report.result_of_play import play_result
from simulator.report.results import Origin
from simulator.server.plays import words
from simulator.server.plays.rows import COLUMNS, PlayRow
from simulator.server.plays.shelf import TextGone
from simulator.server.plays.solo import PlayNoLongerFits
from simulator.server.plays.solo_plays import NoSuchPlay

if TYPE_CHECKING:
    from simulator.report.export.forms import Form
    from simulator.report.results import Detail, PlayResult
    from simulator.server.plays.solo import SoloPlay
    from simulator.server.plays.solo_plays import SoloPlays
    from simulator.server.store import Store

MOST_PLAYS = 2000
"""Conversations in one report, the newest."""


class Reported(NamedTuple):
    """What a report is made from: each conversation with its row and who played it, and sentences about what isn't in it."""

    plays: tuple[tuple[SoloPlay, PlayRow, str], ...]
    unread: tuple[str, ...]


async def played_in(store: Store, plays: SoloPlays, of_class: str, assignment: str) -> Reported:
    """Return the conversations of a class's trainees in the order in which they began.

    Where an `assignment` is named, those for it alone. Raises StoreFailed.
    """
    columns = ", ".join(f"p.{name}" for name in COLUMNS.split(", "))
    rows = await store.rows(
        f"SELECT {columns}, a.name FROM plays p JOIN memberships m ON m.account = p.account "
        "JOIN accounts a ON a.id = p.account WHERE m.class = ? AND a.kind = 'trainee' AND (? = '' OR p.assignment = ?) "
        f"ORDER BY p.begun_at DESC, p.id LIMIT {MOST_PLAYS + 1}",
        *(of_class, assignment, assignment),
    )
    found, unread = [], [words.LEFT_OUT.format(most=MOST_PLAYS)] if len(rows) > MOST_PLAYS else []
    for *values, name in reversed(rows[:MOST_PLAYS]):
        row = PlayRow(*values)
        try:
            found.append((await plays.find(row.account, row.id), row, str(name)))
        except (PlayNoLongerFits, TextGone, NoSuchPlay) as error:
            unread.append(f"{row.title}, {name}: {error.message}")
    return Reported(tuple(found), tuple(unread))


def report_text(title: str, reported: Reported, form: Form, made: datetime, *, named: bool) -> str:
    """Return a report in a form; with pseudonyms for everyone unless it is `named`."""
    asked = report_request(form, pseudonyms=not named)
    last = {name: play.id for play, _, name in reported.plays}
    results = (
        _result(play, row, name, asked.detail, advice=last[name] == play.id)
        for play, row, name in reported.plays
    )
    people = frozenset(name for _, _, name in reported.plays)
    models = {play.opened.text: play.start.scenario for play, _, _ in reported.plays}
    source = source_of_plays(title, results, people, models, reported.unread, made, asked)
    return "".join(pieces_of(source, form))


def _result(play: SoloPlay, row: PlayRow, name: str, detail: Detail, *, advice: bool) -> PlayResult:
    opened = play.opened
    ended = None if row.ended_at is None else datetime.fromtimestamp(row.ended_at, UTC)
    origin = Origin(
        key=play.id,
        name=play.id,
        person=name,
        mode=opened.mode.value,
        timed=opened.timed,
        started=play.begun,
        ended=ended,
        seconds=play.seconds,
        given=len(opened.given),
        edition=row.edition,
        factor=opened.factor,
    )
    return play_result(
        play.start,
        play.turns,
        origin,
        digest=opened.text,
        reasons=detail.reasons,
        advice=advice_on(play.turns) if detail.advice and advice else "",
    )
