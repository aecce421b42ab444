"""A round led line by line: the trainer's commands, and their answers."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.plain.host_lines import ALIASES, BadLine, LineReader
from simulator.plain.saving import report_sentences
from simulator.plain.words import list_number
from simulator.rounds.confirmations import (
    MOVED_ON,
    NEW_CODE,
    STOP_SERVER,
    end_confirmation,
    next_confirmation,
    remove_confirmation,
    remove_many_confirmation,
)
from simulator.rounds.hosted.objections import objection
from simulator.rounds.hosted.people_views import done_words, missing_people, waiting_row
from simulator.rounds.model import Phase
from simulator.rounds.open_class_walk import round_walk
from simulator.rounds.requests import (
    Close,
    NewCode,
    Next,
    Remove,
    RemoveMany,
)
from simulator.rounds.trainer_words import PHASE_NAMES, walk_lines
from simulator.rounds.words import clock_words, points_words
from simulator.text import count, listed

if TYPE_CHECKING:
    from simulator.rounds.confirmations import Confirmation
    from simulator.rounds.hosted.serving import Served
    from simulator.rounds.hosted.waiting_room import Newcomer
    from simulator.rounds.report_offers import RoundReports
    from simulator.rounds.requests import Request

COMMANDS = (
    "Commands: start, pause, resume, end (the scenario, then the round), next, extend SECONDS, who, class, class NUMBER (of an "
    "earlier scenario), qr (a code for phones), report FILE, help, quit.",
    "For one person: time NAME FACTOR (0 for no clock), team NAME TEAM, rename NAME to NEW NAME, remove NAME, allow NAME, "
    "ticket NAME (to move to another device).",
    "For someone waiting to be let in: admit NAME, admit NAME new (for a new seat), refuse NAME.",
    "For everyone: lock, unlock, code (makes a new one), board all, board own, board none, remove NAME, NAME.",
    "For the projector: reveal on, reveal off (whether it can mark the reply that did most for the mood).",
)
INPUT_ENDED = "The input has ended. The round stays open; stop it with Ctrl-C or SIGTERM."
OTHERS = ("who", "class", "qr", "report", "help", "quit")
"""The commands that ask the round for nothing."""
QUIT, HELP, YES, NO = ("quit", "q"), ("help", "h", "?"), ("yes", "y"), ("no", "n")


class Console:
    """The trainer's commands, a line each, and their answers."""

    def __init__(self, served: Served, stop: asyncio.Event, reports: RoundReports) -> None:
        self._round, self._server, self._stop = served.round, served.server, stop
        self._reports = reports
        self._unconfirmed: tuple[Confirmation, Request | None] = (STOP_SERVER, None)
        self._line: list[str] = []
        self._url = served.url
        self._lines = LineReader(served.round, OTHERS)
        self._shown = {"who": self._who, "qr": self._qr}
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
                await self._handle_command(line.split())
            _print(INPUT_ENDED)
        except OSError:
            self._stop.set()  # there is no one left to tell anything

    async def _handle_command(self, words: list[str]) -> None:
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
        elif command == "class":
            await self._class(words[1:])
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
            request = self._lines.request(command, words[1:])
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
        now = played.phase, played.scenario + 1, played.scenarios
        match request:
            case Close():
                return end_confirmation(*now)
            case Next():
                return next_confirmation(*now)
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
        locked = " The round is locked." if played.admission.locked else ""
        _print(f"{PHASE_NAMES[played.phase]}{practice}{left}, {joined} joined.{locked}{trouble}")

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

    async def _class(self, words: list[str]) -> None:
        """Print what the class has done in this scenario, or in an earlier one by its number."""
        present = self._round.scenario + 1
        number = list_number(words[0], present) if words else present
        if number is None:
            _print(f"Type class, or class and the number of a scenario, 1 to {present}.")
            return
        try:
            walk = await round_walk(self._round, self._reports, number)
        except SimulatorError as error:
            _print(str(error))
            return
        for group in walk_lines(self._round.scenario_at(number - 1), walk):
            print("\n".join(group))
        sys.stdout.flush()


def _print(text: str) -> None:
    print(text, flush=True)
