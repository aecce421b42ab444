"""What a proof says while it runs."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pytest

from simulator.cli import proofs
from simulator.scenario.parse import parse
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario

LINE = re.compile(r"late-parcel: [a-z ]+, [\d,]+ states, \d+ s")


@pytest.fixture
def scenario() -> Scenario:
    """A scenario that is proved at once."""
    found = parse(PARCEL.encode(), "late-parcel", "late-parcel.toml").scenario
    assert found is not None
    return found


def test_a_proof_that_takes_long_says_how_far_it_is(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On stderr, so that the answer stays as it is."""
    monkeypatch.setattr(proofs, "SILENT_SECONDS", 0)
    proofs.whole_proof(scenario, random_plays=1)
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert lines
    assert ("", []) == (out, [line for line in lines if LINE.fullmatch(line) is None])


def test_a_short_proof_says_nothing(
    scenario: Scenario, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until it has taken as long as someone waits without wondering."""
    monkeypatch.setattr(proofs, "SILENT_SECONDS", math.inf)
    proofs.whole_proof(scenario, random_plays=1)
    assert ("", "") == capsys.readouterr()
