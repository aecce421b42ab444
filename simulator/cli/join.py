"""`simulator join`: a seat in somebody's round, in the full screen or line by line."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import person_of, settings_of, wants_plain

if TYPE_CHECKING:
    import argparse

    from simulator.rounds.client.connection import RoundClient
    from simulator.rounds.client.session import RemoteSeat


def run(arguments: argparse.Namespace) -> int:
    """Join and play until the round is closed."""
    from simulator.records.history import history_path
    from simulator.rounds.client.connection import RoundClient
    from simulator.rounds.client.session import RemoteSeat
    from simulator.rounds.client.tickets import Tickets
    from simulator.scenario.library import checkout

    tickets = Tickets(history_path(None, checkout()).with_name("seats.json"))
    name = person_of(arguments) or "Trainee"
    client = RoundClient(arguments.url, arguments.code, name, tickets)
    seat = RemoteSeat(time.monotonic)
    read = settings_of(arguments)
    plain, why = wants_plain(getattr(arguments, "plain", False), read.settings.plain)
    if why:
        print(why, file=sys.stderr)
    if plain:
        return _join_plain(client, seat)
    from simulator.tui.joined import run_joined

    app = run_joined(client, seat, read)
    if app.failure:
        raise app.failure
    if app.farewell:
        print(app.farewell, file=sys.stderr)
    return app.return_code or Exit.DONE


def _join_plain(client: RoundClient, seat: RemoteSeat) -> int:
    from simulator.plain.join import PlainSeat

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    asyncio.run(PlainSeat(client, seat, say).run())
    return Exit.DONE
