"""Scenarios from tables that are already read, as random ones are.

Writing such a table as TOML, reading it back and finding the lines of its warnings takes longer than playing it, and is held
elsewhere: `tests/unit/support/test_documents.py` shows that it makes no difference.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.scenario.diagnostic import limited_comparisons
from simulator.scenario.fields.report import Report
from simulator.scenario.format import SCENARIO

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def scenario_from(document: dict[str, Any]) -> Scenario:
    """The scenario that a file with these keys and values holds."""
    report = Report()
    with limited_comparisons():
        scenario: Scenario = SCENARIO.read(document, (), report)
    assert [] == report.findings
    return replace(scenario, id="random")
