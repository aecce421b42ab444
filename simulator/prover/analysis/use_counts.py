"""How far counts of uses matter: from which use on one more pays like any other, and which counts are alike from a place on.

Asked of the engine's own numbers, one use after another. Two counts are merged only if all uses still to come pay the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.engine.mood import (
    GATES,
    MAX_APOLOGIES,
    WORN_OUT,
    owns_apology,
    patience_back,
    payment,
)
from simulator.ruleset import SKILLS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.prover.analysis.batch_guards import Field
    from simulator.prover.analysis.skeleton import Place
    from simulator.scenario.model import Scenario


def distinct_uses(scenario: Scenario, name: str) -> int:
    """Return the number of uses from which on one more is like any other."""
    most = WORN_OUT
    while most and _consequences(scenario, name, most - 1) == _consequences(scenario, name, most):
        most -= 1
    return most


def _consequences(scenario: Scenario, name: str, uses: int) -> list[object]:
    """Return what tells a use of a skill after that many earlier ones from another."""
    owned = name == "apologize" and owns_apology(SKILLS, uses)
    times = (1, 2) if owned else (1,)
    gains: list[object] = [
        payment(name, uses, gate, scenario.customer, factor)[0]
        for gate in GATES
        for factor in times
    ]
    converted = name == "apologize" and uses >= MAX_APOLOGIES
    return [*gains, owned, converted, patience_back(name, uses)]


def equivalent_counts(
    scenario: Scenario,
    most: Mapping[Field, int],
    live: Mapping[Place, frozenset[Field]],
    ahead: Mapping[Place, Mapping[Field, float]],
) -> dict[Place, dict[Field, tuple[int, ...]]]:
    """For each place and count that matters less from there on, the value by which each of its values can be replaced."""
    tables: dict[tuple[Field, int], tuple[int, ...]] = {}
    merged: dict[Place, dict[Field, tuple[int, ...]]] = {}
    counts = sorted(field for field, value in most.items() if field.kind == "use" and value)
    for place, fields in live.items():
        merged[place] = {}
        for field in counts:
            if field in fields:
                future = int(min(ahead[place].get(field, 0), most[field] + 1))
                if (field, future) not in tables:
                    tables[field, future] = _equivalent(scenario, field, most[field], future)
                if tables[field, future]:
                    merged[place][field] = tables[field, future]
    return merged


def _equivalent(scenario: Scenario, field: Field, most: int, future: int) -> tuple[int, ...]:
    """For each count the least that pays the same in that many uses to come; empty where each is its own."""
    paid = [_consequences(scenario, field.name, uses) for uses in range(most + future + 1)]
    # Two counts are alike if the next `future` uses pay the same from both.
    pays = [paid[uses : uses + future] for uses in range(most + 1)]
    table = tuple(pays.index(pay) for pay in pays)
    return table if table != tuple(range(most + 1)) else ()
