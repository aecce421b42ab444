"""Check that a guard, and what it guards, makes a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.ruleset import BANDS, MAX_COUNTED, RANGES
from simulator.scenario.checks.places import guards
from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity
from simulator.scenario.guards.tree import (
    BooleanOperation,
    Comparison,
    Count,
    Not,
    Number,
    Value,
    compare,
)
from simulator.text import number as figure
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.guards.tree import Condition, Quantity
    from simulator.scenario.model import Answer, Reply, Route, Scenario, Variant


_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""What each sign of comparison is with its sides exchanged."""
_NO_LIMIT = 1_000_000


@check("idle-guard", Severity.WARNING)
def idle_guard(scenario: Scenario) -> Iterator[Problem]:
    """Find every route, answer and variant that comes too late, and every route that leads where the reply leads anyway."""
    for path, guard in guards(scenario):
        yield from _decided(guard.condition, path)
    for scene in scenario.scenes.values():
        base: KeyPath = ("scenes", scene.name)
        yield from _too_late(scene.variants, (*base, "variants"), "variant")
        for index, reply in enumerate(scene.replies):
            here: KeyPath = (*base, "replies", index)
            yield from _too_late(reply.routes, (*here, "routes"), "route")
            yield from _too_late(reply.answers, (*here, "answers"), "answer")
            yield from _without_difference(reply, (*here, "routes"))


def _decided(condition: Condition, path: KeyPath) -> Iterator[Problem]:
    """Yield each comparison that no play decides, because its number is out of range: it never holds, or always."""
    match condition:
        case Not(inner):
            yield from _decided(inner, path)
        case BooleanOperation(_, parts):
            for part in parts:
                yield from _decided(part, path)
        case Comparison(operands, signs):
            for left, sign, right in zip(operands, signs, operands[1:], strict=False):
                if isinstance(left, Number):
                    left, sign, right = right, _MIRRORED[sign], left
                if isinstance(right, Number) and not isinstance(left, Number):
                    yield from _decided_comparison(left, sign, right.value, path)


def _decided_comparison(
    quantity: Quantity, sign: str, bound: int, path: KeyPath
) -> Iterator[Problem]:
    name, lowest, highest = _range(quantity)
    near = {lowest, highest, *range(bound - 1, bound + 2)}
    answers = {compare(value, sign, bound) for value in near if lowest <= value <= highest}
    if len(answers) > 1 or (answers == {True} and lowest <= bound <= highest):
        return
    reach = f"goes from {figure(lowest)} to {figure(highest)}"
    if highest == _NO_LIMIT:
        reach = f"is never below {lowest}"
    written = f"{name} {sign} {figure(bound)}"
    holds = "always" if answers == {True} else "never"
    yield Problem(
        path,
        f"{written} {holds} holds, because {name} {reach}.",
        "Use a number within that range, or leave this comparison out.",
    )


def _range(quantity: Quantity) -> tuple[str, int, int]:
    """Return how a quantity is written, and its lowest and highest value."""
    match quantity:
        case Value("mood"):
            return "mood", min(BANDS.values()), 100
        case Value(name):
            return name, *RANGES.get(name, (0, _NO_LIMIT))
        case Count(function, name):
            return f"{function}('{name}')", 0, MAX_COUNTED
        case Number(value):
            return figure(value), value, value
    return f"used('{quantity.skill}')", 0, _NO_LIMIT


def _too_late(
    guarded: Sequence[Route | Answer | Variant], path: KeyPath, what: str
) -> Iterator[Problem]:
    """Yield each whose guard is that of an earlier one, which is always taken first."""
    first: dict[object, int] = {}
    for index, each in enumerate(guarded):
        number = first.setdefault(each.when.condition, index) + 1
        if number <= index:
            yield Problem(
                (*path, index, "when"),
                f"{what.capitalize()} number {number} has the same guard, and it comes first.",
                f"Change one of the two guards, or delete this {what}.",
            )


def _without_difference(reply: Reply, path: KeyPath) -> Iterator[Problem]:
    """Yield each of the last routes that leads to the same scene with the same answer as no route at all."""
    for index in reversed(range(len(reply.routes))):
        route = reply.routes[index]
        if route.to != reply.to or (route.answer and route.answer != reply.answer):
            return
        yield Problem(
            (*path, index, "to"),
            f"This route makes no difference: the reply leads to {quoted(route.to)} anyway.",
            "Give the route a different answer or scene, or delete it.",
        )
