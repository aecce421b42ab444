"""all-guarded: every reply of a scene may be hidden at once, and then only silence is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.diagnostic import Finding, Severity, quoted
from simulator.scenario.guard import Compare, Condition, Not
from simulator.scenario.rules.places import Graph, lasting, link_graph, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.model import Reply, Scenario

SEVERITY = Severity.WARNING


def check(scenario: Scenario) -> Iterator[Finding]:
    """Every scene in which no reply is sure to be offered."""
    graph = link_graph(scenario)
    for scene in scenario.scenes.values():
        replies = lasting(scene)
        if replies and scene.on_silence is None and not _always_offers(graph, scene.name, replies):
            yield Finding(
                "all-guarded",
                ("scenes", scene.name, "replies"),
                f"All replies of the scene {quoted(scene.name)} may be hidden at once.",
                "Leave one reply without when and once, or guard two with opposite conditions.",
                at_key=True,
            )


def _always_offers(graph: Graph, scene: str, replies: tuple[Reply, ...]) -> bool:
    """Whether some reply, or some pair with opposite guards, is there at every visit."""
    if any(reply.when is None and not reply.once for reply in replies):
        return True
    returns = scene in reachable(graph, graph[scene])
    left = [reply for reply in replies if not _runs_out(reply, returns)]
    if any(reply.when is None for reply in left):
        return True
    conditions = [reply.when.condition for reply in left if reply.when]
    return any(_opposite(one, other) for one in conditions for other in conditions)


def _runs_out(reply: Reply, returns: bool) -> bool:
    """Whether it can have been used up while the scene is still there, or there again."""
    stays = reply.to is None
    return reply.once and (stays or returns)


_INVERSE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}


def _opposite(one: Condition, other: Condition) -> bool:
    if one == Not(other):
        return True
    return (
        isinstance(one, Compare)
        and isinstance(other, Compare)
        and len(one.operators) == 1
        and other == Compare(one.operands, (_INVERSE[one.operators[0]],))
    )
