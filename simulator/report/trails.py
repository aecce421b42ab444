"""Where plays went: how many reached each scene and gave each reply, and the words for it.

Plays are made again on the scenario as it is now, as far as their moves apply; so an edited scenario has the plays that it had
before. It opens no save, and says nothing of how a play was scored.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation, IllegalMove
from simulator.text import count, count_or_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.records.record import Entry
    from simulator.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Trails:
    """Where some plays went: `plays` of them, of which `cut` apply only partly.

    Each play counts once for a scene and a reply, however often it came there; replies are (scene, reply).
    """

    plays: int
    cut: int
    scenes: Mapping[str, int]
    replies: Mapping[tuple[str, str], int]


def retrace(
    machine: ScenarioMachine, entries: Iterable[Entry]
) -> tuple[tuple[Turn, ...], int | None]:
    """Return the turns of a saved play as far as they apply, and the place of the first move that does not, from 0."""
    conversation = Conversation.begin(machine)
    turns: list[Turn] = []
    for index, entry in enumerate(entries):
        if entry.scene not in (None, conversation.state.scene):
            return tuple(turns), index
        try:
            turn = conversation.move(entry.move)
        except IllegalMove:
            return tuple(turns), index
        turns.append(turn)
        conversation = turn.after
    return tuple(turns), None


def trails_of(machine: ScenarioMachine, plays: Iterable[Sequence[Entry]]) -> Trails:
    """Where plays went; one without a move went nowhere and is not counted."""
    many = cut = 0
    scenes: dict[str, int] = {}
    replies: dict[tuple[str, str], int] = {}
    for entries in plays:
        if not entries:
            continue
        turns, broken_at = retrace(machine, entries)
        many += 1
        cut += broken_at is not None
        for scene in scenes_of(machine.scenario, turns):
            scenes[scene] = scenes.get(scene, 0) + 1
        for reply in replies_of(turns):
            replies[reply] = replies.get(reply, 0) + 1
    return Trails(many, cut, scenes, replies)


def sum_trails(trails: Iterable[Trails]) -> Trails:
    """Add up where plays went that were made again apart from each other, as those of different days are."""
    plays = cut = 0
    scenes: Counter[str] = Counter()
    replies: Counter[tuple[str, str]] = Counter()
    for some in trails:
        plays, cut = plays + some.plays, cut + some.cut
        scenes.update(some.scenes)
        replies.update(some.replies)
    return Trails(plays, cut, dict(scenes), dict(replies))


def scenes_of(scenario: Scenario, turns: Iterable[Turn]) -> frozenset[str]:
    """Return the scenes that a play came through, the start among them."""
    return frozenset((scenario.start, *(turn.next for turn in turns)))


def replies_of(turns: Iterable[Turn]) -> frozenset[tuple[str, str]]:
    """Return the replies that a play took."""
    return frozenset((turn.scene, turn.reply.id) for turn in turns if turn.reply)


def plays_sentence(trails: Trails) -> str:
    """How many plays there are: `5 saved plays, 1 only partly`, `no saved plays`."""
    told = count_or_no(trails.plays, "saved play")
    part = f", {trails.cut} only partly" if trails.cut else ""
    return f"{told}{part}"


def scene_sentence(trails: Trails, scene: str) -> str:
    """How many of the plays came through a scene: `3 of 5 plays`, `no plays`; nothing where there are no plays."""
    if not trails.plays:
        return ""
    came = trails.scenes.get(scene, 0)
    return f"{came} of {count(trails.plays, 'play')}" if came else "no plays"


def reply_sentence(trails: Trails, scene: str, reply: str) -> str:
    """How many plays took a reply: `given in 2 plays`, `given in no plays`; nothing where no play came to its scene."""
    if not trails.scenes.get(scene):
        return ""
    took = trails.replies.get((scene, reply), 0)
    return f"given in {count_or_no(took, 'play')}"


def trail_lines(scenario: Scenario, trails: Trails, here: str, turns: Sequence[Turn]) -> list[str]:
    """All of it in lines, in the order of the file; `here` and `turns` are where a live play stands and how it came there."""
    came, took = scenes_of(scenario, turns), replies_of(turns)
    told = [f"Map: {len(scenario.scenes)} scenes, {plays_sentence(trails)}."]
    for scene in scenario.scenes.values():
        now = "now" if scene.name == here else "on the way here" if scene.name in came else ""
        told.append(_line(scene.name, scene_sentence(trails, scene.name), now))
        for reply in scene.replies:
            taken = "on the way here" if (scene.name, reply.id) in took else ""
            told.append(_line(f"  {reply.id}", reply_sentence(trails, scene.name, reply.id), taken))
    return told


def _line(name: str, *words: str) -> str:
    about = ", ".join(word for word in words if word)
    return f"{name}: {about}." if about else f"{name}."
