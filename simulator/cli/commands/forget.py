"""`simulator forget`: remove every saved play of a person, and their progress."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.errors import SimulatorError
from simulator.text import clean_name, count_or_no, quoted

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    name: str
    yes: bool = False


def run(context: Context, options: Options) -> int:
    """Remove every save and every row of a person, after asking."""
    person = clean_name(options.name)
    if not person:
        raise SimulatorError("Nobody is named.", "Name whose plays to remove.")
    saves, history = context.saves, context.history
    records, _ = saves.list()
    theirs = [record for record in records if record.header.person == person]
    rows = len(history.plays(person))
    if not theirs and not rows:
        raise SimulatorError(f"There are no plays of {quoted(person)} here.")
    number = count_or_no(len(theirs), "save")
    if not (options.yes or _confirmed(person, number)):
        print("Nothing was removed.", file=sys.stderr)
        return Exit.DONE
    for record in theirs:
        record.path.unlink(missing_ok=True)
    history.forget(person)
    print(f"Removed {number} and {count_or_no(rows, 'row')} of history.")
    return Exit.DONE


def _confirmed(person: str, number: str) -> bool:
    """Ask whether to remove a person's saves; raises SimulatorError where there is nobody to ask."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise SimulatorError(
            f"This would remove {number} of {quoted(person)} for good.", "Say --yes to do it."
        )
    question = f"Remove {number} of {quoted(person)} and all progress for good? Type yes: "
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"
