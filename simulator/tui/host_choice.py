"""A round as a trainer sets it up on the screen, as values. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.vocabulary import Mode

NEAR = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A round as it was set up: scenarios by their names in order, those that are practice apart; the rest as `host` has it.

    An empty text stands for an option that is left out. `people` is how many are on the class list.
    """

    scenarios: tuple[str, ...] = ()
    mode: Mode = Mode.EXAM
    limit: int = 900
    countdown: int = 30
    clock: int | None = None
    bind: str = NEAR
    practice: tuple[str, ...] = ()
    name: str = ""
    day: str = ""
    reset: bool = False
    speed_bonus: int = 0
    max_seats: int = 60
    roster: str = ""
    people: int = 0
    port: str = ""
    tls: str = "auto"
    cert: str = ""
    key: str = ""
    public_url: str = ""
    db: str = ""
    own_words: bool = False
