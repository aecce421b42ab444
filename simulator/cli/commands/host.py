"""`simulator host`: a round for others to join, led by its trainer on the screen, in lines, or from elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator import __version__
from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.host_choices import chosen_after, chosen_before
from simulator.cli.host_options import (
    HostOptions,
    NewRound,
    check_agreement,
    check_own_words,
    check_ranges,
    endpoint_given,
    new_round,
)
from simulator.cli.host_start import announce, loop_run, say_goodbye, warn_of_files
from simulator.cli.new_setup import new_setup
from simulator.errors import SimulatorError
from simulator.text import path_text

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.cli.context import Context
    from simulator.records.settings import LoadedSettings
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.report_offers import RoundReports

Options = HostOptions


def run(context: Context, options: HostOptions) -> int:
    """Serve a round until it is ended."""
    from simulator.plain.host import Console
    from simulator.records.log_file import logger_of, round_log_path
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.hosted.round_file import read_round_file
    from simulator.rounds.hosted.serving import serve
    from simulator.rounds.page_requests import page_routes
    from simulator.web import pages

    check_ranges(options)
    check_own_words(options)
    if options.resume:
        _check_resume(options)
    elif options.browser and not options.scenarios and not options.practice:
        from simulator.cli.host_browser import lead_from_browser

        return lead_from_browser(context, options)
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
        setup = new_setup(context, new)
        options = replace(options, bind=new.bind)
    where = endpoint_given(options, before)
    context.open_log(round_log_path(record))
    fresh = None if options.resume else setup

    async def ready(served: Served, stop: asyncio.Event) -> None:
        logger_of("host").info("simulator %s serves a round for %d", __version__, setup.max_seats)
        announce(served, record, as_json=options.json)
        if on_screen:
            await _show(served, stop, record, context.round_reports, context.settings_file)
        elif not options.headless and not options.browser:
            Console(served, stop, context.round_reports).listen()

    warn_of_files(setup.max_seats)
    kept = True
    with contextlib.suppress(KeyboardInterrupt):
        kept = loop_run()(
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
    return say_goodbye(record, kept=kept)


def _check_resume(options: Options) -> None:
    """Raise SimulatorError where the arguments don't go with --resume."""
    if not options.db:
        raise SimulatorError(
            "--resume needs the file of a round.",
            "Name it with --db; `simulator rounds` lists them.",
        )
    if options.scenarios or options.practice:
        raise SimulatorError("A resumed round already has its scenarios.", "Leave them out.")
    if options.roster:
        raise SimulatorError("A resumed round keeps its class list.", "Leave out --roster.")


def _on_screen(context: Context, options: HostOptions) -> bool:
    """Return whether the trainer has the full screen, after saying why not where they didn't ask for lines."""
    if options.headless or options.json or options.browser:
        return False
    return not use_plain(context, "Hosting")


def _set_up(context: Context, options: Options, new: NewRound) -> tuple[Options, NewRound]:
    """Let the trainer set the round up on the screen; what is returned has no scenarios where they chose none."""
    from simulator.play.catalog import read_shelf
    from simulator.rounds.find_class_list import people_of
    from simulator.rounds.hosted.addresses import reached
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
