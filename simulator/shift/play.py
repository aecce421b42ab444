"""A play of a shift as one immutable value: the customers one after the other, composure, breaths, cards and the wall.

The only module that moves a shift. Each move of a customer is the engine's own, so that what is proved of a scenario holds for
it here too; a shift adds what is offered to someone short of composure, and what one customer changes for the next. Pure: the
seed comes in as an argument. Source: docs/shift.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.ruleset import LISTEN
from simulator.scenario.model import Day
from simulator.shift import composure as gauge
from simulator.shift import wall as bricks
from simulator.shift.wall import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.engine.conversation import Turn
    from simulator.scenario.model import Scenario
    from simulator.shift.model import Beginning, Card, Condition, Shift, ShiftCustomer
    from simulator.shift.wall import Wall

BREATH = "breath"
"""The id of the move that takes a breath."""


@dataclass(frozen=True, slots=True)
class Served:
    """A customer who has been served: the scenario's id, and the conversation at its end."""

    scenario: str
    ended: Conversation


@dataclass(frozen=True, slots=True)
class ShiftPlay:
    """A shift in progress.

    `drawn` are the ids of the scenarios, one a customer; `at` counts the customers from 0, `conversation` is the one in
    progress, and None once the last has ended. `composure` is 0..100; `breaths` are those taken with this customer. `due` is a
    reply that the program gives first, because an earlier customer's conversation has decided it; "" for none. `ended_with`
    is composure when the last customer who has left did so.
    """

    shift: Shift
    scenarios: Mapping[str, Scenario]
    seed: int
    drawn: tuple[str, ...]
    at: int
    conversation: Conversation | None
    composure: int
    breaths: int = 0
    served: tuple[Served, ...] = ()
    wall: Wall = WHOLE
    leaked: tuple[str, ...] = ()
    due: str = ""
    ended_with: int = gauge.START

    @classmethod
    def begin(cls, shift: Shift, scenarios: Mapping[str, Scenario], seed: int) -> ShiftPlay:
        """Return a shift at its start, with its first customer there; raises KeyError for a scenario that isn't there."""
        drawn = draw(shift, seed)
        empty = cls(shift, scenarios, seed, drawn, 0, None, gauge.START)
        return empty._with_customer(0)

    @property
    def over(self) -> bool:
        """Whether the last customer's conversation has ended."""
        return self.conversation is None

    @property
    def can_breathe(self) -> bool:
        """Whether a breath may be taken now."""
        return self.conversation is not None and self.breaths < gauge.MAX_BREATHS

    @property
    def is_low(self) -> bool:
        """Whether composure is so low that it is said in words."""
        return self.composure < gauge.LOW

    def cards(self) -> tuple[Card, ...]:
        """Return the cards that come before the customer who is there now."""
        return tuple(card for card in self.shift.cards if card.before == self.at + 1)

    def move(self, move: str) -> tuple[ShiftPlay, Turn | None]:
        """Make a move: `breath`, or one of the conversation's; raises IllegalMove. A breath gives no turn.

        Where it ends the conversation, the next customer is there afterwards.
        """
        conversation = self.conversation
        if conversation is None:
            raise IllegalMove(move, "", "The shift is over.")
        if move == BREATH:
            return self._breathe(conversation), None
        turn = conversation.move(move)
        after = replace(self, composure=gauge.after_turn(self.composure, turn), due="")
        if turn.reply is not None and turn.reply.leaky is not None:
            after = replace(after, leaked=(*after.leaked, f"{turn.scene}.{turn.reply.id}"))
        if turn.after.over:
            return after._next_customer(turn.after), turn
        # The engine notes after each turn whether the scene has changed; a listen never changes it.
        entered = turn.move != LISTEN and not turn.after.state.visit_counted
        kept = after._leaking(turn.after) if entered else turn.after
        return replace(after, conversation=kept), turn

    def _breathe(self, conversation: Conversation) -> ShiftPlay:
        """Take a breath: composure for the trainee, and a little of the customer's patience, never the last of it."""
        if not self.can_breathe:
            scene = conversation.state.scene
            raise IllegalMove(BREATH, scene, "You've taken two breaths with this customer.")
        gauges = conversation.state.gauges
        cost = 0 if conversation.scene.hold else gauge.AMOUNTS.breath_patience
        patience = max(min(gauges.patience, 1), gauges.patience - cost)
        state = conversation.state._replace(gauges=gauges._replace(patience=patience))
        return replace(
            self,
            conversation=replace(conversation, state=state),
            composure=gauge.after_breath(self.composure),
            breaths=self.breaths + 1,
        )

    def _next_customer(self, ended: Conversation) -> ShiftPlay:
        """Note the end of a conversation, and let the next customer come, if there is one."""
        scenario = self.drawn[self.at]
        changed = bricks.after_customer(
            self.wall, ended.result().predicted, ended.scenario.channel, f"{self.seed}/{self.at}"
        )
        composure = gauge.after_customer(self.composure, ended)
        served = (*self.served, Served(scenario, ended))
        done = replace(
            self,
            wall=changed,
            composure=composure,
            ended_with=composure,
            served=served,
            conversation=None,
        )
        if self.at + 1 == len(self.drawn):
            return done
        return replace(done, composure=gauge.between_customers(composure))._with_customer(
            self.at + 1
        )

    def _with_customer(self, at: int) -> ShiftPlay:
        """Let a customer come: first the cards that are before them, then the scenario as it begins in this shift."""
        after = replace(self, at=at, breaths=0)
        for card in after.cards():
            after = replace(after, composure=gauge.clamped(after.composure + card.composure))
        customer = self.shift.customers[at]
        scenario = self.scenarios[self.drawn[at]].on_day(customer.day)
        beginning = beginning_of(customer, self.served)
        if beginning:
            scenario = with_beginning(scenario, beginning)
        conversation = Conversation.begin(ScenarioMachine(scenario))
        due = beginning.move if beginning else ""
        if due not in {reply.id for reply in conversation.offered()}:
            due = ""
        if conversation.over:  # nothing can be said to someone whose first scene is an ending
            return after._next_customer(conversation)
        return replace(after, conversation=after._leaking(conversation), due=due)

    def _leaking(self, entered: Conversation) -> Conversation:
        """Return a conversation that has just entered a scene, with the replies that slip out at this composure."""
        return replace(entered, leaks=gauge.leaks(entered, self.composure))


