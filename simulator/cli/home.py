"""`simulator` without a command: the game, in the full screen or as a menu in lines."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import (
    person_of,
    plain_begin,
    plain_resume,
    rules_of,
    saves_of,
    settings_of,
    wall_clock,
    wants_plain,
)
from simulator.cli.shelf import count, library, lines_of, print_problem
from simulator.errors import SimulatorError
from simulator.scenario.diagnostic import printable
from simulator.seat.shelf import read_shelf
from simulator.tables import MODES

if TYPE_CHECKING:
    import argparse

    from simulator.plain.console import Console
    from simulator.scenario.library import Shelved
    from simulator.seat.shelf import Shelf


def run(arguments: argparse.Namespace) -> int:
    """Open the game."""
    read = settings_of(arguments)
    plain, why = wants_plain(getattr(arguments, "plain", False), read.settings.plain)
    if why:
        print(why, file=sys.stderr)
    if plain:
        return _menu(arguments)
    from simulator.tui.app import run_app

    return run_app(
        library(arguments),
        saves_of(arguments),
        rules_of(arguments, shuffled=True),
        person=person_of(arguments),
        now=time.monotonic,
        wall=wall_clock,
        settings=read,
    )


def _menu(arguments: argparse.Namespace) -> int:
    """Choose and play, again and again, until the player or the input leaves."""
    from simulator.plain.console import Console, Signal

    console = Console(time.monotonic)
    console.say("Customer service simulator.")
    try:
        while True:
            shelf = read_shelf(library(arguments), saves_of(arguments))
            _show_menu(shelf, console)
            console.ask("Type a number, or q to leave:")
            answer = console.read()
            if isinstance(answer, Signal) or answer.lower() in ("q", "quit"):
                return Exit.DONE
            code = _chosen(arguments, answer, shelf, console)
            if code == Exit.INTERRUPTED:
                return code
    except KeyboardInterrupt:
        console.say()
        return Exit.INTERRUPTED


def _show_menu(shelf: Shelf, console: Console) -> None:
    for trouble in shelf.troubles:
        console.say(trouble)
    if not shelf.items:
        console.say("The library is empty. `simulator new ID` writes a scenario to start from.")
    number = 0
    for record in shelf.plays:
        number += 1
        console.say(
            f"{number}. Go on with {record.name}, {count(len(record.moves), 'move')} so far."
        )
    for item in shelf.items:
        number += 1
        scenario = item.reading.scenario
        if scenario:
            about = f"level {scenario.level}, {scenario.channel}. {scenario.summary}"
            console.say(f"{number}. {scenario.title}, {about}".rstrip())
        else:
            console.say(f"{number}. {printable(item.id)} cannot be played; choose it to see why.")


def _chosen(
    arguments: argparse.Namespace,
    answer: str,
    shelf: Shelf,
    console: Console,
) -> int:
    names = [record.name for record in shelf.plays] + [item.id for item in shelf.items]
    index = int(answer) - 1 if answer.isdecimal() and len(answer) < 6 else -1
    if answer in names:
        index = names.index(answer)
    if not 0 <= index < len(names):
        console.say(
            f"Type a number from 1 to {len(names)}." if names else "There is nothing to choose."
        )
        return Exit.DONE
    try:
        if index < len(shelf.plays):
            return plain_resume(arguments, names[index], console)
        return _begin(arguments, shelf.items[index - len(shelf.plays)], console)
    except SimulatorError as error:
        console.say(str(error))
        return Exit.DONE


def _begin(arguments: argparse.Namespace, item: Shelved, console: Console) -> int:
    if item.reading.scenario is None:
        lines = lines_of(item.path)
        for problem in item.reading.diagnostics:
            print_problem(problem, lines)
        return Exit.DONE
    console.ask(
        "Mode: coach, practice or exam, with t behind it for the clock (Enter for coach, b for back):"
    )
    answer = console.read()
    timed = isinstance(answer, str) and answer.endswith((" t", " timed"))
    if timed and isinstance(answer, str):
        answer = answer.rpartition(" ")[0].strip()
    mode = next(
        (
            mode
            for mode in MODES
            if isinstance(answer, str) and answer and mode.startswith(answer.lower())
        ),
        None,
    )
    if answer == "":
        mode = "coach"
    if mode is None:
        return Exit.DONE
    arguments.mode, arguments.timed = mode, timed
    return plain_begin(arguments, item, console, rules_of(arguments, shuffled=console.interactive))
