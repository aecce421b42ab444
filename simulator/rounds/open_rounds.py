"""The scenarios of rounds on this machine that aren't closed yet: exercises must not give anything of them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.rounds.kept_rounds import RoundState, kept_rounds

if TYPE_CHECKING:
    from pathlib import Path

OPEN = (RoundState.LIVE, RoundState.STOPPED)


def scenarios_in_open_rounds(folder: Path) -> frozenset[str]:
    """Return the ids of the scenarios of rounds in a folder that are running, or were stopped and can be resumed."""
    try:
        rounds = kept_rounds(folder)
    except SimulatorError:
        return frozenset()
    return frozenset(id for each in rounds if each.state in OPEN for id in each.scenarios)
