"""`simulator list`: what the library holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.check import count
from simulator.cli.shelf import library, print_json

if TYPE_CHECKING:
    import argparse
    from typing import Any

    from simulator.scenario.library import Shelved


def run(arguments: argparse.Namespace) -> int:
    """Print the library, one scenario a line."""
    shelf = library(arguments).read()
    if arguments.json:
        print_json({"scenarios": [_json(item) for item in shelf]})
        return Exit.DONE
    width = max((len(item.id) for item in shelf), default=0)
    for item in shelf:
        scenario = item.reading.scenario
        if scenario is None:
            problems = count(item.reading.errors, "error")
            print(
                f"{item.id:<{width}}  cannot be played: {problems}; see `simulator check {item.id}`"
            )
        else:
            line = f"{item.id:<{width}}  level {scenario.level}  {scenario.channel:<7}  {scenario.title}"
            print(line)
    if not shelf:
        print("The library is empty.", file=sys.stderr)
    return Exit.DONE


def _json(item: Shelved) -> dict[str, Any]:
    scenario = item.reading.scenario
    return {
        "id": item.id,
        "title": scenario.title if scenario else None,
        "channel": scenario.channel if scenario else None,
        "level": scenario.level if scenario else None,
        "language": scenario.language if scenario else None,
        "industry": scenario.industry if scenario else None,
        "path": str(item.path),
        "errors": item.reading.errors,
        "warnings": item.reading.warnings,
    }
