"""`simulator join`: a seat in somebody's round, line by line."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import person_of

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Join and play until the round is closed."""
    from simulator.classroom.client import RoundClient
    from simulator.classroom.remote import RemoteSeat
    from simulator.classroom.tickets import Tickets
    from simulator.plain.join import PlainSeat
    from simulator.records.history import history_path
    from simulator.scenario.library import checkout

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    tickets = Tickets(history_path(None, checkout()).with_name("seats.json"))
    name = person_of(arguments) or "Trainee"
    client = RoundClient(arguments.url, arguments.code, name, tickets)
    asyncio.run(PlainSeat(client, RemoteSeat(time.monotonic), say).run())
    return Exit.DONE
