"""A round led line by line: the trainer's commands, and their answers."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.plain.saving import report_sentences
from simulator.rounds.confirmations import (
    MOVED_ON,
    STOP_SERVER,
    close_confirmation,
    next_confirmation,
    remove_confirmation,
)
from simulator.rounds.hosted.objections import objection
from simulator.rounds.model import Phase
from simulator.rounds.requests import BadMessage, Close, Next, Remove, request_of
from simulator.rounds.words import class_lines, clock_words, points_words
from simulator.text import clean_name, count

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.rounds.confirmations import Confirmation
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.report_offers import RoundReports
    from simulator.rounds.requests import Request

COMMANDS = (
    "start, pause, resume, next, close; extend SECONDS; time NAME FACTOR (0 for no clock); remove NAME; allow NAME; "
    "team NAME TEAM; lock, unlock; board all, own or none; who; class; report FILE; help; quit"
)
INPUT_ENDED = "The input has ended. The round stays open; stop it with Ctrl-C or SIGTERM."
FORMS = {
    "extend": "extend SECONDS, as in extend 60",
    "time": "time NAME FACTOR, as in time Kim 1.5",
    "remove": "remove NAME, as in remove Kim",
    "allow": "allow NAME, as in allow Kim",
    "team": "team NAME TEAM, as in team Kim Red",
    "board": "board all, board own or board none",
}
"""The form of each command that takes an argument."""
ALONE = ("start", "pause", "go-on", "next", "close", "lock", "unlock")
ALIASES = {"resume": "go-on"}
"""Commands by the message that they send, where its name is another."""
QUIT, HELP, YES, NO = ("quit", "q"), ("help", "h", "?"), ("yes", "y"), ("no", "n")


class BadLine(SimulatorError):
    """A line that isn't one of the trainer's commands."""


class Console:
    """The trainer's commands, a line each, and their answers."""

    def __init__(self, served: Served, stop: asyncio.Event, reports: RoundReports) -> None:
        self._round, self._server, self._stop = served.round, served.server, stop
        self._reports = reports
        self._unconfirmed: tuple[Confirmation, Request | None] = (STOP_SERVER, None)
        self._line: list[str] = []

    def listen(self) -> None:
        """Take lines as they come; the round stays open when the input ends."""
        self._help()
        self._task = asyncio.get_running_loop().create_task(self._take_lines())

    async def _take_lines(self) -> None:
        from simulator.plain.lines import typed_lines

        try:
            async for line in typed_lines():
                await self._obey(line.split())
            _print(INPUT_ENDED)
        except OSError:
            self._stop.set()  # there is no one left to tell anything

    async def _obey(self, words: list[str]) -> None:
        """Do what a line says, or ask first; a question is answered by yes, or by the same line again."""
        before, self._line = self._line, []
        if before:
            if words == before or (len(words) == 1 and words[0].lower() in YES):
                await self._confirmed()
                return
            _print("Nothing was changed.")
            if not words or words[0].lower() in NO:
                return
        command = words[0].lower() if words else "who"
        command = ALIASES.get(command, command)
        if command in HELP:
            self._help()
        elif command in ("who", "class"):
            (self._who if command == "who" else self._class)()
        elif command == "report":
            await self._report(" ".join(words[1:]))
        elif command in QUIT:
            if self._round.phase is Phase.CLOSED:
                self._stop.set()
            else:
                self._ask(STOP_SERVER, None, words)
        else:
            await self._carry_out(command, words)

    async def _report(self, name: str) -> None:
        """Save a report on the round so far, beside the server's own work."""
        offer = self._reports.of_open(self._round.setup.name, self._round.record)
        for sentence in await asyncio.to_thread(report_sentences, offer, name, "report"):
            _print(sentence)

    async def _carry_out(self, command: str, words: list[str]) -> None:
        """Do what a command asks of the round, unless it would do nothing or is to be asked about first."""
        try:
            request = self._request(command, words[1:])
        except BadLine as error:
            _print(str(error))
            return
        if told := objection(self._round, request):
            _print(told)
        elif confirmation := self._confirmation(request):
            self._ask(confirmation, request, words)
        else:
            await self._send(request)

    def _confirmation(self, request: Request) -> Confirmation | None:
        played = self._round
        match request:
            case Close():
                playing = played.phase in (Phase.COUNTDOWN, Phase.OPEN, Phase.PAUSED)
                return close_confirmation(playing=playing)
            case Next():
                return next_confirmation(last=played.scenario + 1 >= played.scenarios)
            case Remove(seat=seat):
                return remove_confirmation(played.seats[seat].name)
        return None

    def _ask(self, confirmation: Confirmation, request: Request | None, words: list[str]) -> None:
        self._unconfirmed, self._line = (confirmation, request), words
        _print(f"{confirmation.question} {confirmation.consequence} Type yes or no:")

    async def _confirmed(self) -> None:
        confirmation, request = self._unconfirmed
        if request is None:
            self._stop.set()
        elif objection(self._round, request) or self._confirmation(request) != confirmation:
            _print(MOVED_ON)
        else:
            await self._send(request)

    async def _send(self, request: Request) -> None:
        try:
            await self._server.handle(request)
        except SimulatorError as error:
            _print(str(error))
        self._say()

    def _request(self, command: str, rest: list[str]) -> Request:
        """Return the trainer's message for a line; raises BadLine."""
        if command not in (*FORMS, *ALONE):
            raise BadLine(
                f"There isn't a command called {clean_name(command)}.", f"Commands: {COMMANDS}."
            )
        forms: dict[str, Callable[[], dict[str, Any]]] = {
            "extend": lambda: {"seconds": int(rest[0])},
            "time": lambda: {
                "type": "seat-time",
                "factor": float(rest[-1]),
                "seat": self._seat(rest[:-1]),
            },
            "remove": lambda: {"seat": self._seat(rest)},
            "allow": lambda: {"seat": self._seat(rest)},
            "team": lambda: {"team": rest[-1], "seat": self._seat(rest[:-1])},
            "board": lambda: {"show": rest[0]},
        }
        try:
            return request_of({"type": command, **(forms[command]() if command in forms else {})})
        except (BadMessage, IndexError, ValueError):
            raise BadLine(f"Type {FORMS[command]}.") from None

    def _seat(self, words: list[str]) -> str:
        """Return the id of the seat that is shown by a name; raises BadLine, or IndexError where there is no name."""
        name = " ".join([words[0], *words[1:]])
        for seat in self._round.seats.values():
            if seat.name.casefold() == name.casefold():
                return seat.id
        raise BadLine(f"There isn't anyone called {clean_name(name)} in this round.")

    # Answers

    @staticmethod
    def _help() -> None:
        _print(f"Commands: {COMMANDS}.")

    def _say(self) -> None:
        played = self._round
        left = "" if played.left is None else f", {clock_words(played.left)} left"
        trouble = f" {played.trouble}" if played.trouble else ""
        practice = "" if played.counts else " (practice)"
        joined = len(played.leaderboard.board)
        _print(f"{played.phase}{practice}{left}, {joined} joined.{trouble}")

    def _who(self) -> None:
        from simulator.rounds.points import teams_of

        self._say()
        here = self._server.connected
        for row in self._round.leaderboard.board:
            seat = self._round.seats[row.standing.seat]
            local = seat.local
            mood = (
                f", {local.conversation.state.band} in {local.conversation.state.scene}"
                if local
                else ""
            )
            away = "" if seat.id in here else ", away"
            done = ", finished" if row.standing.done else ""
            team = f" ({seat.team})" if seat.team else ""
            rank = "" if row.rank is None else f"{row.rank}. "
            points = points_words(row.points) or "no points yet"
            _print(f"{rank}{seat.name}{team}: {points}, move {seat.turn}{mood}{done}{away}")
        for group in teams_of(row.standing for row in self._round.leaderboard.board):
            points = points_words(group.points) or "no points yet"
            _print(f"Team {group.name}: {points}, {count(group.seats, 'seat')}")

    def _class(self) -> None:
        standings = self._round.leaderboard
        for group in class_lines(standings.turning_points):
            print("\n".join(group))
        for sentence in (*standings.words["hardest"], *standings.words["principles"]):
            print(sentence)
        sys.stdout.flush()


def _print(text: str) -> None:
    print(text, flush=True)
