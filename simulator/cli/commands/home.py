"""`simulator` without a command: the game, in the full screen or as a menu in lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.plain_play import PlayChoice, fresh_seed, rules_of
from simulator.errors import SimulatorError
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.plain.console import Console


@dataclass(frozen=True, slots=True)
class Options:
    """The game has no arguments but those that other commands have too."""


def run(context: Context, _options: Options) -> int:
    """Open the game."""
    context.open_log()
    if use_plain(context):
        return _menu(context)
    from simulator.tui.app import SimulatorApp

    app = SimulatorApp(
        context.library,
        context.player_saves,
        rules_of(context, PlayChoice(), shuffled=True),
        person=context.person,
        now=context.clock,
        wall=context.wall_clock,
        settings=context.settings_file,
        history=context.player_history,
        fresh_seed=fresh_seed,
    )
    code = app.run_to_the_end()
    return _menu(context.reread()) if app.wants_plain else code


def _menu(context: Context) -> int:
    """Choose and play, again and again, until the player or the input leaves."""
    from simulator.cli.menu import Menu
    from simulator.plain.console import Console

    console = Console(context.clock, ascii_only=context.settings.ascii)
    console.say("Customer service simulator.")
    _note_edition(context, console)
    try:
        menu = Menu(context, console)
        ended = menu.welcome()
        return menu.run() if ended is None else ended
    except KeyboardInterrupt:
        console.say()
        return Exit.INTERRUPTED


def _note_edition(context: Context, console: Console) -> None:
    """Say once, to a player with plays under an earlier edition of the rules, where their bests are."""
    from simulator.records.history_totals import earlier_editions
    from simulator.records.settings import write_setting
    from simulator.report.progress import GUIDED
    from simulator.report.progress_words import edition_note

    read = context.settings_file
    if read.settings.edition_seen >= EDITION:
        return
    try:
        if note := edition_note(earlier_editions(context.history, context.person or "", GUIDED)):
            console.say(note)
            write_setting(read.path, "edition_seen", EDITION)
    except SimulatorError:
        return  # said again next time; progress says what is wrong with the history
