"""One slip, or one promise never kept, more never makes a play of the same moves come to more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.report.replay import result_json
from tests.reference.worse_pairs import random_pairs
from tests.support.amounts import cases
from tests.support.documents import scenario_from

if TYPE_CHECKING:
    from tests.reference.plain_rules import Document

CHUNKS = 10
PAIRS = cases(600)
"""Enough to meet what goes wrong in one pair of two hundred, 19 times in 20; the reference is held to the same."""


def result_of(document: Document, moves: list[str]) -> dict[str, Any]:
    """Return what the moves come to, which must end the play."""
    conversation = Conversation.begin(ScenarioMachine(scenario_from(document)))
    for move in moves:
        conversation = conversation.move(move).after
    return result_json(conversation.result())


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_more_is_never_better(chunk: int) -> None:
    """Neither satisfaction nor quality is higher where one slip or one broken promise is added."""
    for seed, pair in random_pairs(PAIRS // CHUNKS, chunk):
        fewer = result_of(pair.fewer, pair.moves)
        more = result_of(pair.more, pair.moves)
        assert more["satisfaction"] <= fewer["satisfaction"], seed
        assert more["qa"] <= fewer["qa"], seed
