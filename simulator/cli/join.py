"""`simulator join`: a seat in somebody's round, line by line."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.play import person_of

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Join and play until the round is closed."""
    from simulator.classroom.client import RoundClient
    from simulator.plain.join import PlainSeat

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    client = RoundClient(arguments.url, arguments.code, person_of(arguments) or "Trainee")
    asyncio.run(PlainSeat(client, say).run())
    return Exit.DONE
