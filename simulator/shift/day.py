"""What a shift came to: its customers, the trainee's composure, the wall, and what recurs. Values worked out from its turns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from simulator.ruleset import DIMENSIONS
from simulator.shift.wall import WHOLE, at_the_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.engine.conversation import Conversation, Turn
    from simulator.scenario.model import Scenario
    from simulator.shift.wall import Wall

KEPT = 70
"""The quality of a dimension from which on an intention counts as kept with a customer."""
WRITE_UP = 3
"""Customers with the same cause after which it should be written up."""


@dataclass(frozen=True, slots=True)
class CustomerOfDay:
    """A customer of a shift: the conversation from its start, and the wall once it had ended."""

    start: Conversation
    turns: tuple[Turn, ...]
    wall: Wall = WHOLE

    @property
    def last(self) -> Conversation:
        """The conversation as it stands."""
        return self.turns[-1].after if self.turns else self.start

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.last.over

    @property
    def scenario(self) -> Scenario:
        """What was played."""
        return self.start.scenario

    @property
    def name(self) -> str:
        """The customer's name."""
        return self.scenario.customer.name


class Moment(NamedTuple):
    """A move that changed a customer's mood more than others: whose, which of their moves from 1, and by how much."""

    customer: CustomerOfDay
    number: int
    change: int

    @property
    def turn(self) -> Turn:
        """The move."""
        return self.customer.turns[self.number - 1]


@dataclass(frozen=True, slots=True)
class Day:
    """A shift as far as it was worked; `composures` are the trainee's after each move, with the one at the start.

    `roots` counts the causes of customers in the person's earlier shifts, `intention` is the dimension they set out to watch,
    `feeling` is how they felt before, 1 to 5.
    """

    title: str
    planned: int
    customers: tuple[CustomerOfDay, ...]
    composures: tuple[int, ...]
    breaths: int = 0
    wall: Wall = WHOLE
    roots: Mapping[str, int] = field(default_factory=dict)
    intention: str = ""
    feeling: int | None = None

    @property
    def ended(self) -> tuple[CustomerOfDay, ...]:
        """The customers whose conversation has ended."""
        return tuple(customer for customer in self.customers if customer.over)

    @property
    def over(self) -> bool:
        """Whether every customer has been served."""
        return len(self.ended) == self.planned

    @property
    def last_wall(self) -> Wall:
        """The wall now; once the shift is over the loose bricks have fallen."""
        return at_the_end(self.wall) if self.over else self.wall

    @property
    def mean_composure(self) -> int:
        """The mean of composure over the shift, rounded down."""
        return sum(self.composures) // len(self.composures)

    def moments(self) -> tuple[Moment, ...]:
        """Return the two turning points of the day: the move that hurt most, and the one that helped most."""
        found = [
            Moment(customer, number, turn.after.state.mood - turn.before.state.mood)
            for customer in self.customers
            for number, turn in enumerate(customer.turns, 1)
        ]
        worst = min(found, key=lambda moment: moment.change, default=None)
        best = max(found, key=lambda moment: moment.change, default=None)
        falls = (worst,) if worst and worst.change < 0 else ()
        rises = (best,) if best and best.change > 0 else ()
        return (*falls, *rises)

    def issues(self) -> dict[str, int]:
        """Return the causes of today's customers, and how often each has come up over all shifts."""
        today = Counter(each.scenario.root for each in self.ended if each.scenario.root)
        return {root: times + self.roots.get(root, 0) for root, times in today.items()}

    def due_issue(self) -> str:
        """Return a cause that today came up for the third time, the sixth and so on; "" for none."""
        for root, times in self.issues().items():
            if times // WRITE_UP > self.roots.get(root, 0) // WRITE_UP:
                return root
        return ""

    def kept_with(self, dimension: str) -> tuple[list[CustomerOfDay], list[CustomerOfDay]]:
        """Return the customers with whom an intention was kept, and those with whom it wasn't, if it came up."""
        kept: list[CustomerOfDay] = []
        missed: list[CustomerOfDay] = []
        for customer in self.ended:
            value = customer.last.result().dimensions.get(dimension)
            if value is not None:
                (kept if value >= KEPT else missed).append(customer)
        return kept, missed


def weakest(figures: Iterable[Mapping[str, int]], most: int) -> list[str]:
    """Return the dimensions of quality in which a person's plays are lowest, the lowest first; unknown ones come last.

    `figures` holds the dimensions of each play.
    """
    sums: dict[str, list[int]] = {}
    for play in figures:
        for name, value in play.items():
            sums.setdefault(name, []).append(value)
    known = {name: sum(values) / len(values) for name, values in sums.items()}
    names = [dimension.name for dimension in DIMENSIONS]
    return sorted(names, key=lambda name: known.get(name, 101))[:most]
