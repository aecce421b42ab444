"""What gives a good reply away by its wording alone: plays by one feature of it, and a reader who sees all and nothing else.

A *choice* is a scene as a good play meets it, everything in it heard, with at least three replies offered. The good plays are
the file's own `[[tests]]` that end pleased or better. The best reply of a choice is the one after which the highest
satisfaction can be reached, found by a search that keeps the most promising conversations of each move; equals are all best.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.ruleset import LISTEN, SILENCE
from tests.reference.wording import FEATURES, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from simulator.scenario.model import Reply, Scenario

MAX_MOVES = 60
WIDTH = 10
WIDTH_OF_SCENE = 3
LEAST_OFFERED = 3
PLEASED = 40
RIDGE = 4.0
STEPS = 400
RATE = 0.1


def heard_out(conversation: Conversation) -> Conversation:
    """Return the conversation once everything there is to hear has been heard."""
    while conversation.can_listen:
        conversation = conversation.move(LISTEN).after
    return conversation


def play_by(machine: ScenarioMachine, column: int, sign: int, rng: random.Random) -> int:
    """Return the satisfaction of a play that hears everyone out and takes the reply with the most, or least, of a feature."""
    conversation = Conversation.begin(machine)
    for _ in range(MAX_MOVES):
        conversation = heard_out(conversation)
        if conversation.over:
            return conversation.result().satisfaction
        offered = conversation.offered()
        move = SILENCE
        if offered:
            values = sign * table(conversation)[:, column]
            most = [
                reply for reply, value in zip(offered, values, strict=True) if value == values.max()
            ]
            move = rng.choice(most).id
        conversation = conversation.move(move).after
    return -100


def plays_by_feature(
    machines: Sequence[ScenarioMachine], *, seed: int, plays: int, only: Sequence[str] = FEATURES
) -> dict[str, float]:
    """Return the mean satisfaction, over files, of the plays by most and by least of each feature; the seed breaks ties."""
    means = {}
    for column, name in enumerate(FEATURES):
        if name not in only:
            continue
        for sign, which in ((1, "most"), (-1, "least")):
            rng = random.Random(f"{seed}/{name}/{which}")
            scores = [
                play_by(machine, column, sign, rng) for machine in machines for _ in range(plays)
            ]
            means[f"{which} {name}"] = sum(scores) / len(scores)
    return means


@dataclass(frozen=True)
class Choice:
    """One choice: where it is, the features of what is offered, and which of it is best."""

    file: str
    scene: str
    replies: tuple[Reply, ...]
    features: NDArray[np.float64]
    reached: tuple[int, ...]

    @property
    def best(self) -> NDArray[np.bool_]:
        """Which replies lead highest."""
        return np.array([value == max(self.reached) for value in self.reached])


def choices(scenario: Scenario) -> Iterator[Choice]:
    """Yield each scene's choice, as the first good play meets it."""
    machine = ScenarioMachine(scenario)
    met: set[str] = set()
    for test in scenario.tests:
        if test.day:
            continue
        for conversation in _good_play(machine, test.moves):
            offered = conversation.offered()
            if conversation.state.scene in met or len(offered) < LEAST_OFFERED:
                continue
            met.add(conversation.state.scene)
            reached = tuple(highest_from(conversation.move(reply.id).after) for reply in offered)
            if len(set(reached)) > 1:
                yield Choice(
                    scenario.id, conversation.state.scene, offered, table(conversation), reached
                )


def _good_play(machine: ScenarioMachine, moves: Sequence[str]) -> list[Conversation]:
    """Return the conversation before each reply of a play, everything heard; none if it does not end pleased."""
    conversation, before = Conversation.begin(machine), []
    for move in moves:
        if move not in (LISTEN, SILENCE):
            before.append(heard_out(conversation))
        conversation = conversation.move(move).after
    if not conversation.over or conversation.state.mood < PLEASED:
        return []
    return before if conversation.result().criticals == () else []


def highest_from(conversation: Conversation) -> int:
    """Return the highest satisfaction found from here on, everyone heard out."""
    highest = -100
    front = [conversation]
    for _ in range(MAX_MOVES):
        if not front:
            break
        after: dict[object, Conversation] = {}
        for item in map(heard_out, front):
            if item.over:
                highest = max(highest, item.result().satisfaction)
                continue
            for move in [reply.id for reply in item.offered()] or [SILENCE]:
                follower = item.move(move).after
                after[follower.state.scene, follower.state.gauges, follower.state.flags] = follower
        front = _most_promising(list(after.values()))
    return highest


def _most_promising(front: list[Conversation]) -> list[Conversation]:
    kept: list[Conversation] = []
    scenes: dict[str, int] = {}
    for item in sorted(front, key=lambda item: (len(item.state.criticals), -item.state.mood)):
        scene = item.state.scene
        if item.over or (scenes.get(scene, 0) < WIDTH_OF_SCENE and len(kept) < WIDTH):
            scenes[scene] = scenes.get(scene, 0) + 1
            kept.append(item)
    return kept


def fit(choices: Sequence[Choice], scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of the choice model: a softmax over what is offered, held small by a ridge."""
    most = max(len(item.replies) for item in choices)
    rows = np.zeros((len(choices), most, len(scale)))
    best = np.zeros((len(choices), most))
    absent = np.full((len(choices), most), -np.inf)
    for place, item in enumerate(choices):
        many = len(item.replies)
        rows[place, :many] = _centred(item, scale)
        best[place, :many] = item.best / item.best.sum()
        absent[place, :many] = 0
    weights = np.zeros(len(scale))
    for _ in range(STEPS):
        values = rows @ weights + absent
        powers = np.exp(values - values.max(axis=1, keepdims=True))
        missing = best - powers / powers.sum(axis=1, keepdims=True)
        slope = np.einsum("cr,crf->f", missing, rows) - RIDGE * weights
        weights += RATE * slope / len(choices)
    return weights


def _centred(item: Choice, scale: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((item.features - item.features.mean(axis=0)) / scale)


def scale_of(choices: Sequence[Choice]) -> NDArray[np.float64]:
    """Return how widely each feature is spread within choices."""
    spread = np.concatenate([item.features - item.features.mean(axis=0) for item in choices])
    return np.asarray(np.maximum(spread.std(axis=0), 1e-6))


def picks(choices: Sequence[Choice]) -> list[bool]:
    """Return for each choice whether a reader of wording alone, who has never seen its file, picks the best reply."""
    found: list[bool] = []
    for file in dict.fromkeys(item.file for item in choices):
        others = [item for item in choices if item.file != file]
        scale = scale_of(others)
        weights = fit(others, scale)
        found += [_picked(item, scale, weights) for item in choices if item.file == file]
    return found


def _picked(item: Choice, scale: NDArray[np.float64], weights: NDArray[np.float64]) -> bool:
    return bool(item.best[int(np.argmax(_centred(item, scale) @ weights))])


def chance(choices: Sequence[Choice]) -> float:
    """Return how often a blind pick is the best one."""
    return float(np.mean([item.best.mean() for item in choices]))
