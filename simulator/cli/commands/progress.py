"""`simulator progress`: a player's plays over time, and what to play next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.progress_lines import read_progress, say_progress
from simulator.cli.streams import print_json
from simulator.course.standing import standing_json
from simulator.play.earned_marks import marks_json
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
        read = read_progress(context)
        document = progress_json(read.person, read.progress, read.next_steps)
        course = standing_json(read.course) if read.course else None
        print_json({**document, "course": course, "marks": marks_json(read.marks)})
    else:
        from simulator.plain.console import Console

        say_progress(context, Console(context.clock, ascii_only=context.settings.ascii).say)
    return Exit.DONE
