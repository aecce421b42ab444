"""A play as JSON: the form of `replay --json`, which other programs read.

The keys are a contract; docs/cli.md describes them. More may be added, none may be taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.report.words import turn_words
from simulator.ruleset import EDITION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.result import Result


def turn_json(turn: Turn, *, with_reasons: bool = True, tags: bool = False) -> dict[str, Any]:
    """Return one turn; `tags` puts the names of skills and slips into its reasons, which is for trainers."""
    state = turn.after.state
    document = {
        "move": turn.move,
        "scene": turn.scene,
        "anger": state.anger,
        "heard": state.heard,
        "trust": state.trust,
        "patience": state.patience,
        "mood": state.mood,
        "band": state.band,
        "next": turn.next,
    }
    if with_reasons:
        document["why"] = turn_words(turn, tags=tags)
    return document


def result_json(result: Result) -> dict[str, Any]:
    """Return what is added once a play has ended."""
    predicted = result.predicted
    return {
        "need": result.need,
        "satisfaction": result.satisfaction,
        "qa": result.qa,
        "dimensions": dict(result.dimensions),
        "criticals": list(result.criticals),
        "predicted": {
            "csat": predicted.csat,
            "nps": predicted.nps,
            "effort": predicted.effort,
            "retention": predicted.retention,
            "word_of_mouth": predicted.word_of_mouth,
        },
    }


def play_json(conversation: Conversation, turns: Sequence[Turn]) -> dict[str, Any]:
    """Return a whole play, as far as it went; `conversation` is where it stands now."""
    state = conversation.state
    document: dict[str, Any] = {
        "scenario": conversation.scenario.id,
        "day": conversation.scenario.day,
        "edition": EDITION,
        "turns": [turn_json(turn, tags=True) for turn in turns],
        "ended": state.over,
        "ending": state.ending,
        "outcome": state.outcome,
        "offered": [reply.id for reply in conversation.offered()],
        "can_listen": conversation.can_listen,
    }
    if state.over:
        document |= result_json(conversation.result())
    return document
