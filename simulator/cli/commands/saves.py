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
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    json: bool = False


def run(context: Context, options: Options) -> int:
    """List saved plays, newest first; exit code 1 if one cannot be read."""
    records, unreadable = context.saves.list()
    if options.json:
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
    else:
        for record in records:
            state = f"{count_or_no(len(record.moves), 'move')} so far"
            if record.ended:
                shift = record.header.shift
                state = "over" if shift else f"ended: {ending_words(record.ended)}"
            who = f" as {record.header.person}" if record.header.person else ""
            when = f"{record.updated:%Y-%m-%d %H:%M} UTC"
            old = "" if record.edition == EDITION else f"under {edition_words(record.edition)}"
            what = "shift" if record.header.shift else record.header.mode
            parts = (day_words(record.header.day), what, state, old, when)
            how = ", ".join(part for part in parts if part)
            print(f"{record.name}  {record.header.scenario}{who}, {how}")
        if not records and not unreadable:
            print("There are no saved conversations.", file=sys.stderr)
    for save in unreadable:
        print(f"simulator: {save.message} {save.hint or ''}".rstrip(), file=sys.stderr)
    return Exit.PROBLEMS if unreadable else Exit.DONE
