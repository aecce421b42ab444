"""Check that a guarded route, answer or variant makes a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.checks.registry import Problem, check
from simulator.scenario.diagnostic import Severity
from simulator.text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.scenario.diagnostic import KeyPath
    from simulator.scenario.model import Answer, Reply, Route, Scenario, Variant


@check("idle-guard", Severity.WARNING)
def idle_guard(scenario: Scenario) -> Iterator[Problem]:
    """Find every route, answer and variant that comes too late, and every route that leads where the reply leads anyway."""
    for scene in scenario.scenes.values():
        base: KeyPath = ("scenes", scene.name)
        yield from _too_late(scene.variants, (*base, "variants"), "variant")
        for index, reply in enumerate(scene.replies):
            here: KeyPath = (*base, "replies", index)
            yield from _too_late(reply.routes, (*here, "routes"), "route")
            yield from _too_late(reply.answers, (*here, "answers"), "answer")
            yield from _without_difference(reply, (*here, "routes"))


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
