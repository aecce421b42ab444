"""A round led line by line: the trainer's commands, and what becomes of the round."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from simulator.classroom.words import class_told, points_told
from simulator.errors import SimulatorError
from simulator.report.words import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.classroom.messages import Asked
    from simulator.classroom.serving import Served

COMMANDS = (
    "start, pause, go-on, next, close; extend SECONDS; time NAME FACTOR (0 for no clock); remove NAME; allow NAME; "
    "team NAME TEAM; lock, unlock; board all, own or none; who; class; quit"
)


class Console:
    """The trainer's commands, a line each, and what becomes of the round."""

    def __init__(self, served: Served, stop: asyncio.Event) -> None:
        self._host, self._server, self._stop = served.host, served.server, stop

    def listen(self) -> None:
        """Take lines as they come; the end of the input ends nothing."""
        print(f"Commands: {COMMANDS}.", flush=True)
        self._task = asyncio.get_running_loop().create_task(self._take_lines())

    async def _take_lines(self) -> None:
        from simulator.plain.lines import typed_lines

        try:
            async for line in typed_lines():
                await self._obey(line.split())
        except OSError:
            self._stop.set()  # nobody can be told anything any more

    async def _obey(self, words: list[str]) -> None:
        if not words:
            self._who()
            return
        command, *rest = words
        if command in ("quit", "q"):
            self._stop.set()
            return
        if command in ("who", "class"):
            (self._who if command == "who" else self._class)()
            return
        try:
            asked = self._asked(command, rest)
        except ValueError:
            print(f"That is none of: {COMMANDS}.", flush=True)
            return
        try:
            await self._server.obey(asked)
        except SimulatorError as error:
            print(str(error), flush=True)
        self._say()

    def _asked(self, command: str, rest: list[str]) -> Asked:
        """The trainer's message for a line; raises ValueError."""
        from simulator.classroom.messages import BadMessage, checked

        forms: dict[str, Callable[[], dict[str, Any]]] = {
            "extend": lambda: {"seconds": int(rest[0])},
            "time": lambda: {
                "type": "seat-time",
                "seat": self._seat(rest[:-1]),
                "factor": float(rest[-1]),
            },
            "remove": lambda: {"seat": self._seat(rest)},
            "allow": lambda: {"seat": self._seat(rest)},
            "team": lambda: {"seat": self._seat(rest[:-1]), "team": rest[-1]},
            "board": lambda: {"show": rest[0]},
        }
        try:
            fields = {"type": command, **(forms[command]() if command in forms else {})}
            return checked(fields)
        except (BadMessage, IndexError, ValueError) as error:
            raise ValueError(command) from error

    def _seat(self, words: list[str]) -> str:
        """The seat that is shown by a name; raises ValueError."""
        name = " ".join(words).casefold()
        for seat in self._host.seats.values():
            if seat.name.casefold() == name:
                return seat.id
        raise ValueError(name)

    def _say(self) -> None:
        host = self._host
        left = "" if host.left is None else f", {round(host.left)} s left"
        trouble = f" {host.trouble}" if host.trouble else ""
        practice = "" if host.counts else " (practice)"
        print(
            f"{host.phase.value}{practice}{left}, {count(len(host.standings.board), 'seat')}.{trouble}",
            flush=True,
        )

    def _who(self) -> None:
        from simulator.classroom.rounds import teams_of

        self._say()
        here = self._server.connected
        for row in self._host.standings.board:
            seat = self._host.seats[row.standing.seat]
            local = seat.local
            mood = (
                f", {local.conversation.state.band} in {local.conversation.state.scene}"
                if local
                else ""
            )
            away = "" if seat.id in here else ", away"
            done = ", done" if row.standing.done else ""
            team = f" ({seat.team})" if seat.team else ""
            rank = "" if row.rank is None else f"{row.rank}. "
            points = points_told(row.points) or "no points yet"
            print(
                f"{rank}{seat.name}{team}: {points}, move {seat.turn}{mood}{done}{away}", flush=True
            )

        for group in teams_of(row.standing for row in self._host.standings.board):
            points = points_told(group.points) or "no points yet"
            print(f"Team {group.name}: {points}, {count(group.seats, 'seat')}", flush=True)

    def _class(self) -> None:
        standings = self._host.standings
        for group in class_told(standings.turning_points):
            print("\n".join(group))
        for sentence in (*standings.words["hardest"], *standings.words["principles"]):
            print(sentence)
        sys.stdout.flush()
