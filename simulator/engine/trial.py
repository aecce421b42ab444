"""Runs the tests that a scenario file carries: plays their moves and compares figures.

Pure like the rest of the engine; how a failure is shown is left to the faces.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.ruleset import WALKED_OUT
from simulator.scenario.guards.tree import compare

if TYPE_CHECKING:
    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.scenario.model import Expectation, ScenarioTest

Figure = int | str | tuple[str, ...] | None


class Way(StrEnum):
    """What led a play to the scene it is in."""

    TO = "to"
    ROUTE = "route"
    RESUME = "resume"
    BOILED = "boiled"
    WALKED = "walked"
    WALKED_OUT = "walked-out"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Entry:
    """The move that led a play to the scene it is in: its place, from 0, and why it led there."""

    index: int
    move: str
    way: Way


@dataclass(frozen=True, slots=True)
class Trial:
    """What a test gave: the figures it asked about, and the move that was not allowed, if there was one.

    `scene` is where the play was then, `over` whether it had ended, and `entry` what had led there, None in the first scene.
    """

    test: ScenarioTest
    actual: dict[str, Figure]
    failed: tuple[Expectation, ...]
    illegal: IllegalMove | None
    index: int
    scene: str
    over: bool
    entry: Entry | None

    @property
    def passed(self) -> bool:
        """Whether every move was allowed and every figure as expected."""
        return not self.failed and self.illegal is None


def run_test(machine: ScenarioMachine, test: ScenarioTest) -> Trial:
    """Play a test's moves on its day and compare; `machine` is that of the scenario as its file stands."""
    conversation = Conversation.begin(machine.on_day(test.day))
    illegal, index, entry = None, len(test.moves), None
    for place, move in enumerate(test.moves):
        try:
            turn = conversation.move(move)
        except IllegalMove as error:
            illegal, index = error, place
            break
        conversation = turn.after
        if way := _way(turn):
            entry = Entry(place, move, way)
    actual = {expected.figure: figure(conversation, expected.figure) for expected in test.expect}
    failed = tuple(
        expected for expected in test.expect if not meets(expected, actual[expected.figure])
    )
    state = conversation.state
    return Trial(test, actual, failed, illegal, index, state.scene, state.over, entry)


def _way(turn: Turn) -> Way | None:
    """Return why a move led to another scene or out of the conversation; None if it did neither."""
    before, after = turn.before.state, turn.after.state
    if after.ending == WALKED_OUT:
        return Way.WALKED_OUT
    if after.boiled and not before.boiled:
        return Way.BOILED
    if after.walked and not before.walked:
        return Way.WALKED
    if turn.scene == turn.next:
        return None
    if turn.reply is None:
        return Way.SILENCE
    if turn.reply.to == turn.next:
        return Way.TO
    targets = {route.to for route in turn.reply.routes}
    return Way.ROUTE if turn.next in targets else Way.RESUME


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
        case "offered" | "not_offered":
            return tuple(reply.id for reply in conversation.offered())
        case "flag" | "not_flag":
            return tuple(sorted(state.flags))
        case "promise" | "not_promise":
            return state.open_promises
        case _:
            value: int = getattr(state, name)
            return value


def meets(expected: Expectation, actual: Figure) -> bool:
    """Whether a figure is as expected; a figure that does not exist yet never is."""
    if isinstance(expected.value, tuple) and isinstance(actual, tuple):
        return not unmet(expected, actual)
    if isinstance(expected.value, int) and isinstance(actual, int):
        return compare(actual, expected.sign, expected.value)
    return actual == expected.value


def unmet(expected: Expectation, actual: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of an expectation that aren't among some, or for a figure that begins with `not_` those that are."""
    names = expected.value if isinstance(expected.value, tuple) else ()
    wanted = not expected.figure.startswith("not_")
    return tuple(name for name in names if (name in actual) is not wanted)
