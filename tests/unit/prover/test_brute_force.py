"""The proof against a brute force, on random scenarios small enough for one: every fact of every one is the same."""

from __future__ import annotations

import pytest

from simulator.prover.prover import prove
from simulator.scenario.parse import parse
from tests.support.amounts import cases
from tests.support.brute_force import TooLarge, is_bounded
from tests.support.proof_checks import check_witnesses, compare_reach, compare_scores
from tests.support.scenarios import head
from tests.support.small_scenarios import small_scenario

CHUNKS = 10
SCENARIOS = cases(180)
LIMIT = 20_000
RANDOM_PLAYS = 5
MAX_TURNS = (3, 4, 5)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_proof_and_brute_force_agree(chunk: int) -> None:
    """Reachability, shortest ways, traps, scores by ending and longer plays; and every witness does what it claims."""
    compared = scored = 0
    for seed in range(chunk, SCENARIOS, CHUNKS):
        scenario = small_scenario(seed)
        assert is_bounded(scenario)
        timed, max_turns = seed % 3 == 0, MAX_TURNS[seed % len(MAX_TURNS)]
        proof = prove(
            scenario, timed=timed, max_turns=max_turns, limit=LIMIT, random_plays=RANDOM_PLAYS
        )
        if proof.stopped == "limit":
            continue
        assert proof.exact, f"seed {seed}: {proof.bounds}"
        where = f"seed {seed}, timed {timed}, {max_turns} turns"
        check_witnesses(scenario, proof, where)
        try:
            compare_reach(scenario, proof, timed, where)
            compared += 1
        except TooLarge:
            pass
        try:
            compare_scores(scenario, proof, timed, max_turns, where)
            scored += 1
        except TooLarge:
            pass
    least = SCENARIOS // CHUNKS // 3
    assert compared >= least
    assert scored >= least


@pytest.mark.parametrize("again", ['"Back."', '["Back.", "As I said.", "So there."]'])
@pytest.mark.parametrize("when", ["seen('opening')", "seen('opening') or mood < calm"])
def test_a_scene_come_back_to_pays_for_what_was_heard_before(again: str, when: str) -> None:
    """Listening on a second visit, where there is anything to hear, counts those of the first."""
    text = (
        head("Back", "opening", 'name = "N"', needs=["listen"])
        + f"""
[scenes.opening]
says = ["One.", "Two.", "Three."]
enough = 1
variants = [{{ when = "{when}", says = {again} }}]
[[scenes.opening.replies]]
id = "away"
text = "Away."
skills = ["explain"]
to = "other"
[[scenes.opening.replies]]
id = "end"
text = "Bye."
skills = ["thank"]
to = "done"
[scenes.other]
says = "Well?"
[[scenes.other.replies]]
id = "back"
text = "Back."
skills = ["solve"]
to = "opening"
[scenes.done]
says = "Bye."
ending = "done"
outcome = "full"
"""
    )
    scenario = parse(text.encode(), "back", "back.toml").scenario
    assert scenario is not None
    proof = prove(scenario, max_turns=MAX_TURNS[0], random_plays=RANDOM_PLAYS)
    compare_scores(scenario, proof, False, MAX_TURNS[0], when)
