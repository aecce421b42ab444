"""`simulator play`: one scenario, in the full screen or line by line."""

from __future__ import annotations

import os
import shlex
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.shelf import library, one
from simulator.errors import SimulatorError
from simulator.play.days import drawn_day, on_day
from simulator.play.rules import Rules
from simulator.records.saves import NoHome, NoSaves, Saves, default_folder
from simulator.records.settings import Read, Settings, read_settings, settings_path
from simulator.scenario.library import checkout
from simulator.text import clean_name, count_or_no
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from simulator.plain.console import Console
    from simulator.play.opening import Opened, PlayIsArchived, PlayNoLongerFits
    from simulator.records.history import History
    from simulator.scenario.library import ScenarioFile

PLAIN_VARIABLE = "SIMULATOR_PLAIN"


def run(arguments: argparse.Namespace) -> int:
    """Play a scenario, or go on with a saved play."""
    if not arguments.scenario and not arguments.resume:
        raise SimulatorError(
            "There is nothing to play.",
            "Name a scenario (`simulator list` shows them), or --resume a save.",
        )
    if arguments.scenario and arguments.resume:
        raise SimulatorError(
            "A play is either begun or resumed, not both.", "Leave out the scenario, or --resume."
        )
    for option in ("mode", "timed", "seed", "day", "person"):
        if arguments.resume and getattr(arguments, option) not in (None, False):
            name = "as" if option == "person" else option
            raise SimulatorError(
                f"--{name} is for a new play; a resumed one goes on as it was begun."
            )
    item = one(arguments) if arguments.scenario else None
    if item:
        from simulator.play.opening import playable

        on_day(playable(item.reading), arguments.day or "")
    read = settings_of(arguments)
    plain, why = wants_plain(getattr(arguments, "plain", False), read.settings.plain)
    if why:
        print(why, file=sys.stderr)
    if plain:
        return _play_plain(arguments, item)
    from simulator.tui.app import run_app

    return run_app(
        library(arguments),
        player_saves(arguments),
        rules_of(arguments, shuffled=True),
        person=person_of(arguments),
        now=time.monotonic,
        wall=wall_clock,
        settings=read,
        history=history_of(arguments),
        play=item,
        resume=arguments.resume,
        day=arguments.day,
    )


def settings_of(arguments: argparse.Namespace) -> Read:
    """The settings, read once a command; what is wrong with them is said on stderr."""
    read: Read | None = getattr(arguments, "settings", None)
    if read is None:
        try:
            read = read_settings(settings_path())
        except SimulatorError as error:
            read = Read(Settings(), Path(os.devnull), (str(error),))
        arguments.settings = read
        for trouble in read.troubles:
            print(f"simulator: {trouble}", file=sys.stderr)
    return read


def wants_plain(flag: bool, setting: bool = False) -> tuple[bool, str | None]:
    """Whether to play line by line, and a word of why where nobody asked for it now; the environment wins over the setting."""
    said = os.environ.get(PLAIN_VARIABLE, "")
    if flag or said not in ("", "0"):
        return True, None
    if setting and said != "0":
        return (
            True,
            "Playing in plain mode, as in your settings; SIMULATOR_PLAIN=0 opens the full screen.",
        )
    streams = {"input": sys.stdin, "output": sys.stdout, "error output": sys.stderr}
    for name, stream in streams.items():
        if stream is None or not stream.isatty():
            return True, f"Playing in plain mode, because the {name} is no terminal."
    if os.environ.get("TERM") in (None, "", "dumb"):
        return (
            True,
            "Playing in plain mode, because this terminal cannot draw (TERM is dumb or not set).",
        )
    return False, None


def rules_of(arguments: argparse.Namespace, *, shuffled: bool) -> Rules:
    """How to play, by the arguments; an exam is always under the clock."""
    mode = Mode(getattr(arguments, "mode", None) or Mode.COACH)
    timed = getattr(arguments, "timed", False) or mode == Mode.EXAM
    seed = getattr(arguments, "seed", None)
    if seed is None and shuffled:
        seed = fresh_seed()
    return Rules(mode, timed, settings_of(arguments).settings.clock, seed)


def fresh_seed() -> int:
    """A seed that no play had before, as far as chance goes."""
    import secrets  # here, since it costs 7 ms at every start

    return secrets.randbelow(1 << 31)


def rules_for(arguments: argparse.Namespace, item: ScenarioFile, *, interactive: bool) -> Rules:
    """How to play a scenario in plain mode: on a terminal shuffled, and on a day drawn by the seed unless one is named."""
    from simulator.play.opening import playable

    rules = rules_of(arguments, shuffled=interactive)
    named: str | None = getattr(arguments, "day", None)
    if named is None:
        named = drawn_day(playable(item.reading), rules.seed) if interactive else ""
    return replace(rules, day=named)


def saves_of(arguments: argparse.Namespace) -> Saves:
    """The saves that the arguments name, else those of the checkout or of the user."""
    named: str | None = getattr(arguments, "saves", None)
    return Saves(Path(named) if named else default_folder(checkout()))


