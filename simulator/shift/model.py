"""A shift as a value: customers in order, with what an earlier one changes for a later one, and the cards between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CARD_WORDS = 25
CARD_COMPOSURE = (-30, 20)
"""The least and the most that a card may change composure by."""
NO_NUMBERS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true of the earlier play; what is None is not asked about."""

    ending: str | None = None
    outcome: str | None = None
    need: str | None = None
    promised: str | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a customer who comes back begins where a condition holds: flags set, and numbers changed, as by a day.

    `move` is a reply of the first scene that the program gives for the trainee, "" for none: what an earlier play has decided.
    """

    condition: Condition
    sets: tuple[str, ...] = ()
    move: str = ""
    customer: Mapping[str, int] = field(default_factory=lambda: NO_NUMBERS)


@dataclass(frozen=True, slots=True)
class ShiftCustomer:
    """One customer: a scenario, or a pool of which the shift's seed draws one; `day` is the scenario's day, "" for the first.

    `after` is the id of a scenario earlier in the shift, for a customer who comes back, and the first of the `begins` whose
    condition holds of that play says how.
    """

    scenario: str = ""
    pool: tuple[str, ...] = ()
    day: str = ""
    after: str = ""
    begins: tuple[Beginning, ...] = ()

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids that this customer may have."""
        return (self.scenario,) if self.scenario else self.pool


@dataclass(frozen=True, slots=True)
class Card:
    """A card that comes before a customer, counted from 1, and what it does to composure."""

    text: str
    composure: int = 0
    before: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift; `id` is the name of its file without the suffix, `minutes` about how long it takes, 0 where that isn't said."""

    id: str
    title: str
    customers: tuple[ShiftCustomer, ...]
    cards: tuple[Card, ...] = ()
    summary: str = ""
    brief: str = ""
    level: int = 1
    minutes: int = 0

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of every scenario that may come up, each once."""
        return tuple(dict.fromkeys(id for each in self.customers for id in each.scenarios))
