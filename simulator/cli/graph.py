"""`simulator graph`: draws a scenario."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import one
from simulator.report.graph import dot, mermaid
from simulator.seat.opening import playable

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Print the graph, or write it to a file."""
    scenario = playable(one(arguments).reading)
    text = mermaid(scenario) if arguments.format == "mermaid" else dot(scenario)
    if arguments.output:
        Path(arguments.output).write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    return Exit.DONE
