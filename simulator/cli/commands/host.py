"""`simulator host`: a round for others to join, led by its trainer on the screen, in lines, or from elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator import __version__
from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.host_choices import chosen_after, chosen_before
from simulator.cli.host_options import (
    HostOptions,
    NewRound,
    check_agreement,
    check_ranges,
    endpoint_given,
    new_round,
)
from simulator.cli.streams import complain
from simulator.errors import SimulatorError
from simulator.text import clean_name, cut_note, escape_note, path_text, printable, shell_word

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from simulator.cli.context import Context
    from simulator.records.settings import LoadedSettings
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.model import Setup
    from simulator.rounds.report_offers import RoundReports

Options = HostOptions


def run(context: Context, options: HostOptions) -> int:
    """Serve a round until it is ended."""
    from simulator.plain.host import Console
    from simulator.records.log_file import logger_of, round_log_path
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.hosted.open_files import files_missing
    from simulator.rounds.hosted.round_file import read_round_file
    from simulator.rounds.hosted.serving import serve
    from simulator.rounds.page_requests import page_routes
    from simulator.web import pages

    check_ranges(options)
    if options.resume:
        _check_resume(options)
    on_screen = _on_screen(context, options)
    record = context.round_file(options.db)
    if options.resume:
        setup, before = read_round_file(record)
        check_agreement(options, setup)
    else:
        new = new_round(options)
        if on_screen and not new.scenarios:
            options, new = _set_up(context, options, new)
            if not new.scenarios:
                return Exit.DONE
            record = context.round_file(options.db)
        if not new.scenarios:
            raise SimulatorError("There is nothing to play.", "Name one or more scenarios.")
        before = Endpoint()
        setup = _setup(context, new)
        options = replace(options, bind=new.bind)
    where = endpoint_given(options, before)
    context.open_log(round_log_path(record))
    fresh = None if options.resume else setup

    async def ready(served: Served, stop: asyncio.Event) -> None:
        logger_of("host").info("simulator %s serves a round for %d", __version__, setup.max_seats)
        _announce(served, record, as_json=options.json)
        if on_screen:
            await _show(served, stop, record, context.round_reports, context.settings_file)
        elif not options.headless:
            Console(served, stop, context.round_reports).listen()

    if missing := files_missing(setup.max_seats):
        message = f"This computer lets the program open too few files for that many seats ({missing} short)"
        print(f"simulator: {message}; raise the limit with ulimit -n.", file=sys.stderr)
    kept = True
    with contextlib.suppress(KeyboardInterrupt):
        kept = _loop_run()(
            serve(
                record,
                fresh,
                where,
                pages(),
                context.rounds_folder,
                ready,
                lambda server: page_routes(server, context.round_reports),
            )
        )
    return _say_goodbye(record, kept=kept)


def _say_goodbye(record: Path, *, kept: bool) -> int:
    """Say where the round is kept and how to reopen it, or that its end was lost."""
    if not kept:
        message = f"The end of this round wasn't saved: another program has changed or replaced {path_text(record)}"
        print(f"simulator: {message}.", file=sys.stderr)
        return Exit.FAILED
    again = f"simulator host --resume --db {shell_word(record)}{escape_note(record)}"
    print(f"The round is saved in {path_text(record)}. Resume it with: {again}", file=sys.stderr)
    return Exit.DONE


def _check_resume(options: Options) -> None:
    """Raise SimulatorError where the arguments don't go with --resume."""
    if not options.db:
        raise SimulatorError("--resume needs the file of a round.", "Name it with --db.")
    if options.scenarios or options.practice:
        raise SimulatorError("A resumed round already has its scenarios.", "Leave them out.")
    if options.roster:
        raise SimulatorError("A resumed round keeps its class list.", "Leave out --roster.")


def _loop_run() -> Callable[[Coroutine[Any, Any, bool]], bool]:
    """Return what runs the server: uvloop where there is one, which needs a fifth of the memory for each encrypted seat."""
    try:
        from uvloop import run
    except ImportError:
        return asyncio.run
    return run


def _setup(context: Context, new: NewRound) -> Setup:
    """Return how the round is to be played; raises SimulatorError where a scenario cannot be played."""
    from simulator.play.opening import playable
    from simulator.records.record import MAX_DAY_LENGTH
    from simulator.rounds.model import Setup, check_day
    from simulator.rounds.rosters import people_of
    from simulator.rounds.scenario_texts import read_scenarios

    names = (*new.practice, *new.scenarios)
    files = tuple(context.library.find(name).absolute() for name in names)
    texts = read_scenarios(files)
    readings = [item.reading for item in texts]
    check_day([playable(reading) for reading in readings], new.day)
    hashes = tuple(reading.hash for reading in readings)
    first = len(new.practice)  # a scenario may be practised first and then played
    groups = [(at, hashes[:at] if at < first else hashes[first:at]) for at in range(len(names))]
    if twice := [names[at] for at, before in groups if hashes[at] in before]:
        raise SimulatorError(
            f"{printable(twice[0])} is named twice: the second time, the class would know what works.",
            "Name each scenario once.",
        )
    if note := cut_note(new.name):
        complain(note)
    return Setup(
        clean_name(new.name) or "Round",
        tuple(str(file) for file in files),
        hashes,
        new.mode,
        new.clock,
        new.limit,
        new.countdown,
        new.max_seats,
        len(new.practice),
        new.reset,
        new.speed_bonus,
        clean_name(new.day, MAX_DAY_LENGTH),
        texts=tuple(item.text for item in texts),
        people=people_of(new.roster, context.rounds_folder) if new.roster else (),
    )


def _on_screen(context: Context, options: HostOptions) -> bool:
    """Return whether the trainer has the full screen, after saying why not where they didn't ask for lines."""
    if options.headless or options.json:
        return False
    return not use_plain(context, "Hosting")


def _set_up(context: Context, options: Options, new: NewRound) -> tuple[Options, NewRound]:
    """Let the trainer set the round up on the screen; what is returned has no scenarios where they chose none."""
    from simulator.play.catalog import read_shelf
    from simulator.rounds.hosted.addresses import reached
    from simulator.rounds.rosters import people_of
    from simulator.tui.hosting import SetupApp

    shelf = read_shelf(context.library).items

    def count_people(named: str) -> int:
        return len(people_of(named, context.rounds_folder))

    given = chosen_before(options, new, count_people)
    app = SetupApp(shelf, given, reached("0.0.0.0"), context.settings_file, count_people)
    app.run_to_the_end()
    return chosen_after(options, new, app.chosen)


async def _show(
    served: Served,
    stop: asyncio.Event,
    record: Path,
    reports: RoundReports,
    read: LoadedSettings,
) -> None:
    """Show the trainer's screen, until it or the server is ended."""
    from simulator.tui.hosting import HostApp

    app = HostApp(served, path_text(record), reports, read)

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
    """Print how to join, before anything else."""
    admission = served.round.admission
    if as_json:
        document = {
            "url": served.url,
            "code": admission.code,
            "trainer_token": admission.trainer_token,
            "view_token": admission.view_token,
            "trainer_url": served.trainer_url,
            "fingerprint": served.fingerprint,
            "db": str(record),
        }
        print(json.dumps(document), flush=True)
        return
    print(
        f"Code: {admission.code}\n"
        f"In a browser: {served.url}/\n"
        f"In a terminal: {served.join_line}\n"
        f"Board: {served.board_url}\n"
        f"Trainer's page: {served.trainer_url}",
        flush=True,
    )
