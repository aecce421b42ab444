"""What was still in reach in the middle of a play, against trying every way on."""

from __future__ import annotations

import random

import pytest

from simulator.engine.conversation import Conversation, Turn, play
from simulator.engine.machine import ScenarioMachine
from simulator.engine.other_moves import compared_moves, other_moves
from simulator.prover.prospect import Outlook, prospect, prospects_of
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


def test_one_search_of_a_play_finds_what_a_search_from_each_move_finds() -> None:
    """Before every move and after the other moves that are compared, with silences among them, which it doesn't make.

    A play whose search would be cut short is searched from each move anyway, so there would be nothing to compare.
    """
    compared = 0
    for seed in range(300, 300 + cases(40, 10)):
        rng = random.Random(seed)
        at = Conversation.begin(ScenarioMachine(small_scenario(seed)))
        if not Outlook(at, LIMIT).complete:
            continue
        turns: list[Turn] = []
        while not at.over and len(turns) < 6:
            turns.append(at.move(rng.choice(moves_of(at, timed=rng.random() < 0.2))))
            at = turns[-1].after
        *_, (known, others) = [({}, {}), *prospects_of(turns)]
        stands = [turn.before for turn in turns] + [at]
        for index, stand in enumerate(stands if turns else ()):
            alone, found = prospect(stand), known.get(index)
            expected = alone.satisfaction if alone else None
            assert expected == (found.satisfaction if found else None), f"seed {seed}"
        for index in compared_moves(turns, known):
            for move, after in other_moves(turns[index]).items():
                alone, found = prospect(after), others.get((index, move))
                expected = alone.satisfaction if alone else None
                assert expected == (found.satisfaction if found else None), f"seed {seed}"
                compared += 1
    assert compared > 10


@pytest.mark.parametrize("limit", [1, 5])
def test_a_search_cut_short_says_so(limit: int) -> None:
    """It finds an end or none, and claims nothing to be the best."""
    conversation = Conversation.begin(ScenarioMachine(small_scenario(301)))
    found = prospect(conversation, limit=limit)
    assert found is None or not found.exact
