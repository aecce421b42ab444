"""Every play of a small scenario, by moving Conversations one at a time: slow, plain, and what the prover is held to.

Nothing of simulator.prover is used here. Two conversations are taken for one only if all that either remembers is
equal; for plays of any length counts that only grow are held at numbers beyond which the rules do not look, and the
accounts are left out.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.engine.moves import apply_reply
from simulator.prover.analysis.batch_guards import comparisons
from simulator.prover.analysis.relevance import guards_of
from simulator.ruleset import EVENTS, LISTEN, RESUME, SILENCE
from simulator.scenario.guards.tree import Count, Number, UseCount, Value

if TYPE_CHECKING:
    from simulator.engine.conversation import Turn
    from simulator.engine.state import State
    from simulator.scenario.model import Scenario

BEYOND = 6
"""More than any number that guards compare a count with here."""


class TooLarge(Exception):
    """More states than a brute force can visit."""


@dataclass
class Reached:
    """What all plays of any length can do."""

    endings: dict[tuple[str, str | None], int] = field(default_factory=dict)
    scenes: set[str] = field(default_factory=set)
    offered: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)
    traps: dict[str, int] = field(default_factory=dict)
    forced: dict[str, int] = field(default_factory=dict)
    deeds: set[str] = field(default_factory=set)
    promises: set[tuple[str, str]] = field(default_factory=set)
    nowhere: dict[str, int] = field(default_factory=dict)
    endless: bool = False
    states: int = 0


def moves_of(conversation: Conversation, *, timed: bool) -> list[str]:
    """The moves that a proof takes into account, in its order."""
    if conversation.over:
        return []
    moves = [reply.id for reply in conversation.offered()]
    if conversation.can_listen:
        moves.append(LISTEN)
    if timed or not moves:
        moves.append(SILENCE)
    return moves


def is_bounded(scenario: Scenario) -> bool:
    """Whether no guard compares a count with anything but small numbers."""
    for guard in guards_of(scenario):
        for pair in comparisons(guard.condition):
            for one, other in (pair, pair[::-1]):
                counts = isinstance(one, UseCount | Count) or one == Value("turns")
                if counts and not (isinstance(other, Number) and other.value < BEYOND - 1):
                    return False
    return True


def remembered(state: State, *, bounded: bool) -> tuple[Any, ...]:
    """All that a state remembers; without its accounts and with counts held to BEYOND if `bounded`."""

    def counts(numbers: Any) -> tuple[tuple[str, int], ...]:
        most = BEYOND if bounded else 10**9
        return tuple(sorted((name, min(number, most)) for name, number in numbers.items()))

    return (
        state.scene,
        state.gauges,
        state.variant,
        state.parts_heard,
        state.ceiling,
        state.deed,
        state.seen,
        state.listened,
        counts(state.visits),
        counts(state.given),
        state.forced_silences,
        state.flags,
        frozenset(state.open_promises),
        state.promised,
        counts(state.uses),
        counts(state.listens),
        min(state.turns, BEYOND) if bounded else state.turns,
        state.boiled,
        state.walked,
        state.interrupted,
        state.ending,
        None
        if bounded
        else (
            state.visit_counted,
            state.mood_path,
            state.shown,
            counts(state.slips),
            state.unexplained,
            state.broken,
            state.exposed,
            bool(state.criticals),
        ),
    )


def reach(scenario: Scenario, *, timed: bool, most: int) -> Reached:
    """Everything that plays of any length can do; raises TooLarge beyond so many states."""
    found = Reached()
    start = Conversation.begin(ScenarioMachine(scenario))
    numbers = {remembered(start.state, bounded=True): 0}
    depth, scenes = [0], [start.state.scene]
    behind: list[list[int]] = [[]]
    steps: list[Step] = []
    ends: list[int] = []
    todo = deque([(start, 0)])
    while todo:
        conversation, number = todo.popleft()
        state = conversation.state
        if state.ending != "walked-out":
            found.scenes.add(state.scene)
        if conversation.over:
            scene = None if state.ending == "walked-out" else state.scene
            found.endings.setdefault((str(state.ending), scene), depth[number])
            ends.append(number)
        if conversation.silence_is_forced:
            found.forced.setdefault(state.scene, depth[number])
        for move in moves_of(conversation, timed=timed):
            turn = conversation.move(move)
            if turn.reply is not None:
                name = f"{state.scene}.{move}"
                found.offered.add(name)
                to = turn.reply.to
                for index, route in enumerate(turn.reply.routes):
                    if route.when.holds(_decided(turn)):
                        found.taken.add(f"{name}[{index}]")
                        to = route.to
                        break
                else:
                    found.followed.add(name)
                if to == RESUME and state.interrupted is None and _stays(turn):
                    found.nowhere.setdefault(name, depth[number])
            key = remembered(turn.after.state, bounded=True)
            if key not in numbers:
                numbers[key] = len(numbers)
                depth.append(depth[number] + 1)
                scenes.append(turn.after.state.scene)
                behind.append([])
                if len(numbers) > most:
                    raise TooLarge
                todo.append((turn.after, numbers[key]))
            behind[numbers[key]].append(number)
            steps.append(Step(number, numbers[key], turn))
    _repeats(found, steps)
    found.states = len(numbers)
    leads = set(ends)
    todo_back = list(ends)
    while todo_back:
        for before in behind[todo_back.pop()]:
            if before not in leads:
                leads.add(before)
                todo_back.append(before)
    for number in range(len(numbers)):
        if number not in leads:
            found.traps.setdefault(scenes[number], depth[number])
    return found


@dataclass
class Step:
    """One move: the numbers of the states from which and to which, and what it did."""

    source: int
    target: int
    turn: Turn


def _repeats(found: Reached, steps: list[Step]) -> None:
    """Find what can be had twice in one play, and whether a play can go on for ever."""
    ahead: dict[int, set[int]] = {}
    for step in steps:
        ahead.setdefault(step.source, set()).add(step.target)
    given: dict[str, list[Step]] = {}
    for step in steps:
        if step.turn.reply is not None:
            given.setdefault(f"{step.turn.scene}.{step.turn.move}", []).append(step)
    for name, some in given.items():
        reply = some[0].turn.reply
        assert reply is not None
        met = _reachable(ahead, {step.target for step in some})
        again = [step for step in some if step.source in met]
        if again and reply.event and EVENTS[reply.event].deed:
            found.deeds.add(name)
        for promise in set(reply.promises) & set(reply.keeps):
            if any(promise in step.turn.before.state.open_promises for step in again):
                found.promises.add((name, promise))
    found.endless = any(number in _reachable(ahead, targets) for number, targets in ahead.items())


def _reachable(ahead: dict[int, set[int]], starts: set[int]) -> set[int]:
    met, todo = set(starts), list(starts)
    while todo:
        fresh = ahead.get(todo.pop(), set()) - met
        met |= fresh
        todo.extend(fresh)
    return met


def _stays(turn: Turn) -> bool:
    """Whether a reply led nowhere: they neither left nor boiled over."""
    before, after = turn.before.state, turn.after.state
    fired = (before.boiled, before.walked) != (after.boiled, after.walked)
    return not fired and not after.over


def _decided(turn: Any) -> Any:
    """The state that a reply's routes are asked of: all of the reply done, and no scene entered yet."""
    conversation, reply = turn.before, turn.reply
    act, effects = conversation._act(reply), conversation.machine.effects
    step, _ = apply_reply(conversation.state, reply, act, effects)
    return step.state


