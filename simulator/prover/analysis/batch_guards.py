"""Guards read by the prover: what they ask of a state, and their answer for many states at once.

`Guard.holds` asks one state; here the same tree of nodes is asked of whole columns. A guard is only read: what its words mean
is settled by the language, and comparing is left to the operators that the language names.
"""

from __future__ import annotations

import operator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.scenario.guards.tree import (
    SIGNS,
    BooleanOperation,
    Comparison,
    Connective,
    Count,
    Fact,
    Not,
    Number,
    UseCount,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.scenario.guards.tree import Condition, Quantity

    Asked = Fact | UseCount | Count | Value

_FACTS = {
    "flag": "flag",
    "seen": "seen",
    "listened": "listened",
    "chose": "given",
    "promised": "promised",
}


class Field(NamedTuple):
    """One thing that a conversation remembers apart from its scene, its words and its gauges.

    `kind` is one of use, listens, visits, given, flag, seen, listened, promised, open, deed, ceiling, turns, forced; `name`
    says which skill, scene, reply ("scene.reply"), flag or promise.
    """

    kind: str
    name: str = ""


TURNS = Field("turns")
DEED = Field("deed")
CEILING = Field("ceiling")
FORCED = Field("forced")
"""Silences of the present visit that were forced and counted."""


def field_of(node: Asked) -> Field | None:
    """Return the field that a node of a guard reads; None for a gauge or the mood."""
    match node:
        case Fact(function, name):
            return Field(_FACTS[function], name)
        case UseCount(skill):
            return Field("use", skill)
        case Count(function, name):
            return Field(function, name)
        case Value(name):
            return TURNS if name == "turns" else None


def fields_read(condition: Condition) -> set[Field]:
    """Every field that a condition reads."""
    found = (field_of(node) for node in _leaves(condition) if not isinstance(node, Number))
    return {field for field in found if field is not None}


def reads_gauges(condition: Condition) -> bool:
    """Whether a condition asks for a gauge or the mood."""
    return any(isinstance(node, Value) and field_of(node) is None for node in _leaves(condition))


def asks_patience(condition: Condition) -> bool:
    """Whether a condition asks for patience."""
    return Value("patience") in _leaves(condition)


def comparisons(condition: Condition) -> Iterator[tuple[Quantity, Quantity]]:
    """Every pair of quantities that a condition compares."""
    match condition:
        case Comparison(operands, _):
            yield from pairwise(operands)
        case Not(inner):
            yield from comparisons(inner)
        case BooleanOperation(_, conditions):
            for part in conditions:
                yield from comparisons(part)


def answer(condition: Condition, ask: Callable[[Asked], Any]) -> Any:
    """Whether a condition holds, for every state at once.

    `ask` gives the column of a fact (booleans), a count or a gauge (whole numbers); the answer is a column of booleans of the
    same shape, or one boolean where nothing was asked.
    """
    match condition:
        case Fact():
            return ask(condition)
        case Not(inner):
            held = answer(inner, ask)
            return (not held) if isinstance(held, bool) else ~held
        case BooleanOperation(word, conditions):
            join = operator.and_ if word is Connective.AND else operator.or_
            result = answer(conditions[0], ask)
            for part in conditions[1:]:
                result = join(result, answer(part, ask))
            return result
        case Comparison(operands, signs):
            values = [item.value if isinstance(item, Number) else ask(item) for item in operands]
            result = True
            for index, sign in enumerate(signs):
                result = operator.and_(result, SIGNS[sign](values[index], values[index + 1]))
            return result


def _leaves(condition: Condition) -> Iterator[Fact | Quantity]:
    match condition:
        case Fact():
            yield condition
        case Not(inner):
            yield from _leaves(inner)
        case BooleanOperation(_, conditions):
            for part in conditions:
                yield from _leaves(part)
        case Comparison(operands, _):
            yield from operands
