"""`simulator test`: runs the tests that scenario files carry."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.cli.inputs import read_inputs
from simulator.cli.mutants import report_untested, run_mutants
from simulator.cli.problems import lines_of, print_problem
from simulator.cli.streams import print_json
from simulator.cli.write_test import NewTest, write_test
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.days import NoSuchDay, on_day
from simulator.play.opening import ScenarioHasErrors
from simulator.report.trial_words import differences
from simulator.scenario.library import read_bytes
from simulator.text import count_or_no, quoted, short_path
from simulator.watch.snapshot import run_tests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.cli.context import Context
    from simulator.engine.trial import Trial
    from simulator.scenario.library import ScenarioFile

    Result = tuple[ScenarioFile, int, Trial]


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    paths: Sequence[str] = ()
    mutate: bool = False
    write: str | None = None
    moves: str | None = None
    play: str | None = None
    day: str | None = None
    json: bool = False


def run(context: Context, options: Options) -> int:
    """Run every test of every file; exit code 1 if one fails or a file has errors, 2 if a file or folder cannot be read."""
    if options.write is not None:
        new = NewTest(options.write, options.moves, options.play, options.day)
        return write_test(context, options.paths, new, as_json=options.json)
    if options.moves or options.play:
        raise SimulatorError(
            "--moves and --play are only for --write, which adds a test.",
            'Example: simulator test my.toml --write "listening first" --moves listen,recap',
        )
    if options.mutate:
        if options.day is not None:
            raise SimulatorError("--day can't be used with --mutate, which runs every day's tests.")
        return run_mutants(read_inputs(context.library, options.paths), as_json=options.json)
    read = read_inputs(context.library, options.paths)
    results = _results(read.scenarios, _day(read.scenarios, options.day))
    broken = [item for item in read.scenarios if item.reading.scenario is None]
    passed = sum(trial.passed for _, _, trial in results)
    failed = len(results) - passed
    if options.json:
        print_json(
            {
                "files": len(read.scenarios),
                "passed": passed,
                "failed": failed,
                "unreadable": [
                    *(short_path(item.path) for item in broken),
                    *(item.file for item in read.unreadable),
                ],
                "results": [_json(item, line, trial) for item, line, trial in results],
            }
        )
    else:
        _print(results, broken)
        summary = f"{count_or_no(len(read.scenarios), 'file')}: {passed} passed, {failed} failed"
        unread = f", {count_or_no(len(broken), 'file')} with errors" if broken else ""
        print(f"{summary}{unread}.", file=sys.stderr)
        report_untested(read.scenarios)
    read.complain()
    if read.unreadable:
        return Exit.FAILED
    return Exit.PROBLEMS if failed or broken else Exit.DONE


def _results(files: list[ScenarioFile], day: str | None) -> list[Result]:
    """Run the tests of some files, those of one day where one is given."""
    results = []
    for item in files:
        if item.reading.scenario and item.reading.scenario.tests:
            ran = run_tests(read_bytes(item.path), ScenarioMachine(item.reading.scenario))
            results += [
                (item, each.line, each.trial)
                for each in ran
                if day is None or each.trial.test.day == day
            ]
    return results


def _print(results: list[Result], broken: list[ScenarioFile]) -> None:
    """Print each test that failed, with what differs, and the first error of each file that has some."""
    for item, line, trial in results:
        if not trial.passed:
            day = f" (on the day {quoted(trial.test.day)})" if trial.test.day else ""
            print(f"{short_path(item.path)}:{line}: failed: {trial.test.name}{day}")
            for sentence in differences(trial):
                print(f"  {sentence}")
    for item in broken:
        print_problem(ScenarioHasErrors(item.reading).first, lines_of(item.path))


def _day(files: list[ScenarioFile], name: str | None) -> str | None:
    """Return the day whose tests are run, "" for the first, or None for all; raises NoSuchDay if no file has it."""
    if name is None:
        return None
    found: NoSuchDay | None = None
    for item in files:
        if item.reading.scenario is None:
            continue
        try:
            return on_day(item.reading.scenario, name).day
        except NoSuchDay as error:
            found = found or error
    if found:
        raise found
    return name


def _json(item: ScenarioFile, line: int, trial: Trial) -> dict[str, Any]:
    document: dict[str, Any] = {
        "file": short_path(item.path),
        "test": trial.test.name,
        "day": trial.test.day,
        "passed": trial.passed,
        "line": line,
        "expected": {expected.figure: expected.written for expected in trial.test.expect},
        "actual": trial.actual,
        "scene": trial.scene,
        "entry": trial.entry and asdict(trial.entry),
    }
    if trial.illegal:
        document["error"] = {
            "move": trial.illegal.move,
            "index": trial.index,
            "message": trial.illegal.message,
        }
    return document
