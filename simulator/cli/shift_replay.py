"""A saved shift played again, in words or as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.cli.play_lines import tell_play
from simulator.cli.streams import print_json
from simulator.play.shift_day import day_of
from simulator.play.shift_opening import retrace_shift
from simulator.report.replay import play_json
from simulator.report.sections import as_text
from simulator.shift.debrief import after_sections
from simulator.shift.wall import Brick
from simulator.shift.words import composure_words
from simulator.text import quoted

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.play.shift_session import ShiftSession
    from simulator.records.record import Record


def replay_shift(context: Context, record: Record, *, as_json: bool) -> int:
    """Play a saved shift again; exit code 1 at a move that no longer applies, with what was before it."""
    session, broken_at, why = retrace_shift(record, context.library)
    error = ""
    if broken_at is not None:
        error = f"move {broken_at + 1} ({quoted(record.moves[broken_at])}) no longer applies. {why}"
    if as_json:
        document = shift_json(session)
        if broken_at is not None:
            document["error"] = {
                "move": record.moves[broken_at],
                "index": broken_at,
                "message": why,
            }
        print_json(document)
    else:
        _tell(session)
        if error:
            print(f"simulator: {error}", file=sys.stderr)
    return Exit.PROBLEMS if error else Exit.DONE


def shift_json(session: ShiftSession) -> dict[str, Any]:
    """Return a shift as far as it went; its keys are a contract, which docs/cli.md describes."""
    play = session.play
    return {
        "shift": session.file.shift.id,
        "seed": play.seed,
        "moves": list(session.moves),
        "composure": list(session.composures),
        "leaked": list(play.leaked),
        "wall": {brick.value: play.wall.count(brick) for brick in Brick},
        "customers": [
            {**play_json(seat.conversation, seat.turns), "breaths": seat.breaths}
            for seat in session.seats
        ],
        "ended": session.over,
    }


def _tell(session: ShiftSession) -> None:
    for at, seat in enumerate(session.seats, 1):
        print(f"Customer {at}: {seat.start.scenario.id}.")
        tell_play(seat.conversation, seat.turns)
    print(f"Composure {composure_words(session.play.composure)}.")
    print(f"\n{as_text(after_sections(day_of(session)))}", end="")
