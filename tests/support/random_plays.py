"""Random scenarios and plays of them, each from its seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, Turn
from simulator.engine.machine import ScenarioMachine
from simulator.ruleset import LISTEN, SILENCE
from tests.reference.random_scenarios import random_document
from tests.support.documents import scenario_from

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def scenario_of(seed: int) -> Scenario:
    """A random scenario."""
    document = random_document(random.Random(seed), "small")
    document.pop("tests", None)
    return scenario_from(document)


def random_play(seed: int) -> list[Turn]:
    """A play of a random scenario, up to its end or twelve moves."""
    rng = random.Random(seed)
    now = Conversation.begin(ScenarioMachine(scenario_of(seed)))
    turns: list[Turn] = []
    while not now.over and len(turns) < 12:
        moves = [reply.id for reply in now.offered()] + [LISTEN] * now.can_listen
        turns.append(now.move(rng.choice(moves or [SILENCE])))
        now = turns[-1].after
    return turns
