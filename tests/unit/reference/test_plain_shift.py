"""Shifts read twice: random shifts of random scenarios, played side by side by the program and by the second reading."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.shift.model import Beginning, Card, Condition, Shift, ShiftCustomer
from simulator.shift.play import BREATH, ShiftPlay
from tests.reference.plain_shift import PlainShift
from tests.reference.random_scenarios import random_document
from tests.support.amounts import cases
from tests.support.documents import scenario_from

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVES = 60
"""Moves of one shift at most; random plays may go round for ever."""


def random_shift(rng: random.Random, ids: tuple[str, ...]) -> dict[str, Any]:
    """A shift of these scenarios, written as a file is; the last customer remembers the first."""
    begins = [
        {
            "if": {rng.choice(("need", "outcome")): rng.choice(("missed", "partly", "none"))},
            "customer": {"anger": rng.randint(0, 100), "patience": rng.randint(1, 60)},
            "sets": [rng.choice(("a", "b"))],
        }
        for _ in range(2)
    ]
    customers: list[dict[str, Any]] = [{"scenario": id} for id in ids]
    customers[-1] |= {"after": ids[0], "begins": begins}
    cards = [
        {"text": "A card.", "composure": rng.randint(-30, 20), "before": rng.randint(1, len(ids))}
        for _ in range(rng.randint(0, 3))
    ]
    return {"customers": customers, "cards": cards}


def read(written: dict[str, Any]) -> Shift:
    """The shift that a file with these tables holds."""
    customers = [
        ShiftCustomer(
            customer["scenario"],
            after=customer.get("after", ""),
            begins=tuple(
                Beginning(Condition(**each["if"]), tuple(each["sets"]), customer=each["customer"])
                for each in customer.get("begins", ())
            ),
        )
        for customer in written["customers"]
    ]
    return Shift("random", "Random", tuple(customers), tuple(Card(**c) for c in written["cards"]))


def both(seed: int) -> Iterator[tuple[ShiftPlay, PlainShift, str]]:
    """Play one random shift twice, and yield how both stand after each move."""
    rng = random.Random(f"shift {seed}")
    ids = ("first", "second", "third")
    documents = {id: random_document(rng, "small") for id in ids}
    written = random_shift(rng, ids)
    play = ShiftPlay.begin(read(written), {id: scenario_from(documents[id]) for id in ids}, seed)
    plain = PlainShift(written, documents)
    yield play, plain, ""
    for _ in range(MOVES):
        if plain.over:
            return
        moves = [*plain.play.offered(), *["listen"] * plain.play.can_listen(), "silence"]
        move = BREATH if rng.random() < 0.1 and plain.breaths < 2 else rng.choice(moves)
        plain.move(move)
        play, _ = play.move(move)
        yield play, plain, move


def test_both_readings_agree() -> None:
    """Composure, gauges and what is on offer, after every move; and composure stays from 0 to 100."""
    seen: set[str] = set()
    for seed in range(cases(80, least=25)):
        for play, plain, move in both(seed):
            assert (plain.over, plain.composure) == (play.over, play.composure), (seed, move)
            assert 0 <= play.composure <= 100
            if play.conversation is None:
                seen.add("over")
                continue
            here, there = play.conversation, plain.play
            assert (plain.at, plain.breaths) == (play.at, play.breaths), (seed, move)
            assert there.offered() == [reply.id for reply in here.offered()], (seed, move)
            gauges = (there.anger, there.heard, there.trust, there.patience)
            assert gauges == tuple(here.state.gauges), (seed, move)
            seen |= {"leak"} if here.leaks & set(there.offered()) else set()
            seen |= {"breath"} if move == BREATH else set()
    assert {"breath", "leak", "over"} == seen


def test_a_shift_without_breaths_or_leaks_is_its_conversations() -> None:
    """Where neither is used, each customer's conversation is the one that a play by itself gives."""
    for seed in range(cases(30)):
        rng = random.Random(f"alone {seed}")
        scenario = scenario_from(random_document(rng, "small"))
        play = ShiftPlay.begin(Shift("s", "S", (ShiftCustomer("one"),)), {"one": scenario}, seed)
        alone = Conversation.begin(ScenarioMachine(scenario))
        assert alone.over == play.over
        for _ in range(MOVES):
            if alone.over:
                assert play.served[0].ended.state == alone.state
                break
            moves = [reply.id for reply in alone.offered()] + ["listen"] * alone.can_listen
            move = rng.choice([*moves, "silence"])
            alone, (play, _) = alone.move(move).after, play.move(move)
            assert play.conversation is None or play.conversation.state == alone.state


def test_a_breath_never_ends_a_conversation() -> None:
    """It isn't a turn, leaves the scene and its words alone, and keeps one point of a patience that had one."""
    for seed in range(cases(30)):
        rng = random.Random(f"breath {seed}")
        scenario = scenario_from(random_document(rng, "small"))
        play = ShiftPlay.begin(Shift("s", "S", (ShiftCustomer("one"),)), {"one": scenario}, seed)
        before = play.conversation
        if before is None or before.over:
            continue
        after, turn = play.move(BREATH)
        assert turn is None
        assert after.conversation
        state, was = after.conversation.state, before.state
        assert state._replace(gauges=was.gauges) == was
        assert state.gauges[:3] == was.gauges[:3]
        assert min(1, was.patience) <= state.patience <= was.patience
        after, _ = after.move(BREATH)
        with pytest.raises(IllegalMove):
            after.move(BREATH)
