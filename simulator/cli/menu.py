"""The game as a menu in lines: resume a saved play, choose a scenario, filter, and see progress and settings."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.mode_question import ask_mode
from simulator.cli.plain_play import PlayChoice, begin_play, plain_rules, resume_play
from simulator.cli.progress_lines import say_progress
from simulator.errors import SimulatorError
from simulator.play.catalog import (
    Catalog,
    easiest_first,
    endings_in_words,
    found,
    how_it_ended,
    read_shelf,
    with_saves,
)
from simulator.play.rules import Rules
from simulator.report.words import day_words
from simulator.text import count_or_no, printable, quoted
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.course.overview import Overview
    from simulator.plain.console import Console
    from simulator.play.possible_search import PossibleSearch
    from simulator.records.save_index import SavedPlay
    from simulator.scenario.library import ScenarioFile
    from simulator.scenario.model import Scenario


class Menu:
    """The menu in lines: saved plays, scenarios, a filter, progress and settings."""

    def __init__(self, context: Context, console: Console) -> None:
        self._context, self._console = context, console
        self._words = ""
        self._shelf = Catalog()
        self._items: tuple[ScenarioFile, ...] = ()
        self._ended = False
        self._stale = True
        self._overview: Overview | None = None
        self._search: PossibleSearch | None = None

    def welcome(self) -> int | None:
        """Greet a newcomer, with the guided conversation if they want it; return an exit code where that is the end."""
        from simulator.cli.first_time import greet

        if self._context.settings.greeted:
            return None
        wants_guide = greet(self._context, self._console)
        self._context = self._context.reread()
        if wants_guide is None:
            return Exit.DONE
        if wants_guide and self._guide() == Exit.INTERRUPTED:
            return Exit.INTERRUPTED
        return None

    def run(self) -> int:
        """Let the player choose and play until they leave or the input ends; return an exit code."""
        try:
            return self._run()
        finally:
            if self._search is not None:
                self._search.end()

    def _run(self) -> int:
        from simulator.plain.console import Signal

        while True:
            if self._stale:
                self._stale = False
                self._read()
                self._show()
            if self._console.interactive:
                self._search_possible()
            self._console.ask(
                "Type a number, g for the guided first conversation, n for what's next for you, w for shifts, d for "
                "exercises, f and words to filter, p for progress, o for settings, h for help, or q to leave:"
            )
            answer = self._console.read()
            if isinstance(answer, Signal) or answer.lower() in ("q", "quit"):
                return Exit.DONE
            try:
                code = self._carry_out(answer)
            except SimulatorError as error:
                self._stale = False  # a list below it would hide what is wrong
                self._console.say(str(error))
                continue
            if code == Exit.INTERRUPTED:
                return code

    def _show(self) -> None:
        say, shelf = self._console.say, self._shelf
        for trouble in shelf.troubles:
            say(trouble)
        if not shelf.items:
            say(
                "The library is empty. `simulator new ID` writes a small, complete scenario to start from."
            )
        self._items = found(easiest_first(shelf.items), self._words, self._bests())
        if self._words:
            say(
                f"{len(self._items)} of {len(shelf.items)} scenarios match “{self._words}”. "
                "Type f on its own to show them all."
            )
        else:
            self._say_next()
        number, endings = 0, endings_in_words(shelf.items) if self._ended else {}
        for play in self._plays:
            number += 1
            if play.ended is None:
                so_far = f"{count_or_no(play.moves, 'move')} so far"
                say(f"{number}. Resume {play.name}, {_on_day(play)}{so_far}.")
            else:
                how = how_it_ended(play, endings)
                say(f"{number}. Debrief of {play.name}, {_on_day(play)}{how}.")
        for item in self._items:
            number += 1
            scenario = item.reading.scenario
            if scenario:
                about = f"level {scenario.level}, {scenario.channel}. {scenario.summary}"
                say(f"{number}. {scenario.title}, {about} {self._reached(scenario)}".rstrip())
            else:
                say(f"{number}. {printable(item.id)} can't be played; choose it to see why.")

    @property
    def _plays(self) -> tuple[SavedPlay, ...]:
        """The saved plays that can be resumed and, if wanted, those that have ended; none of either while there is a filter."""
        shelf = self._shelf
        return () if self._words else (*shelf.plays, *(shelf.ended if self._ended else ()))

    def _bests(self) -> dict[str, int]:
        """Return the best satisfaction of each scenario that was played to its end."""
        reached = self._overview.reached if self._overview else {}
        return {id: each.best for id, each in reached.items()}

    def _read(self) -> None:
        """Read scenarios and saves, and what the player has reached; nothing of that where the history can't be read."""
        from simulator.play.history_sync import list_judged
        from simulator.play.overview_source import read_overview

        context, history, library = (
            self._context,
            self._context.player_history,
            self._context.library,
        )
        shelf = read_shelf(library)
        self._shelf = with_saves(shelf, list_judged(context.player_saves, history, library))
        scenarios = [item.reading.scenario for item in shelf.items if item.reading.scenario]
        now, self._overview = context.wall_clock(), None
        with suppress(SimulatorError):  # progress says why
            self._overview = read_overview(history, context.person, library, scenarios, now)

    def _search_possible(self) -> None:
        """Work out, while the player reads, what is possible in scenarios of which it isn't known: the next list says it."""
        from simulator.play.possible_scores import possible_scores
        from simulator.play.possible_search import PossibleSearch

        if self._search is not None and self._search.look():
            return
        history, reached = self._context.player_history, self._overview and self._overview.reached
        played = [item for item in self._shelf.items if item.id in (reached or ())]
        known = possible_scores(played, history)
        self._search = PossibleSearch(history, [item for item in played if item.id not in known])
        self._search.look()

    def _say_next(self) -> None:
        """Say what is next, with the reasons, and how far the course has come."""
        from simulator.cli.plain_drill import due_cards
        from simulator.course.words import course_words, reason
        from simulator.drill.words import are_due

        say, overview = self._console.say, self._overview
        if overview is None:
            return
        for at, step in enumerate(overview.steps, 1):
            lead = "Next for you, n" if at == 1 else f"Or n {at}"
            say(f"{lead}: {step.title}. {reason(step)}")
        if overview.course:
            title = overview.course.course.title
            say(f"Your course, {title}: {course_words(overview.course)}.")
        if due := due_cards(self._context):
            say(f"Exercises, d: {are_due(due)}.")

    def _reached(self, scenario: Scenario) -> str:
        """Return what was reached in a scenario, in sentences; nothing before it was played."""
        from simulator.course.words import reached_words
        from simulator.play.possible_scores import possible_scores

        reached = self._overview.reached.get(scenario.id) if self._overview else None
        if reached is None:
            return ""
        items = (item for item in self._shelf.items if item.id == scenario.id)
        possible = possible_scores(items, self._context.player_history)
        return reached_words(scenario, reached, possible.get(scenario.id))

    def _play_next(self, which: str) -> int:
        """Begin what is next by its number, the first where none was typed, in the mode that the course asks for."""
        steps = self._overview.steps if self._overview else ()
        at = int(which or "1") if (which or "1").isdecimal() and len(which) < 4 else 0
        if not 1 <= at <= len(steps):
            self._stale = False
            self._console.say("There is nothing with that number under Next for you.")
            return Exit.DONE
        step = steps[at - 1]
        item = next(item for item in self._shelf.items if item.id == step.scenario)
        if step.mode is None:
            return self._begin(item)
        choice = PlayChoice(Mode(step.mode))
        interactive = self._console.interactive
        rules = plain_rules(self._context, item, choice, interactive=interactive)
        return begin_play(self._context, item, self._console, rules)

    def _carry_out(self, answer: str) -> int:  # noqa: C901 - one case for each kind
        """Do what a line says; returns the exit code of a play."""
        names = [play.name for play in self._plays] + [item.id for item in self._items]
        index = int(answer) - 1 if answer.isdecimal() and len(answer) < 6 else -1
        if answer in names:
            index = names.index(answer)
        self._stale = 0 <= index < len(names)
        if 0 <= index < len(self._plays):
            return resume_play(self._context, names[index], self._console)
        if 0 <= index < len(names):
            return self._begin(self._items[index - len(self._plays)])
        word, _, rest = answer.partition(" ")
        match word.lower():
            case "":
                self._stale = True
            case "f":
                self._words, self._stale = rest.strip(), True
            case "e" if not self._shelf.ended:
                self._console.say("You have no finished conversations yet.")
            case "e":
                self._words, self._ended, self._stale = "", not self._ended, True
            case "n":
                self._stale = True
                return self._play_next(rest.strip())
            case "w":
                from simulator.cli.plain_shift import choose_shift

                self._stale = bool(rest.strip())
                return choose_shift(self._context, rest.strip(), self._console)
            case "d":
                from simulator.cli.plain_drill import drill_in_lines

                return drill_in_lines(self._context, None, self._console)
            case "g":
                self._stale = True
                return self._guide()
            case "?" | "h" | "help":
                self._help()
            case "p":
                say_progress(self._context, self._console.say)
            case "s":
                self._save(rest.strip())
            case "o":
                self._settings(rest.strip())
            case _:
                least = f"a number from 1 to {len(names)}, or " if names else ""
                self._console.say(f"{quoted(answer)} isn't on the list. Type {least}h for help.")
        return Exit.DONE

    def _begin(self, item: ScenarioFile) -> int:
        """Begin a scenario; where it isn't played after all, the list above still holds."""
        code = _begin(self._context, item, self._console)
        self._stale = code is not None
        return Exit.DONE if code is None else code

    def _help(self) -> None:
        self._console.say(
            "A number or a name resumes that conversation or starts that scenario. g starts the guided first conversation. "
            "f followed by words lists the scenarios that match them all: part of a title, a name, a channel or a skill, "
            "level 2, or unplayed; f on its own lists every scenario. "
            "n starts the first thing under Next for you, n 2 the second. "
            "w lists the shifts, and w 1 starts the first one. "
            "d gives you the exercises that are due. "
            "e lists your finished conversations too, to read their debriefs again. "
            "p shows your progress. s and a file name saves a report on all your conversations. "
            "o shows the settings, and o clock=2 changes one. "
            "Enter shows the list again. q leaves."
        )

    def _save(self, name: str) -> None:
        """Save a report on all the player's conversations."""
        from simulator.plain.saving import save_report

        offer = self._context.play_reports.of_person(self._context.person or "")
        save_report(offer, name, self._console)

    def _guide(self) -> int:
        """Play the guided first conversation, in coach mode and without a clock."""
        from simulator.play.opening import first_conversation

        rules = Rules()
        return begin_play(self._context, first_conversation(), self._console, rules)

    def _settings(self, assignment: str) -> None:
        """Show the settings, after changing one if `name=value` was typed after the o."""
        from simulator.cli.settings_lines import change_setting, settings_lines

        if assignment:
            change_setting(assignment)
            self._context = self._context.reread()
        for line in settings_lines(self._context.settings_file):
            self._console.say(line)
        self._console.say("To change one: o name=value, for instance o clock=2.")


def _begin(context: Context, item: ScenarioFile, console: Console) -> int | None:
    """Ask in which mode, and play; a scenario with errors has its problems printed.

    Returns an exit code, None where nothing was played.
    """
    if item.reading.scenario is None:
        from simulator.cli.problems import print_problems

        print_problems(item.path, item.reading.diagnostics)
        return None
    choice = ask_mode(console)
    if choice is None:
        return None
    rules = plain_rules(context, item, choice, interactive=console.interactive)
    return begin_play(context, item, console, rules)


def _on_day(play: SavedPlay) -> str:
    """Return the day of a saved play, where it has a name, with a comma after it."""
    return f"{day_words(play.day)}, " if play.day else ""
