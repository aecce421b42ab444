"""What can be played next in a test of the file, by playing the moves before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import scenes_of_moves
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from simulator.editor.document import Document
    from simulator.scenario.diagnostic import KeyPath

MAX_MOVES = 200
"""Moves played for a list of what comes next."""


class NextMoves(NamedTuple):
    """The scene that a play is in, and every move that it allows there."""

    scene: str
    moves: tuple[str, ...]


def next_moves(path: KeyPath, document: Document) -> NextMoves | None:
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
    return NextMoves(conversation.state.scene, moves_of(conversation))


def scene_of_move(path: KeyPath, document: Document) -> str | None:
    """Return the scene that a test's move is made in; None where that can't be known."""
    if document.scenario is None or path[:1] != ("tests",) or len(path) != 4:
        return None
    index, place = path[1], path[3]
    tests = document.scenario.tests
    if not isinstance(index, int) or not isinstance(place, int) or index >= len(tests):
        return None
    written = _test(document.content, index).get("moves")
    if not isinstance(written, list) or tuple(written) != tests[index].moves:
        return None  # the scenario is an older one
    made_in = scenes_of_moves(ScenarioMachine(document.scenario), tests[index])
    return made_in[place] if place < len(made_in) else None


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
