"""Runs the tests that a scenario file carries: plays their moves and compares figures.

Pure like the rest of the engine; how a failure is shown is left to the faces.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.scenario.guards.tree import compare

if TYPE_CHECKING:
    from simulator.engine.machine import ScenarioMachine
    from simulator.scenario.model import Expectation, ScenarioTest

Figure = int | str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a test gave: the figures it asked about, and the move that was not allowed, if there was one."""

    test: ScenarioTest
    actual: dict[str, Figure]
    failed: tuple[Expectation, ...]
    illegal: IllegalMove | None
    index: int

    @property
    def passed(self) -> bool:
        """Whether every move was allowed and every figure as expected."""
        return not self.failed and self.illegal is None


def run_test(machine: ScenarioMachine, test: ScenarioTest) -> Trial:
    """Play a test's moves on its day and compare; `machine` is that of the scenario as its file stands."""
    conversation = Conversation.begin(machine.on_day(test.day))
    illegal, index = None, len(test.moves)
    for place, move in enumerate(test.moves):
        try:
            conversation = conversation.move(move).after
        except IllegalMove as error:
            illegal, index = error, place
            break
    actual = {expected.figure: figure(conversation, expected.figure) for expected in test.expect}
    failed = tuple(
        expected for expected in test.expect if not meets(expected, actual[expected.figure])
    )
    return Trial(test, actual, failed, illegal, index)


def scenes_of_moves(machine: ScenarioMachine, test: ScenarioTest) -> tuple[str, ...]:
    """Return the scene that each move of a test is made in, and last the scene they lead to, as far as they are allowed."""
    conversation = Conversation.begin(machine.on_day(test.day))
    scenes = [conversation.state.scene]
    with suppress(IllegalMove):
        for move in test.moves:
            conversation = conversation.move(move).after
            scenes.append(conversation.state.scene)
    return tuple(scenes)


def figure(conversation: Conversation, name: str) -> Figure:
    """Return a figure of a conversation by its name in `expect`; satisfaction, qa and outcome are None before the end."""
    state = conversation.state
    match name:
        case "ending":
            return state.ending or ""
        case "outcome":
            return state.outcome
        case "scene":
            return state.scene
        case "band":
            return state.band
        case "satisfaction":
            return conversation.result().satisfaction if state.over else None
        case "qa":
            return conversation.result().qa if state.over else None
        case _:
            value: int = getattr(state, name)
            return value


def meets(expected: Expectation, actual: Figure) -> bool:
    """Whether a figure is as expected; a figure that does not exist yet never is."""
    if isinstance(expected.value, int) and isinstance(actual, int):
        return compare(actual, expected.sign, expected.value)
    return actual == expected.value
