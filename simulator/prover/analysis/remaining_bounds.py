"""How much can still come from each place on: uses of each skill, and patience spent, at most.

Longest ways over the skeleton. Where a way can go round, the count is without bound, unless every round needs a reply
that can be chosen only once. The numbers are upper bounds and may be too high, never too low: states are merged on
their word.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from simulator.engine.mood import MAX_APOLOGIES, Act, conversions, patience_cost, wait_cost
from simulator.prover.analysis.batch_guards import Field
from simulator.prover.analysis.skeleton import can_idle
from simulator.ruleset import INTERRUPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.prover.analysis.skeleton import Link, Place, Skeleton
    from simulator.scenario.model import Reply, Scenario, Scene

    Steps = dict[Place, list[tuple[Place, dict[Field, float]]]]

PATIENCE = Field("patience")
Amounts = dict[Field, float]
MAX_MOVING = 64
"""Replies that can be given once and lead on, above which amounts have no bound: summing would take long and bound little."""


def max_remaining(
    scenario: Scenario, skeleton: Skeleton, *, timed: bool
) -> Mapping[Place, Amounts]:
    """For each place the most of each amount that can come from it on; what is missing is 0."""
    links = {
        place: [
            link for link in links if link.reply or timed or can_idle(scenario.scenes[place.scene])
        ]
        for place, links in skeleton.places.items()
    }
    result: dict[Place, Amounts] = {}
    for group in _groups(links):
        inside = set(group)
        within = _within(scenario, inside, links)
        beyond: Amounts = {}
        for place in group:
            for link in links[place]:
                if link.to not in inside:
                    amounts = _reply_amounts(scenario, link.reply)
                    beyond = _most(beyond, _sum(amounts, result[link.to]))
        for place in group:
            heard = _listening(scenario, scenario.scenes[place.scene])
            result[place] = _sum(_sum(within, beyond), heard)
    return result


def _within(scenario: Scenario, inside: set[Place], links: Mapping[Place, list[Link]]) -> Amounts:
    """Return the most of each amount on ways that stay in a group of places, each of which leads to every other."""
    once: dict[str, Amounts] = {}
    moving = 0
    again: Steps = {place: [] for place in inside}
    for place in inside:
        for link in links[place]:
            if link.to not in inside:
                continue
            amounts = _link_amounts(scenario, link)
            if link.reply is not None and link.reply.once:
                name = f"{place.scene}.{link.reply.id}"
                once[name] = _most(once.get(name, {}), amounts)
                moving += link.to != place
            else:
                again[place].append((link.to, amounts))
    longest = _longest(again)
    total: Amounts = {}
    for amounts in once.values():
        total = _sum(total, amounts)
    if moving > MAX_MOVING:
        return {field: inf for field, amount in _sum(total, longest).items() if amount}
    # Each reply that can be given once may lead from one loop to another, so the longest way is gone once more for each.
    for _ in range(moving + 1):
        total = _sum(total, longest)
    return total


def _longest(again: Steps) -> Amounts:
    """Return the most of each amount on ways whose every step can be taken any number of times."""
    longest: Amounts = {}
    ahead: dict[Place, Amounts] = {}
    plain = {place: [to for to, _ in out] for place, out in again.items()}
    for group in _components(plain):
        members = set(group)
        round_trip: Amounts = {}
        best: Amounts = {}
        for place in group:
            for to, amounts in again[place]:
                if to in members:
                    # A way round can be gone again and again, so any amount on it has no bound.
                    endless = {field: inf for field, amount in amounts.items() if amount}
                    round_trip = _most(round_trip, endless)
                else:
                    best = _most(best, _sum(amounts, ahead[to]))
        for place in group:
            ahead[place] = _sum(round_trip, best)
            longest = _most(longest, ahead[place])
    return longest


def _link_amounts(scenario: Scenario, link: Link) -> Amounts:
    amounts = _reply_amounts(scenario, link.reply)
    return (
        _sum(amounts, _listening(scenario, scenario.scenes[link.to.scene]))
        if link.enters
        else amounts
    )


def _reply_amounts(scenario: Scenario, reply: Reply | None) -> Amounts:
    if reply is None:
        return {PATIENCE: wait_cost(Act(ticks=1))}
    amounts: Amounts = {Field("use", skill): 1 for skill in reply.skills}
    amounts[PATIENCE] = _most_cost(scenario, reply)
    return amounts


def _most_cost(scenario: Scenario, reply: Reply) -> int:
    """Return the most patience that a reply can take, with the slips that the rules themselves add to it."""
    ticks, explained = (reply.wait.ticks, reply.wait.explained) if reply.wait else (0, False)
    slips = reply.slips if reply.may_interrupt else (*reply.slips, INTERRUPT)
    turn_cost = scenario.customer.turn_cost
    return _most_cost_of(Act(reply.skills, slips, ticks, explained, reply.decline, turn_cost))


@lru_cache(maxsize=4096)
def _most_cost_of(act: Act) -> int:
    return max(
        patience_cost(act, conversions(act, angry=angry, apologies=apologies)[1])
        for apologies in (0, MAX_APOLOGIES)
        for angry in (False, True)
    )


def _listening(scenario: Scenario, scene: Scene) -> Amounts:
    """Return what hearing out one visit of a scene can take."""
    if scene.ending:
        return {}
    parts = max(len(words) for words in (scene.says, *(variant.says for variant in scene.variants)))
    if scene.enough is None:
        return {}
    return {PATIENCE: max(0, parts - 1) * scenario.customer.hear_cost}


def _sum(one: Amounts, other: Amounts) -> Amounts:
    return {field: one.get(field, 0) + other.get(field, 0) for field in one.keys() | other.keys()}


def _most(one: Amounts, other: Amounts) -> Amounts:
    return {
        field: max(one.get(field, 0), other.get(field, 0)) for field in one.keys() | other.keys()
    }


def _groups(links: Mapping[Place, list[Link]]) -> list[list[Place]]:
    return _components({place: [link.to for link in out] for place, out in links.items()})


def _components(ahead: Mapping[Place, Iterable[Place]]) -> list[list[Place]]:
    """Return groups of places that lead to each other, those furthest ahead first (Tarjan's algorithm, without recursion)."""
    order: dict[Place, int] = {}
    low: dict[Place, int] = {}
    open_: dict[Place, None] = {}
    groups: list[list[Place]] = []
    for root in ahead:
        if root in order:
            continue
        path = [(root, iter(ahead[root]))]
        order[root] = low[root] = len(order)
        open_[root] = None
        while path:
            place, rest = path[-1]
            for to in rest:
                if to not in order:
                    order[to] = low[to] = len(order)
                    open_[to] = None
                    path.append((to, iter(ahead[to])))
                    break
                if to in open_:
                    low[place] = min(low[place], order[to])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[place])
                if low[place] == order[place]:
                    groups.append(_pop_group(open_, place))
    return groups


def _pop_group(open_: dict[Place, None], place: Place) -> list[Place]:
    """Take the places from the end up to and with one."""
    group: list[Place] = []
    while not group or group[-1] != place:
        member, _ = open_.popitem()
        group.append(member)
    return group
