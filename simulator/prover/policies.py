"""Simple ways to play, and how far each of them comes: a scenario that rewards them teaches little.

Each policy plays a real Conversation by a rule that looks at the replies offered and nothing else. The random one
draws from a counter through a hash, so that its plays are the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation
from simulator.ruleset import LISTEN, SILENCE, SKILLS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from simulator.engine.machine import ScenarioMachine
    from simulator.scenario.model import Reply

POLITE = ("thank", "warm", "apologize", "reassure")
_SOLVING = ("solve", "alternative")
_HEARING = tuple(name for name, skill in SKILLS.items() if skill.kind is Kind.LISTENING)


@dataclass(frozen=True, slots=True)
class PolicyPlay:
    """How a policy's play ended: `ending` is None if it did not within the turns allowed, and then there are no scores.

    `used` are the skills of the replies that it gave.
    """

    name: str
    ending: str | None
    satisfaction: int | None
    qa: int | None
    moves: tuple[str, ...]
    used: frozenset[str] = frozenset()

    @property
    def polite(self) -> bool:
        """Whether it thanked, smiled, apologised or reassured at all."""
        return not self.used.isdisjoint(POLITE)


@dataclass(frozen=True, slots=True)
class RandomPlays:
    """How many random plays came to each ending ("" for none within the turns), and the satisfactions of those, sorted."""

    seed: int
    plays: int
    endings: Mapping[str, int]
    satisfactions: tuple[int, ...]

    @property
    def ending(self) -> str | None:
        """The ending come to most often, the first met of equals; None if most plays did not end."""
        return max(self.endings, key=lambda name: self.endings[name]) or None

    @property
    def median(self) -> int | None:
        """The middle satisfaction, the lower of two."""
        return (
            self.satisfactions[(len(self.satisfactions) - 1) // 2] if self.satisfactions else None
        )


def _count(names: Iterable[str], of: tuple[str, ...]) -> int:
    return sum(name in of for name in set(names))


Value = tuple[int, ...]
POLICIES: Mapping[str, tuple[bool, Callable[[int, Reply], Value]]] = {
    "first": (False, lambda index, _: (-index,)),
    "last": (True, lambda index, _: (index,)),
    "longest": (True, lambda _, reply: (len(reply.text),)),
    "shortest": (True, lambda _, reply: (-len(reply.text),)),
    "polite": (True, lambda _, reply: (_count(reply.skills, POLITE),)),
    "solver": (False, lambda _, reply: (_count(reply.skills, _SOLVING),)),
    "listener": (
        True,
        lambda _, reply: (_count(reply.skills, (*_HEARING, "empathize")), -len(set(reply.slips))),
    ),
}
"""For each policy whether it listens to the end first, and the value of a reply: it picks the highest, the first of equals."""


def play_policies(machine: ScenarioMachine, *, max_turns: int) -> tuple[PolicyPlay, ...]:
    """Return the play of each policy but the random one."""
    return tuple(
        _play_policy(name, machine, max_turns, _picker(listens, value))
        for name, (listens, value) in POLICIES.items()
    )


def play_randomly(
    machine: ScenarioMachine, *, max_turns: int, seed: int, plays: int
) -> RandomPlays:
    """Many plays, each move drawn evenly from the replies offered and, where there is more to hear, listening."""
    played = [
        _play_policy("random", machine, max_turns, _drawer(seed, number)) for number in range(plays)
    ]
    return summarise(seed, [(play.ending, play.satisfaction) for play in played])


def summarise(seed: int, played: list[tuple[str | None, int | None]]) -> RandomPlays:
    """Random plays by ending and satisfaction, put together."""
    endings: dict[str, int] = {}
    for ending, _ in played:
        endings[ending or ""] = endings.get(ending or "", 0) + 1
    satisfactions = sorted(value for _, value in played if value is not None)
    return RandomPlays(seed, len(played), endings, tuple(satisfactions))


def draw(seed: int, play: int, move: int) -> int:
    """Return the number drawn for a move of a random play: the same on every machine."""
    digest = sha256(f"{seed}/{play}/{move}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def _picker(listens: bool, value: Callable[[int, Reply], Value]) -> Callable[[Conversation], str]:
    def pick(conversation: Conversation) -> str:
        offered = conversation.offered()
        if conversation.can_listen and (listens or not offered):
            return LISTEN
        if not offered:
            return SILENCE
        best = max(range(len(offered)), key=lambda index: (value(index, offered[index]), -index))
        return offered[best].id

    return pick


def _drawer(seed: int, number: int) -> Callable[[Conversation], str]:
    drawn = 0

    def pick(conversation: Conversation) -> str:
        nonlocal drawn
        moves = [reply.id for reply in conversation.offered()]
        moves += [LISTEN] if conversation.can_listen else []
        drawn += 1
        return moves[draw(seed, number, drawn) % len(moves)] if moves else SILENCE

    return pick


def _play_policy(
    name: str, machine: ScenarioMachine, max_turns: int, pick: Callable[[Conversation], str]
) -> PolicyPlay:
    conversation = Conversation.begin(machine)
    moves: list[str] = []
    used: set[str] = set()
    while not conversation.over:
        move = pick(conversation)
        if move != LISTEN and conversation.state.turns >= max_turns:
            return PolicyPlay(name, None, None, None, tuple(moves))
        turn = conversation.move(move)
        used.update(turn.reply.skills if turn.reply else ())
        conversation = turn.after
        moves.append(move)
    result = conversation.result()
    scores = result.ending, result.satisfaction, result.qa
    return PolicyPlay(name, *scores, tuple(moves), frozenset(used))
