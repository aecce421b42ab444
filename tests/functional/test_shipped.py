"""The shipped scenarios: clean, held to their own tests, and proved to be worth playing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation, play
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import run_test
from simulator.prove.findings import findings
from simulator.prove.proof import Proof, prove
from simulator.scenario.library import load, shipped_folder
from simulator.tables import BANDS

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.model import Scenario

SHIPPED = sorted(shipped_folder().glob("*.toml"))
MOST_TURNS = 14


def scenario(path: Path) -> Scenario:
    """A shipped scenario."""
    reading = load(path)
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario


@cache
def proof(path: Path) -> Proof:
    """Its proof, over plays of at most the turns that a good scenario takes."""
    return prove(scenario(path), max_turns=MOST_TURNS)


def band_after(path: Path, moves: tuple[str, ...]) -> int:
    """How high the band stands after some moves, counted from the lowest."""
    turns = play(Conversation.begin(ScenarioMachine(scenario(path))), moves)
    return list(BANDS).index(turns[-1].after.state.band)


def test_there_are_scenarios() -> None:
    """The program comes with scenarios."""
    assert len(SHIPPED) >= 3


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
class TestShipped:
    """One shipped scenario."""

    def test_it_is_clean(self, path: Path) -> None:
        """No problem of any kind, also after the proof."""
        assert () == load(path).diagnostics
        assert [] == list(findings(scenario(path), proof(path)))

    def test_its_own_tests_pass(self, path: Path) -> None:
        """At least four different plays are held to figures, and hold."""
        machine = ScenarioMachine(scenario(path))
        trials = [run_test(machine, test) for test in machine.scenario.tests]
        assert len({trial.test.moves for trial in trials}) >= 4
        assert [] == [trial for trial in trials if not trial.passed]

    def test_its_size(self, path: Path) -> None:
        """8 to 20 scenes with at least three endings, and a note on every reply."""
        scenes = scenario(path).scenes.values()
        assert 8 <= len(scenes) <= 20
        assert len({scene.ending.name for scene in scenes if scene.ending}) >= 3
        assert {"full", "alternative"} & {scene.ending.outcome for scene in scenes if scene.ending}

    def test_every_play_is_known(self, path: Path) -> None:
        """The proof is exact: every ending can be reached, there is no trap, and no play is too long."""
        proved = proof(path)
        assert proved.exact
        assert [] == [ending.ending for ending in proved.endings if not ending.reachable]
        assert () == proved.traps
        assert not proved.longer_plays

    def test_the_best_play_beats_politeness_by_a_band(self, path: Path) -> None:
        """Listening and responsibility end at least a band above thanks and apologies, and end well."""
        proved = proof(path)
        assert proved.best is not None
        (polite,) = [policy for policy in proved.policies if policy.name == "polite"]
        best = band_after(path, proved.best.moves)
        assert best >= list(BANDS).index("pleased")
        assert best > band_after(path, polite.moves)

    def test_solving_first_ends_lower_than_listening_first(self, path: Path) -> None:
        """Who goes straight for the solution does worse than who listens."""
        scores = {policy.name: policy.satisfaction for policy in proof(path).policies}
        assert scores["solver"] is not None
        assert scores["listener"] is not None
        assert scores["solver"] < scores["listener"]
