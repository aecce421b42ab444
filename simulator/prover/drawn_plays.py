"""Plays of different quality, drawn by seed: the same on every machine; to be rated by people, and for exercises."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation
from simulator.prover.careful import is_careful
from simulator.prover.policies import POLICIES
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.scenario.model import Reply

MAX_TURNS = 20
TRIES = 40
"""Draws for one play before it is left out, because none of them ends or is new."""
NOISE = 5
"""One move in that many is drawn from all, so that no policy plays the same each time."""

Choice = tuple[bool, "Callable[[Conversation, Sequence[Reply], int], Reply]"]


def _by_mood(sign: int) -> Callable[[Conversation, Sequence[Reply], int], Reply]:
    """Return a choice of the reply that leaves the best mood right after it, or with -1 the worst."""

    def choose(at: Conversation, offered: Sequence[Reply], _: int) -> Reply:
        moods = [sign * at.move(reply.id).after.state.mood for reply in offered]
        return offered[moods.index(max(moods))]

    return choose


def _by_policy(name: str) -> Callable[[Conversation, Sequence[Reply], int], Reply]:
    """Return the choice of a policy of the prover: the reply that it values most, the first of equals."""
    value = POLICIES[name][1]

    def choose(_at: Conversation, offered: Sequence[Reply], _drawn: int) -> Reply:
        return max(enumerate(offered), key=lambda item: (value(*item), -item[0]))[1]

    return choose


def _any(_at: Conversation, offered: Sequence[Reply], drawn: int) -> Reply:
    return offered[drawn % len(offered)]


def _careful(at: Conversation, offered: Sequence[Reply], drawn: int) -> Reply:
    return _any(at, [reply for reply in offered if is_careful(reply)] or offered, drawn)


QUALITIES: dict[str, Choice] = {
    "best": (True, _by_mood(1)),
    "worst": (False, _by_mood(-1)),
    "careful": (True, _careful),
    "polite": (True, _by_policy("polite")),
    "listener": (True, _by_policy("listener")),
    "random": (False, _any),
}
"""For each way to play whether it hears everyone out, and which reply it gives."""


@dataclass(frozen=True, slots=True)
class DrawnPlay:
    """A play that has ended, and the policy that it was drawn from."""

    policy: str
    start: Conversation
    turns: tuple[Turn, ...]


def draw_plays(
    machine: ScenarioMachine, *, plays: int, seed: int, tries: int = TRIES
) -> list[DrawnPlay]:
    """Return that many different plays, of each policy in turn; fewer where a scenario has no more that end.

    `tries` is how often each is drawn before it is left out.
    """
    found: dict[tuple[str, ...], DrawnPlay] = {}
    for number in range(plays):
        name = list(QUALITIES)[number % len(QUALITIES)]
        for attempt in range(tries):
            turns = _play(
                machine, QUALITIES[name], f"{seed}/{machine.scenario.id}/{number}/{attempt}"
            )
            moves = tuple(turn.move for turn in turns)
            if turns and turns[-1].after.over and moves not in found:
                found[moves] = DrawnPlay(name, turns[0].before, turns)
                break
    return list(found.values())


def _play(machine: ScenarioMachine, choice: Choice, seed: str) -> tuple[Turn, ...]:
    """Return a play as far as it comes within the turns allowed."""
    at = Conversation.begin(machine)
    turns: list[Turn] = []
    while not at.over and at.state.turns < MAX_TURNS:
        turns.append(at.move(_move(at, choice, f"{seed}/{len(turns)}")))
        at = turns[-1].after
    return tuple(turns)


def _move(at: Conversation, choice: Choice, seed: str) -> str:
    listens, choose = choice
    offered = at.offered()
    if draw(f"{seed}/noise") % NOISE == 0:
        listens, choose = draw(f"{seed}/listens") % 2 == 0, _any
    if at.can_listen and (listens or not offered):
        return LISTEN
    return choose(at, offered, draw(seed)).id if offered else SILENCE


def draw(seed: str) -> int:
    """Return the number drawn for a seed: the same on every machine."""
    return int.from_bytes(sha256(seed.encode()).digest()[:8], "big")
