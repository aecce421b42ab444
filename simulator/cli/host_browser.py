"""`simulator host --browser` without a scenario: the round is set up on a page, begun as chosen, and led from the next page."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.cli.host_options import HostOptions, NewRound, check_ranges, endpoint_given
from simulator.cli.host_start import announce, loop_run, say_goodbye, warn_of_files
from simulator.cli.new_setup import new_setup
from simulator.errors import SimulatorError

if TYPE_CHECKING:
    import asyncio
    from pathlib import Path

    from simulator.cli.context import Context
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.model import Setup
    from simulator.rounds.page_requests.set_up import Choice, Options, SetUpSite

ON_PAGE = "on the page"
NOTHING = "Choose one or more scenarios first."


def lead_from_browser(context: Context, options: HostOptions) -> int:
    """Serve the page on which a round is set up, then the round, until it is ended."""
    from simulator.rounds.page_requests.set_up import SetUpSite
    from simulator.web import set_up_pages

    site = SetUpSite(set_up_pages(), _offered(context, options))
    kept: list[tuple[Path, bool]] = []
    with contextlib.suppress(KeyboardInterrupt):
        loop_run()(_lead(context, options, site, kept))
    if not kept:
        return 0
    ((record, whole),) = kept
    return say_goodbye(record, kept=whole)


async def _lead(
    context: Context, options: HostOptions, site: SetUpSite, kept: list[tuple[Path, bool]]
) -> bool:
    """Serve one choice after the other until one of them is a round; raises SimulatorError where the round itself fails."""
    async with site.open() as address:
        # With --json the first line on stdout says how to join.
        print(
            f"Set up the round at: {address}", file=sys.stderr if options.json else None, flush=True
        )
        while not kept:
            choice = await site.chosen()
            try:
                chosen, setup = _chosen(context, options, choice, site)
                record = context.round_file(chosen.db)
                await _serve(context, chosen, setup, record, site, kept)
            except SimulatorError as error:
                if not site.refuse(f"{error.message} {error.hint or ''}".strip()):
                    raise
    return True


async def _serve(
    context: Context,
    options: HostOptions,
    setup: Setup,
    record: Path,
    site: SetUpSite,
    kept: list[tuple[Path, bool]],
) -> None:
    from simulator.records.log_file import round_log_path
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.hosted.serving import serve
    from simulator.rounds.page_requests import page_routes
    from simulator.web import pages

    where: Endpoint = endpoint_given(options, Endpoint())
    context.open_log(round_log_path(record))
    warn_of_files(setup.max_seats)

    async def ready(served: Served, _stop: asyncio.Event) -> None:
        announce(served, record, as_json=options.json)
        site.begin(served.trainer_url)

    whole = await serve(
        record,
        setup,
        where,
        pages(),
        context.rounds_folder,
        ready,
        lambda server: page_routes(server, context.round_reports),
    )
    kept.append((record, whole))


def _offered(context: Context, options: HostOptions) -> Options:
    """Return what the page offers, and what was given on the command line."""
    from simulator.cli.host_options import new_round
    from simulator.play.catalog import read_shelf
    from simulator.rounds.hosted.addresses import reached
    from simulator.rounds.kept_rounds import RoundState, kept_rounds
    from simulator.rounds.kept_words import when_words
    from simulator.rounds.page_requests.set_up import Choice, Offered, Options

    new = new_round(options)
    shelf = read_shelf(context.library).items
    library = [item for item in shelf if item.reading.scenario]
    offered = [
        Offered(
            item.id,
            item.reading.scenario.title,
            f"level {item.reading.scenario.level}, {item.reading.scenario.channel}",
            tuple(day.name for day in item.reading.scenario.days),
        )
        for item in library
        if item.reading.scenario
    ]
    rounds = [
        (str(item.path), f"The people from {item.title}, {when_words(item.started)}")
        for item in kept_rounds(context.rounds_folder)
        if item.state in (RoundState.CLOSED, RoundState.STOPPED) and item.people
    ]
    given = Choice(
        name=options.name or "",
        mode=new.mode,
        limit=new.limit,
        countdown=new.countdown,
        clock=new.clock,
        day=new.day,
        reset=new.reset,
        own_words=new.own_words,
        speed_bonus=new.speed_bonus,
        max_seats=new.max_seats,
        roster=new.roster,
        bind=new.bind,
        port=options.port or 0,
        tls=options.tls or "auto",
        cert=options.cert or "",
        key=options.key or "",
        public_url=options.public_url or "",
        db=options.db or "",
    )
    return Options(tuple(offered), tuple(rounds), reached("0.0.0.0"), given)


def _chosen(
    context: Context, options: HostOptions, choice: Choice, site: SetUpSite
) -> tuple[HostOptions, Setup]:
    """Return the options and the set-up of what was chosen; raises SimulatorError where it can't be played so."""
    from simulator.rounds.class_list import read_class_list

    if not choice.scenarios:
        raise SimulatorError(NOTHING)
    if bool(choice.cert) != bool(choice.key):
        raise SimulatorError("A certificate needs its key.", "Give both files.")
    chosen = replace(
        options,
        scenarios=choice.scenarios,
        practice=choice.practice,
        name=choice.name or None,
        limit=choice.limit,
        countdown=choice.countdown,
        clock=choice.clock,
        speed_bonus=choice.speed_bonus,
        max_seats=choice.max_seats,
        bind=choice.bind,
        port=choice.port,
        tls=choice.tls if choice.tls in ("auto", "on", "off") else "auto",
        cert=choice.cert or None,
        key=choice.key or None,
        public_url=choice.public_url or None,
        db=choice.db or None,
        i_know=options.i_know or choice.tls == "off" or None,
    )
    check_ranges(chosen)
    people = read_class_list(choice.people, ON_PAGE) if choice.people.strip() else ()
    new = NewRound(
        choice.scenarios,
        choice.practice,
        choice.roster,
        choice.clock,
        choice.day,
        choice.name or NewRound().name,
        choice.limit,
        choice.countdown,
        choice.mode,
        choice.max_seats,
        choice.speed_bonus,
        choice.reset,
        choice.own_words,
        choice.bind,
    )
    return chosen, new_setup(context, new, site.own, people)