@dataclass
class Scores:
    """Least and most of satisfaction and quality, by ending and its scene, over plays of at most some turns."""

    satisfaction: dict[tuple[str, str | None], tuple[int, int]] = field(default_factory=dict)
    qa: dict[tuple[str, str | None], tuple[int, int]] = field(default_factory=dict)
    longer: bool = False


def scores(scenario: Scenario, *, timed: bool, max_turns: int, most: int) -> Scores:
    """The results of all plays of at most so many turns; raises TooLarge beyond so many states."""
    found = Scores()
    start = Conversation.begin(ScenarioMachine(scenario))
    met = {remembered(start.state, bounded=False)}
    todo = [start]
    while todo:
        conversation = todo.pop()
        if conversation.over:
            result = conversation.result()
            scene = None if result.ending == "walked-out" else conversation.state.scene
            for table, value in (
                (found.satisfaction, result.satisfaction),
                (found.qa, result.qa),
            ):
                low, high = table.get((result.ending, scene), (value, value))
                table[result.ending, scene] = (min(low, value), max(high, value))
            continue
        if conversation.state.turns == max_turns:
            found.longer = True
            continue
        for move in moves_of(conversation, timed=timed):
            after = conversation.move(move).after
            key = remembered(after.state, bounded=False)
            if key not in met:
                met.add(key)
                if len(met) > most:
                    raise TooLarge
                todo.append(after)
    return found
