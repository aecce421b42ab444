"""`simulator drill`: short exercises from conversations that the player knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli.display import use_plain
from simulator.drill.model import Kind

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command; `person` is the name as typed."""

    kind: str | None = None
    person: str | None = None


def run(context: Context, options: Options) -> int:
    """Answer the cards that are due, and new ones; of one exercise, or of all."""
    from simulator.cli.plain_drill import drill_in_lines, drills_of

    context.open_log()
    kind = Kind(options.kind) if options.kind else None
    if use_plain(context, "Practising"):
        from simulator.plain.console import Console

        console = Console(context.clock, ascii_only=context.settings.ascii)
        return drill_in_lines(context, kind, console)
    from simulator.tui.drill_app import DrillApp

    app = DrillApp(
        drills_of(context), context.wall_clock, kind=kind, settings=context.settings_file
    )
    return app.run_to_the_end()
