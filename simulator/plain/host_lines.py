"""The trainer's lines as messages of the protocol: each command's form, and the people that a line names.

Reads the round to find people by their names, and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.rounds.hosted.objections import what_ends
from simulator.rounds.names import named_so
from simulator.rounds.requests import BadMessage, request_of
from simulator.scenario.diagnostic import did_you_mean
from simulator.text import clean_name, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.hosted.waiting_room import Newcomer
    from simulator.rounds.requests import Request

FORMS = {
    "extend": "extend SECONDS, as in extend 60",
    "time": "time NAME FACTOR, as in time Kim 1.5",
    "remove": "remove NAME, as in remove Kim, or several with commas between them",
    "allow": "allow NAME, as in allow Kim",
    "team": "team NAME TEAM, as in team Kim Red",
    "board": "board all, board own or board none",
    "reveal": "reveal on or reveal off",
    "rename": "rename NAME to NEW NAME, as in rename Kim to Kim Lee",
    "ticket": "ticket NAME, as in ticket Kim",
    "admit": "admit NAME, as in admit Kim, while someone of that name waits",
    "refuse": "refuse NAME, as in refuse Kim, while someone of that name waits",
}
"""The form of each command that takes an argument."""
ALONE = ("start", "pause", "go-on", "next", "close", "lock", "unlock", "code")
ALIASES = {"resume": "go-on", "end": "close"}
"""Commands by the message that they send, where its name is another."""


class BadLine(SimulatorError):
    """A line that isn't one of the trainer's commands."""


class LineReader:
    """Reads the lines of one round's trainer."""

    def __init__(self, round: HostedRound, others: tuple[str, ...]) -> None:
        """`others` are the commands that send no message, for a line that is misspelt."""
        self._round, self._others = round, others

    def request(self, command: str, rest: list[str]) -> Request:
        """Return the trainer's message for a line; raises BadLine."""
        if command not in (*FORMS, *ALONE):
            near = did_you_mean(command, (*FORMS, *ALONE, *ALIASES, *self._others))
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
            "reveal": lambda: {"on": {"on": True, "off": False}.get(rest[0], "")},
            "rename": lambda: self._renaming(rest),
            "ticket": lambda: {"seat": self._seat(rest)},
            "code": lambda: {"type": "new-code"},
            "close": lambda: {"ends": what_ends(self._round), **self._scenario()},
            "next": self._scenario,
            "admit": lambda: {"type": "let-in", **self._admission(rest)},
            "refuse": lambda: {"type": "turn-away", "waiting": self._waiting(rest).id},
        }
        try:
            return request_of({"type": command, **(forms[command]() if command in forms else {})})
        except (BadMessage, IndexError, ValueError):
            raise BadLine(f"Type {FORMS[command]}.") from None

    def _scenario(self) -> dict[str, Any]:
        """Return which scenario is meant: the present one."""
        return {"scenario": self._round.scenario + 1}

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
