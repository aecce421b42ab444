"""Scenarios with a fault planted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.parse import parse
from tests.support.scenarios import head

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

HEAD = head("Planted", "opening", 'name = "N"', needs=["reflect", "solve"])


def scenario_of(body: str) -> Scenario:
    """The scenario of a body below the common head."""
    reading = parse((HEAD + body).encode(), "planted", "planted.toml")
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario
