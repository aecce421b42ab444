"""That a scenario read from a table is the one that its file would give."""

from __future__ import annotations

import random
from typing import Literal

import pytest

from simulator.scenario.parse import parse
from tests.reference.random_scenarios import random_document, to_toml
from tests.support.amounts import cases
from tests.support.documents import scenario_from

Size = Literal["small", "medium"]

SCENARIOS = cases(300)


@pytest.mark.parametrize("size", ["small", "medium"])
def test_a_table_is_read_as_its_file_is(size: Size) -> None:
    """Random files have no errors, and what is in them is what is in their tables."""
    for seed in range(SCENARIOS if size == "small" else SCENARIOS // 5):
        document = random_document(random.Random(seed), size)
        reading = parse(to_toml(document).encode(), "random", "random.toml")
        assert reading.scenario is not None, f"seed {seed}: {reading.diagnostics}"
        assert reading.scenario == scenario_from(document), f"seed {seed}"