def draw(shift: Shift, seed: int) -> tuple[str, ...]:
    """Return the scenario of each customer: those named, and of each pool one that no other customer has."""
    taken = {customer.scenario for customer in shift.customers if customer.scenario}
    drawn: list[str] = []
    for at, customer in enumerate(shift.customers):
        if customer.scenario:
            drawn.append(customer.scenario)
            continue
        left = [id for id in customer.pool if id not in taken] or list(customer.pool)
        digest = sha256(f"{seed}/customer/{at}".encode()).digest()
        chosen = left[int.from_bytes(digest) % len(left)]
        taken.add(chosen)
        drawn.append(chosen)
    return tuple(drawn)


def beginning_of(customer: ShiftCustomer, served: tuple[Served, ...]) -> Beginning | None:
    """Return how a customer who comes back begins after the earlier conversation: the first whose condition holds."""
    earlier = next((each for each in served if each.scenario == customer.after), None)
    if earlier is None:
        return None
    return next((each for each in customer.begins if holds(each.condition, earlier.ended)), None)


def with_beginning(scenario: Scenario, beginning: Beginning) -> Scenario:
    """Return a scenario that begins so: its flags as well, and these numbers of its customer."""
    day = Day(scenario.day or " ", beginning.customer, (*scenario.sets, *beginning.sets), ())
    begun = replace(scenario, day="", days=(day,)).on_day(day.name)
    return replace(begun, day=scenario.day, days=scenario.days)


def holds(condition: Condition, ended: Conversation) -> bool:
    """Tell whether everything that a condition asks is true of an ended conversation."""
    state = ended.state
    return (
        condition.ending in (None, state.ending)
        and condition.outcome in (None, state.outcome)
        and condition.need in (None, state.need)
        and (condition.promised is None or condition.promised in state.promised)
        and (condition.flag is None or condition.flag in state.flags)
    )
