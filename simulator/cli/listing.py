"""`simulator list`: what the library holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import count, library, print_json, shown
from simulator.scenario.diagnostic import printable

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
    names = [printable(item.id) for item in shelf]
    width = max((len(name) for name in names), default=0)
    for name, item in zip(names, shelf, strict=True):
        problems = _problems(item)
        scenario = item.reading.scenario
        if scenario is None:
            told = f"cannot be played: {problems}; see `simulator check {shown(item.path)}`"
        else:
            about = [
                f"level {scenario.level}",
                scenario.channel,
                scenario.language,
                scenario.industry,
            ]
            told = f"{scenario.title} ({', '.join(part for part in about if part)})"
            told += f"; {problems}" if problems else ""
        print(f"{name:<{width}}  {told}")
    if not shelf:
        print("The library is empty.", file=sys.stderr)
    return Exit.DONE


def _problems(item: Shelved) -> str:
    """What is wrong with a file, in a few words; empty if nothing is."""
    reading = item.reading
    found = [
        count(number, thing)
        for number, thing in ((reading.errors, "error"), (reading.warnings, "warning"))
        if number
    ]
    return ", ".join(found)


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
