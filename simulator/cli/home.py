"""`simulator` without a command: the game, in the full screen or as a menu in lines."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import (
    fresh_seed,
    history_of,
    person_of,
    plain_begin,
    plain_resume,
    player_history,
    player_saves,
    rules_for,
    rules_of,
    settings_of,
    wall_clock,
    wants_plain,
)
from simulator.cli.shelf import library
from simulator.errors import SimulatorError
from simulator.play.catalog import Shelf, found, read_shelf
from simulator.play.rules import Rules
from simulator.report.words import day_words, ending_words
from simulator.ruleset import EDITION
from simulator.text import count_or_no, printable, quoted

if TYPE_CHECKING:
    import argparse

    from simulator.plain.console import Console
    from simulator.records.record import Record
    from simulator.scenario.library import ScenarioFile


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
        player_saves(arguments),
        rules_of(arguments, shuffled=True),
        person=person_of(arguments),
        now=time.monotonic,
        wall=wall_clock,
        settings=read,
        history=player_history(arguments),
        fresh_seed=fresh_seed,
    )


def _menu(arguments: argparse.Namespace) -> int:
    """Choose and play, again and again, until the player or the input leaves."""
    from simulator.plain.console import Console

    console = Console(time.monotonic, ascii_only=settings_of(arguments).settings.ascii)
    console.say("Customer service simulator.")
    _tell_edition(arguments, console)
    try:
        return _Menu(arguments, console).run()
    except KeyboardInterrupt:
        console.say()
        return Exit.INTERRUPTED


def _tell_edition(arguments: argparse.Namespace, console: Console) -> None:
    """Say once, to whoever has plays under an earlier edition of the rules, where their bests are."""
    from simulator.records.settings import write_setting
    from simulator.report.progress import edition_note, progress_of

    read = settings_of(arguments)
    if read.settings.edition_seen >= EDITION:
        return
    try:
        plays = history_of(arguments).plays(person_of(arguments) or "")
        if note := edition_note(progress_of(plays)):
            console.say(note)
            write_setting(read.path, "edition_seen", EDITION)
    except SimulatorError:
        return  # said again next time; progress says what is wrong with the history


class _Menu:
    """The menu in lines: what can be gone on with, what can be played, a filter, progress, settings."""

    def __init__(self, arguments: argparse.Namespace, console: Console) -> None:
        self._arguments, self._console = arguments, console
        self._words = ""
        self._shelf = Shelf()
        self._items: tuple[ScenarioFile, ...] = ()
        self._ended = False
        self._stale = True

    def run(self) -> int:
        """Until the player or the input leaves."""
        from simulator.plain.console import Signal

        while True:
            if self._stale:
                self._stale = False
                self._shelf = read_shelf(library(self._arguments), player_saves(self._arguments))
                self._show()
            self._console.ask(
                "Type a number, g for the guided first conversation, f and words to filter, p for progress, "
                "o for settings, ? for help, or q to leave:"
            )
            answer = self._console.read()
            if isinstance(answer, Signal) or answer.lower() in ("q", "quit"):
                return Exit.DONE
            try:
                code = self._obey(answer)
            except SimulatorError as error:
                self._console.say(str(error))
                continue
            if code == Exit.INTERRUPTED:
                return code

    def _show(self) -> None:
        say, shelf = self._console.say, self._shelf
        for trouble in shelf.troubles:
            say(trouble)
        if not shelf.items:
            say("The library is empty. `simulator new ID` writes a scenario to start from.")
        self._items = found(shelf.items, self._words, self._bests() if self._words else {})
        if self._words:
            say(
                f"{len(self._items)} of {len(shelf.items)} scenarios fit: {self._words}. f alone shows all."
            )
        number = 0
        for record in self._plays:
            number += 1
            if record.ended is None:
                so_far = f"{count_or_no(len(record.moves), 'move')} so far"
                say(f"{number}. Go on with {record.name}, {_on_day(record)}{so_far}.")
            else:
                ended = f"ended: {ending_words(record.ended)}"
                say(f"{number}. Debrief of {record.name}, {_on_day(record)}{ended}.")
        for item in self._items:
            number += 1
            scenario = item.reading.scenario
            if scenario:
                about = f"level {scenario.level}, {scenario.channel}. {scenario.summary}"
                say(f"{number}. {scenario.title}, {about}".rstrip())
            else:
                say(f"{number}. {printable(item.id)} cannot be played; choose it to see why.")

    @property
    def _plays(self) -> tuple[Record, ...]:
        """What can be gone on with and, if wanted, what has ended; with a filter neither."""
        shelf = self._shelf
        return () if self._words else (*shelf.plays, *(shelf.ended if self._ended else ()))

    def _bests(self) -> dict[str, int]:
        """The best satisfaction of each scenario that was played to its end."""
        from simulator.play.history_sync import catch_up
        from simulator.report.progress import progress_of

        history = player_history(self._arguments)
        if history is None:
            return {}
        catch_up(history, player_saves(self._arguments), library(self._arguments))
        plays = history.plays(person_of(self._arguments) or "")
        return {best.scenario: best.best for best in progress_of(plays).bests}

    def _obey(self, answer: str) -> int:
        """Do what a line says; gives the exit code of a play."""
        names = [record.name for record in self._plays] + [item.id for item in self._items]
        index = int(answer) - 1 if answer.isdecimal() and len(answer) < 6 else -1
        if answer in names:
            index = names.index(answer)
        self._stale = 0 <= index < len(names)
        if 0 <= index < len(self._plays):
            return plain_resume(self._arguments, names[index], self._console)
        if 0 <= index < len(names):
            return _begin(self._arguments, self._items[index - len(self._plays)], self._console)
        word, _, rest = answer.partition(" ")
        match word.lower():
            case "":
                self._stale = True
            case "f":
                self._words, self._stale = rest.strip(), True
            case "e" if not self._shelf.ended:
                self._console.say("No play has ended yet.")
            case "e":
                self._words, self._ended, self._stale = "", not self._ended, True
            case "g":
                self._stale = True
                return self._guide()
            case "?" | "h" | "help":
                self._help()
            case "p":
                from simulator.cli.progress import tell_progress

                tell_progress(self._arguments, self._console.say)
            case "o":
                self._settings(rest.strip())
            case _:
                least = f"a number from 1 to {len(names)}, or " if names else ""
                self._console.say(f"{quoted(answer)} is none of them. Type {least}? for help.")
        return Exit.DONE

    def _help(self) -> None:
        self._console.say(
            "A number or a name goes on with that play, or begins that scenario. g is the guided first conversation. "
            "f and words shows only the scenarios that they fit: parts of a title, a name, a channel or a skill, level 2, "
            "or unplayed; f alone shows all. e shows the plays that have ended, to look at their debriefs again. "
            "p says how you come along. o shows the settings, and o clock=2 changes one. Enter shows the list again. q leaves."
        )

    def _guide(self) -> int:
        """The guided first conversation, in coach mode and without a clock."""
        from simulator.play.opening import first_conversation

        rules = Rules()
        return plain_begin(self._arguments, first_conversation(), self._console, rules)

    def _settings(self, assignment: str) -> None:
        """Show the settings, after changing one if `name=value` was typed behind the o."""
        from simulator.cli.settings import change, settings_told

        if assignment:
            change(assignment)
            del self._arguments.settings
        for line in settings_told(settings_of(self._arguments)):
            self._console.say(line)
        self._console.say("To change one: o name=value, for instance o clock=2.")


def _begin(arguments: argparse.Namespace, item: ScenarioFile, console: Console) -> int:
    from simulator.vocabulary import Mode

    if item.reading.scenario is None:
        from simulator.cli.problems import print_problems

        print_problems(item.path, item.reading.diagnostics)
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
            for mode in Mode
            if isinstance(answer, str) and answer and mode.startswith(answer.lower())
        ),
        None,
    )
    if answer == "":
        mode = Mode.COACH
    if mode is None:
        return Exit.DONE
    arguments.mode, arguments.timed = mode, timed
    rules = rules_for(arguments, item, interactive=console.interactive)
    return plain_begin(arguments, item, console, rules)


def _on_day(record: Record) -> str:
    """The day of a saved play, where it has a name, with a comma behind it."""
    return f"{day_words(record.header.day)}, " if record.header.day else ""
