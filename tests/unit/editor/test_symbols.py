"""Tests that the editor server, which reads broken text too, finds the same names as `simulator rename` in valid files."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.editor.document import Document
from simulator.editor.symbols import Kind
from simulator.engine.machine import ScenarioMachine
from simulator.engine.trial import scenes_of_moves
from simulator.ruleset import LISTEN, RESUME, SILENCE
from simulator.scenario.names import uses
from simulator.scenario.parse import parse
from simulator.scenario.positions import Positions

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*.toml"))
RENAMED = (Kind.SCENE, Kind.REPLY, Kind.FLAG, Kind.PROMISE)


def places_of_uses(text: str) -> set[tuple[str, int, int]]:
    """Return the kind and the span of every name that `rename` knows of."""
    scenario = parse(text.encode(), "x", "x.toml").scenario
    assert scenario is not None
    machine, positions = ScenarioMachine(scenario), Positions(text)
    found = set()
    for use in uses(scenario, [scenes_of_moves(machine, test) for test in scenario.tests]):
        if use.is_key:
            spans = positions.key_spans(use.path)
        else:
            span = positions.text_span(use.path, use.offset, len(use.written))
            spans = [span] if span else []
        found |= {(str(use.kind), *span) for span in spans}
    return found


@pytest.mark.parametrize("path", SHIPPED[::3], ids=lambda path: path.stem)
def test_the_same_names_as_rename(path: Path) -> None:
    """Every scene, reply, flag and promise, at the same place, and nothing else."""
    text = path.read_text("utf-8")
    mentions = Document(text, path.stem).symbols.mentions
    found = {
        (str(each.kind), each.start, each.end)
        for each in mentions
        if each.kind in RENAMED and each.name not in (LISTEN, SILENCE, RESUME)
    }

    scenario = parse(text.encode(), path.stem, path.name).scenario
    assert scenario is not None
    made = sum(1 + len(scene.replies) for scene in scenario.scenes.values())
    assert len(found) > 2 * made  # each is made somewhere, and named somewhere else
    assert places_of_uses(text) == found
