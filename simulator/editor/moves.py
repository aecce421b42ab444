"""What can be played next in a test of the file, by playing the moves before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from simulator.editor.document import Document
    from simulator.scenario.diagnostic import KeyPath

MAX_MOVES = 200
"""Moves played for a list of what comes next."""


def next_moves(path: KeyPath, document: Document) -> tuple[str, ...] | None:
    """Return the moves that can be made at the place of a test's move; None where that can't be known.

    The scenario is the newest without errors, so that it may be older than the text.
    """
    if document.scenario is None or path[:1] != ("tests",) or len(path) != 4:
        return None
    test = _test(document.content, path[1])
    moves, day = test.get("moves"), test.get("day", "")
    place = path[3]
    if not isinstance(moves, list) or not isinstance(place, int) or place > MAX_MOVES:
        return None
    try:
        scenario = document.scenario.on_day(day if isinstance(day, str) else "")
        conversation = Conversation.begin(ScenarioMachine(scenario))
        for move in moves[:place]:
            conversation = conversation.move(str(move)).after
    except (IllegalMove, KeyError):
        return None
    return moves_of(conversation)


def moves_of(conversation: Conversation) -> tuple[str, ...]:
    """Return every move that a conversation allows."""
    if conversation.over:
        return ()
    listen = (LISTEN,) if conversation.can_listen else ()
    return (*listen, *(reply.id for reply in conversation.offered()), SILENCE)


def _test(content: dict[str, Any], index: Any) -> dict[str, Any]:
    """Return the table of a test; an empty one where there is none."""
    tests = content.get("tests")
    if isinstance(tests, list) and isinstance(index, int) and index < len(tests):
        test = tests[index]
        return test if isinstance(test, dict) else {}
    return {}
