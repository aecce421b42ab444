"""Tell which guards can't hold at once, as far as their words show it: `flag('x')` and `not flag('x')`."""

from __future__ import annotations

from itertools import compress, product
from typing import TYPE_CHECKING

from simulator.scenario.guards.tree import BooleanOperation, Comparison, Connective, Not
from simulator.scenario.limits import MAX_REPLIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.scenario.guards.tree import Condition
    from simulator.scenario.model import Reply

_INVERSE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def are_opposite(one: Condition, other: Condition) -> bool:
    """Tell whether exactly one of two conditions holds at any time."""
    if one == Not(other) or other == Not(one):
        return True
    return (
        isinstance(one, Comparison)
        and isinstance(other, Comparison)
        and len(one.operators) == 1
        and other == Comparison(one.operands, (_INVERSE[one.operators[0]],))
    )


def exclude_each_other(one: Reply, other: Reply) -> bool:
    """Tell whether two replies are never offered at once: a part of one guard is the opposite of a part of the other."""
    if one.when is None or other.when is None:
        return False
    parts = product(_parts(one.when.condition), _parts(other.when.condition))
    return any(are_opposite(*pair) for pair in parts)


def most_at_once(replies: Sequence[Reply], weight: Callable[[Reply], int]) -> int:
    """Return the largest weight of replies that may be offered together; of more than a scene may have, of the first."""
    replies = replies[:MAX_REPLIES]  # any set of them is looked at
    apart = [
        (one, other)
        for one in range(len(replies))
        for other in range(one)
        if exclude_each_other(replies[one], replies[other])
    ]
    weights = [weight(reply) for reply in replies]
    if not apart:
        return sum(weights)
    involved = sorted({index for pair in apart for index in pair})
    fixed = sum(each for index, each in enumerate(weights) if index not in involved)
    best = 0
    for chosen in product((False, True), repeat=len(involved)):
        present = set(compress(involved, chosen))
        if not any(one in present and other in present for one, other in apart):
            best = max(best, sum(weights[index] for index in present))
    return fixed + best


def _parts(condition: Condition) -> Sequence[Condition]:
    """Return the conditions that all have to hold for one to hold."""
    if isinstance(condition, BooleanOperation) and condition.word is Connective.AND:
        return condition.conditions
    return (condition,)
