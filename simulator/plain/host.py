"""A round led line by line: the trainer's commands, and their answers."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.plain.saving import report_sentences
from simulator.rounds.confirmations import (
    MOVED_ON,
    NEW_CODE,
    STOP_SERVER,
    close_confirmation,
    next_confirmation,
    remove_confirmation,
    remove_many_confirmation,
)
from simulator.rounds.hosted.objections import objection
from simulator.rounds.hosted.people_views import done_words, missing_people, waiting_row
from simulator.rounds.model import Phase
from simulator.rounds.names import named_so
from simulator.rounds.requests import (
    BadMessage,
    Close,
    NewCode,
    Next,
    Remove,
    RemoveMany,
    request_of,
)
from simulator.rounds.words import class_lines, clock_words, points_words
from simulator.scenario.diagnostic import did_you_mean
from simulator.text import clean_name, count, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.rounds.confirmations import Confirmation
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.hosted.waiting_room import Newcomer
    from simulator.rounds.report_offers import RoundReports
    from simulator.rounds.requests import Request

COMMANDS = (
    "Commands: start, pause, resume, next, close, extend SECONDS, who, class, qr (a code for phones), report FILE, help, quit.",
    "For one person: time NAME FACTOR (0 for no clock), team NAME TEAM, rename NAME to NEW NAME, remove NAME, allow NAME, "
    "ticket NAME (to move to another device).",
    "For who waits to be let in: admit NAME, admit NAME new (for a new seat), refuse NAME.",
    "For all: lock, unlock, code (makes a new one), board all, board own, board none, remove NAME, NAME.",
)
INPUT_ENDED = "The input has ended. The round stays open; stop it with Ctrl-C or SIGTERM."
FORMS = {
    "extend": "extend SECONDS, as in extend 60",
    "time": "time NAME FACTOR, as in time Kim 1.5",
    "remove": "remove NAME, as in remove Kim, or several with commas between them",
    "allow": "allow NAME, as in allow Kim",
    "team": "team NAME TEAM, as in team Kim Red",
    "board": "board all, board own or board none",
    "rename": "rename NAME to NEW NAME, as in rename Kim to Kim Lee",
    "ticket": "ticket NAME, as in ticket Kim",
    "admit": "admit NAME, as in admit Kim, while someone of that name waits",
    "refuse": "refuse NAME, as in refuse Kim, while someone of that name waits",
}
"""The form of each command that takes an argument."""
ALONE = ("start", "pause", "go-on", "next", "close", "lock", "unlock", "code")
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
        self._url = served.url
        self._shown = {"who": self._who, "class": self._class, "qr": self._qr}
        """The commands that show something and change nothing."""

    def listen(self) -> None:
        """Take lines as they come; the round stays open when the input ends."""
        self._help()
        self._round.waiting.on_arrival = self._tell_arrival
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
        elif command in self._shown:
            self._shown[command]()
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
            case RemoveMany(seats=seats):
                return remove_many_confirmation([played.seats[seat].name for seat in seats])
            case NewCode():
                return NEW_CODE
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
        if done := done_words(self._round, request):
            _print(done)
        self._say()

    def _request(self, command: str, rest: list[str]) -> Request:
        """Return the trainer's message for a line; raises BadLine."""
        if command not in (*FORMS, *ALONE):
            near = did_you_mean(
                command, (*FORMS, *ALONE, *ALIASES, *self._shown, "report", "help", "quit")
            )
            raise BadLine(
                f"There isn't a command called {clean_name(command)}.",
                near or "Type help for the commands.",
            )
        forms: dict[str, Callable[[], dict[str, Any]]] = {
            "extend": lambda: {"seconds": int(rest[0])},
            "time": lambda: {
                "type": "seat-time",
                "factor": float(rest[-1]),
                "seat": self._seat(rest[:-1]),
            },
            "remove": lambda: self._removal(rest),
            "allow": lambda: {"seat": self._seat(rest)},
            "team": lambda: {"team": rest[-1], "seat": self._seat(rest[:-1])},
            "board": lambda: {"show": rest[0]},
            "rename": lambda: self._renaming(rest),
            "ticket": lambda: {"seat": self._seat(rest)},
            "code": lambda: {"type": "new-code"},
            "admit": lambda: {"type": "let-in", **self._admission(rest)},
            "refuse": lambda: {"type": "turn-away", "waiting": self._waiting(rest).id},
        }
        try:
            return request_of({"type": command, **(forms[command]() if command in forms else {})})
        except (BadMessage, IndexError, ValueError):
            raise BadLine(f"Type {FORMS[command]}.") from None

    def _seat(self, words: list[str]) -> str:
        """Return the id of the seat that is shown by a name; raises BadLine, or IndexError where there is no name."""
        name = " ".join([words[0], *words[1:]])
        found = named_so(name, self._round.seats.values(), lambda seat: seat.name)
        if not found:
            raise BadLine(f"There isn't anyone called {clean_name(name)} in this round.")
        if len(found) > 1:
            names = listed([seat.name for seat in found])
            raise BadLine(f"That could be {names}. Type the name exactly.")
        return found[0].id

    def _removal(self, words: list[str]) -> dict[str, Any]:
        """Return what removes the people of some names, with commas between them; raises BadLine, IndexError."""
        names = [name.split() for name in " ".join(words).split(",") if name.strip()]
        if len(names) == 1:
            return {"seat": self._seat(names[0])}
        if not names:
            raise IndexError
        return {"type": "remove-many", "seats": [*dict.fromkeys(map(self._seat, names))]}

    def _renaming(self, words: list[str]) -> dict[str, Any]:
        """Return what gives a person another name; raises BadLine, or ValueError where a name is missing."""
        at = words.index("to", 1)
        return {"seat": self._seat(words[:at]), "name": " ".join([words[at + 1], *words[at + 2 :]])}

    def _waiting(self, words: list[str]) -> Newcomer:
        """Return who waits under a name, the first of all without one; raises BadLine."""
        newcomers = list(self._round.waiting.newcomers.values())
        if not newcomers:
            raise BadLine("No one is waiting to be let in.")
        if not words:
            return newcomers[0]
        found = named_so(" ".join(words), newcomers, lambda newcomer: newcomer.typed)
        if not found:
            waiting = listed([newcomer.typed for newcomer in newcomers])
            raise BadLine(f"No one of that name is waiting. Waiting: {waiting}.")
        return found[0]

    def _admission(self, words: list[str]) -> dict[str, Any]:
        """Return what lets someone in who waits: into the seat of their name, or with `new` into another one."""
        as_new = len(words) > 1 and words[-1].lower() == "new"
        newcomer = self._waiting(words[:-1] if as_new else words)
        return {"waiting": newcomer.id, "seat": "" if as_new else newcomer.seat}

    def _tell_arrival(self, newcomer: Newcomer) -> None:
        """Say who waits, and what to type."""
        told = waiting_row(self._round, newcomer).words
        name = newcomer.typed
        other = f", “admit {name} new” to a new seat" if newcomer.seat else ""
        _print(f"{told} Type “admit {name}” to let them in{other}, or “refuse {name}”.")

    # Answers

    @staticmethod
    def _help() -> None:
        _print("\n".join(COMMANDS))

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
        for newcomer in self._round.waiting.newcomers.values():
            _print(waiting_row(self._round, newcomer).words)
        if missing := missing_people(self._round):
            _print(f"Not here yet: {listed(missing)}.")
        for group in teams_of(row.standing for row in self._round.leaderboard.board):
            points = points_words(group.points) or "no points yet"
            _print(f"Team {group.name}: {points}, {count(group.seats, 'seat')}")

    def _qr(self) -> None:
        """Print what a phone's camera reads, and the address for whoever can't see it."""
        from simulator.rounds.qr import join_address, qr_lines

        code = self._round.admission.code
        _print("\n".join(qr_lines(join_address(self._url, code))))
        _print(f"Or open {self._url}/ and type {' '.join(code)}.")

    def _class(self) -> None:
        standings = self._round.leaderboard
        for group in class_lines(standings.turning_points):
            print("\n".join(group))
        for sentence in (*standings.words["hardest"], *standings.words["principles"]):
            print(sentence)
        sys.stdout.flush()


def _print(text: str) -> None:
    print(text, flush=True)
