"""Scenarios with a fault planted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scenario.parse import parse

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

HEAD = """
format = 1
title = "Planted"
summary = "A fault is planted here."
channel = "phone"
level = 1
needs = ["reflect", "solve"]
start = "opening"
[customer]
name = "N"
temperament = "steady"
"""


def scenario_of(body: str) -> Scenario:
    """The scenario of a body below the common head."""
    reading = parse((HEAD + body).encode(), "planted", "planted.toml")
    assert reading.scenario is not None, reading.diagnostics
    return reading.scenario
