"""`simulator test --mutate`: which small changes to a scenario its tests do not notice."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.streams import complain, print_json
from simulator.engine.machine import ScenarioMachine
from simulator.engine.mutation import Mutation, mutate
from simulator.engine.trial import run_test
from simulator.play.opening import ScenarioHasErrors
from simulator.scenario.diagnostic import dotted
from simulator.scenario.library import read_bytes
from simulator.text import listed, short_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from simulator.cli.inputs import Inputs
    from simulator.scenario.library import ScenarioFile
    from simulator.scenario.positions import Positions


MAX_UNTESTED = 5
"""Files without tests that are named."""


def positions_of(item: ScenarioFile) -> Positions:
    """Return where everything is in a file."""
    from simulator.scenario.positions import Positions

    return Positions(read_bytes(item.path).decode("utf-8-sig"))


def report_untested(files: Sequence[ScenarioFile]) -> None:
    """Name the files without tests on stderr, and how to write one."""
    names = [
        short_path(item.path)
        for item in files
        if item.reading.scenario and not item.reading.scenario.tests
    ]
    if not names:
        return
    more = len(names) - MAX_UNTESTED
    shown = [*names[:MAX_UNTESTED], *([f"{more} more"] if more > 0 else [])]
    print(
        f"{listed(shown)} {'has' if len(names) == 1 else 'have'} no tests. "
        "To add one, use `simulator test FILE --write NAME --moves a,b`.",
        file=sys.stderr,
    )


def run_mutants(inputs: Inputs, *, as_json: bool) -> int:
    """Print what changes no test notices; exit code 1 where a file's tests fail as it is, 2 if one cannot be read."""
    results: list[tuple[ScenarioFile, Mutation]] = []
    failing = 0
    for item in inputs.scenarios:
        scenario = item.reading.scenario
        if scenario is None:
            failing += 1
            complain(str(ScenarioHasErrors(item.reading)))
            continue
        machine = ScenarioMachine(scenario)
        if not all(run_test(machine, test).passed for test in scenario.tests):
            failing += 1
            print(
                f"{short_path(item.path)}: its tests already fail; fix them first.",
                file=sys.stderr,
            )
            continue
        if scenario.tests:
            results.append((item, mutate(scenario)))
    if not as_json:
        report_untested(inputs.scenarios)
    if as_json:
        print_json({"files": [_json(item, mutation) for item, mutation in results]})
    else:
        for item, mutation in results:
            _print_survivors(item, mutation)
    inputs.complain()
    if inputs.unreadable:
        return Exit.FAILED
    return Exit.PROBLEMS if failing else Exit.DONE


def _print_survivors(item: ScenarioFile, mutation: Mutation) -> None:
    positions = positions_of(item)
    for survivor in mutation.survivors:
        place = positions.nearest(survivor.path)
        where = f"{short_path(item.path)}:{place.line}:{place.column}"
        print(f"{where}: no test notices: {survivor.change} ({dotted(survivor.path)})")
    print(
        f"{short_path(item.path)}: {mutation.noticed} of {mutation.tried} changes noticed ({mutation.score}%)."
    )


def _json(item: ScenarioFile, mutation: Mutation) -> dict[str, Any]:
    positions = positions_of(item)
    return {
        "file": short_path(item.path),
        "tried": mutation.tried,
        "noticed": mutation.noticed,
        "score": mutation.score,
        "survivors": [
            {
                "path": dotted(survivor.path),
                "line": positions.nearest(survivor.path).line,
                "change": survivor.change,
            }
            for survivor in mutation.survivors
        ],
    }
