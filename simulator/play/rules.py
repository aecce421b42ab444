"""How a play is played: what its mode allows and shows, the clock, the order of replies, and the scenario's day.

Apart from the seat, because a face needs it before there is anything to play, and the engine need not be loaded for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.vocabulary import Mode


@dataclass(frozen=True, slots=True)
class Rules:
    """How a play is played: its mode, whether against the clock and by which factor, the order of replies, and the day.

    `factor` multiplies the time allowed (1 to 10), and is None where the player has no clock, whatever the mode; `seed`
    shuffles replies, None shows them as in the file; `day` is the name of the scenario's day, empty for the first. In
    `own_words` the replies are hidden until the player has typed what they would say.
    """

    mode: Mode = Mode.COACH
    timed: bool = False
    factor: float | None = 1.0
    seed: int | None = None
    day: str = ""
    own_words: bool = False

    @property
    def shows_gauges(self) -> bool:
        """Whether gauges and numbers may be shown during the play."""
        return self.mode != Mode.EXAM

    @property
    def shows_reasons(self) -> bool:
        """Whether reasons may be shown during the play."""
        return self.mode == Mode.COACH

    @property
    def allows_undo(self) -> bool:
        """Whether a move may be undone."""
        return self.mode != Mode.EXAM
