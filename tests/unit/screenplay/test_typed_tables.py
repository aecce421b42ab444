"""Whole scenarios that were typed into a spreadsheet, with scenes called as people call them and columns of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import run_test
from simulator.prover.careful import CAREFUL_PLAYS
from simulator.prover.findings import findings
from simulator.prover.prover import prove
from simulator.screenplay.importer import import_table
from tests.support.docs import ROOT
from tests.support.screenplay import as_table, read_back, scenario_of

if TYPE_CHECKING:
    from pathlib import Path

TABLES = sorted((ROOT / "tests" / "data" / "tables").glob("*.csv"))


def test_there_are_tables() -> None:
    """Else the test below would hold nothing."""
    assert [] != TABLES


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_it_is_a_good_scenario(path: Path) -> None:
    """The table has no problem; its tests pass, its proof finds nothing, and it comes back as it is."""
    result = import_table(path.read_bytes(), path.stem)
    scenario = scenario_of(result.text)
    machine = ScenarioMachine(scenario)
    assert () == result.problems
    assert [] == [test.name for test in scenario.tests if not run_test(machine, test).passed]
    assert [] == list(findings(scenario, prove(scenario, careful_plays=CAREFUL_PLAYS)))
    assert result.text == read_back(as_table(result.text)).text
