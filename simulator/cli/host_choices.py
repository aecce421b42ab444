"""The options of `simulator host` as the trainer's set-up screen shows and changes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.cli.host_options import DEFAULT_NAME
from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.cli.host_options import HostOptions, NewRound
    from simulator.tui.host_choice import Chosen


def chosen_before(
    options: HostOptions, new: NewRound, count_people: Callable[[str], int]
) -> Chosen:
    """Return what was given on the command line; raises SimulatorError where its class list can't be used."""
    from simulator.tui.host_choice import Chosen

    return Chosen(
        (),
        new.mode,
        new.limit,
        new.countdown,
        new.clock,
        new.bind,
        tuple(new.practice),
        "" if new.name == DEFAULT_NAME else new.name,
        new.day,
        new.reset,
        new.speed_bonus,
        new.max_seats,
        new.roster,
        count_people(new.roster) if new.roster else 0,
        "" if not options.port else str(options.port),
        options.tls or "auto",
        options.cert or "",
        options.key or "",
        options.public_url or "",
        options.db or "",
        new.own_words,
    )


def chosen_after(
    options: HostOptions, new: NewRound, chosen: Chosen
) -> tuple[HostOptions, NewRound]:
    """Return the options and the round that the trainer chose."""
    if chosen.scenarios and bool(chosen.cert) != bool(chosen.key):
        raise SimulatorError("A certificate needs its key.", "Choose both files.")
    where = replace(
        options,
        port=int(chosen.port) if chosen.port else options.port,
        tls=chosen.tls,
        cert=chosen.cert or None,
        key=chosen.key or None,
        public_url=chosen.public_url or None,
        db=chosen.db or None,
        # The screen says what it means that nothing is encrypted.
        i_know=options.i_know or chosen.tls == "off" or None,
    )
    return where, replace(
        new,
        scenarios=chosen.scenarios,
        practice=chosen.practice,
        mode=chosen.mode,
        limit=chosen.limit,
        countdown=chosen.countdown,
        clock=chosen.clock,
        bind=chosen.bind,
        name=chosen.name or DEFAULT_NAME,
        day=chosen.day,
        reset=chosen.reset,
        own_words=chosen.own_words,
        speed_bonus=chosen.speed_bonus,
        max_seats=chosen.max_seats,
        roster=chosen.roster,
    )
