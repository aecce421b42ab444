"""`simulator saves`: the conversations saved so far."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.streams import print_json
from simulator.report.words import day_words, edition_words, ending_words
from simulator.ruleset import EDITION
from simulator.text import count_or_no

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.records.saves import Unreadable


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    json: bool = False


def run(context: Context, options: Options) -> int:
    """List saved plays, newest first; exit code 1 if one cannot be read."""
    unreadable = _print_json(context) if options.json else _print_lines(context)
    for save in unreadable:
        print(f"simulator: {save.message} {save.hint or ''}".rstrip(), file=sys.stderr)
    return Exit.PROBLEMS if unreadable else Exit.DONE


def _print_json(context: Context) -> Sequence[Unreadable]:
    """Print all of each save but its clock; return those that can't be read."""
    records, unreadable = context.saves.list()
    print_json(
        {
            "saves": [
                {
                    "name": record.name,
                    "scenario": record.header.scenario,
                    "shift": record.header.shift,
                    "as": record.header.person,
                    "mode": record.header.mode,
                    "moves": list(record.moves),
                    "ended": record.ended is not None,
                    "ending": record.ended,
                    "day": record.header.day,
                    "edition": record.edition,
                    "updated": record.updated.isoformat().replace("+00:00", "Z"),
                }
                for record in records
            ]
        }
    )
    return unreadable


def _print_lines(context: Context) -> Sequence[Unreadable]:
    """Print a line for each save; return those that can't be read."""
    from simulator.records.save_index import SaveIndex

    listing = SaveIndex(context.saves, context.player_history).refresh()
    for play in listing.plays:
        state = f"{count_or_no(play.moves, 'move')} so far"
        if play.ended:
            state = "over" if play.shift else f"ended: {ending_words(play.ended)}"
        who = f" as {play.person}" if play.person else ""
        when = f"{play.updated:%Y-%m-%d %H:%M} UTC"
        old = "" if play.edition == EDITION else f"under {edition_words(play.edition)}"
        what = "shift" if play.shift else play.mode
        parts = (day_words(play.day), what, state, old, when)
        how = ", ".join(part for part in parts if part)
        print(f"{play.name}  {play.scenario}{who}, {how}")
    if not listing.plays and not listing.unreadable:
        print("There are no saved conversations.", file=sys.stderr)
    return listing.unreadable