def player_saves(arguments: argparse.Namespace) -> Saves:
    """As `saves_of`, but a player without a home folder plays all the same, unkept."""
    try:
        return saves_of(arguments)
    except NoHome:
        return NoSaves()


def round_of(arguments: argparse.Namespace) -> Path:
    """The file that a round is to be kept in: the one named, else one beside the saves that no other round has."""
    from secrets import token_hex

    if arguments.db:
        return Path(arguments.db)
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return rounds_folder(arguments) / f"round-{moment}-{token_hex(2)}.sqlite"


def rounds_folder(arguments: argparse.Namespace) -> Path:
    """Where rounds are kept that name no file, and what else is theirs."""
    return saves_of(arguments).folder.parent / "rounds"


def history_of(arguments: argparse.Namespace) -> History:
    """The history that the arguments name, else the usual one."""
    from simulator.records.history import History, history_path

    return History(history_path(getattr(arguments, "records", None), checkout()))


def player_history(arguments: argparse.Namespace) -> History | None:
    """As `history_of`, or None for a player without a home folder."""
    try:
        return history_of(arguments)
    except NoHome:
        return None


def person_of(arguments: argparse.Namespace) -> str | None:
    """Who plays, as a name that can be shown: who is named now, else in the settings."""
    named = clean_name(getattr(arguments, "person", None) or "")
    return named or settings_of(arguments).settings.name or None


def wall_clock() -> datetime:
    """The time of day, for a save's header."""
    return datetime.now(UTC)


def _play_plain(arguments: argparse.Namespace, item: ScenarioFile | None) -> int:
    from simulator.plain.console import Console

    console = Console(time.monotonic, ascii_only=settings_of(arguments).settings.ascii)
    if item:
        rules = rules_for(arguments, item, interactive=console.interactive)
        return plain_begin(arguments, item, console, rules)
    return plain_resume(arguments, arguments.resume, console)


def plain_begin(
    arguments: argparse.Namespace,
    item: ScenarioFile,
    console: Console,
    rules: Rules,
    given: Sequence[str] = (),
) -> int:
    """Begin a play in plain mode, after given moves if there are some, and play it."""
    from simulator.play.opening import begin

    opened = begin(
        item,
        rules,
        player_saves(arguments),
        person=person_of(arguments),
        started=wall_clock(),
        now=time.monotonic,
        given=given,
    )
    return plain_play(arguments, opened, console)


def plain_resume(arguments: argparse.Namespace, name: str, console: Console) -> int:
    """Go on with a saved play in plain mode; where it no longer fits, offer what can be done."""
    from simulator.play.opening import PlayIsArchived, PlayNoLongerFits, resume

    journal = player_saves(arguments).resume(name)
    try:
        opened = resume(
            journal, library(arguments), settings_of(arguments).settings.clock, time.monotonic
        )
    except PlayIsArchived as error:
        journal.close()
        return _read_archived(arguments, error, console)
    except PlayNoLongerFits as error:
        journal.close()
        if not console.interactive:
            raise
        return _offer(arguments, error, console)
    except BaseException:
        journal.close()
        raise
    return plain_play(arguments, opened, console)


def _read_archived(arguments: argparse.Namespace, error: PlayIsArchived, console: Console) -> int:
    """Show a play of an earlier edition of the rules; there is nothing else to be done with it."""
    from simulator.plain.debrief import say_sections
    from simulator.play.history_sync import archived

    console.say(error.message)
    say_sections(archived(error.record, library(arguments), history_of(arguments)), console)
    return Exit.DONE


def _offer(arguments: argparse.Namespace, error: PlayNoLongerFits, console: Console) -> int:
    from simulator.plain.game import look_at

    console.say(str(error))
    while True:
        console.ask("n to begin a new play, v to look at this one, q to leave:")
        answer = console.read()
        if answer == "n":
            header = error.record.header
            clock = settings_of(arguments).settings.clock
            day = error.start.scenario.day
            rules = Rules(header.mode, header.timed, clock, header.seed, day)
            return plain_begin(arguments, error.item, console, rules)
        if answer == "v":
            look_at(
                error.start, error.turns, console, reasons=error.record.header.mode == Mode.COACH
            )
        elif answer in ("q", "quit", "") or not isinstance(answer, str):
            return Exit.DONE


def plain_play(arguments: argparse.Namespace, opened: Opened, console: Console) -> int:
    """Play from a seat in plain mode; Ctrl-C leaves like q does, with the code of an interruption."""
    from simulator.plain.game import PlainGame
    from simulator.play.opening import again_from

    seat = opened.seat
    named: str | None = getattr(arguments, "saves", None)
    game = PlainGame(opened, console, f" --saves {shlex.quote(named)}" if named else "")
    try:
        for note in opened.notes:
            console.say(note)
        if seat.over:
            game.finish()
        else:
            game.introduce()
            if seat.turns:
                console.say(f"Going on after {count_or_no(len(seat.turns), 'move')}.")
            game.play()
    except KeyboardInterrupt:
        game.farewell()
        return Exit.INTERRUPTED
    finally:
        seat.close()
    if game.again is None:
        return Exit.DONE
    rules, given = again_from(opened, game.again)
    return plain_begin(arguments, opened.item, console, rules, given)
