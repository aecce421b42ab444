"""`simulator graph`: draws a scenario."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_input
from simulator.cli.output_file import write_output
from simulator.play.opening import playable
from simulator.report.graph import dot, mermaid

if TYPE_CHECKING:
    from simulator.cli.context import Context


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    scenario: str
    format: str = "mermaid"
    output: str | None = None


def run(context: Context, options: Options) -> int:
    """Print the graph, or write it to a file."""
    scenario = playable(read_input(context.library, options.scenario).reading)
    text = mermaid(scenario) if options.format == "mermaid" else dot(scenario)
    if options.output:
        write_output(options.output, text, "The diagram")
    else:
        sys.stdout.write(text)
    return Exit.DONE
