"""What a class could have answered: the best reply that was on offer in a scene, what was heard before it, shared mistakes.

Each reply on offer is played from where each play stood, so nothing is guessed. Pure; without names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report.better_replies import is_mistake
from simulator.report.words import slip_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.engine.conversation import Turn
    from simulator.report.results import PlayResult

MOST_TURNS = 200
"""Moves of a scene that are played again; more would tell the same."""
MOST_OF_CLASS = 0.75
"""From which part of the class on a mistake counts as shared."""


@dataclass(frozen=True, slots=True)
class BestOnOffer:
    """A reply of a scene, and by how much the mood rises on average right after it; below 0 it falls.

    It was on offer at `offered` of the `times` moves that were made there.
    """

    reply: str
    text: str
    gain: int
    offered: int
    times: int


def best_on_offer(turns: Sequence[Turn]) -> BestOnOffer | None:
    """Return the reply that would have done the mood most good at some moves of one scene; None where there was none.

    It makes no mistake itself. What could be given at half of the moves at least comes first.
    """
    turns = turns[:MOST_TURNS]
    gains: dict[str, list[int]] = {}
    texts: dict[str, str] = {}
    for turn in turns:
        for reply in turn.before.offered():
            other = turn.before.move(reply.id)
            if not is_mistake(reply, other):
                moved = other.after.state.mood - turn.before.state.mood
                gains.setdefault(reply.id, []).append(moved)
                texts.setdefault(reply.id, reply.text)
    often = {reply: moved for reply, moved in gains.items() if 2 * len(moved) >= len(turns)}
    means = {reply: sum(moved) / len(moved) for reply, moved in (often or gains).items()}
    best = max(means, key=lambda reply: means[reply], default=None)
    if best is None:
        return None
    return BestOnOffer(best, texts[best], round(means[best]), len(gains[best]), len(turns))


def heard_before(plays: Iterable[PlayResult], scene: str) -> str:
    """Return what most of the class had heard last before they replied in a scene; empty where no one did."""
    heard = Counter(
        turn.prompt
        for play in plays
        for turn in play.turns
        if turn.scene == scene and turn.is_reply
    )
    return heard.most_common(1)[0][0] if heard else ""


def shared_mistakes(plays: Sequence[PlayResult], channel: str) -> list[str]:
    """Return a sentence for each mistake that all of a class made, or most of it; none where fewer than two played."""
    played = [play for play in plays if play.acted]
    if len(played) < 2:
        return []
    made: Counter[str] = Counter()
    for play in played:
        made.update(play.slips.keys())
    often = sorted(made.items(), key=lambda item: (-item[1], item[0]))
    return [
        f"{'Everyone' if times == len(played) else f'{times} of {len(played)}'} {slip_words(slip, channel)}."
        for slip, times in often
        if times >= MOST_OF_CLASS * len(played)
    ]
