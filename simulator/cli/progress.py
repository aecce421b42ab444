"""`simulator progress` and `simulator forget`: a player's plays over time, and to be rid of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import history_of, person_of, saves_of, settings_of
from simulator.cli.shelf import library, print_json
from simulator.errors import SimulatorError
from simulator.report.progress import play_next, progress_json, progress_of, progress_told
from simulator.scenario.library import load
from simulator.text import clean_name, count_or_no, quoted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from simulator.report.progress import Progress
    from simulator.scenario.model import Scenario


def run(arguments: argparse.Namespace) -> int:
    """Show a person's progress, brought up to their saves."""
    if arguments.json:
        person, progress, scenarios = _read(arguments)
        print_json(progress_json(person, progress, play_next(progress, scenarios)))
    else:
        tell_progress(arguments, print)
    return Exit.DONE


def tell_progress(arguments: argparse.Namespace, say: Callable[[str], object]) -> None:
    """Say how a person comes along, line by line."""
    person, progress, scenarios = _read(arguments)
    advised = play_next(progress, scenarios)
    titles = {scenario.id: scenario.title for scenario in scenarios}
    say(f"{person or 'Whoever plays without a name'}.")
    chosen = settings_of(arguments).settings
    for heading, lines in progress_told(progress, advised, titles, ascii_only=chosen.ascii):
        say("")
        say(f"{heading}.")
        for line in lines:
            say(line)


def _read(arguments: argparse.Namespace) -> tuple[str, Progress, list[Scenario]]:
    """Who it is about, how they come along, and what there is to play."""
    from simulator.play.history_sync import catch_up

    history, shelf = history_of(arguments), library(arguments)
    catch_up(history, saves_of(arguments), shelf)
    person = person_of(arguments) or ""
    scenarios = [found for path in shelf.files() if (found := _scenario(path))]
    return person, progress_of(history.plays(person)), scenarios


def forget(arguments: argparse.Namespace) -> int:
    """Remove every save and every row of a person, after asking."""
    person = clean_name(arguments.name)
    if not person:
        raise SimulatorError("Nobody is named.", "Name whose plays to remove.")
    saves, history = saves_of(arguments), history_of(arguments)
    records, _ = saves.list()
    theirs = [record for record in records if record.header.person == person]
    rows = len(history.plays(person))
    if not theirs and not rows:
        raise SimulatorError(f"There is nothing of {quoted(person)} here.")
    if not arguments.yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise SimulatorError(
                f"This would remove {count_or_no(len(theirs), 'save')} of {quoted(person)} for good.",
                "Say --yes to do it.",
            )
        question = f"Remove {count_or_no(len(theirs), 'save')} of {quoted(person)} and all progress for good? Type yes: "
        print(question, end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() != "yes":
            print("Nothing was removed.", file=sys.stderr)
            return Exit.DONE
    for record in theirs:
        record.path.unlink(missing_ok=True)
    history.forget(person)
    print(f"Removed {count_or_no(len(theirs), 'save')} and {count_or_no(rows, 'row')} of history.")
    return Exit.DONE


def _scenario(path: Path) -> Scenario | None:
    try:
        return load(path).scenario
    except SimulatorError:
        return None
