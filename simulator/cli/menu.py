"""The game as a menu in lines: resume a saved play, choose a scenario, filter, and see progress and settings.

It asks and carries out; what is listed, and which number stands for what, is known by `menu_list.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.menu_list import MenuList
from simulator.cli.mode_question import ask_mode
from simulator.cli.plain_play import PlayChoice, begin_play, plain_rules, resume_play
from simulator.cli.progress_lines import say_progress
from simulator.errors import SimulatorError
from simulator.play.rules import Rules
from simulator.records.save_index import SavedPlay
from simulator.text import quoted
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.plain.console import Console
    from simulator.scenario.library import ScenarioFile


class Menu:
    """The menu in lines: saved plays, scenarios, a filter, progress and settings."""

    def __init__(self, context: Context, console: Console) -> None:
        self._context, self._console = context, console
        self._list = MenuList(context)
        self._stale = True

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
            self._list.close()

    def _run(self) -> int:
        from simulator.plain.console import Signal

        while True:
            if self._stale:
                self._stale = False
                self._list.read(self._context)
                for line in self._list.lines():
                    self._console.say(line)
            if self._console.interactive:
                self._list.search_possible()
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

    def _play_next(self, which: str) -> int:
        """Begin what is next by its number, the first where none was typed, in the mode that the course asks for."""
        chosen = self._list.step(which)
        if chosen is None:
            self._stale = False
            self._console.say("There is nothing with that number under Next for you.")
            return Exit.DONE
        step, item = chosen
        if step.mode is None:
            return self._begin(item)
        choice = PlayChoice(Mode(step.mode))
        interactive = self._console.interactive
        rules = plain_rules(self._context, item, choice, interactive=interactive)
        return begin_play(self._context, item, self._console, rules)

    def _carry_out(self, answer: str) -> int:
        """Do what a line says; returns the exit code of a play."""
        entry = self._list.entry(answer)
        self._stale = entry is not None
        if isinstance(entry, SavedPlay):
            return resume_play(self._context, entry.name, self._console)
        if entry is not None:
            return self._begin(entry)
        return self._command(answer)

    def _command(self, answer: str) -> int:  # noqa: C901 - one case for each kind
        """Do what a word says; returns the exit code of a play."""
        word, _, rest = answer.partition(" ")
        match word.lower():
            case "":
                self._stale = True
            case "f":
                self._list.filter(rest.strip())
                self._stale = True
            case "e":
                self._stale = self._list.toggle_ended()
                if not self._stale:
                    self._console.say("You have no finished conversations yet.")
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
                count = len(self._list.plays) + len(self._list.items)
                least = f"a number from 1 to {count}, or " if count else ""
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
