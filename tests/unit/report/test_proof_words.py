"""A proof in sentences: the short form says what the long one does, and neither says more than the proof."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from simulator.prover.prover import prove
from simulator.report.proof_words import counts_of_proof, proof_figures, proof_lines
from simulator.scenario.parse import parse
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from simulator.prover.proof import Proof


def proof_of() -> Proof:
    """The proof of the small scenario, with few random plays."""
    scenario = parse(PARCEL.encode(), "late-parcel", "late-parcel.toml").scenario
    assert scenario
    return prove(scenario, random_plays=5)


def test_both_forms_say_the_same_sentences() -> None:
    """What is out of reach, traps, and the best and the worst play are in the same words."""
    proof = proof_of()
    short, full = proof_figures(proof), proof_lines(proof)
    assert "late-parcel: proved for every play." == full[0]
    assert "Proved for every play; scores for plays of up to 20 turns." == short[0]
    endings = len(proof.endings)
    assert set(short[1 : len(short) - endings - 2]) <= set(full)
    assert [line for line in full if line.startswith(("Best", "Worst"))] == short[-2:]
    assert "1 silence forced" == counts_of_proof(proof)
    assert "no traps; everything can be reached" == counts_of_proof(
        replace(proof, forced_silences=())
    )


@pytest.mark.parametrize(
    ("stopped", "why", "traps"),
    [
        ("limit", "the search grew too large", "Traps: none found."),
        ("interrupted", "it was interrupted", "Traps: none found."),
        ("counts", "a guard compares a count that has no upper limit", "Traps: none found."),
        (None, "the score search grew too large", "Traps: none."),
    ],
)
def test_a_proof_in_part_says_why(stopped: str | None, why: str, traps: str) -> None:
    """The reason, the bounds, and no claim about traps where not every state was looked at."""
    proof = replace(proof_of(), stopped=stopped, bounds=("there may be longer plays",))
    for told in (proof_figures(proof), proof_lines(proof)):
        assert f"partly proved, because {why}" in told[0].replace("Partly", "partly")
        assert traps in told
        assert "Not certain: there may be longer plays." == told[-1]
