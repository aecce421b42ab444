"""The values of a round at one terminal: how the keyboard goes round, who plays, and a conversation of theirs.

Apart from the round that keeps them (state.py), which alone decides whose turn it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.report.result_of_play import play_result
from simulator.rounds.points import Standing, points_of, result_so_far
from simulator.ruleset import SILENCE

if TYPE_CHECKING:
    from simulator.engine.result import Result
    from simulator.report.results import PlayResult
    from simulator.rounds.hot_seat.session import HotSeatSession

CLASS = "class"
"""The stream of the one play of a class."""
LEFT, LIMIT = "left", "limit"
"""Why a play was closed before its end: its player had enough, or its time was up."""


@dataclass(frozen=True, slots=True)
class Variant:
    """How a round at one terminal is played: `together` in one conversation; with `same`, several may play one scenario."""

    together: bool = False
    same: bool = False
    seed: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the variant as the record keeps it."""
        return {"together": self.together, "same": self.same, "seed": self.seed}

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Variant:
        """Return the variant that a record keeps; raises KeyError."""
        return cls(bool(body["together"]), bool(body["same"]), int(body["seed"]))


@dataclass
class Player:
    """A player on the roster."""

    id: str
    name: str
    seed: int
    factor: float | None


@dataclass
class Play:
    """A conversation of the round: of one player, or of the class; `active` are its seconds after division by the factor.

    `closed` says why it was ended early; `authors` are the players of its moves, one a move. `clock` is how much of the
    clock of the move that is due a file says is used, in thousandths.
    """

    id: str
    name: str
    scenario: int
    seat: HotSeatSession
    active: float = 0.0
    untimed: bool = False
    closed: str = ""
    clock: int = 0
    authors: list[str] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether nothing more is played in it."""
        return self.seat.over or bool(self.closed)

    @property
    def result(self) -> Result:
        """What it comes to, as it stands."""
        return result_so_far(self.seat.conversation)

    @property
    def values(self) -> PlayResult:
        """The play as plain values, as far as it went, without the reasons of each move."""
        return play_result(self.seat.start, self.seat.turns, reasons=False)

    @property
    def points(self) -> int:
        """Its points, as it stands."""
        return points_of(self.result)

    @property
    def acted(self) -> bool:
        """Whether anything was done in it but let time pass."""
        return any(turn.move != SILENCE for turn in self.seat.turns)

    def standing(self, *, closed: bool = False) -> Standing:
        """Return its row for the board; one in the middle isn't to be compared before it or the round is closed."""
        time = None if self.untimed else self.active
        played = self.acted and (self.done or closed)
        return Standing(self.id, self.name, self.points, self.seat.over, time, played=played)
