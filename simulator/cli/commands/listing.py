"""`simulator list`: what the library holds."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.inputs import read_inputs, uncollected
from simulator.cli.proofs import proved_row
from simulator.cli.streams import complain, print_json, show_status
from simulator.text import count_or_no, printable, short_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from simulator.cli.context import Context
    from simulator.report.library import Row
    from simulator.scenario.library import LeftOut, ScenarioFile


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    paths: Sequence[str] = ()
    proved: bool = False
    principles: bool = False
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Print scenarios, one per line; or what is proved of them, or which principles they carry.

    They are the library's, or those of the files and folders that are named. Exit code 2 if one of these can't be read.
    """
    library = context.library
    left_out = [] if options.paths else library.left_out()
    if not options.paths and not library.files():
        _print([], options, left_out)
        return Exit.DONE
    with uncollected():
        read = read_inputs(library, options.paths)
    _print(read.scenarios, options, left_out)
    read.complain()
    return Exit.FAILED if read.unreadable else Exit.DONE


def _print(scenarios: list[ScenarioFile], options: Options, left_out: list[LeftOut]) -> None:
    """Print scenarios in the form that is asked for."""
    if options.principles:
        _principles(scenarios, as_json=options.json)
    elif options.proved:
        _print_proofs(scenarios, as_json=options.json)
    elif options.json:
        others = [
            {"id": item.path.stem, "path": str(item.path), "instead": str(item.instead)}
            for item in left_out
        ]
        print_json({"scenarios": [_json(item) for item in scenarios], "left_out": others})
    else:
        _lines(scenarios)


def _lines(scenarios: list[ScenarioFile]) -> None:
    """Print each scenario on a line, or that there are none."""
    names = [printable(item.id) for item in scenarios]
    width = max((len(name) for name in names), default=0)
    for name, item in zip(names, scenarios, strict=True):
        problems = _problems(item)
        scenario = item.reading.scenario
        if scenario is None:
            told = f"can't be played: {problems}; see `simulator check {short_path(item.path)}`"
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
    if not scenarios:
        print("The library is empty.", file=sys.stderr)


def _print_proofs(scenarios: list[ScenarioFile], *, as_json: bool) -> None:
    """Print a table of what is proved of each scenario."""
    from simulator.report.library import table

    rows: list[Row] = []
    try:
        for item in scenarios:
            if item.reading.scenario is None:
                show_status("")
                complain(f"{item.id} has errors, so it isn't in the table.")
            else:
                show_status(f"{item.id} ({len(rows) + 1} of {len(scenarios)}) …")
                rows.append(proved_row(item.reading.scenario))
    finally:
        show_status("")
    if as_json:
        print_json({"scenarios": [row.as_json() for row in rows]})
    else:
        print("\n".join(table(rows)))


def _principles(scenarios: list[ScenarioFile], *, as_json: bool) -> None:
    """Print each principle with the replies that it is played in."""
    from simulator.report.principle_table import principle_rows, principle_table

    rows = principle_rows(item.reading.scenario for item in scenarios if item.reading.scenario)
    if as_json:
        print_json({"principles": [row.as_json() for row in rows]})
    else:
        print("\n".join(principle_table(rows)))


def _problems(item: ScenarioFile) -> str:
    """Return what is wrong with a file, in a few words; empty if nothing is."""
    reading = item.reading
    found = [
        count_or_no(number, thing)
        for number, thing in ((reading.errors, "error"), (reading.warnings, "warning"))
        if number
    ]
    return ", ".join(found)


def _json(item: ScenarioFile) -> dict[str, Any]:
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
