"""What was still in reach in the middle of a play, against trying every way on."""

from __future__ import annotations

import random

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.prover.prospect import prospect
from tests.support.amounts import cases
from tests.support.brute_force import TooLarge, moves_of
from tests.support.proof_checks import MAX_TURNS, best_from
from tests.support.small_scenarios import small_scenario

SCENARIOS = range(300, 300 + cases(80, 20))
MAX_STATES = 800
LIMIT = 20_000


def test_the_best_still_in_reach_is_what_trying_everything_finds() -> None:
    """From wherever a random play has come to, silences among its moves, with a way there that gives what is said."""
    compared = ended = 0
    for seed in SCENARIOS:
        rng = random.Random(seed)
        conversation = Conversation.begin(ScenarioMachine(small_scenario(seed)))
        for _ in range(rng.randint(0, 5)):
            if conversation.over or conversation.state.turns >= MAX_TURNS - 1:
                break
            conversation = conversation.move(
                rng.choice(moves_of(conversation, timed=rng.random() < 0.3))
            ).after
        try:
            expected = best_from(conversation)
        except TooLarge:
            continue
        found = prospect(conversation, max_turns=MAX_TURNS, limit=LIMIT)
        if found is not None and found.exact:
            assert expected == found.satisfaction, f"seed {seed}"
            compared += 1
        if found is not None:
            assert expected is not None, f"seed {seed}"
            assert found.satisfaction <= expected, f"seed {seed}"
            turns = play(conversation, found.moves)
            end = turns[-1].after if turns else conversation
            assert found.satisfaction == end.result().satisfaction, f"seed {seed}"
            assert found.ending == end.state.ending, f"seed {seed}"
            ended += 1
    assert compared >= len(SCENARIOS) // 4
    assert ended >= compared


@pytest.mark.parametrize("limit", [1, 5])
def test_a_search_cut_short_says_so(limit: int) -> None:
    """It finds an end or none, and claims nothing to be the best."""
    conversation = Conversation.begin(ScenarioMachine(small_scenario(301)))
    found = prospect(conversation, limit=limit)
    assert found is None or not found.exact
