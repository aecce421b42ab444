"""The least and the most satisfaction that any play of a scenario can reach, where that is known without a search.

A search takes seconds, so the figures of the shipped scenarios come with the program; a test holds them against the table in
docs/library.md, which another holds against the proofs.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.records.possible_index import kept_possible
from simulator.scenario.library import shipped_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.records.history import History
    from simulator.scenario.library import ScenarioFile

SHIPPED = "shipped-scores.json"


@cache
def shipped_scores() -> Mapping[str, tuple[int, int]]:
    """Return the figures of the shipped scenarios, by id."""
    text = files("simulator.play").joinpath(SHIPPED).read_text("utf-8")
    return {id: (least, most) for id, (least, most) in json.loads(text).items()}


def possible_scores(
    items: Iterable[ScenarioFile], history: History | None = None
) -> dict[str, tuple[int, int]]:
    """Return the figures of these scenarios, by id; those that aren't known are left out.

    Those of a trainer's own files are known once they were worked out and kept beside the history.
    """
    folder, scores = shipped_folder(), shipped_scores()
    kept: dict[str, tuple[int, int]] | None = None
    found = {}
    for item in items:
        if item.id in scores and item.path.parent == folder:
            found[item.id] = scores[item.id]
        elif history is not None:
            kept = _kept(history) if kept is None else kept
            if item.reading.hash in kept:
                found[item.id] = kept[item.reading.hash]
    return found


def _kept(history: History) -> dict[str, tuple[int, int]]:
    try:
        return kept_possible(history)
    except SimulatorError:
        return {}  # progress says why
