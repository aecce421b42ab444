"""`simulator graph`: draws a scenario."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_input
from simulator.errors import SimulatorError
from simulator.files import replace_file
from simulator.play.opening import playable
from simulator.report.graph import dot, mermaid
from simulator.text import quoted

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
        _write(Path(options.output), text.encode())
    else:
        sys.stdout.write(text)
    return Exit.DONE


def _write(path: Path, data: bytes) -> None:
    """Write the drawing in place of an older one, which stays as it was if that fails; raises SimulatorError."""
    try:
        replace_file(path, data)
    except OSError as error:
        raise SimulatorError(
            f"The diagram could not be written to {quoted(str(path), 200)}: {error.strerror}.",
            "Name another file, or leave out -o to print it.",
        ) from None
