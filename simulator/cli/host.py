"""`simulator host`: a round for others to join, led by its trainer on the screen, in lines, or from elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from typing import TYPE_CHECKING, Any

from simulator.cli import Exit
from simulator.cli.host_options import check_agreement, check_ranges, endpoint_given, fill_in
from simulator.cli.play import round_of, rounds_folder, saves_of, settings_of, wants_plain
from simulator.cli.shelf import library
from simulator.errors import SimulatorError
from simulator.text import clean_name, escape_note, path_text, shell_word
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from simulator.records.settings import Read
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.model import Setup


def run(arguments: argparse.Namespace) -> int:
    """Serve a round until it is ended."""
    from simulator.plain.host import Console
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.hosted.open_files import files_missing
    from simulator.rounds.hosted.round_file import read_round_file
    from simulator.rounds.hosted.serving import serve
    from simulator.web import pages

    check_ranges(arguments)
    if arguments.go_on and not arguments.db:
        raise SimulatorError("Which round?", "Name its file with --db.")
    if arguments.go_on and (arguments.scenarios or arguments.practice):
        raise SimulatorError("A round that goes on has its scenarios already.", "Leave them out.")
    on_screen = _on_screen(arguments)
    record = round_of(arguments)
    if arguments.go_on:
        setup, before = read_round_file(record)
        check_agreement(arguments, setup)
        files: tuple[Path, ...] = ()
    else:
        fill_in(arguments)
        if on_screen and not arguments.scenarios and not _set_up(arguments):
            return Exit.DONE
        if not arguments.scenarios:
            raise SimulatorError("There is nothing to play.", "Name one or more scenarios.")
        before = Endpoint()
        setup, files = _setup(arguments)
    where = endpoint_given(arguments, before)
    new = None if arguments.go_on else setup

    async def ready(served: Served, stop: asyncio.Event) -> None:
        _announce(served, record, as_json=arguments.json)
        if on_screen:
            await _show(served, stop, record, settings_of(arguments))
        elif not arguments.headless:
            Console(served, stop).listen()

    if missing := files_missing(setup.max_seats):
        message = f"This machine lets the program open {missing} files too few for so many seats"
        print(f"simulator: {message}; raise the limit, as by ulimit -n.", file=sys.stderr)
    kept = True
    with contextlib.suppress(KeyboardInterrupt):
        kept = _loop_run()(
            serve(record, new, files, where, pages(), rounds_folder(arguments), ready)
        )
    if not kept:
        message = f"The end of this round was not saved: another program has changed or replaced {path_text(record)}"
        print(f"simulator: {message}.", file=sys.stderr)
        return Exit.FAILED
    again = f"simulator host --go-on --db {shell_word(record)}{escape_note(record)}"
    print(f"The round is kept in {path_text(record)}. Reopen it with: {again}", file=sys.stderr)
    return Exit.DONE


def _loop_run() -> Callable[[Coroutine[Any, Any, bool]], bool]:
    """What runs the server: uvloop, which holds a fifth of the memory for each encrypted seat, where the system has it."""
    try:
        from uvloop import run
    except ImportError:
        return asyncio.run
    return run


def _setup(arguments: argparse.Namespace) -> tuple[Setup, tuple[Path, ...]]:
    """The round that the arguments ask for, with its files; raises SimulatorError where a scenario cannot be played."""
    from simulator.play.opening import playable
    from simulator.records.record import LONGEST_DAY
    from simulator.rounds.model import Setup, check_day
    from simulator.scenario.library import load

    names = (*arguments.practice, *arguments.scenarios)
    files = tuple(library(arguments).find(name).absolute() for name in names)
    readings = [load(file) for file in files]
    check_day([playable(reading) for reading in readings], arguments.day)
    hashes = tuple(reading.hash for reading in readings)
    first = len(arguments.practice)  # a scenario may be practised first and then played
    groups = [(at, hashes[:at] if at < first else hashes[first:at]) for at in range(len(names))]
    if twice := [names[at] for at, before in groups if hashes[at] in before]:
        raise SimulatorError(
            f"{path_text(twice[0])} is named twice: the second time, the class would know what works.",
            "Name each scenario once.",
        )
    setup = Setup(
        clean_name(arguments.name) or "Round",
        tuple(str(file) for file in files),
        hashes,
        Mode(arguments.mode),
        arguments.clock,
        arguments.limit,
        arguments.countdown,
        arguments.max_seats,
        len(arguments.practice),
        arguments.reset,
        arguments.speed_bonus,
        clean_name(arguments.day, LONGEST_DAY),
    )
    return setup, files


def _on_screen(arguments: argparse.Namespace) -> bool:
    """Whether the trainer has the full screen; a word of why not, where nobody asked for lines."""
    if arguments.headless or arguments.json:
        return False
    plain, why = wants_plain(
        getattr(arguments, "plain", False), settings_of(arguments).settings.plain
    )
    if why:
        print(why.replace("Playing", "Hosting"), file=sys.stderr)
    return not plain


def _set_up(arguments: argparse.Namespace) -> bool:
    """Let the trainer choose scenarios and times on the screen; false where nothing is to be hosted."""
    from simulator.play.catalog import read_shelf
    from simulator.rounds.hosted.addresses import reached
    from simulator.tui.hosting import SetupApp
    from simulator.tui.screens.host_setup import Chosen

    shelf = read_shelf(library(arguments), saves_of(arguments)).items
    given = Chosen(
        (),
        Mode(arguments.mode),
        arguments.limit,
        arguments.countdown,
        arguments.clock,
        arguments.bind,
    )
    app = SetupApp(shelf, given, reached("0.0.0.0"), settings_of(arguments))
    app.run_to_the_end()
    chosen = app.chosen
    arguments.scenarios, arguments.mode = list(chosen.scenarios), chosen.mode
    arguments.limit, arguments.countdown = chosen.limit, chosen.countdown
    arguments.clock, arguments.bind = chosen.clock, chosen.bind
    return bool(chosen.scenarios)


async def _show(served: Served, stop: asyncio.Event, record: Path, read: Read) -> None:
    """The trainer's screen, until it or the server is ended."""
    from simulator.tui.hosting import HostApp

    app = HostApp(served, path_text(record), read)

    async def end() -> None:
        await stop.wait()
        app.exit()

    ending = asyncio.create_task(end())
    try:
        await app.run_async()
    finally:
        app.tell_fault()
        ending.cancel()
        stop.set()


def _announce(served: Served, record: Path, *, as_json: bool) -> None:
    """How to join, before anything else."""
    host = served.host
    if as_json:
        document = {
            "url": served.url,
            "code": host.door.code,
            "trainer_token": host.door.trainer_token,
            "view_token": host.door.view_token,
            "fingerprint": served.fingerprint,
            "db": str(record),
        }
        print(json.dumps(document), flush=True)
        return
    print(
        f"Code: {host.door.code}\n"
        f"In a browser: {served.url}/\n"
        f"In a terminal: {served.join_line}\n"
        f"Board: {served.board_url}\n"
        f"Trainer's token: {host.door.trainer_token}",
        flush=True,
    )
