"""The engine against a second, plain reading of the rules: random scenarios of every feature, move by move."""

from __future__ import annotations

import random
from typing import Any

import pytest

from simulator.engine.conversation import Conversation, IllegalMove, Turn
from simulator.engine.lines import Voice
from simulator.engine.machine import ScenarioMachine
from simulator.report.replay import play_json, turn_json
from simulator.ruleset import GAUGES, WALKED_OUT
from tests.reference.plain_rules import IllegalMove as PlainIllegalMove
from tests.reference.plain_rules import Play
from tests.reference.random_scenarios import random_document, random_move
from tests.support.amounts import cases
from tests.support.documents import scenario_from

CHUNKS = 20
SCENARIOS = cases(1000)
MAX_MOVES = 40


def snapshot(conversation: Conversation) -> dict[str, Any]:
    """All of the engine's state, under the plain reading's names."""
    state = conversation.state
    return {
        "scene": state.scene,
        "gauges": {name: getattr(state, name) for name in GAUGES},
        "mood": state.mood,
        "band": state.band,
        "parts_heard": state.parts_heard,
        "parts": len(conversation.words),
        "own_words": state.variant is None,
        "flags": sorted(state.flags),
        "seen": sorted(state.seen),
        "visits": dict(sorted(state.visits.items())),
        "listened": sorted(state.listened),
        "chosen": sorted(state.chosen),
        "given": dict(sorted(state.given.items())),
        "promises_open": list(state.open_promises),
        "promised": sorted(state.promised),
        "uses": dict(sorted(state.uses.items())),
        "listens": dict(sorted(state.listens.items())),
        "slips": dict(sorted(state.slips.items())),
        "shown": sorted(state.shown),
        "turns": state.turns,
        "forced": state.forced_silences,
        "deed": state.deed,
        "ceiling": state.ceiling,
        "broken": state.broken,
        "exposed": state.exposed,
        "unexplained": state.unexplained,
        "criticals": list(state.criticals),
        "mood_path": list(state.mood_path),
        "boils_fired": state.boiled,
        "walks_fired": state.walked,
        "interrupted": state.interrupted,
        "ended": state.over,
        "outcome": state.outcome,
        "ending": state.ending,
        "need": state.need,
    }


def comparable(state: dict[str, Any]) -> dict[str, Any]:
    """A state without the interrupted target once it is over: nothing can read that any more."""
    return state | {"interrupted": None} if state["ended"] else state


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_engine_and_plain_reading_agree(chunk: int) -> None:
    """Every turn, offer, answer, count and result are the same on random scenarios, each played on one of its days."""
    for seed in range(chunk, SCENARIOS, CHUNKS):
        rng = random.Random(seed)
        document = random_document(rng, "medium" if seed % 3 == 0 else "small")
        day = rng.choice([None, *(day["name"] for day in document.get("days", []))])
        play = Play(document, "random", day)
        scenario = scenario_from(document).on_day(day or "")
        conversation = Conversation.begin(ScenarioMachine(scenario))
        turns = []
        for step in range(MAX_MOVES):
            where = f"seed {seed}, step {step}"
            assert play.offered() == [reply.id for reply in conversation.offered()], where
            assert play.can_listen() == conversation.can_listen, where
            assert comparable(play.snapshot()) == comparable(snapshot(conversation)), where
            heard = conversation.words[: conversation.state.parts_heard]
            assert play.words() == [part.text for part in heard], where
            if play.ended:
                break
            _refuse_alike(play, conversation, where)
            move = random_move(play, rng)
            expected = play.move(move)
            turn = conversation.move(move)
            if _answers(turn):
                assert (play.answer or None) == _answer(turn), where
            actual = turn_json(turn)
            del actual["why"]
            assert expected == actual, where
            for gauge in GAUGES:
                moved = sum(change.amount for change in turn.changes if change.gauge == gauge)
                before, after = turn.before.state, turn.after.state
                assert getattr(after, gauge) - getattr(before, gauge) == moved, f"{where}, {gauge}"
            turns.append(turn)
            conversation = turn.after
        if play.ended:
            assert conversation.over
            document_json = play_json(conversation, turns)
            for key, value in play.result().items():
                assert value == document_json[key], f"seed {seed}, {key}"


def _answers(turn: Turn) -> bool:
    """Whether their first words back are heard: it was a reply, and they neither left nor boiled over instead."""
    before, after = turn.before.state, turn.after.state
    broke_in = before.boiled != after.boiled or before.walked != after.walked
    return turn.reply is not None and not broke_in and after.ending != WALKED_OUT


def _answer(turn: Turn) -> str | None:
    """Their first words back; those of the next scene, where it was entered, come after them."""
    own = [line.text for line in turn.said if line.voice is not Voice.NARRATION]
    own = own[1 + bool(turn.reply and turn.reply.action) :]
    entered = not turn.after.state.visit_counted
    heard = len(turn.after.heard) if entered else 0
    own = own[: len(own) - heard]
    return own[0] if own else None


def _refuse_alike(play: Play, conversation: Conversation, where: str) -> None:
    """A move that one reading refuses the other refuses too, and neither changes."""
    hidden = {reply.id for reply in conversation.scene.replies} - set(play.offered())
    for move in (*sorted(hidden)[:1], "no-such-reply"):
        with pytest.raises(PlainIllegalMove):
            play.move(move)
        with pytest.raises(IllegalMove):
            conversation.move(move)
    assert comparable(play.snapshot()) == comparable(snapshot(conversation)), where
