"""How the seats of a round stand: ranks and what the class did, worked out once for everyone after a change.

Pure reading of the seats; whoever changes them calls `invalidate`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from simulator.report.classes import hardest_moments, principles_met, turning_points
from simulator.report.result_of_play import play_result
from simulator.rounds.points import ranked, unranked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simulator.report.classes import ClassPoint
    from simulator.report.results import PlayResult
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.points import Ranked

CACHED = ("board", "rows", "covered", "covered_rows", "plays", "turning_points", "words")


class Leaderboard:
    """The board and the class, but for who has been removed."""

    def __init__(self, seats: Mapping[str, Seat]) -> None:
        self._seats = seats

    @cached_property
    def board(self) -> tuple[Ranked, ...]:
        """Return everyone, ranked."""
        return ranked(seat.standing() for seat in self._here())

    @cached_property
    def rows(self) -> dict[str, Ranked]:
        """The rows of the board by the ids of their seats."""
        return {row.standing.seat: row for row in self.board}

    @cached_property
    def covered(self) -> tuple[Ranked, ...]:
        """Return everyone without points and ranks, as an exam shows them while it is written."""
        return unranked(seat.standing() for seat in self._here())

    @cached_property
    def covered_rows(self) -> dict[str, Ranked]:
        """The same rows by the ids of their seats."""
        return {row.standing.seat: row for row in self.covered}

    @cached_property
    def plays(self) -> tuple[PlayResult, ...]:
        """The present plays as they stand, without the reasons of each move."""
        return tuple(
            play_result(seat.local.start, seat.turns, reasons=False)
            for seat in self._here()
            if seat.local is not None
        )

    @cached_property
    def turning_points(self) -> tuple[ClassPoint, ...]:
        """What was chosen at each turning point."""
        return turning_points(self.plays)

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """What else there is to say of the class, without names: its hardest moments, and the principles that came up."""
        return {
            "hardest": hardest_moments(self.plays),
            "principles": principles_met(self.plays),
        }

    def invalidate(self) -> None:
        """Forget what was worked out."""
        for name in CACHED:
            self.__dict__.pop(name, None)

    def _here(self) -> Iterator[Seat]:
        return (seat for seat in self._seats.values() if not seat.removed)
