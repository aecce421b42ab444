"""`simulator progress`: a player's plays over time, and what to play next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.progress_lines import read_progress, say_progress
from simulator.cli.streams import print_json
from simulator.report.progress import play_next
from simulator.report.progress_words import progress_json

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; whose progress it is, the context knows."""

    json: bool = False


def run(context: Context, options: Options) -> int:
    """Show a person's progress, brought up to their saves."""
    if options.json:
        person, progress, scenarios = read_progress(context)
        print_json(progress_json(person, progress, play_next(progress, scenarios)))
    else:
        say_progress(context, print)
    return Exit.DONE
