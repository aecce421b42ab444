"""The guided first conversation: free of problems, proved, its own tests pass, and it teaches what it says."""

from __future__ import annotations

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import run_test
from simulator.play.opening import first_conversation, playable
from simulator.prover.findings import findings
from simulator.prover.prover import prove
from simulator.report.debrief import debrief
from simulator.scenario.parse import with_proof

ITEM = first_conversation()
SCENARIO = playable(ITEM.reading)
MACHINE = ScenarioMachine(SCENARIO)


def test_it_passes_check_and_proof() -> None:
    """Neither the checks nor the proof find anything."""
    proof = prove(SCENARIO)
    data = ITEM.path.read_bytes()
    reading = with_proof(ITEM.reading, data, ITEM.path.name, list(findings(SCENARIO, proof)))
    assert () == tuple(reading.diagnostics)
    assert proof.exact
    assert [] == list(proof.traps)


@pytest.mark.parametrize("test", SCENARIO.tests, ids=lambda test: test.name)
def test_its_own_tests_pass(test: object) -> None:
    """What the file expects of itself comes out."""
    trial = run_test(MACHINE, test)  # type: ignore[arg-type]
    assert trial.passed, trial


def test_it_carries_tests() -> None:
    """A way that ends well and one that does not."""
    assert {"in-the-water", "turned-away"} == {
        play(Conversation.begin(MACHINE), test.moves)[-1].after.state.ending
        for test in SCENARIO.tests
    }


def test_listening_brings_more() -> None:
    """Both replies that listening opens are not offered before, and its needs are met by the good way."""
    start = Conversation.begin(MACHINE)
    assert "say-it-back" not in {reply.id for reply in start.offered()}
    turns = play(start, ["listen", "listen"])
    assert "say-it-back" in {reply.id for reply in turns[-1].after.offered()}
    good = play(start, SCENARIO.tests[0].moves)
    listened, _, responsible = debrief(start, good).behaviour
    assert ("yes", "yes") == (listened.words, responsible.words)


def test_it_has_no_clock() -> None:
    """Whoever learns is not hurried."""
    assert 0 == SCENARIO.clock
