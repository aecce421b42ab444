"""`simulator graph`: draws a scenario."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import one
from simulator.errors import SimulatorError
from simulator.files import replace_file
from simulator.play.opening import playable
from simulator.report.graph import dot, mermaid
from simulator.text import quoted

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Print the graph, or write it to a file."""
    scenario = playable(one(arguments).reading)
    text = mermaid(scenario) if arguments.format == "mermaid" else dot(scenario)
    if arguments.output:
        _write(Path(arguments.output), text.encode())
    else:
        sys.stdout.write(text)
    return Exit.DONE


def _write(path: Path, data: bytes) -> None:
    """Write the drawing in place of an older one, which stays as it was if that fails; raises SimulatorError."""
    try:
        replace_file(path, data)
    except OSError as error:
        raise SimulatorError(
            f"The drawing could not be written to {quoted(str(path), 200)}: {error.strerror}.",
            "Name another file, or leave out -o to have it printed.",
        ) from None
