"""`simulator join`: a seat in a hosted round, in the full screen or line by line."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli import Exit
from simulator.cli.display import use_plain
from simulator.cli.streams import complain
from simulator.text import cut_note

if TYPE_CHECKING:
    from simulator.cli.context import Context
    from simulator.rounds.client.connection import RoundClient
    from simulator.rounds.client.session import RemoteSession


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of the command."""

    url: str
    code: str


def run(context: Context, options: Options) -> int:
    """Join and play until the round is closed."""
    from simulator.rounds.client.connection import RoundClient
    from simulator.rounds.client.seat_tokens import SeatTokens
    from simulator.rounds.client.session import RemoteSession
    from simulator.rounds.names import MAX_NAME

    context.open_log()
    tokens = SeatTokens(context.history_path.with_name("seats.json"))
    name = context.person or "Trainee"
    if note := cut_note(name, MAX_NAME):
        complain(note)
    client = RoundClient(options.url, options.code, name, tokens)
    seat = RemoteSession(context.clock)
    if use_plain(context):
        return _join_plain(client, seat)
    from simulator.tui.joined import JoinedApp

    app = JoinedApp(client, seat, context.settings_file)
    code = app.run_to_the_end()
    if app.failure:
        raise app.failure
    return code


def _join_plain(client: RoundClient, seat: RemoteSession) -> int:
    from simulator.plain.join import PlainSeat

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    asyncio.run(PlainSeat(client, seat, say).run())
    return Exit.DONE
